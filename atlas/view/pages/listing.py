"""List pages: every record of one type, by district where it has one, and page by page where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.view import areas, maps, metadata, paging, relations
from atlas.view.composer import Composer
from atlas.view.indexes import by_district
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.pages import explorer


def blocks(c: Composer, sheet: explorer.Sheet) -> Iterator[Block]:
    """The list of one type; those that have facets are the explorer's."""
    folder, size = sheet.cls.folder, c.settings.page_size
    if sheet.cls in explorer.ORDERS:
        yield from explorer.blocks(c, sheet)
        return
    if not sheet.whole:
        yield Block("none", c.t(f"nav.{folder}"), "records", empty=c.t("list.empty"))
        return
    everywhere = by_district(sheet.whole)
    here = by_district(paging.leaf(sheet.whole, sheet.number, size))
    for district in [*c.atlas.all(District), None]:
        if district not in here:
            continue
        if set(everywhere) == {None}:
            title = c.t(f"nav.{folder}")
        elif district is None:
            title = c.t("list.no-district")
        else:
            title = c.title(f"districts/{district}").text
        shown, total = here[district], len(everywhere[district])
        remark = c.t(f"count.{folder}", n=total)
        if len(shown) < total:
            remark = c.t("list.part", whole=remark, n=len(shown))
        yield _part(c, f"of-{district or 'others'}", title, shown, remark)
    if sheet.cls is District and sheet.number == 1:
        yield maps.areas(c)
    pages = paging.pages_of(sheet.whole, size)
    remark = c.t("list.page", n=sheet.number, pages=pages, whole=c.t(f"count.{folder}", n=len(sheet.whole)))
    yield from paging.block(c, sheet.number, pages, lambda number: replace(sheet, number=number).path, remark)


def _part(c: Composer, id_: str, title: str, shown: Sequence[Record], remark: str) -> Block:
    """Records beneath one heading; areas say what they are and how much is on record of each."""
    own = [record for record in shown if isinstance(record, District)]
    if own:
        more = Link(c.t("list.districts.compare"), c.href("compare/"))
        return Block(id_, title, "areas", tuple(areas.in_brief(c, item) for item in own), remark=remark, more=more)
    return Block(id_, title, "records", tuple(relations.record_row(c, item.key) for item in shown), remark=remark)


def page(c: Composer, sheet: explorer.Sheet) -> Page:
    """One page of a list in one order."""
    folder, title = sheet.cls.folder, explorer.title(c, sheet)
    lead = Said(Words(c.t(f"list.{folder}")))
    own = sheet.path == f"{folder}/"
    return put_together(
        c, "list", Names(Words(title)), blocks(c, sheet), title=title, description=lead.words.text,
        crumbs=() if own else ((f"{folder}/", c.t(f"nav.{folder}")),),
        lead=lead if own else None,
        scripts=(c.file_href(c.volume.assets.filters),) if sheet.cls in explorer.ORDERS else (),
        linked_data=metadata.ledger(c) if own and sheet.cls is Commitment else "",
    )  # fmt: skip
