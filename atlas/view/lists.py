"""What a template may see of a list that filters: its facets and their choices, its rows, its other orders and pages."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.marks import Link, Mark, Moment, StageMark, StatusMark


class Tags(Struct, frozen=True):
    """What a list's style rules and script match by: for each facet, by its letter, the slots of its values.

    None where the facet says nothing of the element; slots stand in a row, separated by spaces.
    """

    a: str | None = None
    b: str | None = None
    c: str | None = None
    d: str | None = None
    e: str | None = None


class Option(Struct, frozen=True):
    """One choice of a facet; an empty value chooses all. `empty` says what it means that nothing answers to it."""

    label: str
    value: str
    tags: Tags
    count: str
    stage: StageMark | None = None
    status: StatusMark | None = None
    empty: str = ""


class Facet(Struct, frozen=True):
    """One way to narrow a list: its name in the address, its name in words, and its choices, all of it first."""

    name: str
    legend: str
    options: tuple[Option, ...]
    more: Link | None = None
    """How many values are not among the choices, and where they are found."""


class ListCell(Struct, frozen=True):
    """What stands in one column of a row, or in two where `wide`: a link, words, a date, a stage or a status."""

    words: str = ""
    link: Link | None = None
    moment: Moment | None = None
    stage: StageMark | None = None
    status: StatusMark | None = None
    wide: bool = False


class ListRow(Struct, frozen=True):
    """One record in a list that filters; `notes` stand beneath its name, as text where they lead nowhere."""

    link: Link
    tags: Tags
    cells: tuple[ListCell, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Link, ...] = ()


class ListGroup(Struct, frozen=True):
    """Rows under one head; its tags are those of all its rows, so that it goes when they all go."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[ListRow, ...]
    tags: Tags
    id: str = ""
    remark: str = ""


class Listing(Struct, frozen=True):
    """A list that filters and sorts: its facets, its rows in groups, and the ways to its other orders and pages."""

    facets: tuple[Facet, ...]
    groups: tuple[ListGroup, ...]
    label: str
    """What the filters are called."""
    reset: str
    meaning: str
    """What it means that a choice shows nothing."""
    shown: tuple[str, str]
    """The words before and after the number of rows shown."""
    said: str
    """The same as one sentence, {n} where the number goes."""
    none: str
    """What is said where several choices together leave nothing."""
    orders: tuple[Link, ...] = ()
    orders_label: str = ""
    pages: tuple[Link, ...] = ()
    """The list's other pages in a row; an entry without an address marks what is left out."""
    pages_label: str = ""
    page_remark: str = ""
    """That the filters act on this page alone."""
