"""Dates in words: shown at the precision they have, with what is inferred or approximate said."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from babel.dates import format_date
from msgspec.structs import replace

from atlas.records.edtf import Day, Duration, When
from atlas.view.marks import Language, Moment
from atlas.view.strings import Strings

_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERNS: dict[tuple[Language, str], str] = {
    ("zh", "day"): "y年M月d日",
    ("zh", "month"): "y年M月",
    ("zh", "year"): "y年",
    ("en", "day"): "d MMMM y",
    ("en", "month"): "MMMM y",
    ("en", "year"): "y",
}
# Where the year stands beside it already.
_WITHIN: dict[tuple[Language, str], str] = {
    ("zh", "day"): "M月d日",
    ("zh", "month"): "M月",
    ("en", "day"): "d MMMM",
    ("en", "month"): "MMMM",
}
_INFERRED_YEAR = re.compile(r"\d{4}[?%]")


def moment(when: When, language: Language, strings: Strings) -> Moment:
    """A date or interval as a reader sees it; its machine form where HTML's time element has one."""
    if not when.is_interval and when.start is not None:
        text = _day(when.start, language)
        if when.approximate:
            text = strings.get(language, "date.about", date=text)
        return Moment(text, _machine(when.start), _remark(when, language, strings))
    if when.start is None and when.end is not None:
        text = strings.get(language, "date.until", date=_day(when.end, language))
    elif when.end is None and when.start is not None:
        text = strings.get(language, "date.from", date=_day(when.start, language))
    else:
        assert when.start is not None and when.end is not None
        start, end = _day(when.start, language), _day(when.end, language)
        if when.start.precision == when.end.precision == "year":
            start = str(when.start.year)
        text = strings.get(language, "date.span", start=start, end=end)
    return Moment(text, None, _remark(when, language, strings))


def within_year(when: When, language: Language, strings: Strings) -> Moment | None:
    """A date where its year is told already; None where it says no more than the year. Its remark is left out."""
    if when.is_interval or when.approximate or when.start is None:
        return replace(moment(when, language, strings), remark=None)
    if when.start.precision == "year":
        return None
    text = formatted(when.start.earliest, _WITHIN[language, when.start.precision], language)
    return Moment(text, _machine(when.start))


def day_text(day: dt.date, language: Language) -> str:
    """A calendar day in words."""
    return formatted(day, _PATTERNS[language, "day"], language)


def month_text(day: dt.date, language: Language) -> str:
    """The month of a day in words."""
    return formatted(day, _PATTERNS[language, "month"], language)


def duration_text(duration: Duration, language: Language, strings: Strings) -> str:
    """A span in words."""
    parts = [
        strings.get(language, f"duration.{unit}", n=count)
        for unit, count in (("years", duration.years), ("months", duration.months), ("days", duration.days))
        if count
    ]
    return strings.get(language, "list.join").join(parts)


def _day(day: Day, language: Language) -> str:
    return formatted(day.earliest, _PATTERNS[language, day.precision], language)


@lru_cache(maxsize=20_000)
def formatted(day: dt.date, pattern: str, language: Language) -> str:
    """A day in a pattern's words. The same few thousand days are told on page after page, and Babel takes its time."""
    return str(format_date(day, pattern, locale=_LOCALE[language]))


def _machine(day: Day) -> str:
    iso = day.earliest.isoformat()
    return {"year": iso[:4], "month": iso[:7], "day": iso}[day.precision]


def _remark(when: When, language: Language, strings: Strings) -> str | None:
    if when.basis != "inferred":
        return None
    return strings.get(language, "date.year-inferred" if _INFERRED_YEAR.search(when.text) else "date.inferred")
