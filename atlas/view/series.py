"""What an indicator shows: values in groups that compare, each with a bar where it may have one, and ranks."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.marks import Link, Mark, Moment, Words
from atlas.view.rows import FigureRow


class SeriesRow(Struct, frozen=True):
    """One value; its bar in thousandths of the scale, none where nothing compares. An open end is no exact value."""

    figure: FigureRow
    length: int = 0
    open: bool = False


class SeriesGroup(Struct, frozen=True):
    """Values on the same ground, and whether they compare; `apart` says why not."""

    title: str
    rows: tuple[SeriesRow, ...]
    compares: str = ""
    apart: str = ""


class RankRow(Struct, frozen=True):
    """A place in an order: of how many, among what, assessed by whom. `before` and `after` count the others."""

    place: str
    of: str
    subject: Link
    scope: Words
    assessor: str
    moment: Moment
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    before: int = 0
    after: int = 0
    drawn: bool = False
