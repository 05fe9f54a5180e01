"""The timeline in years and on pages: while one page holds it, one; beyond that each year has pages of its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from itertools import chain, groupby
from typing import Literal, TypeVar

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.view.chronicle import Entry, entries
from atlas.view.composer import Composer
from atlas.view.paging import folder, leaf, pages_of

PATH = "timeline/"
K = TypeVar("K", bound=Hashable)
Part = int | Literal["undated"]


class Row(Struct, frozen=True):
    """One year, or what of the present year is still to come; the as-of line follows the `last` that has begun."""

    year: int
    rest: bool
    entries: tuple[Entry, ...]
    last: bool

    @property
    def anchor(self) -> str:
        return f"y{self.year}-rest" if self.rest else f"y{self.year}"

    def title(self, c: Composer) -> str:
        return c.t("timeline.rest" if self.rest else "timeline.year", year=self.year)


class Timetable(Struct, frozen=True, dict=True):
    """Everything on the timeline, put in order once for all its pages."""

    rows: tuple[Row, ...]
    undated: tuple[Entry, ...]
    size: int

    @cached_property
    def dated(self) -> tuple[Entry, ...]:
        """The entries with a date, in order."""
        return tuple(entry for row in self.rows for entry in row.entries)

    @property
    def paged(self) -> bool:
        """Whether one page is too short for it."""
        return max(len(self.dated), len(self.undated)) > self.size

    @property
    def parts(self) -> tuple[Part, ...]:
        """What has pages of its own where it is paged."""
        years = tuple(dict.fromkeys(row.year for row in self.rows))
        return (*years, "undated") if self.undated else years

    def of(self, part: Part) -> tuple[Entry, ...]:
        """The entries of one year, or those without a date."""
        return self._years.get(part, ()) if isinstance(part, int) else self.undated

    @cached_property
    def _years(self) -> dict[int, tuple[Entry, ...]]:
        by_year = groupby(self.rows, lambda row: row.year)
        return {year: tuple(chain.from_iterable(row.entries for row in rows)) for year, rows in by_year}

    def among(self, shown: Iterable[Entry]) -> Iterator[tuple[Row, list[Entry]]]:
        """Entries that follow each other in their order, row by row."""
        for key, found in groupby(shown, _row):
            yield self._rows[key], list(found)

    @cached_property
    def _rows(self) -> dict[tuple[int, bool], Row]:
        return {(row.year, row.rest): row for row in self.rows}


class Sheet(Struct, frozen=True):
    """One page: the first, or a page of one year or of what has no date."""

    whole: Timetable
    part: Part | None = None
    number: int = 1

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return PATH if self.part is None else f"{PATH}{self.part}/{folder(self.number)}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands on it."""
        assert self.part is not None
        return tuple(leaf(self.whole.of(self.part), self.number, self.whole.size))


def sheets(atlas: Atlas, size: int) -> Iterator[Sheet]:
    """Every page of the timeline."""
    dated, undated = entries(atlas)
    whole = Timetable(tuple(_rows(atlas, dated)), _once(undated), size)
    yield Sheet(whole)
    if not whole.paged:
        return
    for part in whole.parts:
        for number in range(1, pages_of(whole.of(part), size) + 1):
            yield Sheet(whole, part, number)


def _once(undated: Iterable[Entry]) -> tuple[Entry, ...]:
    """A record that several of its entries have no date for stands among each kind of them once."""
    return tuple({(entry.district, entry.kind, entry.key): entry for entry in undated}.values())


def _rows(atlas: Atlas, dated: Iterable[Entry]) -> Iterator[Row]:
    """The years; the one the atlas speaks of has two rows where something is still to come in it."""
    found = grouped((_row(entry), entry) for entry in dated)
    last = max((key for key in found if key[0] <= atlas.as_of.year and not key[1]), default=None)
    for (year, rest), here in found.items():
        yield Row(year, rest, tuple(here), (year, rest) == last)


def _row(entry: Entry) -> tuple[int, bool]:
    """The row an entry stands in: its year, and whether that part of it which is still to come."""
    return entry.day.year if entry.day else 0, entry.rest


def grouped(pairs: Iterable[tuple[K, Entry]]) -> dict[K, list[Entry]]:
    """Entries under their keys; keys and entries in the order they come."""
    found: dict[K, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return found
