"""Plans: plans, layouts, programmes of work and slogans, with their parts named or only counted."""

from __future__ import annotations

from typing import Annotated, ClassVar

from atlas.records.base import Doubts, NamedRecord
from atlas.records.district import Industry
from atlas.records.parts import Actor, Claim, Statement, Text
from atlas.records.project import Related
from atlas.records.quantity import Completeness, Figure
from atlas.records.types import (
    AnyRecord,
    Code,
    Date,
    DistrictId,
    PlanId,
    Term,
    Whole,
    field,
)


class NamedPart(Text):
    """A part of a plan that is named; with a record where it has one."""

    record: AnyRecord | None = field("条目", "its record", None)


class PlanPart(Claim):
    """One kind of part in a plan's structure: how many, and which are named."""

    what: Text = field("部分的名称，如“核”", "what the parts are")
    count: Whole | None = field("个数", "how many", None, example=3, gt=0)
    named: tuple[NamedPart, ...] = field("来源点名的", "those the source names", ())
    complete: Completeness = field("点名是否完整", "whether all are named", example="not_stated")


class Plan(Doubts, NamedRecord):
    """A plan, layout, programme of work or slogan."""

    folder: ClassVar[str] = "plans"

    summary: Statement = field(
        "一两句话说明它是什么；其来源也支持名称、类别与片区",
        "what it is, in a sentence or two; its citation also supports name, kind and district",
    )
    kind: Annotated[Code, Term("plan-kinds")] = field("类别", "what kind of plan", example="layout")
    district: DistrictId | None = field("片区", "the district", None, example="hongqiao")
    parent: PlanId | None = field("上级规划", "the plan it belongs to", None, example="tianjin-territorial-plan")
    period: Date | None = field("期间", "the period", None, example="2021/2035")
    made_on: Date | None = field("制定或发布的时间", "when it was made or issued", None, example="2024")
    made_by: tuple[Actor, ...] = field("制定者", "who made it", ())
    structure: tuple[PlanPart, ...] = field("结构", "its parts, named or only counted", ())
    industries: tuple[Industry, ...] = field("产业，按类别", "industries by class", ())
    priorities: tuple[Statement, ...] = field("重点", "its priorities", ())
    measures: tuple[Statement, ...] = field("举措", "its measures", ())
    slogans: tuple[Statement, ...] = field("口号", "its slogans", ())
    figures: tuple[Figure, ...] = field("数字", "its figures", ())
    details: tuple[Statement, ...] = field("其他事实", "further facts", ())
    records: tuple[AnyRecord, ...] = field("涉及的条目", "records concerned", ())
    related: tuple[Related, ...] = field("相关条目", "related records", ())
