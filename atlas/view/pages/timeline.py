"""The timeline: year by year and area by area, what happened apart from what is planned, and the as-of line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.event import Event, EventDate
from atlas.records.project import Project
from atlas.view import ledger
from atlas.view.charts import YearLane
from atlas.view.composer import Composer
from atlas.view.model import Block, Link, Milestone, Moment, Words
from atlas.view.pages.project import milestone

Entry = tuple[int | None, str | None, dt.date, Milestone]


def blocks(c: Composer) -> Iterator[Block]:
    """The whole timeline."""
    entries = [*_stages(c), *_events(c), *_due(c)]
    years = sorted({entry[0] for entry in entries if entry[0] is not None})
    lanes = [_lane(c, entries, year) for year in years]
    if any(entry[0] is None for entry in entries):
        lanes.append(_lane(c, entries, None))
    yield Block("years", c.t("block.years"), "lanes", tuple(_with_today(c, lanes, years)), empty=c.t("list.empty"))


def _lane(c: Composer, entries: list[Entry], year: int | None) -> YearLane:
    areas: list[tuple[Link, tuple[Milestone, ...]]] = []
    for district in [*c.atlas.all(District), None]:
        here = sorted(
            (entry for entry in entries if entry[0] == year and entry[1] == district), key=lambda entry: entry[2]
        )
        if here:
            link = c.link(f"districts/{district}") if district is not None else Link(c.t("list.no-district"), "")
            areas.append((link, tuple(entry[3] for entry in here)))
    title = c.t("timeline.undated") if year is None else c.t("timeline.year", year=year)
    return YearLane(title, "undated" if year is None else f"y{year}", tuple(areas))


def _with_today(c: Composer, lanes: list[YearLane], years: list[int]) -> Iterator[YearLane]:
    """The lanes, the as-of line drawn after the last year that is not wholly to come."""
    line = c.t("timeline.as-of", date=c.day(c.atlas.as_of).text)
    last = max((year for year in years if year <= c.atlas.as_of.year), default=None)
    for lane, year in zip(lanes, [*years, None][: len(lanes)], strict=True):
        yield replace(lane, today=line) if year is not None and year == last else lane


def _stages(c: Composer) -> Iterator[Entry]:
    for project in c.atlas.all(Project).values():
        district = project.district if isinstance(project.district, str) else None
        for entry in project.history:
            if entry.stage == "not_stated":
                continue
            day = entry.on.earliest if entry.on is not None else None
            yield (day.year if day else None), district, day or dt.date.min, milestone(c, entry, subject=project.key)


def _events(c: Composer) -> Iterator[Entry]:
    for event in c.atlas.all(Event).values():
        on = event.date.on if isinstance(event.date, EventDate) else None
        day = on.earliest if on is not None else None
        shown = Milestone(
            moment=c.moment(on),
            title=Words(c.term("event-kinds", event.kind)),
            form="planned" if event.planned else "happened",
            marks=c.marks(event.date.cite if event.date is not None and event.date.cite else event.summary.cite),
            link=c.link(event.key),
        )
        yield (day.year if day else None), event.district, day or dt.date.min, shown


def _due(c: Composer) -> Iterator[Entry]:
    """Commitments at the year they fall due: planned, whatever came of them."""
    for item in c.atlas.all(Commitment).values():
        standing = c.atlas.standings[item.id]
        if item.class_ is not CommitmentClass.COMMITMENT or standing.due is None or standing.due.last is None:
            continue
        moment: Moment = ledger.due_moment(c, standing.due)
        mark = ledger.status_mark(c, item, standing)
        title = Words(c.t("timeline.due", status=mark.label))
        shown = Milestone(moment, title, "planned", c.marks(item.what.cite), link=c.link(item.key))
        yield standing.due.last.year, item.district, standing.due.last, shown
