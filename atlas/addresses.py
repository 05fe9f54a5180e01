"""The list of addresses kept up to date: everything published is put on it, nothing is ever taken off."""

from __future__ import annotations

import re
from pathlib import Path

from atlas.load.addresses import FILE, load_addresses, written
from atlas.view.site import Site

# A list's later pages come and go with its length.
_PASSING = re.compile(r"(^|/)page/[0-9]+/$|^en/")


def published(site: Site, root: Path) -> set[str]:
    """The addresses of a site beneath a language: records, lists, and the prose in content/."""
    pages = {page.file.removesuffix("index.html") for page in site.pages() if page.file.endswith("/index.html")}
    prose = {f"{path.stem}/" for path in (root / "content" / "zh").glob("*.md")}
    return {path for path in pages | prose if not _PASSING.search(path)}


def listed(root: Path) -> set[str]:
    """The addresses on file."""
    return {address.path for address in load_addresses(root)[0] or ()}


def update(root: Path, paths: set[str]) -> bool:
    """Adds to the list what is not on it; whether anything was added."""
    old = listed(root)
    if paths <= old:
        return False
    (root / FILE).write_text(written(old | paths), encoding="utf-8", newline="\n")
    return True
