"""What charts show: due dates as rungs, stages as lanes; one mark a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.view.marks import Link, Moment, StageMark, StatusMark


@dataclass(frozen=True, slots=True)
class Rung:
    """One due date of the ladder: the marks of what falls due then."""

    moment: Moment
    form: Literal["past", "ahead", "undated"]
    remark: str
    glyphs: tuple[tuple[Link, StatusMark], ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One stage of the pipeline: a linked symbol for each project, shaped by its district."""

    stage: StageMark
    count: str
    projects: tuple[tuple[Link, str], ...]
    main: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Marks of one form in a row: as many as `count`."""

    form: str
    count: int


@dataclass(frozen=True, slots=True)
class DueTally:
    """One due date: how many commitments of each status fall due then."""

    moment: Moment
    form: Literal["past", "ahead", "undated"]
    remark: str
    runs: tuple[Run, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageTally:
    """One stage: how many projects of each district are there; a run's form is its district's shape."""

    stage: StageMark
    count: str
    runs: tuple[Run, ...]
    main: bool = True


@dataclass(frozen=True, slots=True)
class Roster:
    """One stage: the projects that are there, by name."""

    stage: StageMark
    count: str
    projects: tuple[Link, ...]
    main: bool = True
