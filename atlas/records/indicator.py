"""Indicators: what is measured, how it is defined, and the ranks it was given in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Tag

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import Statement, Text, Unknown, or_unknown
from atlas.records.quantity import Rank
from atlas.records.types import Code, Term, Whole, field


class Direction(StrEnum):
    """Which way is better, where there is one."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


DefinitionOrUnknown = Annotated[
    Annotated[Statement, Tag("definition")] | Annotated[Unknown, Tag("unknown")], or_unknown("definition")
]


class Indicator(Doubts, NamedRecord):
    """Something measured for districts or projects, comparable only where definitions match."""

    folder: ClassVar[str] = "indicators"

    meaning: Text = field("含义", "what it means")
    unit: Annotated[Code, Term("units")] = field("单位", "its unit", example="percent")
    direction: Direction = field(
        "方向：more 越大越好，less 越小越好，neither 无好坏",
        "more is better, less is better, or neither",
        example="neither",
    )
    rounding: Whole = field("小数位数", "decimals shown", 0, example=0, ge=0, le=6)
    definition: DefinitionOrUnknown = field("定义，或来源没有给出定义", "its definition, or that the source gives none")
    ranks: tuple[Rank, ...] = field("排名", "ranks given in it", ())
