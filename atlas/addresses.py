"""The list of addresses kept up to date: everything published is put on it, nothing is ever taken off.

`atlas fmt` keeps it, and not `atlas new`: a record that is only begun may yet get another id, and whatever is on the
list has to lead somewhere for ever.
"""

from __future__ import annotations

import re
from pathlib import Path

from atlas.load.addresses import FILE, is_address, written
from atlas.pipeline import linked, themed
from atlas.settings import Settings
from atlas.view.pages.gallery import PATH as GALLERY
from atlas.view.site import Site

# A list's later pages come and go with its length; the gallery is for those who work on the theme, and not listed.
_PASSING = re.compile(rf"(^|/)page/[0-9]+/$|^en/|^{GALLERY}$")


def published(site: Site, root: Path) -> set[str]:
    """The addresses of a site beneath a language: records, lists, and the prose in content/."""
    pages = {page.file.removesuffix("index.html") for page in site.pages() if page.file.endswith("/index.html")}
    prose = {f"{path.stem}/" for path in (root / "content" / "zh").glob("*.md")}
    return {path for path in pages | prose if not _PASSING.search(path)}


def current(root: Path, settings: Settings) -> set[str]:
    """The addresses that the site would have now; none while records have errors, since nothing would be published."""
    atlas, theme = linked(root, settings).atlas, root / "theme"
    return published(themed(theme, atlas, settings).site, root) if atlas is not None and theme.is_dir() else set()


def listed(root: Path) -> set[str]:
    """The addresses on file, in whatever order they stand."""
    return {line for line in _lines(root) if is_address(line)}


def outdated(root: Path, paths: set[str]) -> str | None:
    """The list as it is to be, with these addresses on it; None where it is so already, or holds what is no address."""
    lines = _lines(root)
    if not all(is_address(line) for line in lines):
        return None  # a damaged line may have been an address; check says so, and Git has it
    text = written({*lines, *paths})
    return None if text == "".join(f"{line}\n" for line in lines) else text


def update(root: Path, paths: set[str]) -> bool:
    """Adds to the list what is not on it, and puts it in order; whether anything was to be done."""
    text = outdated(root, paths)
    if text is not None:
        (root / FILE).write_text(text, encoding="utf-8", newline="\n")
    return text is not None


def _lines(root: Path) -> list[str]:
    try:
        return (root / FILE).read_bytes().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
