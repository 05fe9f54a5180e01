"""Dates as articles write them, whole or in part, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from atlas.article.numerals import han
from atlas.records.edtf import When

_YEAR = r"(?<![0-9])[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3}"
_PART = r"[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ZH = re.compile(
    rf"(?P<from>{_YEAR})年?[-–—~至到](?P<until>{_YEAR})年"
    rf"|(?P<year>{_YEAR})年(?:(?P<month>{_PART})月(?:(?P<day>{_PART})日)?)?"
    rf"|(?<![0-9])(?P<m>{_PART})月(?:(?P<d>{_PART})日)?"
    r"|(?<![0-9])(?P<y1>[12][0-9]{3})[-/.](?P<m1>[0-9]{1,2})[-/.](?P<d1>[0-9]{1,2})(?![0-9])"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_EN = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTHS})(?: (?P<year>[12][0-9]{{3}}))?\b"
    rf"|\b(?P<m>{_MONTHS}) (?P<d>[0-9]{{1,2}})(?:, ?(?P<y>[12][0-9]{{3}}))?\b"
    rf"|\b(?P<m2>{_MONTHS}) (?P<y2>[12][0-9]{{3}})\b"
    r"|(?<![0-9.,$¥])\b(?P<y3>(?:19|20)[0-9]{2})\b(?![.,][0-9]|[0-9%])"
)
_INFERRED = re.compile(r"([0-9]+)([?~%]?)")


class Day(Struct, frozen=True):
    """A day, month or year, as far as a text gives it, and the text's span."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None


def dates(text: str, language: str = "zh") -> tuple[Day, ...]:
    """Every date of a text (normalised), in order; a span of years gives both."""
    return tuple(_english(text) if language == "en" else _chinese(text))


def _chinese(text: str) -> Iterator[Day]:
    for match in _ZH.finditer(text):
        start, end = match.span()
        if match["from"]:
            yield from (Day(start, end, _read(match[name])) for name in ("from", "until"))
        elif match["year"]:
            yield Day(start, end, _read(match["year"]), _read(match["month"]), _read(match["day"]))
        else:
            yield Day(
                start, end, _read(match["y1"]), _read(match["m"] or match["m1"]), _read(match["d"] or match["d1"])
            )


def _english(text: str) -> Iterator[Day]:
    for match in _EN.finditer(text):
        month = match["month"] or match["m"] or match["m2"]
        year = match["year"] or match["y"] or match["y2"] or match["y3"]
        number = _MONTHS.split("|").index(month) + 1 if month else None
        yield Day(*match.span(), _read(year), number, _read(match["day"] or match["d"]))


def _read(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text) if text[0] in "0123456789" else han(text)
    return None if value is None else int(value)


def stated(when: When) -> tuple[Day, ...]:
    """What of a record's date must stand in the text: the parts that are not inferred, of each end."""
    ends = dict.fromkeys(end.text for end in (when.start, when.end) if end is not None)
    found = []
    for text in ends:
        year, month, day = [None if mark in ("?", "%") else int(number) for number, mark in _INFERRED.findall(text)] + [
            None
        ] * (2 - text.count("-"))
        if (year, month, day) != (None, None, None):
            found.append(Day(0, 0, year, month, day))
    return tuple(found)


def agrees(stands: Day, sought: Day) -> bool:
    """Whether a text gives a date: each part sought, and no part that says otherwise."""
    return all(
        want is None or have == want
        for have, want in ((stands.year, sought.year), (stands.month, sought.month), (stands.day, sought.day))
    )
