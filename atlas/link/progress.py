"""How far a project is: its current stage, its condition, and how old the newest evidence is."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from atlas.records.project import Project, StageEntry
from atlas.records.source import Source

NOT_STATED = "not_stated"
SILENT = "silent"


class Progress(Struct, frozen=True):
    """A project's derived state. `newest` is None where no date of any evidence can be told."""

    stage: str
    entry: StageEntry | None
    condition: str | None
    newest: dt.date | None
    silent: bool


def progress(project: Project, cited: Iterable[Source], as_of: dt.date, silent_after_months: int) -> Progress:
    """The state of one project on one day, by its sources; a stage dated later than that day does not count yet."""
    history = [entry for entry in project.history if _begins(entry) <= as_of]
    stated = [entry for entry in history if entry.stage != NOT_STATED]
    entry = stated[-1] if stated else None
    newest = _newest(project, cited)
    # A source known only by its year may date from any day of it, but not from after today.
    newest = min(newest, as_of) if newest is not None else None
    silent = newest is not None and _months_after(newest, silent_after_months) < as_of
    condition = next((str(item.condition) for item in reversed(history) if item.condition is not None), None)
    return Progress(entry.stage if entry else NOT_STATED, entry, SILENT if silent else condition, newest, silent)


def _begins(entry: StageEntry) -> dt.date:
    return entry.on.earliest if entry.on is not None and entry.on.earliest is not None else dt.date.min


def _newest(project: Project, cited: Iterable[Source]) -> dt.date | None:
    """The last day any evidence can date from: of stages reported, and of the sources cited."""
    days = [entry.on.latest for entry in project.history if entry.on is not None and entry.on.latest is not None]
    for source in cited:
        latest = source.published.latest.latest if source.published.latest is not None else None
        if latest is not None:
            days.append(latest)
    return max(days, default=None)


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or that month's last; the end of time where the calendar ends first."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
