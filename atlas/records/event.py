"""Events: visits, meetings, festivals, ceremonies."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import StrictBool, Tag

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import (
    Claim,
    LocationOrUnknown,
    Participant,
    Statement,
    Text,
    Unknown,
    or_unknown,
)
from atlas.records.project import Related
from atlas.records.quantity import Figure
from atlas.records.types import AnyRecord, Code, Date, DistrictId, Term, field


class EventDate(Claim):
    """When an event took place, or is to."""

    on: Date = field(
        "日期；年份为推断写作 2026?-06-12", "the date; an inferred year is written 2026?-06-12", example="2026?-06-12"
    )
    note: Text | None = field("日期为推断时，依据是什么", "what the inference rests on", None)


EventDateOrUnknown = Annotated[
    Annotated[EventDate, Tag("date")] | Annotated[Unknown, Tag("unknown")], or_unknown("date")
]


class Event(Doubts, NamedRecord):
    """Something that took place, or is to take place, at a time."""

    folder: ClassVar[str] = "events"

    summary: Statement = field(
        "一两句话说明它是什么；其来源也支持名称、类别与片区",
        "what it is, in a sentence or two; its citation also supports name, kind and district",
    )
    kind: Annotated[Code, Term("event-kinds")] = field("类别", "what kind of event", example="visit")
    date: EventDateOrUnknown | None = field("日期", "when", None)
    planned: StrictBool = field("来源写作时尚未举行", "still to come when the source was written", False, example=False)
    district: DistrictId | None = field("片区", "the district", None, example="hongqiao")
    location: LocationOrUnknown | None = field("地点", "where", None)
    participants: tuple[Participant, ...] = field("参加者及身份", "who took part, in which capacity", ())
    outcomes: tuple[Statement, ...] = field("结果", "what came of it", ())
    figures: tuple[Figure, ...] = field("数字", "its figures", ())
    records: tuple[AnyRecord, ...] = field("相关条目", "records concerned", ())
    related: tuple[Related, ...] = field("有关系的条目", "related records, with the kind of relation", ())
