"""What stands on the timeline: every record at its time, in the order of the page, before a page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.link.progress import NOT_STATED
from atlas.link.standing import DueDay
from atlas.records import edtf
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.event import Event, EventDate
from atlas.records.project import Project, StageEntry
from atlas.view import dates, ledger, relations
from atlas.view.composer import Composer
from atlas.view.marks import Language, Moment, Words
from atlas.view.pages.project import NO_DEED
from atlas.view.rows import MilestoneForm
from atlas.view.years import TimeEntry

# The language of the sources' own words, where it is not the page's.
_SAID_IN: dict[Language, str | None] = {"zh": None, "en": "zh-Hans"}
# The kinds of entry in the order they stand in; only the first two are facts.
FORMS: dict[str, MilestoneForm] = {
    "happened": "happened",
    "reported": "reported",
    "event": "planned",
    "commitment": "planned",
    "forecast": "planned",
    "instruction": "planned",
}


class Entry(Struct, frozen=True):
    """One record at one time; undated without a day. A page asks it for what to show, in the order it stands in."""

    kind: str
    key: str
    district: str | None
    day: dt.date | None
    rest: bool
    """Whether it is still to come in the year the atlas speaks of."""
    show: Callable[[Composer], TimeEntry]
    remark: Callable[[Composer], str]

    @property
    def form(self) -> MilestoneForm:
        """Whether it happened, was reported, or is planned."""
        return FORMS[self.kind]


def entries(atlas: Atlas) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The dated entries as they stand on the timeline, and the undated."""
    areas = {name: number for number, name in enumerate([*atlas.all(District), None])}
    kinds = {name: number for number, name in enumerate(FORMS)}

    def place(entry: Entry) -> tuple[object, ...]:
        day = entry.day or dt.date.max
        return day.year, entry.rest, areas[entry.district], kinds[entry.kind], day, entry.key

    found = sorted([*_stages(atlas), *_events(atlas), *_due(atlas)], key=place)
    return tuple(e for e in found if e.day is not None), tuple(e for e in found if e.day is None)


def _entry(
    atlas: Atlas, kind: str, key: str, district: str | None, day: dt.date | None,
    show: Callable[[Composer], TimeEntry], remark: Callable[[Composer], str],
) -> Entry:  # fmt: skip
    today = atlas.as_of
    rest = day is not None and day.year == today.year and day > today and FORMS[kind] == "planned"
    return Entry(kind, key, district, day, rest, show, remark)


def _stages(atlas: Atlas) -> Iterator[Entry]:
    for project in atlas.all(Project).values():
        for entry in project.history:
            if entry.stage != NOT_STATED:
                kind = "reported" if entry.stage in NO_DEED else "happened"
                show, remark = partial(_stage, project, entry), partial(_remark, entry.on)
                yield _entry(atlas, kind, project.key, project.district_id, _first(entry.on), show, remark)


def _stage(project: Project, entry: StageEntry, c: Composer) -> TimeEntry:
    stage = relations.stage_mark(c, entry.stage)
    said = entry.wording if entry.wording != stage.label else None
    words = Words(c.t("timeline.wording", wording=said), _SAID_IN[c.language]) if said is not None else None
    return TimeEntry(
        c.link(project.key), _within(entry.on, c), words, stage, marks=c.marks(entry.cite), by=c.speaker(entry.said_by)
    )


def _events(atlas: Atlas) -> Iterator[Entry]:
    for event in atlas.all(Event).values():
        on = event.date.on if isinstance(event.date, EventDate) else None
        kind = "event" if event.planned else "happened"
        yield _entry(
            atlas, kind, event.key, event.district, _first(on), partial(_event, event, on), partial(_remark, on)
        )


def _event(event: Event, on: edtf.When | None, c: Composer) -> TimeEntry:
    cite = event.date.cite if event.date is not None and event.date.cite else event.summary.cite
    words = Words(c.term("event-kinds", event.kind))
    return TimeEntry(c.link(event.key), _within(on, c), words, marks=c.marks(cite))


def _due(atlas: Atlas) -> Iterator[Entry]:
    """Commitments, forecasts and instructions at the year they fall due: planned, whatever came of them."""
    for item in atlas.all(Commitment).values():
        due = atlas.standings[item.id].due
        day = due.last if due is not None else None
        show, remark = partial(_commitment, item, due), partial(_due_remark, due)
        yield _entry(atlas, str(item.class_), item.key, item.district, day, show, remark)


def _commitment(item: Commitment, due: DueDay | None, c: Composer) -> TimeEntry:
    own = item.class_ is CommitmentClass.COMMITMENT
    return TimeEntry(
        c.link(item.key),
        _due_within(due, c),
        status=ledger.status_mark(c, item, c.atlas.standings[item.id]) if own else None,
        marks=c.marks(item.what.cite),
    )


def _due_within(due: DueDay | None, c: Composer) -> Moment | None:
    if due is None or due.is_span:
        return ledger.due_moment(c, due) if due is not None else None
    return _within(edtf.parse(due.text), c)


def _due_remark(due: DueDay | None, c: Composer) -> str:
    return ledger.due_moment(c, due).remark or ""


def _first(when: edtf.When | None) -> dt.date | None:
    return when.earliest if when is not None else None


def _within(when: edtf.When | None, c: Composer) -> Moment | None:
    return dates.within_year(when, c.language, c.strings) if when is not None else None


def _remark(when: edtf.When | None, c: Composer) -> str:
    return (c.moment(when).remark or "") if when is not None else ""
