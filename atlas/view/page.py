"""A page put together: what surrounds it, its heading, its blocks, and the notes that these open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from atlas.view.composer import Composer
from atlas.view.marks import Said
from atlas.view.model import Block, Names, Page
from atlas.view.shell import shell

# What the page's surroundings tell of it.
_OF_SHELL = ("linked_data", "unlisted", "picture")


def page(
    c: Composer, layout: str, names: Names, blocks: Iterable[Block], *, title: str, description: str,
    crumbs: tuple[tuple[str, str], ...] = (), lead: Said | None = None, **more: Any,
) -> Page:  # fmt: skip
    """The page that a composer has composed; blocks with nothing to show and nothing to say are left out."""
    shown = tuple(block for block in blocks if block.items or block.empty)
    aside = tuple(more.pop("aside", ()))
    around = {name: more.pop(name) for name in _OF_SHELL if name in more}
    return Page(
        layout=layout,  # type: ignore[arg-type]
        shell=shell(c.volume, c.path, title, description, crumbs, **around),
        names=names,
        lead=lead,
        blocks=shown,
        aside=aside,
        **({"notes": c.notes()} | more),
    )
