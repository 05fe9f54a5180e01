"""The timeline: year by year and area by area, what happened apart from what is planned, and the as-of line.

While one page holds it, it is one page. Beyond that its first page draws the whole, and each year, and what has no
date, has pages of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.view import ledger, paging
from atlas.view.chronicle import FORMS, Entry
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.rows import MilestoneForm
from atlas.view.summaries import MOST_NAMED, Group
from atlas.view.timetable import PATH, Part, Row, Sheet, Timetable, grouped
from atlas.view.years import CalendarCell, CalendarRow, TimeGroup, YearLane

UNDATED = "undated"
# So many areas fit side by side; more are drawn as one.
MOST_AREAS = 8
# So many marks of a cell can be taken in; beyond that one mark stands for ten entries, or a hundred …
MOST_MARKS = 60
_SORTS: tuple[MilestoneForm, ...] = ("happened", "reported", "planned")


# The pages


def page(c: Composer, sheet: Sheet) -> Page:
    """One page of the timeline."""
    title, lead = _title(c, sheet), Said(Words(c.t("list.timeline")))
    own = sheet.part is None
    return put_together(
        c, "list", Names(Words(title)), blocks(c, sheet), title=title, description=lead.words.text,
        crumbs=() if own else ((PATH, c.t("nav.timeline")),), lead=lead if own else None,
    )  # fmt: skip


def _title(c: Composer, sheet: Sheet) -> str:
    if sheet.part is None:
        return c.t("nav.timeline")
    return paging.title(c, c.t("timeline.part", part=_part(c, sheet.part)), sheet.number)


def _part(c: Composer, part: Part) -> str:
    """The name of a part: its year, or that it has no date."""
    return c.t("timeline.year", year=part) if isinstance(part, int) else c.t("timeline.undated")


def blocks(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """What is dated, year by year, and apart from it what is not."""
    if sheet.part is not None:
        yield from _of_part(c, sheet)
        return
    whole = sheet.whole
    yield _overview(c, whole)
    if whole.paged:
        yield _parts(c, sheet)
        return
    yield Block("years", c.t("block.years"), "lanes", _lanes(c, whole.dated, whole), empty=c.t("list.empty"))
    yield _undated(c, whole, whole.undated, MOST_NAMED)


def _of_part(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """One page of a year or of what has no date, and the ways to the others."""
    whole, part = sheet.whole, sheet.part
    assert part is not None
    pages = paging.pages_of(whole.of(part), whole.size)
    if isinstance(part, int):
        remark = c.t("timeline.part.remark", n=len(whole.of(part)))
        yield Block("years", c.t("block.years"), "lanes", _lanes(c, sheet.entries, whole), remark=remark)
    else:
        yield _undated(c, whole, sheet.entries, whole.size)
    remark = c.t("timeline.page", n=sheet.number, pages=pages, shown=len(sheet.entries))
    yield from paging.block(c, sheet.number, pages, lambda number: replace(sheet, number=number).path, remark)
    yield _parts(c, sheet)


def _parts(c: Composer, sheet: Sheet) -> Block:
    """The way to every year, and to what has no date."""
    links = tuple(
        Link(_part(c, part), c.href(Sheet(sheet.whole, part).path), current=part == sheet.part)
        for part in sheet.whole.parts
    )
    return Block("parts", c.t("timeline.parts"), "pages", links)


# The whole, drawn


def _overview(c: Composer, whole: Timetable) -> Block:
    told = {entry.district for entry in whole.dated}
    areas = [name for name in [*c.atlas.all(District), None] if name in told]
    heads = tuple(_area(c, name).text for name in areas)
    columns: list[set[str | None]] = [{name} for name in areas]
    if len(areas) > MOST_AREAS:
        heads, columns = (c.t("timeline.all-areas"),), [set(areas)]
    counted = [
        [Counter(e.form for e in row.entries if e.district in column) for column in columns] for row in whole.rows
    ]
    most = max((number for cells in counted for cell in cells for number in cell.values()), default=0)
    scale = 1
    while most > MOST_MARKS * scale:
        scale *= 10
    rows = tuple(
        CalendarRow(
            Link(row.title(c), _way(c, whole, row)),
            tuple(_cell(c, cell, scale) for cell in cells),
            row.last,
            row.anchor if whole.paged else "",
        )
        for row, cells in zip(whole.rows, counted, strict=True)
    )
    sorts = Counter(entry.form for entry in whole.dated)
    remark = c.t("timeline.sentence", n=len(whole.dated), **{form: sorts[form] for form in _SORTS})
    if scale > 1:
        remark = c.t("text.sentences", first=remark, second=c.t("timeline.scale", n=scale))
    return Block("calendar", c.t("timeline.calendar"), "calendar", rows, remark=remark, columns=heads)


def _way(c: Composer, whole: Timetable, row: Row) -> str:
    """Where a row's entries begin: beneath it, or on a page of its year."""
    if not whole.paged:
        return f"#{row.anchor}"
    number = whole.of(row.year).index(row.entries[0]) // whole.size + 1
    return c.href(Sheet(whole, row.year, number).path) + f"#{row.anchor}"


def _cell(c: Composer, found: Counter[MilestoneForm], scale: int) -> CalendarCell:
    """One year in one area: a mark for each entry, or for so many, and the number in words."""
    words = tuple(c.t(f"timeline.{form}.count", n=found[form]) for form in _SORTS if found[form])
    happened, reported, planned = (-(-found[form] // scale) for form in _SORTS)
    return CalendarCell(happened, reported, planned, words)


# The entries


def _area(c: Composer, district: str | None) -> Link:
    return c.link(f"districts/{district}") if district is not None else Link(c.t("timeline.no-area"), "")


def _lanes(c: Composer, shown: Sequence[Entry], whole: Timetable) -> tuple[YearLane, ...]:
    """The entries of a page, year by year and area by area, and the as-of line where it belongs."""
    line = c.t("timeline.as-of", date=c.day(c.atlas.as_of).text)
    lanes = []
    for row, found in whole.among(shown):
        areas = tuple(
            (_area(c, name), tuple(_groups(c, list(of)))) for name, of in groupby(found, lambda e: e.district)
        )
        is_end = row.last and found[-1] is row.entries[-1]
        lanes.append(YearLane(row.title(c), row.anchor, areas, today=line if is_end else None))
    return tuple(lanes)


def _groups(c: Composer, found: Iterable[Entry]) -> Iterator[TimeGroup]:
    """The entries of one cell by kind, and apart where their dates are inferred."""
    kinds = list(FORMS)
    by_kind = grouped(((kinds.index(entry.kind), entry.remark(c)), entry) for entry in found)
    for (kind, remark), group in sorted(by_kind.items(), key=lambda item: item[0]):
        name = kinds[kind]
        counts: tuple[str, ...] = (c.t("timeline.count", n=len(group)),)
        if name == CommitmentClass.COMMITMENT:
            counts = ledger.counts(c, [c.atlas.all(Commitment)[entry.key.partition("/")[2]] for entry in group])
        yield TimeGroup(c.t(f"timeline.{name}"), FORMS[name], counts, tuple(entry.show(c) for entry in group), remark)


def _undated(c: Composer, whole: Timetable, shown: Iterable[Entry], most: int) -> Block:
    """What has no date, by area and kind; of each so many are named."""
    groups = []
    for (district, kind), group in groupby(shown, lambda entry: (entry.district, entry.kind)):
        keys = [entry.key for entry in group]
        more = None
        if len(keys) > most:
            more = Link(c.t("group.more", n=len(keys) - most), c.href(f"{keys[0].partition('/')[0]}/"))
        title, count = c.t(f"timeline.undated.{kind}"), c.t("timeline.count", n=len(keys))
        groups.append(Group(_area(c, district), count, title, c.links(keys[:most]), more))
    remark = c.t("timeline.undated.remark", n=len(whole.undated))
    return Block(UNDATED, c.t("timeline.undated"), "groups", tuple(groups), remark=remark)
