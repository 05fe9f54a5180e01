"""What stands in a list: figures, steps, milestones, commitments, records, and what is open about them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from atlas.view.marks import Amount, BasisForm, Link, Mark, Moment, Said, StageMark, StatusMark, Words


class FigureRow(Struct, frozen=True):
    """One row of a facts table, or a headline figure."""

    label: Words
    amount: Amount
    basis: BasisForm
    basis_label: str
    moment: Moment
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    notes: tuple[Words, ...] = ()
    subject: Link | None = None
    basis_href: str = ""


class Step(Struct, frozen=True):
    """One step of the full stage track."""

    label: str
    state: Literal["done", "now", "ahead", "unknown"]
    remark: str = ""


MilestoneForm = Literal["happened", "reported", "planned"]


class Milestone(Struct, frozen=True):
    """One dated entry of a history: it happened, it was only reported (an idea, a stage not stated), or it was planned."""

    moment: Moment
    title: Words
    form: MilestoneForm
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    notes: tuple[Words, ...] = ()
    link: Link | None = None
    stage: StageMark | None = None
    wording: Words | None = None
    """The source's own word for it, in the source's language."""


class CommitmentRow(Struct, frozen=True):
    """One commitment in a list: what, by whom, by when, status; none in a list of what has no status."""

    link: Link
    status: StatusMark | None
    due: Moment
    by: str = ""
    strength: str = ""
    class_label: str = ""
    """Its class, where rows of several stand together."""
    marks: tuple[Mark, ...] = ()
    district: Link | None = None
    projects: tuple[Link, ...] = ()


class RecordRow(Struct, frozen=True):
    """One record in a list."""

    link: Link
    meta: tuple[str, ...] = ()
    stage: StageMark | None = None
    status: StatusMark | None = None
    reason: Words | None = None
    marks: tuple[Mark, ...] = ()


class Pair(Struct, frozen=True):
    """A term and what stands beside it: words, links, or both; `unknown` marks an unknown value.

    Where there is no term, the links stand in its place.
    """

    term: Words
    words: tuple[Said, ...] = ()
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    unknown: bool = False
    moment: Moment | None = None
    status: StatusMark | None = None


class CountedSet(Struct, frozen=True):
    """A total: how many, which are named, how many are not, and what it must not be added to."""

    words: Words
    figure: FigureRow
    named: tuple[Link, ...]
    cells_named: int
    cells_unnamed: int
    sentence: str
    warnings: tuple[str, ...] = ()


class Open(Struct, frozen=True):
    """Something that is not known, with its kind."""

    kind: str
    words: Words
    remark: str = ""
    marks: tuple[Mark, ...] = ()
    href: str = ""
    """Where the kind is explained, at its first mention."""


class ParagraphRow(Struct, frozen=True):
    """One paragraph of a source: gist, locator, how far it is recorded, and what cites it."""

    number: int
    anchor: str
    gist: Words
    locator: str
    locator_lang: str
    form: Literal["full", "part", "nothing"]
    form_label: str
    why: Words | None
    citing: tuple[Link, ...]
    citing_label: str
    href: str = ""


class IndexEntry(Struct, frozen=True):
    """One name in the index; `of` is its record's own name, where it is another one."""

    link: Link
    also: tuple[Words, ...] = ()
    of: str = ""
    meta: str = ""
