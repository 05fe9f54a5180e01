"""The pages of which there is one in each language: their addresses beneath it, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from atlas.view import urls
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.pages import data, glossary, rules
from atlas.view.rows import Pair
from atlas.view.shell import shell

BLOCKS: Mapping[str, Callable[[Composer], Iterator[Block]]] = {
    "glossary/": glossary.blocks,
    "data/": data.blocks,
    "edit/rules/": rules.blocks,
}
# Where to look for what is not at the address that was asked for.
EXITS: Mapping[str, str] = {"home": "", "projects": "projects/", "commitments": "commitments/", "search": "search/"}


def page(c: Composer) -> Page:
    """The page at the composer's path."""
    above, _, name = c.path.rstrip("/").rpartition("/")
    title, lead = c.t(f"nav.{name}"), Said(Words(c.t(f"list.{name}")))
    return put_together(
        c, "list", Names(Words(title)), BLOCKS[c.path](c), title=title, description=lead.words.text,
        crumbs=((f"{above}/", c.t(f"nav.{above}")),) if above else (), lead=lead,
    )  # fmt: skip


def missing(c: Composer) -> Page:
    """What a host shows where there is no page."""
    title, description = c.t("error.title"), c.t("error.text")
    frame = shell(c.volume, "", title, description, file="404.html")
    exits = tuple(
        Pair(
            Words(""),
            links=(Link(c.t(f"nav.{name}"), _from_anywhere(c, path)),),
            words=(Said(Words(c.t(f"error.{name}"))),),
        )
        for name, path in EXITS.items()
    )
    block = Block("exits", c.t("error.exits"), "pairs", exits)
    return Page("error", frame, Names(Words(title)), lead=Said(Words(description)), blocks=(block,))


def _from_anywhere(c: Composer, path: str) -> str:
    """How a page that a host shows at any address points at another; in a folder it lies where it lies."""
    host = c.settings.site_url
    return urls.from_host(host, urls.page(c.language, path)) if host is not None else c.href(path)
