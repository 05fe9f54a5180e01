"""The areas to choose one from, where they are too many to stand side by side: of each the plain counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from atlas.link.standing import Status
from atlas.records.commitment import CommitmentClass
from atlas.records.district import District
from atlas.view import paging
from atlas.view.beside import Sheet
from atlas.view.composer import Composer
from atlas.view.marks import Amount, Link, Said, Words
from atlas.view.model import Block
from atlas.view.reference import CompareCell, CompareRow, Entry


def blocks(c: Composer, sheet: Sheet, areas: Sequence[District]) -> Iterator[Block]:
    """The areas of a page, each with what is on record of it, leading to its own comparison."""
    rows = tuple(_row(c, district) for district in areas)
    total = len(c.atlas.all(District))
    title, lead = c.t("compare.choose", n=total), Said(Words(c.t("compare.projects.lead")))
    yield Block("areas", title, "comparison", rows, lead)
    remark = c.t("areas.page", n=sheet.number, pages=sheet.pages, shown=len(areas), total=total)
    yield from paging.block(c, sheet.number, sheet.pages, lambda number: replace(sheet, number=number).path, remark)


def _row(c: Composer, district: District) -> CompareRow:
    """One area: what is counted of it takes the place that areas have in the other tables."""
    items = c.indexes.commitments.get(district.id, ())
    own = [item for item in items if item.class_ is CommitmentClass.COMMITMENT]
    statuses = Counter(c.atlas.standings[item.id].status for item in own)
    counts = {
        "compare.choose.projects": len(c.indexes.projects.get(district.id, ())),
        "compare.all-commitments": len(own),
        **{f"status.{status}": statuses[status] for status in (Status.NOT_VERIFIED, Status.MET)},
        "compare.choose.values": len(district.observations),
    }
    cells = tuple(
        CompareCell(Link(c.t(key), ""), (Entry(amount=Amount(str(number))),)) for key, number in counts.items()
    )
    label = replace(c.link(district.key), href=c.href(Sheet((), district.id).path))
    return CompareRow(label, cells, compact=True)
