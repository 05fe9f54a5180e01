"""The timeline in years and on pages: while one page holds it, one; beyond that each year has pages of its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from atlas.link.atlas import Atlas
from atlas.view.chronicle import Entry, entries
from atlas.view.composer import Composer
from atlas.view.paging import folder, leaf, pages_of

PATH = "timeline/"
K = TypeVar("K", bound=Hashable)
Part = int | Literal["undated"]


@dataclass(frozen=True, slots=True)
class Row:
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


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything on the timeline, put in order once for all its pages."""

    rows: tuple[Row, ...]
    undated: tuple[Entry, ...]
    size: int

    @property
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
        if isinstance(part, int):
            return tuple(entry for row in self.rows if row.year == part for entry in row.entries)
        return self.undated


@dataclass(frozen=True, slots=True)
class Sheet:
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
    found = grouped((((entry.day.year if entry.day else 0), entry.rest), entry) for entry in dated)
    last = max((key for key in found if key[0] <= atlas.as_of.year and not key[1]), default=None)
    for (year, rest), here in found.items():
        yield Row(year, rest, tuple(here), (year, rest) == last)


def grouped(pairs: Iterable[tuple[K, Entry]]) -> dict[K, list[Entry]]:
    """Entries under their keys; keys and entries in the order they come."""
    found: dict[K, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return found
