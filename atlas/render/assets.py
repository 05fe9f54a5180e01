"""The theme's files: styles joined in the order of their layers, each file named by the digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from atlas.view.shell import Assets

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")


@dataclass(frozen=True, slots=True)
class AssetFiles:
    """What the theme publishes: addresses for the views, and the bytes that lie there."""

    addresses: Assets
    files: tuple[tuple[str, bytes], ...]


def collect(theme: Path, slots: Mapping[str, int]) -> AssetFiles:
    """The theme's style sheet, icon and scripts; `slots` says how many values each facet's letter must tell apart."""
    stylesheet = styles(theme) + facet_rules(slots)
    icon = (theme / "static" / "favicon.svg").read_bytes()
    filters = (theme / "static" / "js" / "filters.js").read_bytes()
    files = (
        (_named("assets/atlas.css", stylesheet), stylesheet),
        (_named("assets/icon.svg", icon), icon),
        (_named("assets/filters.js", filters), filters),
    )
    return AssetFiles(Assets(stylesheet=files[0][0], icon=files[1][0], filters=files[2][0]), files)


def styles(theme: Path) -> bytes:
    """All styles as one sheet: the order of layers is declared first, so that files may come in any order after."""
    parts = [f"@layer {', '.join(LAYERS)};\n".encode()]
    for layer in LAYERS:
        if layer == "components":
            paths = sorted((theme / "templates" / "components").glob("*/*.css"))
        else:
            paths = [theme / "static" / "css" / f"{layer}.css"]
        parts += [path.read_bytes() for path in paths]
    return b"".join(parts)


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


def _named(address: str, content: bytes) -> str:
    """An address with the content's digest before its ending."""
    path = PurePosixPath(address)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
