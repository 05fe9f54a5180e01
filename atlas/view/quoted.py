"""View of a record's citation, as the theme prints it; atlas/view/cite.py makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuotedForm = Literal["line", "code"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A record's citation in one style, ready to copy: a line of text, or code for a program."""

    style: str
    text: str
    form: QuotedForm
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedFile:
    """The same in a file for programs: the name of its format, and its address."""

    style: str
    href: str


@dataclass(frozen=True, slots=True)
class Cite:
    """How to cite a record: the label that opens it, the styles, and what to mind."""

    label: str
    forms: tuple[Quoted, ...]
    remark: str = ""
    files: tuple[QuotedFile, ...] = ()
