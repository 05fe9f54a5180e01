"""What the search box of every page needs to know."""

from __future__ import annotations

from msgspec import Struct


class SearchBox(Struct, frozen=True):
    """Where the search box leads, and where its script finds the names and the pages they lead to."""

    action: str
    names: str
    """The address of the names."""
    base: str
    """What stands before a record's address, and `ending` after it."""
    ending: str
