"""What charts show: due dates as rungs, stages as lanes; one mark a record."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from atlas.view.marks import Link, Moment, StageMark, StatusMark


class Rung(Struct, frozen=True):
    """One due date of the ladder: the marks of what falls due then."""

    moment: Moment
    form: Literal["past", "ahead", "undated"]
    remark: str
    glyphs: tuple[tuple[Link, StatusMark], ...]
    counts: tuple[str, ...]


class Lane(Struct, frozen=True):
    """One stage of the pipeline: a linked symbol for each project, shaped by its district."""

    stage: StageMark
    count: str
    projects: tuple[tuple[Link, str], ...]
    main: bool = True


class Run(Struct, frozen=True):
    """Marks of one form in a row: as many as `count`."""

    form: str
    count: int


class DueTally(Struct, frozen=True):
    """One due date: how many commitments of each status fall due then."""

    moment: Moment
    form: Literal["past", "ahead", "undated"]
    remark: str
    runs: tuple[Run, ...]
    counts: tuple[str, ...]


class StageTally(Struct, frozen=True):
    """One stage: how many projects of each district are there; a run's form is its district's shape."""

    stage: StageMark
    count: str
    runs: tuple[Run, ...]
    main: bool = True


class Roster(Struct, frozen=True):
    """One stage: the projects that are there, by name."""

    stage: StageMark
    count: str
    projects: tuple[Link, ...]
    main: bool = True
