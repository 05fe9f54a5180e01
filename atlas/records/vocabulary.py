"""Vocabulary: the closed word lists that fields draw on, with names in both languages and the standard's code."""

from __future__ import annotations

from typing import ClassVar

from atlas.records.base import Record
from atlas.records.parts import Part, Text
from atlas.records.types import Code, Line, Str, Whole, field


class Standard(Part):
    """The code of an outside standard that a term maps to."""

    scheme: Line = field("标准", "the standard", example="OC4IDS projectStatus")
    code: Str = field("代码", "its code", example="implementation")


class VocabularyTerm(Part):
    """One term."""

    known_by: ClassVar[tuple[str, ...]] = ("id",)

    id: Code = field("编号", "its id", example="started")
    zh: Line = field("中文", "in Chinese", example="开工")
    en: Line = field("英文", "in English", example="work started")
    en_one: Line | None = field("英文单数", "the English singular", None)
    means: Text | None = field("含义", "what it means", None)
    step: Whole | None = field(
        "阶段的步数（1 至 5）；不在主线上则省略",
        "for stages: the step from 1 to 5; left out where off the main line",
        None,
        ge=1,
        le=5,
    )
    inverse: Code | None = field("反向关系", "for relations: the same link seen from the other side", None)
    maps_to: Standard | None = field("对应标准", "the standard's code it maps to", None)


class Vocabulary(Record):
    """One word list; its file name is its id, and its order is the order shown."""

    folder: ClassVar[str] = "vocabulary"

    names: Text = field("名称", "its name")
    terms: tuple[VocabularyTerm, ...] = field("词条，按显示顺序", "its terms, in the order shown", min_length=1)
