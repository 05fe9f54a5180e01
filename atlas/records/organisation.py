"""Organisations: bodies that build, promise, speak, sign or are seated somewhere."""

from __future__ import annotations

from typing import Annotated, ClassVar

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import Claim, LocationOrUnknown, Statement
from atlas.records.project import Related
from atlas.records.quantity import Figure
from atlas.records.types import Code, DistrictId, OrganisationId, Term, field


class Parent(Claim):
    """The body that one belongs to."""

    organisation: OrganisationId = field("上级单位", "the body it belongs to", example="china-coal")


class Organisation(Doubts, NamedRecord):
    """One body; its projects, roles and statements come from the records that name it."""

    folder: ClassVar[str] = "organisations"

    summary: Statement = field(
        "一两句话说明它是什么；其来源也支持名称、类别与片区",
        "what it is, in a sentence or two; its citation also supports name, kind and district",
    )
    kind: Annotated[Code, Term("organisation-kinds")] = field("类别", "what kind of body", example="company")
    parent: Parent | None = field("上级单位", "the body it belongs to", None)
    district: DistrictId | None = field("所在片区", "the district it is seated in", None, example="hongqiao")
    seat: LocationOrUnknown | None = field("所在地", "where it is seated", None)
    figures: tuple[Figure, ...] = field("数字", "its figures", ())
    details: tuple[Statement, ...] = field("其他事实", "further facts", ())
    related: tuple[Related, ...] = field("相关条目", "related records", ())
