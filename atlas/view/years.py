"""What the timeline shows: years as rows, areas as columns, and in each what happened apart from what was planned."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.marks import Link, Mark, Moment, StageMark, StatusMark, Words
from atlas.view.rows import MilestoneForm


class TimeEntry(Struct, frozen=True):
    """One record on the timeline; `moment` only where it says more than the year."""

    link: Link
    moment: Moment | None = None
    words: Words | None = None
    stage: StageMark | None = None
    status: StatusMark | None = None
    marks: tuple[Mark, ...] = ()
    by: str | None = None


class TimeGroup(Struct, frozen=True):
    """Entries of one kind in one year and area: how many, and what holds for the dates of all of them."""

    title: str
    form: MilestoneForm
    counts: tuple[str, ...]
    entries: tuple[TimeEntry, ...]
    remark: str = ""


class YearLane(Struct, frozen=True):
    """One year of the timeline, or the part of it before or after the day the atlas speaks of; its groups by area."""

    title: str
    anchor: str
    areas: tuple[tuple[Link, tuple[TimeGroup, ...]], ...]
    remark: str = ""
    today: str | None = None
    """The line drawn after it."""


class CalendarCell(Struct, frozen=True):
    """One year in one area: how many records of each sort, in marks and in words."""

    happened: int = 0
    reported: int = 0
    planned: int = 0
    words: tuple[str, ...] = ()


class CalendarRow(Struct, frozen=True):
    """One year of the calendar, leading to its entries; the as-of line is drawn after the `last` one."""

    title: Link
    cells: tuple[CalendarCell, ...]
    last: bool = False
    anchor: str = ""
    """Where links to the year lead when its entries have a page of their own."""
