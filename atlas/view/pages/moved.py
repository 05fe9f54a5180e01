"""The page at an address whose record was renamed or joined to another: it leads on, with no server's help."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from atlas.records.redirects import Move
from atlas.view import relations, urls
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together


def lead(c: Composer, move: Move) -> Said:
    """What became of the record."""
    name = c.title(move.to).text
    return Said(Words(c.t(f"moved.{move.kind}", name=name, date=c.moment(move.on).text)))


def blocks(c: Composer, move: Move) -> Iterator[Block]:
    """The record that the address leads to."""
    yield relations.records(c, (move.to,), "moved-to", "block.moved-to")


def page(c: Composer, move: Move) -> Page:
    """The page that leads on; what searches is told of the new address alone."""
    title, became = c.t("moved.title"), lead(c, move)
    found = put_together(
        c, "error", Names(Words(title)), blocks(c, move), title=title, description=became.words.text, lead=became
    )
    there = urls.page(c.language, f"{move.to}/")
    canonical = c.settings.site_url and urls.absolute(c.settings.site_url, there)
    frame = replace(found.shell, onward=c.href(f"{move.to}/"), canonical=canonical, robots="noindex")
    return replace(found, shell=frame)
