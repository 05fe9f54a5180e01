"""Sources: articles and documents, paragraph by paragraph, in our words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Tag

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import (
    Claim,
    Part,
    Person,
    Statement,
    Text,
    Unknown,
    or_unknown,
)
from atlas.records.types import (
    Address,
    AnyRecord,
    Cites,
    Code,
    Date,
    Digest,
    Line,
    OrganisationId,
    Str,
    Term,
    Whole,
    field,
)


class Recorded(StrEnum):
    """How much of a paragraph the atlas holds."""

    FULL = "full"
    PART = "part"
    NOTHING = "nothing"


class Paragraph(Part):
    """One paragraph of a source: what it says in our words, and how to find it in the original."""

    known_by: ClassVar[tuple[str, ...]] = ("p",)

    p: Whole = field("段号，从 1 起", "its number, from 1", example=4, gt=0)
    gist: Text = field("大意，用自己的话", "what it says, in our words")
    locator: Line = field(
        "原文开头（不超过 12 字）",
        "the first characters of the original (at most 12)",
        example="2024年,京津冀",
        max_length=12,
    )
    recorded: Recorded = field(
        "录入程度：full 全部，part 部分，nothing 无可录入", "full, part, or nothing to record", example="full"
    )
    why: Text | None = field("为什么没有可录入的，或还缺什么", "why nothing is recorded, or what is missing", None)
    digest: Digest = field("原文段落的摘要", "digest of the paragraph's normalised text", example="3d1f0a6b2c44")


class LeftOut(Part):
    """A number or a name of the original that is deliberately recorded nowhere."""

    p: Whole = field("段号", "its paragraph", example=4, gt=0)
    text: Line = field(
        "原文里的数字或名称（不超过 12 字）",
        "the number or name as the original has it (at most 12 characters)",
        example="2处",
        max_length=12,
    )
    why: Text = field("为什么不录", "why it is left out")


class Reworded(Part):
    """A field of a record that does not say what it says in the words of the paragraphs it cites."""

    record: AnyRecord = field("条目", "the record", example="events/renqiu-education-agreement")
    path: Str = field("字段，如 figures/1，列表从 1 数起", "the field, such as figures/1", example="names")
    why: Text = field("为什么写法不同", "why the words differ")


class Publisher(Claim):
    """Who published a source."""

    organisation: OrganisationId = field("刊发者条目", "the publisher's record", example="jinyun-news")


PublisherOrUnknown = Annotated[
    Annotated[Publisher, Tag("publisher")] | Annotated[Unknown, Tag("unknown")], or_unknown("publisher")
]


class Published(Part):
    """When a source appeared, as near as can be told."""

    earliest: Date | None = field("不早于", "not before", None, example="2025?")
    latest: Date | None = field("不晚于；不知道则省略", "not after; left out where unknown", None, example="2025?")
    reason: Text | None = field("依据", "what this rests on", None)
    cite: Cites = field("来源段落", "the paragraphs it rests on", ())


AddressOrNone = Annotated[
    Annotated[Address, Tag("address")] | Annotated[Unknown, Tag("unknown")], or_unknown("address")
]


class Source(Doubts, NamedRecord):
    """One article or document."""

    folder: ClassVar[str] = "sources"

    kind: Annotated[Code, Term("source-kinds")] = field("类别", "what kind of source", example="media")
    title_is: Literal["printed", "ours"] = field(
        "题名是原题还是本站所拟", "whether the title is the printed one or ours", example="ours"
    )
    publisher: PublisherOrUnknown = field("刊发者", "who published it, or that this is not stated")
    authors: tuple[Person, ...] = field("作者", "its authors", ())
    published: Published = field("刊发时间", "when it appeared")
    language: Literal["zh", "en"] = field("语言", "its language", example="zh")
    address: AddressOrNone | None = field(
        "网址；没有则写未知的类别", "its address, or why there is none", None, example="https://example.org/news/42"
    )
    paragraphs: tuple[Paragraph, ...] = field("逐段", "paragraph by paragraph", min_length=1)
    digest: Digest | None = field("全文规范化后的摘要", "digest of its normalised text", None)
    credit: Statement | None = field("署名与配图说明", "the by-line and picture credits, in our words", None)
    left_out: tuple[LeftOut, ...] = field(
        "原文里有意不录的数字和名称", "numbers and names of the original that are deliberately left out", ()
    )
    reworded: tuple[Reworded, ...] = field(
        "没有照所引段落的字面来写的字段", "fields that do not use the words of the paragraphs they cite", ()
    )
