"""The lists that filter: projects in one table, commitments by class, each in several orders and page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.records.base import Record
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import facets, ledger, paging, relations, standings
from atlas.view.composer import Composer
from atlas.view.lists import ListCell, ListGroup, Listing, ListRow
from atlas.view.marks import Link, Moment, Said, Words
from atlas.view.model import Block
from atlas.view.paging import folder, leaf, pages_of, ways
from atlas.view.pipeline import pipeline
from atlas.view.rows import CommitmentRow, Pair


class _Ranks:
    """Where a record stands among others: by its district, its stage, its newest evidence, its status, its due date."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._districts = {name: number for number, name in enumerate(atlas.all(District))}
        self._stages = {name: number for number, name in enumerate(facets.stages(atlas))}

    def district(self, item: Any) -> int:
        """Where its district stands among the districts; last for a record without one."""
        district = getattr(item, "district", None)
        return self._districts[district] if isinstance(district, str) else len(self._districts)

    def stage(self, item: Project) -> int:
        """How far it is, as the vocabulary orders stages."""
        return self._stages[self._atlas.progress[item.id].stage]

    def newest(self, item: Project) -> int:
        """How old its newest evidence is; last where there is none."""
        newest = self._atlas.progress[item.id].newest
        return -newest.toordinal() if newest is not None else 0

    def status(self, item: Commitment) -> int:
        """How it stands, overdue first."""
        return ledger.ORDER.index(self._atlas.standings[item.id].status)

    def due(self, item: Commitment) -> dt.date:
        """The last day it may be met on; last where there is none."""
        due = self._atlas.standings[item.id].due
        return (due.last if due is not None else None) or dt.date.max


Order = Callable[[_Ranks, Any], tuple[Any, ...]]


# The orders of each list by the folder they lie in; the first is the list's own.
ORDERS: Mapping[type[Record], Mapping[str, Order]] = {
    Project: {
        "": lambda ranks, item: (ranks.district(item),),
        "by-stage/": lambda ranks, item: (ranks.stage(item), ranks.district(item)),
        "by-newest/": lambda ranks, item: (ranks.newest(item), ranks.district(item)),
    },
    Commitment: {
        "": lambda ranks, item: (ranks.status(item), ranks.due(item)),
        "by-due/": lambda ranks, item: (ranks.due(item),),
        "by-district/": lambda ranks, item: (ranks.district(item), ranks.status(item), ranks.due(item)),
    },
}


class Sheet(Struct, frozen=True):
    """One page of a list in one order; `order` is its folder, empty for the list's own."""

    cls: type[Record]
    order: str = ""
    number: int = 1
    whole: tuple[Record, ...] = ()
    """Every record of the list in this order; sorted once for all its pages."""
    scheme: facets.Scheme | None = None

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return f"{self.cls.folder}/{self.order}{folder(self.number)}"


def sheets(atlas: Atlas, cls: type[Record], size: int) -> Iterator[Sheet]:
    """Every page of every order; a list without facets has one order, by district."""
    ranks = _Ranks(atlas)
    if cls not in ORDERS:
        plain = tuple(sorted(atlas.all(cls).values(), key=ranks.district))
        for number in range(1, pages_of(plain, size) + 1):
            yield Sheet(cls, number=number, whole=plain)
        return
    scheme = facets.scheme(atlas, cls)
    by_id = sorted(atlas.all(cls).values(), key=lambda item: item.id)
    for name, order in ORDERS[cls].items():
        # Each class stays by itself in every order, since only commitments have a status.
        keys = {item.id: (_class(item), *order(ranks, item)) for item in by_id}
        whole = tuple(sorted(by_id, key=lambda item: keys[item.id]))
        for number in range(1, pages_of(whole, size) + 1):
            yield Sheet(cls, name, number, whole, scheme)


def title(c: Composer, sheet: Sheet) -> str:
    """The page's name: the list's, with the order and the page where they are not the first."""
    name = c.t(f"nav.{sheet.cls.folder}")
    if sheet.order:
        name = c.t("facets.title-order", title=name, order=_order_name(c, sheet.cls, sheet.order))
    return paging.title(c, name, sheet.number)


def blocks(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """What is drawn of the whole, the list, and how to read it; later pages have the list alone."""
    whole, size = sheet.whole, c.settings.page_size
    shown = leaf(whole, sheet.number, size)
    first = sheet.number == 1 and not sheet.order
    # One symbol for each record is a picture only while they can be taken in on a page.
    if first and len(whole) <= size:
        if sheet.cls is Project:
            yield pipeline(c, [item for item in whole if isinstance(item, Project)])
        else:
            yield ledger.ladder(c, [item for item in whole if isinstance(item, Commitment)])
    if first and sheet.cls is Commitment:
        yield standings.block(c, [item for item in whole if isinstance(item, Commitment)])
    count = c.t(f"count.{sheet.cls.folder}", n=len(whole))
    if not whole:
        yield Block("list", count, "listing", empty=c.t("list.empty"))
        return
    yield Block("list", count, "listing", (_listing(c, sheet, shown),))
    if first and sheet.cls is Commitment:
        rules = tuple(
            Pair(Words(c.t(f"status.{status}")), (Said(Words(c.t(f"status.{status}.why"))),)) for status in ledger.ORDER
        )
        yield Block("how-decided", c.t("block.how-decided"), "pairs", rules)


def _class(item: Record) -> int:
    return list(CommitmentClass).index(item.class_) if isinstance(item, Commitment) else 0


def _listing(c: Composer, sheet: Sheet, shown: Sequence[Record]) -> Listing:
    assert sheet.scheme is not None
    scheme = facets.offered(c.atlas, sheet.scheme, shown)
    projects = [item for item in shown if isinstance(item, Project)]
    commitments = [item for item in shown if isinstance(item, Commitment)]
    groups = [_projects(c, scheme, projects)] if projects else []
    for class_ in CommitmentClass:
        found = [item for item in commitments if item.class_ is class_]
        groups += [_commitments(c, scheme, found, class_)] if found else []
    made = facets.listing(c, scheme, shown, groups)
    orders = tuple(
        Link(_order_name(c, sheet.cls, order), c.href(f"{sheet.cls.folder}/{order}"), current=order == sheet.order)
        for order in ORDERS[sheet.cls]
    )
    made = replace(made, orders=orders, orders_label=c.t("facets.order"))
    pages = pages_of(sheet.whole, c.settings.page_size)
    if pages == 1:
        return made
    total = len(sheet.whole)
    remark = c.t("facets.page-remark", shown=len(shown), total=total, n=sheet.number, pages=pages)
    about = ways(c, sheet.number, pages, lambda number: replace(sheet, number=number).path)
    return replace(made, pages=tuple(about), pages_label=c.t("facets.pages"), page_remark=remark)


def _order_name(c: Composer, cls: type[Record], order: str) -> str:
    return c.t(f"facets.order.{order.rstrip('/') or cls.folder}")


def _area(c: Composer, item: Project | Commitment) -> ListCell:
    if isinstance(item.district, str):
        return ListCell(link=c.link(f"districts/{item.district}"))
    return ListCell(c.t("facets.no-district"))


def _projects(c: Composer, scheme: facets.Scheme, items: Sequence[Project]) -> ListGroup:
    rows = []
    for item in items:
        progress = c.atlas.progress[item.id]
        year = Moment(c.t("date.not-stated"))
        if progress.newest is not None:
            text = c.t("facets.year", year=progress.newest.year)
            year = Moment(text, str(progress.newest.year), c.t("facets.old") if progress.silent else None)
        cells = (
            _area(c, item),
            ListCell(c.join(c.term("sectors", sector) for sector in item.sectors)),
            ListCell(stage=relations.stage_mark(c, progress.stage, glossed=True)),
            ListCell(moment=year),
        )
        notes = (Link(c.term("project-kinds", item.kind), ""),)
        marks = c.marks(item.summary.cite)
        rows.append(ListRow(c.link(item.key), facets.tags(c.atlas, scheme, item), cells, marks, notes))
    heads = ("facets.project", "facets.district", "facets.sector", "facets.stage", "facets.newest")
    return _group(c, c.t("nav.projects"), heads, rows)


def _commitments(c: Composer, scheme: facets.Scheme, items: Sequence[Commitment], class_: CommitmentClass) -> ListGroup:
    listed = tuple(ledger.row(c, item) for item in items)
    made, remark = ledger.in_common(c, listed, c.t(f"block.{class_}s.remark"))
    heads = [f"ledger.{class_}", "facets.district", f"ledger.due.{class_}"]
    judged = class_ is CommitmentClass.COMMITMENT
    rows = []
    for item, row in zip(items, made, strict=True):
        words = (row.strength, row.by, "" if item.measure.is_test else c.t("measure.none"))
        notes = (*(Link(text, "") for text in words if text), *(replace(link, alt=None) for link in row.projects))
        cells = (_area(c, item), *_outcome(row, judged))
        rows.append(ListRow(row.link, facets.tags(c.atlas, scheme, item), cells, row.marks, notes))
    if judged:
        heads.append("ledger.status")
    made_group = _group(c, c.t(f"block.{class_}s"), heads, rows)
    name = "commitments" if judged else f"commitments-{class_}"
    return replace(made_group, id=name, remark=remark)


def _outcome(row: CommitmentRow, judged: bool) -> tuple[ListCell, ...]:
    """When it is due and what became of it; that no day is set is said once."""
    if not judged or row.status is None:
        return (ListCell(moment=row.due),)
    if row.status.form == "undated":
        return (ListCell(status=row.status, wide=True),)
    return ListCell(moment=row.due), ListCell(status=row.status)


def _group(c: Composer, title: str, heads: Sequence[str], rows: Sequence[ListRow]) -> ListGroup:
    columns = tuple(c.t(head) for head in heads)
    return ListGroup(title, columns, tuple(rows), facets.together(row.tags for row in rows))
