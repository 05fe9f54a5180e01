"""Views of the pages one looks things up in: areas side by side, the glossary, the rules; industries by class."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.marks import Amount, Link, Mark, Moment, Said, StageForm, StatusForm, Words
from atlas.view.rows import Pair


class Entry(Struct, frozen=True):
    """One thing in a cell of the comparison: a count, a number, or words, with what it needs to be read rightly."""

    words: Words | None = None
    amount: Amount | None = None
    meta: str = ""
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    notes: tuple[Words, ...] = ()
    link: Link | None = None
    apart: str = ""
    """That it does not compare with the others, and why."""


class CompareCell(Struct, frozen=True):
    """What one district has on record in one respect; `apart` says why none of it compares with the others."""

    district: Link
    entries: tuple[Entry, ...] = ()
    empty: str = ""
    apart: str = ""


class CompareRow(Struct, frozen=True):
    """One respect in which districts stand side by side; a cell for each, in the same order in every row."""

    label: Link
    cells: tuple[CompareCell, ...]
    remark: str = ""
    stage: StageForm | None = None
    status: StatusForm | None = None
    compact: bool = False
    """Whether each cell is no more than a number, so that they stay side by side on a phone."""


class Term(Struct, frozen=True):
    """One word of the glossary: its anchor, its name in both languages, what it means, where its record is."""

    id: str
    words: Words
    other: str | None = None
    other_lang: str | None = None
    means: tuple[Said, ...] = ()
    stage: StageForm | None = None
    status: StatusForm | None = None
    links: tuple[Link, ...] = ()


class Tie(Struct, frozen=True):
    """One link of a district with places outside it: what, with whom, how far it has got."""

    what: Words
    state: str
    moment: Moment
    partners: tuple[Link, ...] = ()
    partner_list: str = ""
    """Whether the list of partners is whole."""
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    records: tuple[Link, ...] = ()
    figures: tuple[Said, ...] = ()
    notes: tuple[Words, ...] = ()


class Example(Struct, frozen=True):
    """An example of a rule, as it is typed."""

    is_right: bool
    label: str
    text: str


class RuleRow(Struct, frozen=True):
    """One rule of the records: its id, which is its anchor, its name, why and how to mend it, examples."""

    id: str
    name: Words
    reasons: tuple[Pair, ...]
    examples: tuple[Example, ...]


class IndustryRow(Struct, frozen=True):
    """One industry that a district names, its sub-fields, and the records the source relates to it."""

    name: Said
    subfields: str = ""
    notes: tuple[Words, ...] = ()
    links: tuple[Link, ...] = ()


class IndustryClass(Struct, frozen=True):
    """The industries that a district puts in one class."""

    label: str
    industries: tuple[IndustryRow, ...]
