"""The theme's files: styles joined in the order of their layers, each file named by the digest of its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from atlas.view.shell import Assets

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")


@dataclass(frozen=True, slots=True)
class AssetFiles:
    """What the theme publishes: addresses for the views, and the bytes that lie there."""

    addresses: Assets
    files: tuple[tuple[str, bytes], ...]


def collect(theme: Path) -> AssetFiles:
    """The theme's style sheet and icon, in name order within each layer."""
    stylesheet = styles(theme)
    icon = (theme / "static" / "favicon.svg").read_bytes()
    files = ((_named("assets/atlas.css", stylesheet), stylesheet), (_named("assets/icon.svg", icon), icon))
    return AssetFiles(Assets(stylesheet=files[0][0], icon=files[1][0]), files)


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


def _named(address: str, content: bytes) -> str:
    """An address with the content's digest before its ending."""
    path = PurePosixPath(address)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))
