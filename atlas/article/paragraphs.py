"""The article as its editor holds it: its paragraphs, held against those that were fingerprinted."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from msgspec import Struct

from atlas import fingerprint
from atlas.article import english, numerals
from atlas.article.dates import Day, dates
from atlas.article.numerals import Number
from atlas.records.source import Paragraph

# As many characters of the original as the records may hold.
MOST_QUOTED = 12


class LinesError(ValueError):
    """Lines that the file does not have; the message is for programmers, the command says it to editors."""


class Passage(Struct, frozen=True, dict=True):
    """Paragraphs that follow one another, as one text: a sentence may run on over a broken line."""

    first: int
    lengths: tuple[int, ...]
    text: str
    language: str

    @cached_property
    def dates(self) -> tuple[Day, ...]:
        return dates(self.text, self.language)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that are no part of a date."""
        read = english.numbers if self.language == "en" else numerals.numbers
        taken = [(day.start, day.end) for day in self.dates]
        return tuple(
            number
            for number in read(self.text)
            if not any(start < number.end and number.start < end for start, end in taken)
        )

    def homes(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """Where a span lies, by paragraph: its number, and the span within it."""
        begins = [sum(self.lengths[:index]) for index in range(len(self.lengths))]
        found = []
        for index in range(bisect_right(begins, start) - 1, len(begins)):
            low, high = max(start, begins[index]), min(end, begins[index] + self.lengths[index])
            if low < high:
                found.append((self.first + index, low - begins[index], high - begins[index]))
        return tuple(found)


class Article(Struct, frozen=True):
    """A text cut into its paragraphs, in the language it is written in."""

    paragraphs: tuple[str, ...]
    language: str = "zh"

    def passage(self, first: int, last: int) -> Passage:
        """A run of paragraphs, counted from 1; those that the text lacks are left out."""
        return _passage(self, first, last)


@cache
def _passage(article: Article, first: int, last: int) -> Passage:
    parts = [plain(text, article.language) for text in article.paragraphs[first - 1 : last]]
    return Passage(first, tuple(map(len, parts)), "".join(parts), article.language)


def plain(text: str, language: str = "zh") -> str:
    """A text as it is searched: NFKC, so that full-width digits are digits, and without what spacing alone adds."""
    if language == "zh":
        return fingerprint.normalised(text)
    return " ".join(unicodedata.normalize("NFKC", text).split()) + " "


def article(text: str, lines: tuple[int, int] | None = None, language: str = "zh") -> Article:
    """The article in a file's text, or in some of its lines, counted from 1 without the empty ones.

    Raises:
        LinesError: the file has no such lines.
    """
    found = fingerprint.paragraphs(text.removeprefix("\ufeff"))
    if lines is not None:
        first, last = lines
        if not 1 <= first <= last <= len(found):
            raise LinesError(f"{first}-{last} of {len(found)}")
        found = found[first - 1 : last]
    return Article(tuple(found), language)


def span(text: str) -> tuple[int, int] | None:
    """The lines that `13-31` or `7` names; None where it names none."""
    match = re.fullmatch(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?", text.strip())
    return (int(match[1]), int(match[2] or match[1])) if match else None


def short(text: str) -> str:
    """As much of an original as may be shown: its first twelve characters."""
    return text[:MOST_QUOTED]


class Departure(Struct, frozen=True):
    """A place where the text is not what was fingerprinted: paragraphs of the record against those of the text.

    Either list may be empty: paragraphs that the text lacks, or that the record does not know.
    """

    recorded: tuple[int, ...]
    held: tuple[int, ...]


def departures(recorded: Iterable[Paragraph], held: Article) -> tuple[Departure, ...]:
    """Where the paragraphs of a text are not those fingerprinted, in order."""
    return tuple(_compared(tuple(recorded), held))


def aligned(recorded: Iterable[Paragraph], held: Article) -> Article:
    """The text in the record's numbering: what it has more is left aside, what it lacks is empty."""
    entries = tuple(recorded)
    gone, added = set[int](), set[int]()
    for departure in _compared(entries, held):
        gone.update(() if departure.held else departure.recorded)
        added.update(() if departure.recorded else departure.held)
    texts = iter(text for number, text in enumerate(held.paragraphs, 1) if number not in added)
    return Article(tuple("" if entry.p in gone else next(texts, "") for entry in entries), held.language)


def _compared(entries: tuple[Paragraph, ...], held: Article) -> Iterator[Departure]:
    length = min((len(entry.digest) for entry in entries), default=fingerprint.LENGTH)
    old = [entry.digest[:length] for entry in entries]
    new = [fingerprint.digest(text)[:length] for text in held.paragraphs]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = min(b - a, d - c)
        for index in range(paired):
            yield Departure((entries[a + index].p,), (c + index + 1,))
        if b - a > paired:
            yield Departure(tuple(entry.p for entry in entries[a + paired : b]), ())
        if d - c > paired:
            yield Departure((), tuple(range(c + paired + 1, d + 1)))
