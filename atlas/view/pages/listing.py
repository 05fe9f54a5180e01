"""List pages: every record of one type, by district where it has one; the ledger for commitments."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import ledger, relations
from atlas.view.composer import Composer, by_district
from atlas.view.model import Block, Pair, Said, Words
from atlas.view.pages.district import pipeline


def blocks(c: Composer, cls: type[Record]) -> Iterator[Block]:
    """The list of one type."""
    items = list(c.atlas.all(cls).values())
    if cls is Commitment:
        yield from _ledger(c)
        return
    if cls is Project:
        yield pipeline(c, list(c.atlas.all(Project).values()))
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


def _ledger(c: Composer) -> Iterator[Block]:
    items = list(c.atlas.all(Commitment).values())
    yield ledger.ladder(c, items)
    yield from ledger.commitments(c, items)
    rules = tuple(
        Pair(Words(c.t(f"status.{status}")), (Said(Words(c.t(f"status.{status}.why"))),)) for status in ledger.ORDER
    )
    yield Block("how-decided", c.t("block.how-decided"), "pairs", rules)
