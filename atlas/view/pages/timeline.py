"""The timeline: year by year and area by area, what happened apart from what is planned, and the as-of line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.link.standing import DueDay
from atlas.records import edtf
from atlas.records.citation import Citation
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.event import Event, EventDate
from atlas.records.project import Project
from atlas.view import dates, ledger, relations
from atlas.view.composer import Composer
from atlas.view.model import Block, Language, Link, Mark, MilestoneForm, Moment, Words
from atlas.view.pages.project import NO_DEED
from atlas.view.summaries import MOST_NAMED, Group
from atlas.view.years import CalendarCell, CalendarRow, TimeEntry, TimeGroup, YearLane

NOT_STATED = "not_stated"
# The language of the sources' own words, where it is not the page's.
_SAID_IN: dict[Language, str | None] = {"zh": None, "en": "zh-Hans"}
_SORTS: tuple[MilestoneForm, ...] = ("happened", "reported", "planned")
# The kinds of entry in the order they stand in; only the first two are facts.
FORMS: dict[str, MilestoneForm] = {
    "happened": "happened",
    "reported": "reported",
    "event": "planned",
    "commitment": "planned",
    "forecast": "planned",
    "instruction": "planned",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One record at one time, before it is put in its place; undated without a day."""

    kind: str
    key: str
    district: str | None
    day: dt.date | None
    remark: str
    shown: TimeEntry


@dataclass(frozen=True, slots=True)
class _Row:
    """One year, or what of the present year is still to come; the as-of line follows the `last` that has begun."""

    year: int
    rest: bool
    entries: list[_Entry]
    last: bool

    @property
    def anchor(self) -> str:
        return f"y{self.year}-rest" if self.rest else f"y{self.year}"

    def title(self, c: Composer) -> str:
        return c.t("timeline.rest" if self.rest else "timeline.year", year=self.year)


def blocks(c: Composer) -> Iterator[Block]:
    """What is dated, year by year, and apart from it what is not."""
    entries = [*_stages(c), *_events(c), *_due(c)]
    dated = [(entry.day, entry) for entry in entries if entry.day is not None]
    rows = _rows(c, dated)
    told = {entry.district for _, entry in dated}
    areas = [name for name in [*c.atlas.all(District), None] if name in told]
    sorts = Counter(FORMS[entry.kind] for _, entry in dated)
    remark = c.t("timeline.sentence", n=len(dated), **{form: sorts[form] for form in _SORTS})
    heads = tuple(_area(c, name).text for name in areas)
    grid = tuple(_calendar(c, row, areas) for row in rows)
    yield Block("calendar", c.t("timeline.calendar"), "calendar", grid, remark=remark, columns=heads)
    lanes = tuple(_lane(c, row, areas) for row in rows)
    yield Block("years", c.t("block.years"), "lanes", lanes, empty=c.t("list.empty"))
    undated = [entry for entry in entries if entry.day is None]
    remark = c.t("timeline.undated.remark", n=len(undated))
    yield Block("undated", c.t("timeline.undated"), "groups", tuple(_undated(c, undated)), remark=remark)


def _area(c: Composer, district: str | None) -> Link:
    return c.link(f"districts/{district}") if district is not None else Link(c.t("timeline.no-area"), "")


def _rows(c: Composer, dated: Sequence[tuple[dt.date, _Entry]]) -> list[_Row]:
    """The years; the one the atlas speaks of has two rows where something is still to come in it."""
    today = c.atlas.as_of
    found: dict[tuple[int, bool], list[_Entry]] = {}
    for day, entry in dated:
        rest = day.year == today.year and day > today and FORMS[entry.kind] == "planned"
        found.setdefault((day.year, rest), []).append(entry)
    last = max((key for key in found if key[0] <= today.year and not key[1]), default=None)
    return [
        _Row(year, rest, entries, (year, rest) == last)
        for (year, rest), entries in sorted(found.items(), key=lambda item: item[0])
    ]


def _calendar(c: Composer, row: _Row, areas: Sequence[str | None]) -> CalendarRow:
    """One year in the grid: as many marks as entries, and the same in words."""
    cells = []
    here = _by_area(row.entries)
    for name in areas:
        found: Counter[MilestoneForm] = Counter(FORMS[entry.kind] for entry in here.get(name, ()))
        words = tuple(c.t(f"timeline.{form}.count", n=found[form]) for form in _SORTS if found[form])
        cells.append(CalendarCell(found["happened"], found["reported"], found["planned"], words))
    return CalendarRow(Link(row.title(c), f"#{row.anchor}"), tuple(cells), row.last)


def _lane(c: Composer, row: _Row, areas: Sequence[str | None]) -> YearLane:
    """One year's entries, area by area, and the as-of line where it belongs."""
    here = _by_area(row.entries)
    filled = tuple((_area(c, name), tuple(_groups(c, here[name]))) for name in areas if name in here)
    line = c.t("timeline.as-of", date=c.day(c.atlas.as_of).text)
    return YearLane(row.title(c), row.anchor, filled, today=line if row.last else None)


def _by_area(entries: Iterable[_Entry]) -> dict[str | None, list[_Entry]]:
    found: dict[str | None, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(entry.district, []).append(entry)
    return found


def _groups(c: Composer, entries: Sequence[_Entry]) -> Iterator[TimeGroup]:
    """The entries of one cell by kind, and apart where their dates are inferred."""
    kinds = list(FORMS)
    found: dict[tuple[int, str], list[_Entry]] = {}
    for entry in entries:
        found.setdefault((kinds.index(entry.kind), entry.remark), []).append(entry)
    for (kind, remark), group in sorted(found.items()):
        name = kinds[kind]
        counts: tuple[str, ...] = (c.t("timeline.count", n=len(group)),)
        if name == CommitmentClass.COMMITMENT:
            counts = ledger.counts(c, [c.atlas.all(Commitment)[entry.key.partition("/")[2]] for entry in group])
        ordered = sorted(group, key=lambda entry: (entry.day or dt.date.max, entry.key))
        yield TimeGroup(c.t(f"timeline.{name}"), FORMS[name], counts, tuple(entry.shown for entry in ordered), remark)


def _undated(c: Composer, entries: Sequence[_Entry]) -> Iterator[Group]:
    """What has no date, by area and kind."""
    for district in [*c.atlas.all(District), None]:
        for kind in FORMS:
            keys = list(dict.fromkeys(e.key for e in entries if e.district == district and e.kind == kind))
            if keys:
                left = len(keys) - MOST_NAMED
                folder = keys[0].partition("/")[0]
                more = Link(c.t("group.more", n=left), c.href(f"{folder}/")) if left > 0 else None
                title, count = c.t(f"timeline.undated.{kind}"), c.t("timeline.count", n=len(keys))
                yield Group(_area(c, district), count, title, c.links(keys[:MOST_NAMED]), more)


def _stages(c: Composer) -> Iterator[_Entry]:
    for project in c.atlas.all(Project).values():
        for entry in project.history:
            if entry.stage == NOT_STATED:
                continue
            stage = relations.stage_mark(c, entry.stage)
            said = entry.wording if entry.wording != stage.label else None
            words = Words(c.t("timeline.wording", wording=said), _SAID_IN[c.language]) if said is not None else None
            shown = TimeEntry(
                c.link(project.key),
                _within(c, entry.on),
                words,
                stage,
                marks=_marks(c, _first(entry.on), entry.cite),
                by=c.speaker(entry.said_by),
            )
            kind = "reported" if entry.stage in NO_DEED else "happened"
            yield _Entry(kind, project.key, project.district_id, _first(entry.on), _remark(c, entry.on), shown)


def _events(c: Composer) -> Iterator[_Entry]:
    for event in c.atlas.all(Event).values():
        on = event.date.on if isinstance(event.date, EventDate) else None
        cite = event.date.cite if event.date is not None and event.date.cite else event.summary.cite
        words = Words(c.term("event-kinds", event.kind))
        shown = TimeEntry(c.link(event.key), _within(c, on), words, marks=_marks(c, _first(on), cite))
        kind = "event" if event.planned else "happened"
        yield _Entry(kind, event.key, event.district, _first(on), _remark(c, on), shown)


def _due(c: Composer) -> Iterator[_Entry]:
    """Commitments, forecasts and instructions at the year they fall due: planned, whatever came of them."""
    for item in c.atlas.all(Commitment).values():
        standing = c.atlas.standings[item.id]
        due = standing.due
        day = due.last if due is not None else None
        moment = ledger.due_moment(c, due)
        own = item.class_ is CommitmentClass.COMMITMENT
        shown = TimeEntry(
            c.link(item.key),
            _due_within(c, due),
            status=ledger.status_mark(c, item, standing) if own else None,
            marks=_marks(c, day, item.what.cite),
        )
        yield _Entry(str(item.class_), item.key, item.district, day, (moment.remark or "") if day else "", shown)


def _due_within(c: Composer, due: DueDay | None) -> Moment | None:
    if due is None or due.is_span:
        return ledger.due_moment(c, due) if due is not None else None
    return _within(c, edtf.parse(due.text))


def _marks(c: Composer, day: dt.date | None, cite: Sequence[Citation]) -> tuple[Mark, ...]:
    """The marks of a dated entry: what has no date is shown by name alone, and opens no note."""
    return c.marks(cite) if day is not None else ()


def _first(when: edtf.When | None) -> dt.date | None:
    return when.earliest if when is not None else None


def _within(c: Composer, when: edtf.When | None) -> Moment | None:
    return dates.within_year(when, c.language, c.strings) if when is not None else None


def _remark(c: Composer, when: edtf.When | None) -> str:
    return (c.moment(when).remark or "") if when is not None else ""
