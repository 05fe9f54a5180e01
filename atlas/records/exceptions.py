"""Exceptions: breaches of a rule that editors allow for a while, each with its reason and date."""

from __future__ import annotations

from typing import ClassVar, Literal

from atlas.records.base import Record
from atlas.records.parts import Part
from atlas.records.types import AnyRecord, Date, Line, Str, field


class RuleException(Part):
    """One allowed breach; it fails the build as soon as it is no longer needed."""

    rule: Literal["uncited", "missing-language"] = field("规则", "the rule", example="uncited")
    record: AnyRecord = field("条目", "the record", example="projects/west-station-south")
    path: Str = field("字段，如 figures/1，列表从 1 数起", "the field, such as figures/1", example="figures/1")
    reason: Line = field("理由", "why it is allowed", example="the source is being sought")
    on: Date = field("日期", "since when", example="2026-11-22")


class Exceptions(Record):
    """The list of allowed breaches, data/exceptions/list.yaml."""

    folder: ClassVar[str] = "exceptions"

    allowed: tuple[RuleException, ...] = field("允许的例外", "the exceptions allowed", ())
