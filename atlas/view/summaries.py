"""What summaries of many records show: records in groups, what is known against what is open, a mark for each record."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from atlas.view.marks import Link, StatusForm

# A group names so many of its records and leads to the list for the rest.
MOST_NAMED = 60


class Group(Struct, frozen=True):
    """Records under what they share; a title without an address is text. `count` says how many there are in all."""

    title: Link
    count: str = ""
    remark: str = ""
    members: tuple[Link, ...] = ()
    more: Link | None = None


class Bar(Struct, frozen=True):
    """One stretch of a bar, in thousandths of the longest bar."""

    form: Literal["known", "open"]
    start: int
    length: int


class Balance(Struct, frozen=True):
    """How much is known of something and how much is open, as a bar and in words."""

    label: Link
    bars: tuple[Bar, ...]
    words: tuple[str, ...]


class WallMark(Struct, frozen=True):
    """One record on the wall: nothing open, something open, or never checked; in words too."""

    link: Link
    form: Literal["full", "part", "nothing"]
    label: str


class WallRow(Struct, frozen=True):
    """Records of one type, a mark for each, and their number in words."""

    title: str
    words: str
    marks: tuple[WallMark, ...]


class StandingRow(Struct, frozen=True):
    """One status: how many commitments have it, as marks and in words, and how many of them in which area."""

    label: Link
    form: StatusForm
    count: str
    areas: str
    marks: int = 0
