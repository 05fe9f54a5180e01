"""Redirects: published addresses of records that were renamed or joined to another, and where each leads now."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from atlas.records.base import Record
from atlas.records.parts import Part
from atlas.records.types import AnyRecord, Date, Key, Line, field


class MoveKind(StrEnum):
    """Why an address no longer shows a record of its own."""

    RENAMED = "renamed"
    MERGED = "merged"


class Move(Part):
    """One address that leads elsewhere; it is never given to another record."""

    from_: Key = field("原来的条目", "the record that was there", alias="from", example="projects/west-station-south")
    to: AnyRecord = field("现在的条目", "the record it leads to", example="projects/west-station-south-square")
    kind: MoveKind = field("改名 renamed，或并入另一条 merged", "renamed, or merged into another", example="renamed")
    on: Date = field("日期", "since when", example="2026-11-22")
    reason: Line | None = field("理由", "why", None, example="the source gives the full name")


class Redirects(Record):
    """The list of addresses that lead elsewhere, data/redirects/list.yaml; `atlas mv` writes it."""

    folder: ClassVar[str] = "redirects"

    moved: tuple[Move, ...] = field("改过的地址", "the addresses that lead elsewhere", ())
