"""A built site, read page by page: what tests ask of it."""

from __future__ import annotations

import json
import posixpath
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html


class BuiltPage:
    """One page of a built site, parsed."""

    def __init__(self, site: BuiltSite, path: Path) -> None:
        self.address = path.relative_to(site.folder).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.tree = html.fromstring(self.text)

    @cached_property
    def ids(self) -> list[str]:
        return self.tree.xpath("//@id")

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Every internal link: the address it leads to from the site's root, and its fragment."""
        found = []
        for value in self.tree.xpath("//@href | //@src"):
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path)) if path else self.address
            if path.endswith("/"):
                target = posixpath.join(target, "index.html")
            found.append((target, unquote(parts.fragment)))
        return found

    def words(self) -> str:
        """All that a reader sees, white space folded."""
        return " ".join(self.tree.text_content().split())


class BuiltSite:
    """A folder that holds a built site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def pages(self) -> dict[str, BuiltPage]:
        return {page.address: page for page in (BuiltPage(self, path) for path in sorted(self.folder.rglob("*.html")))}

    @property
    def readers(self) -> dict[str, BuiltPage]:
        """The pages meant for readers: all but the gallery of components, which repeats parts of them."""
        return {address: page for address, page in self.pages.items() if not address.endswith("gallery/index.html")}

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def atlas(self) -> dict:
        return json.loads(self.files["data/atlas.json"])
