"""Dates as records write them: a profile of EDTF (ISO 8601-2), with their first and last possible day.

Accepted: `2024`, `2024-06`, `2026-06-12`; `?` after the part that is inferred and not stated
(`2026?`, `2026?-06-12`); `~` for approximate; intervals `2021/2035`, open ones `2025/..`, `../2025`;
durations `P5Y`, `P6M`, `P2Y6M`, `P30D`. Own code because records need the bounds, the precision and an
editor's message, and nothing of EDTF's levels 2 and 3; tests hold it against the `edtf` package.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from atlas.message import Complaint, Text, brief, say

Precision = Literal["year", "month", "day"]
Basis = Literal["stated", "inferred"]

_PART = re.compile(r"([0-9]{4})([?~%]?)(?:-([0-9]{2})([?~%]?)(?:-([0-9]{2})([?~%]?))?)?\Z")
_DURATION = re.compile(r"P(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,3})M)?(?:([0-9]{1,5})D)?\Z")


# What can be wrong with a date: how it is written, a day that does not exist, or the order of its ends.
Lapse = Literal["form", "day", "order"]


class DateError(Complaint):
    """A date that is not in the profile."""

    def __init__(self, words: Text, lapse: Lapse = "form") -> None:
        super().__init__(words)
        self.lapse = lapse


class Day(Struct, frozen=True):
    """A date of day, month or year precision, with what is inferred or approximate about it."""

    text: str
    year: int
    month: int | None
    day: int | None
    inferred: bool
    approximate: bool

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


class When(Struct, frozen=True):
    """A date or an interval; an open end is None and bounds nothing."""

    text: str
    start: Day | None
    end: Day | None
    is_interval: bool

    @property
    def earliest(self) -> dt.date | None:
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        return self.end.latest if self.end else None

    @property
    def basis(self) -> Basis:
        """`inferred` where any part carries `?`, else `stated`."""
        return "inferred" if any(day is not None and day.inferred for day in (self.start, self.end)) else "stated"

    @property
    def approximate(self) -> bool:
        return any(day is not None and day.approximate for day in (self.start, self.end))

    @property
    def precision(self) -> Precision:
        day = self.start or self.end
        assert day is not None
        return day.precision


class Duration(Struct, frozen=True):
    """A span of years, months and days."""

    text: str
    years: int
    months: int
    days: int

    def after(self, day: dt.date) -> dt.date:
        """The day this span ends when it begins on `day`; a day the month lacks becomes its last."""
        months = day.month - 1 + self.months
        year, month = day.year + self.years + months // 12, months % 12 + 1
        start = dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        return start + dt.timedelta(days=self.days)


def _day(text: str) -> Day:
    match = _PART.match(text)
    if match is None:
        raise DateError(_hint(text))
    year, year_mark, month, month_mark, day, day_mark = match.groups()
    marks = year_mark + (month_mark or "") + (day_mark or "")
    if year == "0000":
        raise DateError(say("there is no year 0000"), "day")
    if month is not None and not 1 <= int(month) <= 12:
        raise DateError(say("there is no month {month}", month=month), "day")
    if day is not None:
        last = calendar.monthrange(int(year), int(month))[1]
        if not 1 <= int(day) <= last:
            words = say(
                "{year}-{month} has no day {day}; its last is {last}", year=year, month=month, day=day, last=last
            )
            raise DateError(words, "day")
    return Day(
        text,
        int(year),
        int(month) if month else None,
        int(day) if day else None,
        inferred="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )


def _hint(text: str) -> Text:
    """What is wrong with a date, as near as can be told."""
    if re.fullmatch(r"[0-9]{4}[/.年][0-9]{1,2}(?:[/.月][0-9]{1,2}日?|月)?", text):
        return say("'{text}' is not a date of the form 2024, 2024-06 or 2024-06-12", text=text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", text):
        return say("'{text}' needs two digits for month and day, as in 2024-06-02", text=text)
    return say("'{text}' is not a date", text=brief(text))


@lru_cache(maxsize=4096)
def parse(text: str) -> When:
    """The date or interval a text spells.

    Raises:
        DateError: not in the profile, no such day, or an interval that ends before it starts.
    """
    if ("/" in text and not re.fullmatch(r"[0-9]{4}/[0-9]{1,2}(/[0-9]{1,2})?", text)) or re.fullmatch(
        r"[0-9]{4}/[0-9]{4}", text
    ):
        left, _, right = text.partition("/")
        if left == "" or right == "":
            words = say(
                "'{text}' leaves one end blank; an open end is written .., as in 2025/.. or ../2025", text=brief(text)
            )
            raise DateError(words)
        start = None if left == ".." else _day(left)
        end = None if right == ".." else _day(right)
        if start is None and end is None:
            raise DateError(say("an interval needs at least one end"))
        if start and end and start.earliest > end.latest:
            words = say("the interval ends ({end}) before it starts ({start})", start=left, end=right)
            raise DateError(words, "order")
        return When(text, start, end, True)
    day = _day(text)
    return When(text, day, day, False)


def parse_duration(text: str) -> Duration:
    """The span a text spells.

    Raises:
        DateError: not of the form P5Y, P6M, P2Y6M or P30D.
    """
    match = _DURATION.match(text)
    if match is None:
        raise DateError(say("'{text}' is not a duration of the form P5Y, P6M or P30D", text=brief(text)))
    return Duration(text, *(int(part or 0) for part in match.groups()))
