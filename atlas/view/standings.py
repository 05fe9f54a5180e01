"""The chart of commitments by status: a mark for each, the same numbers in words, and by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from atlas.link.standing import Status
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.view import ledger
from atlas.view.composer import Composer
from atlas.view.marks import Link
from atlas.view.model import Block
from atlas.view.summaries import StandingRow

# More marks than these are no picture any more; the numbers stay.
MOST_MARKS = 400
# A status names so many areas, those with most first.
MOST_AREAS = 8


def block(c: Composer, items: Sequence[Commitment]) -> Block:
    """Commitments by status, each status told whether any has it or none; then what has no status, by class."""
    untested = sum(not item.measure.is_test for item in items)
    remark = c.t("standings.untested", n=untested) if untested else c.t("standings.key")
    return Block("by-status", c.t("block.by-status"), "standings", tuple(_rows(c, items)), remark=remark)


def _rows(c: Composer, items: Sequence[Commitment]) -> Iterator[StandingRow]:
    own = [item for item in items if item.class_ is CommitmentClass.COMMITMENT]
    for status in ledger.ORDER:
        if status is not Status.NOT_APPLICABLE:
            found = [item for item in own if c.atlas.standings[item.id].status is status]
            yield _row(c, c.gloss("status", status, c.t(f"status.{status}")), status, found)
    for class_ in CommitmentClass:
        found = [item for item in items if item.class_ is class_]
        if found and class_ is not CommitmentClass.COMMITMENT:
            yield _row(c, c.gloss("class", class_, c.t(f"class.{class_}")), Status.NOT_APPLICABLE, found)


def _row(c: Composer, label: Link, status: Status, items: Sequence[Commitment]) -> StandingRow:
    counts = Counter(item.district for item in items)
    told = [name for name in [*c.atlas.all(District), None] if counts[name]]
    left = len(told) - MOST_AREAS
    if left > 0:
        told = sorted(told, key=lambda name: -counts[name])[:MOST_AREAS]
    areas = [
        c.t(
            "standings.area",
            area=c.title(f"districts/{name}").text if name else c.t("facets.no-district"),
            n=counts[name],
        )
        for name in told
    ]
    if left > 0:
        areas.append(c.t("standings.more-areas", n=left))
    marks = len(items) if len(items) <= MOST_MARKS else 0
    return StandingRow(label, ledger.FORMS[status], str(len(items)), c.join(areas) or c.t("standings.none"), marks)
