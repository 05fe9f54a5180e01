"""What stands within a line: words, moments, links, amounts, and the marks beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Text in the page's language, or, with `lang` set, in the other one because a translation is missing.

    `missing` then says so in the page's language. `plain` text is printed as it is; else inline Markdown is allowed.
    """

    text: str
    lang: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A source mark: the number of the page's note that supports what stands before it."""

    number: int
    note: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """A cited sentence: its words, who says it where that is not the source's writer, and its marks."""

    words: Words
    marks: tuple[Mark, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as shown, its machine form where HTML has one, and a remark such as 'year inferred'."""

    text: str
    machine: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
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


@dataclass(frozen=True, slots=True)
class StageMark:
    """The compact stage: one to five cells, a loop off the main line, or a dashed box where unknown."""

    form: StageForm
    label: str
    href: str = ""
    """Where the glossary explains the word, at its first mention; so for the marks and figures below."""


StatusForm = Literal["met", "partly", "missed", "open", "unverified", "undated", "none"]


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A commitment's derived status; `none` for forecasts and instructions, which have none."""

    form: StatusForm
    label: str
    remark: str | None = None
    href: str = ""


BasisForm = Literal["achieved", "ongoing", "planned", "expected"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number ready to print: qualifier, number, scaled unit, and the qualifier's tail (多, 余)."""

    number: str
    before: str = ""
    after: str = ""
    unit: str = ""
    href: str = ""
