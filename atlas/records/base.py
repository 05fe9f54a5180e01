"""What every record has: its id, and the base from which the declarations are read."""

from __future__ import annotations

from typing import ClassVar

from atlas.records.parts import Alias, Names, Part, Statement, Unknown
from atlas.records.types import Date, Id, field


class Record(Part):
    """One file under data/."""

    folder: ClassVar[str]

    id: Id = field("编号，等于文件名", "the id; equals the file name", example="hongqiao")

    @property
    def key(self) -> str:
        """The record's address within the atlas, `folder/id`."""
        return f"{self.folder}/{self.id}"


class NamedRecord(Record):
    """A record of something that has a name, with what is doubtful or unknown about it."""

    names: Names = field("名称", "its exact name")
    aliases: tuple[Alias, ...] = field("来源中的其他叫法", "other names that sources use for it", ())
    summary: Statement | None = field("一两句话说明它是什么", "what it is, in a sentence or two", None)


class Doubts(Part):
    """Cautions for readers and what is not known; they come last in a file."""

    trailing: ClassVar[bool] = True

    cautions: tuple[Statement, ...] = field("读者不可误解之处", "what a reader must not conclude", ())
    unknowns: tuple[Unknown, ...] = field("我们还不知道什么", "what is not known, and in which way", ())
    checked: Date | None = field(
        "最近核对日期", "the day it was last checked against its sources", None, example="2026-11-22"
    )
