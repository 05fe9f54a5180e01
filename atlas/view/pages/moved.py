"""The page at an address whose record was renamed or joined to another: it leads on, with no server's help."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.redirects import Move
from atlas.view import relations
from atlas.view.composer import Composer
from atlas.view.model import Block, Said, Words


def lead(c: Composer, move: Move) -> Said:
    """What became of the record."""
    name = c.title(move.to).text
    return Said(Words(c.t(f"moved.{move.kind}", name=name, date=c.moment(move.on).text)))


def blocks(c: Composer, move: Move) -> Iterator[Block]:
    """The record that the address leads to."""
    yield relations.records(c, (move.to,), "moved-to", "block.moved-to")
