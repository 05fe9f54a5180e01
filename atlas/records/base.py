"""What every record has: its id, and the base from which the declarations are read."""

from __future__ import annotations

from typing import ClassVar

from atlas.records.parts import Alias, Names, Part, Statement, Text, Unknown
from atlas.records.types import Cites, Date, Id, Str, field


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


class Correction(Part):
    """A mistake of ours in what was published, mended in the open; appended, never edited."""

    on: Date = field("更正日期", "the day it was corrected", example="2026-12-01")
    field_: Str = field(
        "更正的字段，如 figures/1/value，列表从 1 数起",
        "the field, such as figures/1/value; lists count from 1",
        alias="field",
        example="figures/1/value",
    )
    old: Str = field("原来怎样写", "what stood there", example="60000", max_length=4000)
    new: Str = field("改成怎样，与字段现在的值一致", "what stands there now", example="65000", max_length=4000)
    reason: Text = field("为什么是错的，怎样发现的", "why it was wrong, and how that came out")
    cite: Cites = field("据以更正的段落", "the paragraphs it was corrected against", (), example="hongqiao-report#p4")

    @property
    def path(self) -> tuple[str | int, ...]:
        """The field it names, as a path of names and positions from 0."""
        return tuple(int(step) - 1 if step.isascii() and step.isdigit() else step for step in self.field_.split("/"))


class Doubts(Part):
    """Cautions for readers, what is not known, and what was corrected; they come last in a file."""

    trailing: ClassVar[bool] = True

    cautions: tuple[Statement, ...] = field("读者不可误解之处", "what a reader must not conclude", ())
    unknowns: tuple[Unknown, ...] = field("我们还不知道什么", "what is not known, and in which way", ())
    checked: Date | None = field(
        "最近核对日期", "the day it was last checked against its sources", None, example="2026-11-22"
    )
    corrections: tuple[Correction, ...] = field(
        "已公开内容的更正，只增不改", "corrections of what was published, appended only", ()
    )
