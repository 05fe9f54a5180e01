"""The theme's files: styles joined in the order of their layers, scripts joined, each file named by its content's digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from atlas.view.shell import Assets

# Only the lists that filter load it.
ONE_PAGE_SCRIPT = "filters.js"
# Beside the layers of every page's sheet: what only paper needs, and what only the gallery does.
PAPER, GALLERY = "print.css", "gallery.css"
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")


class AssetFiles(Struct, frozen=True):
    """What the theme publishes: addresses for the views, and the bytes that lie there."""

    addresses: Assets
    files: tuple[tuple[str, bytes], ...]


def collect(theme: Path, slots: Mapping[str, int]) -> AssetFiles:
    """The theme's style sheet, icon and scripts; `slots` says how many values each facet's letter must tell apart."""
    contents = {
        "assets/atlas.css": styles(theme) + facet_rules(slots),
        "assets/icon.svg": (theme / "static" / "favicon.svg").read_bytes(),
        "assets/atlas.js": scripts(theme),
        "assets/filters.js": (theme / "static" / "js" / ONE_PAGE_SCRIPT).read_bytes(),
        "assets/print.css": _sheet(theme, PAPER),
        "assets/gallery.css": _sheet(theme, GALLERY),
    }
    files = tuple((_named(address, content), content) for address, content in contents.items())
    stylesheet, icon, script, filters, paper, gallery = (address for address, _ in files)
    return AssetFiles(Assets(stylesheet, icon, script, filters, paper, gallery), files)


def styles(theme: Path) -> bytes:
    """All styles as one sheet: the order of layers is declared first, so that files may come in any order after."""
    parts = [f"@layer {', '.join(LAYERS)};\n".encode()]
    for layer in LAYERS:
        if layer == "components":
            paths = sorted((theme / "templates" / "components").glob("*/*.css"))
        else:
            paths = [theme / "static" / "css" / f"{layer}.css"]
        parts += [path.read_bytes() for path in paths]
    return squeezed(b"".join(parts).decode()).encode()


def _sheet(theme: Path, name: str) -> bytes:
    """A style sheet of its own."""
    return squeezed((theme / "static" / "css" / name).read_text("utf-8")).encode()


def squeezed(css: str) -> str:
    """A style sheet without comments and without white space that means nothing; strings stay as they are."""
    without = re.sub(r"""("[^"]*")|/\*.*?\*/""", lambda found: found[1] or "", css, flags=re.DOTALL)
    tight = re.sub(
        r"""("[^"]*")|\s*([{};,])\s*|\s+""", lambda found: found[1] or found[2] or " ", without, flags=re.DOTALL
    )
    return tight.replace(";}", "}").strip() + "\n"


def facet_rules(slots: Mapping[str, int]) -> bytes:
    """The rules by which a list filters without a script: a choice hides whatever does not carry its slot.

    The rules know letters and numbers only, not values: a page deals its facets the letters and their values the
    slots, in order. So one small set serves every list, no text of a record can reach the style sheet, and it
    changes only when the data come to hold more values than before. Values without rows are covered too, because
    the sentences that say what their absence means carry the same slots.
    """
    selectors = [
        f'.listing:has(input[data-{letter}="{slot}"]:checked) .listing__items [data-{letter}]:not([data-{letter}~="{slot}"])'
        for letter, count in sorted(slots.items())
        for slot in range(1, count + 1)
    ]
    return f"@layer components {{ {','.join(selectors)} {{ display: none }} }}\n".encode() if selectors else b""


def scripts(theme: Path) -> bytes:
    """The scripts of every page as one classic script, in order of name; each keeps its names to itself."""
    paths = sorted((theme / "static" / "js").glob("*.js"))
    return b"".join(path.read_bytes() for path in paths if path.name != ONE_PAGE_SCRIPT)


def _named(address: str, content: bytes) -> str:
    """An address with the content's digest before its ending."""
    path = PurePosixPath(address)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
