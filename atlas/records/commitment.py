"""Commitments: who promised, expected or asked what, by when; restated, never overwritten; found out, never assumed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Tag

from atlas.records.base import Doubts, Record
from atlas.records.parts import Actor, Claim, Part, Statement, Text, Unknown, or_unknown
from atlas.records.project import Related
from atlas.records.quantity import Counted, Qualifier
from atlas.records.types import (
    AnyRecord,
    Cites,
    Code,
    Date,
    DistrictId,
    Duration,
    Id,
    IndicatorId,
    Number,
    ProjectId,
    Str,
    Term,
    field,
)


class CommitmentClass(StrEnum):
    """What was uttered: a promise, a forecast, or an instruction to others. Only a promise can be met or missed."""

    COMMITMENT = "commitment"
    FORECAST = "forecast"
    INSTRUCTION = "instruction"


class Strength(StrEnum):
    """How firmly it binds, weakest first."""

    PROPOSED = "proposed"
    STATEMENT = "statement"
    PLAN = "plan"
    LAW = "law"
    CONTRACT = "contract"


class MeasureKind(StrEnum):
    """How one will see that it is met."""

    THRESHOLD = "threshold"
    LEVEL = "level"
    STAGE = "stage"
    YES_NO = "yes_no"


class Measure(Part):
    """What has to be true for it to be met: a threshold passed, a level reached, a stage reached, or done at all."""

    needed: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {
        ("kind", MeasureKind.THRESHOLD): ("value", "unit"),
        ("kind", MeasureKind.LEVEL): ("value", "unit"),
        ("kind", MeasureKind.STAGE): ("project", "stage"),
        ("unit", "count"): ("counted",),
    }

    kind: MeasureKind = field(
        "类别：threshold 超过或达到某数，level 达到某水平，stage 项目到某阶段，yes_no 做到与否",
        "threshold, level, stage or yes_no",
        example="stage",
    )
    measure: Annotated[Code, Term("measures")] | None = field(
        "量的是什么", "what is measured", None, example="companies"
    )
    value: Number | None = field("数值", "the number", None, example=50)
    unit: Annotated[Code, Term("units")] | None = field("单位", "its unit", None, example="count")
    counted: Counted | None = field("数的是什么", "what is counted", None)
    qualifier: Qualifier | None = field("限定词", "the source's qualifier", None, example="over")
    indicator: IndicatorId | None = field("指标", "the indicator it is read from", None)
    project: ProjectId | None = field(
        "项目", "the project whose stage counts", None, example="sams-club-west-station-east"
    )
    stage: Annotated[Code, Term("stages")] | None = field(
        "须达到的阶段", "the stage to be reached", None, example="main_structure_complete"
    )
    condition: Text | None = field("怎样算做到", "what counts as done, where it needs saying", None)

    @property
    def is_test(self) -> bool:
        """Whether it says what one would have to see: a number, a stage, or words."""
        return self.value is not None or self.stage is not None or self.condition is not None


class Due(Part):
    """By when: a date, or a span from the day it was made."""

    date: Date | None = field(
        "期限；年份为推断写作 2025?", "the date; an inferred year is written 2025?", None, example="2025?"
    )
    duration: Duration | None = field("自作出之日起的期限", "a span from the day it was made", None, example="P5Y")
    reason: Text | None = field(
        "期限为推断时，依据是什么", "what the inference rests on, where the date is inferred", None
    )
    cite: Cites = field("来源段落", "the paragraphs that support it", ())


DueOrUnknown = Annotated[Annotated[Due, Tag("due")] | Annotated[Unknown, Tag("unknown")], or_unknown("due")]


class RestatedField(StrEnum):
    """What of a commitment a later statement changed."""

    DUE = "due"
    VALUE = "value"
    WORDING = "wording"

    @property
    def path(self) -> tuple[str, ...]:
        """Where in a commitment it stands."""
        return {"due": ("due",), "value": ("measure",), "wording": ("what",)}[self.value]


class Restatement(Claim):
    """A later statement that changed a commitment; appended, never edited."""

    on: Date = field("重新表述的日期", "when it was restated", example="2026-03")
    field_: RestatedField = field(
        "改动的内容：due、value、wording", "what changed: due, value or wording", alias="field", example="due"
    )
    old: Str = field("原来", "what it was", example="2025?")
    new: Str = field("改为", "what it became", example="2026")
    reason: Text | None = field("公开的理由", "the reason given", None)


class Outcome(StrEnum):
    """What dated evidence shows of a yes/no or stage commitment."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class Independence(StrEnum):
    """Whether those who promised say so themselves, or somebody else does."""

    SELF_REPORTED = "self_reported"
    INDEPENDENT = "independent"


class Finding(Claim):
    """Dated evidence of how a commitment stands."""

    on: Date = field("证据的日期", "the day of the evidence", example="2026-01-20")
    reached: Date | None = field(
        "实际做到的时间", "when it was reached, where the evidence says", None, example="2025-12"
    )
    value: Number | None = field("当时的数值", "the value it shows", None)
    outcome: Outcome | None = field(
        "结果：done、partly、not_done", "what it shows: done, partly or not_done", None, example="done"
    )
    by: Independence = field("自报还是独立核实", "self-reported or independent", example="self_reported")
    note: Text | None = field("说明", "what a reader must know", None)
    withdrawn: Statement | None = field("撤回的理由", "why it was withdrawn", None)


class Commitment(Doubts, Record):
    """One promise, forecast or instruction."""

    folder: ClassVar[str] = "commitments"

    what: Statement = field("承诺、预计或要求的内容", "what was promised, expected or asked for")
    class_: CommitmentClass = field(
        "类别：commitment 承诺，forecast 预计，instruction 要求",
        "commitment, forecast or instruction",
        alias="class",
        example="commitment",
    )
    strength: Strength = field("约束力，由弱到强", "how firmly it binds", example="statement")
    made_by: tuple[Actor, ...] = field("谁说的", "who made it", min_length=1)
    addressed_to: tuple[Actor, ...] = field("对谁说的", "whom it addresses", ())
    made_on: Date | None = field("作出的时间", "when it was made", None, example="2025?")
    group: Id | None = field(
        "同一句话里的承诺共用的编号", "shared by those said in one breath", None, example="hongqiao-station-opening"
    )
    district: DistrictId | None = field("片区", "the district", None, example="hongqiao")
    projects: tuple[ProjectId, ...] = field("涉及的项目", "the projects concerned", ())
    records: tuple[AnyRecord, ...] = field("涉及的其他条目", "other records concerned", ())
    measure: Measure = field("怎样算做到", "what has to be true for it to be met")
    due: DueOrUnknown | None = field("期限", "by when", None)
    restated: tuple[Restatement, ...] = field("历次重新表述，只增不改", "later restatements, appended only", ())
    findings: tuple[Finding, ...] = field("证据，只增不改", "dated evidence, appended only", ())
    related: tuple[Related, ...] = field("相关条目", "related records", ())
