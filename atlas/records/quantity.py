"""Quantities: figures, observations, totals and ranks, each with unit, qualifier, basis, year and citation."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from atlas.records.parts import Actor, Claim, Part, Text
from atlas.records.types import (
    AnyRecord,
    Code,
    Date,
    Id,
    IndicatorId,
    Line,
    Number,
    Term,
    Whole,
    field,
)


class Qualifier(StrEnum):
    """How close the number is to the truth, in the source's word."""

    EXACT = "exact"
    OVER = "over"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Basis(StrEnum):
    """What kind of fact the number is; planned and expected are never shown as done."""

    ACHIEVED = "achieved"
    ONGOING = "ongoing"
    PLANNED = "planned"
    EXPECTED = "expected"


class Counted(Part):
    """The noun a count counts, with the Chinese measure word and the English singular."""

    zh: Line | None = field("被计数的事物", "the noun in Chinese", None, example="老厂房")
    en: Line | None = field("英文复数", "the noun in English, plural", None, example="old factory buildings")
    en_one: Line | None = field("英文单数", "the noun in English, singular", None, example="old factory building")
    zh_unit: Line | None = field("量词", "the Chinese measure word", None, example="间")


class Quantity(Claim):
    """A number that means something only with its unit, qualifier, basis and year."""

    value: Number = field("数值，基本单位", "the number, in base units", example=60000)
    unit: Annotated[Code, Term("units")] = field("单位", "the unit", example="m2")
    counted: Counted | None = field(
        "数的是什么（单位为 count 时必填）", "what is counted (needed where the unit is count)", None
    )
    qualifier: Qualifier = field("限定词：超、约、近、至少……", "the source's qualifier", example="over")
    basis: Basis = field(
        "性质：已实现、进行中、计划、预计", "achieved, ongoing, planned or expected", example="planned"
    )
    as_of: Date | None = field(
        "所属时间；年份是推断的写作 2025?，来源没有写则省略",
        "the time it holds for; an inferred year is written 2025?, an unstated one left out",
        None,
        example="2024",
    )


class Figure(Quantity):
    """A number about the record it stands in."""

    leading: ClassVar[tuple[str, ...]] = ("measure", "of")
    known_by: ClassVar[tuple[str, ...]] = ("measure", "unit")

    measure: Annotated[Code, Term("measures")] = field("量的是什么", "what is measured", example="floor_area")
    of: Text | None = field("具体指哪一部分", "which part it covers, where it is not the whole", None)
    note: Text | None = field("读者需要知道的说明", "what a reader must know to read it rightly", None)


class Observation(Quantity):
    """A value of an indicator for the record it stands in."""

    leading: ClassVar[tuple[str, ...]] = ("indicator",)
    known_by: ClassVar[tuple[str, ...]] = ("indicator",)

    indicator: IndicatorId = field("指标", "the indicator", example="services-share-of-gdp")
    note: Text | None = field("说明", "what a reader must know to read it rightly", None)


class Completeness(StrEnum):
    """Whether the things a source names are all of those it counts."""

    FULL = "full"
    PART = "part"
    NOT_STATED = "not_stated"


class Total(Quantity):
    """A counted set: how many, which of them are named, and what it must not be added to."""

    leading: ClassVar[tuple[str, ...]] = ("id", "what", "measure")
    known_by: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = field("本条目内的编号", "its id within this record", example="renewal-under-way")
    measure: Annotated[Code, Term("measures")] = field("量的是什么", "what is measured", "count", example="count")
    what: Text = field("总数指什么", "what the total is of")
    named: tuple[AnyRecord, ...] = field(
        "来源点名的条目", "the records the source names", (), example=["projects/hongqi-xinli"]
    )
    complete: Completeness = field("点名是否完整：full、part、not_stated", "whether all are named", example="part")
    not_additive_with: tuple[Id, ...] = field(
        "不可与之相加的其他总数", "totals of this record it must not be added to", ()
    )
    note: Text | None = field("说明", "what a reader must know to read it rightly", None)


class Rank(Claim):
    """A place in an order, with who was ranked among whom by whom."""

    known_by: ClassVar[tuple[str, ...]] = ("subject",)

    subject: AnyRecord = field("排名的对象", "what is ranked", example="projects/jjj-business-district")
    value: Whole = field("名次", "the place", example=4, gt=0)
    of: Whole | None = field("共多少名", "out of how many", None, gt=0)
    scope: Text = field("在什么范围内", "among what")
    assessed_by: Actor | None = field("谁评的", "who assessed it", None)
    as_of: Date | None = field("所属时间", "the time it holds for", None, example="2024")
