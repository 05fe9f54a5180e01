"""View of a record's citation, as the theme prints it; atlas/view/cite.py makes it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

QuotedForm = Literal["line", "code"]


class Quoted(Struct, frozen=True):
    """A record's citation in one style, ready to copy: a line of text, or code for a program."""

    style: str
    text: str
    form: QuotedForm
    lang: str | None = None


class QuotedFile(Struct, frozen=True):
    """The same in a file for programs: the name of its format, and its address."""

    style: str
    href: str


class Cite(Struct, frozen=True):
    """How to cite a record: the label that opens it, the styles, and what to mind."""

    label: str
    forms: tuple[Quoted, ...]
    remark: str = ""
    files: tuple[QuotedFile, ...] = ()
