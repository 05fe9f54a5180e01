"""What charts show: due dates as rungs, stages as lanes; one mark a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.view.model import Link, Moment, StageMark, StatusMark


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
