"""List pages: every record of one type, by district where it has one."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.base import Record
from atlas.records.district import District
from atlas.view import relations
from atlas.view.composer import Composer, by_district
from atlas.view.model import Block
from atlas.view.pages import explorer


def blocks(c: Composer, sheet: explorer.Sheet) -> Iterator[Block]:
    """The list of one type; those that have facets are the explorer's."""
    cls: type[Record] = sheet.cls
    if cls in explorer.ORDERS:
        yield from explorer.blocks(c, sheet)
        return
    items = list(c.atlas.all(cls).values())
    groups = by_district(items)
    for district in [*c.atlas.all(District), None]:
        if district not in groups:
            continue
        keys = [item.key for item in groups[district]]
        whole = set(groups) == {None}
        title = (
            c.t(f"nav.{cls.folder}")
            if whole
            else c.t("list.no-district")
            if district is None
            else c.title(f"districts/{district}").text
        )
        rows = tuple(relations.record_row(c, key) for key in keys)
        yield Block(
            f"of-{district or 'others'}", title, "records", rows, remark=c.t(f"count.{cls.folder}", n=len(rows))
        )
    if not items:
        yield Block("none", c.t(f"nav.{cls.folder}"), "records", empty=c.t("list.empty"))
