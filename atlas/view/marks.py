"""What stands within a line: words, moments, links, amounts, and the marks beside them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]


class Words(Struct, frozen=True):
    """Text in the page's language, or, with `lang` set, in the other one because a translation is missing.

    `missing` then says so in the page's language. `plain` text is printed as it is; else inline Markdown is allowed.
    """

    text: str
    lang: str | None = None
    missing: str | None = None


class Mark(Struct, frozen=True):
    """A source mark: the number of the page's note that supports what stands before it."""

    number: int
    note: str
    label: str


class Said(Struct, frozen=True):
    """A cited sentence: its words, who says it where that is not the source's writer, and its marks."""

    words: Words
    marks: tuple[Mark, ...] = ()
    by: str | None = None


class Moment(Struct, frozen=True):
    """A date as shown, its machine form where HTML has one, and a remark such as 'year inferred'."""

    text: str
    machine: str | None = None
    remark: str | None = None


class Link(Struct, frozen=True):
    """A name that leads to a page; `alt` is the name in the other language, set with `alt_lang`."""

    text: str
    href: str
    lang: str | None = None
    alt: str | None = None
    alt_lang: str | None = None
    current: bool = False
    term: bool = False
    """A word of the glossary, linked quietly."""


StageForm = Literal["1", "2", "3", "4", "5", "loop", "unknown"]


class StageMark(Struct, frozen=True):
    """The compact stage: one to five cells, a loop off the main line, or a dashed box where unknown."""

    form: StageForm
    label: str
    href: str = ""
    """Where the glossary explains the word, at its first mention; so for the marks and figures below."""


StatusForm = Literal["met", "partly", "missed", "open", "unverified", "undated", "none"]


class StatusMark(Struct, frozen=True):
    """A commitment's derived status; `none` for forecasts and instructions, which have none."""

    form: StatusForm
    label: str
    remark: str | None = None
    href: str = ""


BasisForm = Literal["achieved", "ongoing", "planned", "expected"]


class Amount(Struct, frozen=True):
    """A number ready to print: qualifier, number, scaled unit, and the qualifier's tail (多, 余)."""

    number: str
    before: str = ""
    after: str = ""
    unit: str = ""
    href: str = ""
