"""The coverage page: what is known and what is open, what has gone unchecked longest, how fully each source is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.link.coverage import RecordCoverage, source_coverage
from atlas.records import PUBLISHED, Record
from atlas.records.base import Doubts
from atlas.records.district import District
from atlas.records.edtf import When
from atlas.records.parts import UnknownKind
from atlas.records.source import Source
from atlas.view import paging
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.pages.source import strip
from atlas.view.paging import folder
from atlas.view.summaries import MOST_NAMED, Balance, Bar, Group, WallMark, WallRow

PATH = "coverage/"
KINDS = (
    UnknownKind.NOT_STATED,
    UnknownKind.CHECKED_NOT_FOUND,
    UnknownKind.NOT_CHECKED,
    UnknownKind.NOT_APPLICABLE,
)
# One mark a record is a picture only while they can be taken in on a page.
MOST_MARKS = 600
MOST_SOURCES = 40
MOST_DAYS = 6
MOST_OPEN = 24
_GAP = 4


class _Held(Struct, frozen=True):
    """One record with what it holds and the area it counts for."""

    record: Record
    area: str | None
    coverage: RecordCoverage

    @property
    def open(self) -> int:
        return sum(n for _, n in self.coverage.unknowns)

    @property
    def checked(self) -> When | None:
        return self.record.checked if isinstance(self.record, Doubts) else None


class Sheet(Struct, frozen=True):
    """One page; areas that the first has no room for stand on pages of their own."""

    areas: tuple[str | None, ...]
    """Every area that a record counts for, in order; None for what lies in none."""
    size: int
    number: int = 1

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return f"{PATH}{folder(self.number)}"


def sheets(atlas: Atlas, size: int) -> Iterator[Sheet]:
    """Every page of coverage."""
    told = {_area(record) for record in atlas.published()}
    areas = tuple(name for name in [*atlas.all(District), None] if name in told)
    for number in range(1, paging.pages_of(areas, size) + 1):
        yield Sheet(areas, size, number)


def page(c: Composer, sheet: Sheet) -> Page:
    """One page of coverage."""
    name, lead = c.t("nav.coverage"), Said(Words(c.t("list.coverage")))
    title, later = paging.title(c, name, sheet.number), sheet.number > 1
    return put_together(
        c, "list", Names(Words(title)), blocks(c, sheet), title=title, description=lead.words.text,
        crumbs=((PATH, name),) if later else (), lead=None if later else lead,
    )  # fmt: skip


def blocks(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """What is known, by area, type and record; then the sources. Later pages have their areas alone."""
    held = [_Held(record, _area(record), c.indexes.contents[record.key].coverage) for record in c.atlas.published()]
    areas: dict[str | None, list[_Held]] = {}
    for item in held:
        areas.setdefault(item.area, []).append(item)
    named = {name: areas[name] for name in sheet.areas}
    yield from _by_area(c, sheet, named)
    if sheet.number > 1:
        return
    types = [
        (Link(c.t(f"nav.{cls.folder}"), c.href(f"{cls.folder}/")), [item for item in held if item.record.folder == cls.folder])
        for cls in PUBLISHED
    ]  # fmt: skip
    yield Block("by-type", c.t("coverage.by-type"), "balance", _balances([pair for pair in types if pair[1]], c))
    yield _unchecked(c, held)
    yield _most_open(c, held)
    if len(held) <= MOST_MARKS:
        yield from _walls(c, named)
    yield from _sources(c)


def _by_area(c: Composer, sheet: Sheet, named: Mapping[str | None, list[_Held]]) -> Iterator[Block]:
    """The areas of a page, to one scale with those of the others, and the ways to these."""
    every = _balances([(_area_link(c, name), items) for name, items in named.items()], c)
    rows, pages = paging.leaf(every, sheet.number, sheet.size), paging.pages_of(sheet.areas, sheet.size)
    yield Block("by-area", c.t("coverage.by-area"), "balance", tuple(rows), remark=c.t("coverage.key"))
    remark = c.t("areas.page", n=sheet.number, pages=pages, shown=len(rows), total=len(every))
    yield from paging.block(c, sheet.number, pages, lambda number: replace(sheet, number=number).path, remark)


def _area(record: Record) -> str | None:
    """The area a record counts for; a district counts for itself."""
    if isinstance(record, District):
        return record.id
    found = getattr(record, "district", None)
    return found if isinstance(found, str) else None


def _area_link(c: Composer, name: str | None) -> Link:
    return c.link(f"districts/{name}") if name is not None else Link(c.t("list.no-district"), "")


def _balances(groups: Sequence[tuple[Link, list[_Held]]], c: Composer) -> tuple[Balance, ...]:
    """A bar for each group, all to one scale."""
    sums = [(label, items, _open(items), sum(item.coverage.claims for item in items)) for label, items in groups]
    whole = max((facts + unknowns.total() for _, _, unknowns, facts in sums), default=0)
    return tuple(
        Balance(label, tuple(_bars(facts, unknowns, whole)), tuple(_words(c, items, facts, unknowns)))
        for label, items, unknowns, facts in sums
    )


def _open(items: Iterable[_Held]) -> Counter[str]:
    found: Counter[str] = Counter()
    for item in items:
        found.update(dict(item.coverage.unknowns))
    return found


def _bars(facts: int, unknowns: Mapping[str, int], whole: int) -> Iterator[Bar]:
    """The stretches of one bar, side by side with a gap between; what is there at all is seen."""
    room = 1000 - _GAP * len(KINDS)
    at = 0
    for count, known in ((facts, True), *((unknowns.get(str(kind), 0), False) for kind in KINDS)):
        if count:
            length = max(2, count * room // whole)
            yield Bar("known" if known else "open", at, length)
            at += length + _GAP


def _words(c: Composer, items: Sequence[_Held], facts: int, unknowns: Counter[str]) -> Iterator[str]:
    yield c.t("coverage.records", n=len(items))
    yield c.t("coverage.facts", n=facts, figures=sum(item.coverage.figures for item in items))
    kinds = c.join(
        c.t("coverage.kind", kind=c.t(f"unknown.{kind}"), n=unknowns[kind])
        for kind in map(str, KINDS)
        if unknowns[kind]
    )
    yield c.t("coverage.open", n=unknowns.total(), kinds=kinds) if kinds else c.t("coverage.nothing-open")


def _unchecked(c: Composer, held: Iterable[_Held]) -> Block:
    """Records by the day they were last checked, but for the newest day: those never checked, then the longest ago."""
    days: dict[str, list[Record]] = {}
    moments: dict[str, str] = {"": c.t("coverage.never")}
    for item in held:
        checked = item.checked
        day = checked.latest.isoformat() if checked is not None and checked.latest is not None else ""
        moments[day] = c.moment(checked).text if day else moments[""]
        days.setdefault(day, []).append(item.record)
    newest = max(days, default="")
    older = [day for day in sorted(days) if day != newest or not day]
    groups = tuple(_group(c, moments[day], days[day]) for day in older[:MOST_DAYS])
    key = "coverage.unchecked.newest" if groups else "coverage.unchecked.alike"
    said = c.t(key, n=len(days[newest]), date=moments[newest]) if newest else ""
    return Block("unchecked", c.t("coverage.unchecked"), "groups", groups, remark=said if groups else "", empty=said)


def _group(c: Composer, title: str, records: Sequence[Record]) -> Group:
    count = c.t("coverage.records", n=len(records))
    left = len(records) - MOST_NAMED
    more = Link(c.t("group.more", n=left), "") if left > 0 else None
    return Group(Link(title, ""), count, members=c.links(item.key for item in records[:MOST_NAMED]), more=more)


def _most_open(c: Composer, held: Iterable[_Held]) -> Block:
    """The records that leave most open, by how much; whole groups while they are few."""
    by_number: dict[int, list[Record]] = {}
    for item in held:
        if item.open:
            by_number.setdefault(item.open, []).append(item.record)
    groups: list[Group] = []
    named = 0
    for number in sorted(by_number, reverse=True):
        if groups and named + len(by_number[number]) > MOST_OPEN:
            break
        groups.append(_group(c, c.t("coverage.open-count", n=number), by_number[number]))
        named += len(by_number[number])
    return Block(
        "most-open", c.t("coverage.most-open"), "groups", tuple(groups), remark=c.t("coverage.most-open.remark")
    )


def _walls(c: Composer, areas: Mapping[str | None, list[_Held]]) -> Iterator[Block]:
    key = c.t("coverage.wall.key")
    for name, items in areas.items():
        rows = []
        for cls in PUBLISHED:
            here = [item for item in items if item.record.folder == cls.folder]
            if here:
                words = c.t("coverage.wall.words", n=len(here), open=sum(bool(item.open) for item in here))
                rows.append(WallRow(c.t(f"nav.{cls.folder}"), words, tuple(_mark(c, item) for item in here)))
        title = c.t("coverage.wall", area=_area_link(c, name).text)
        yield Block(f"wall-{name or 'others'}", title, "wall", tuple(rows), remark=key)
        key = ""


def _mark(c: Composer, item: _Held) -> WallMark:
    link = c.link(item.record.key)
    if item.checked is None:
        return WallMark(link, "nothing", c.t("coverage.never"))
    if item.open:
        return WallMark(link, "part", c.t("coverage.open-count", n=item.open))
    return WallMark(link, "full", c.t("coverage.nothing-open"))


def _sources(c: Composer) -> Iterator[Block]:
    """A strip for each source, those with most left to record first; each cell leads to its paragraph."""
    sources = list(c.atlas.all(Source).values())
    sources.sort(key=lambda item: -source_coverage(item).part)
    for source in sources[:MOST_SOURCES]:
        whole = strip(c, source, c.href(f"sources/{source.id}/"))
        title = c.t("coverage.source", source=c.words(source.names).text)
        yield Block(whole.id, title, "strip", whole.items, remark=whole.remark, more=c.link(source.key))
    if len(sources) > MOST_SOURCES:
        more = Link(c.t("coverage.more-sources", n=len(sources) - MOST_SOURCES), c.href("sources/"))
        yield Block("more-sources", c.t("nav.sources"), "groups", (Group(more),))
