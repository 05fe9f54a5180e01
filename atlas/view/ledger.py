"""Blocks of the ledger: commitments in rows, on the ladder of due dates, and counted by status."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Set

from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.link.standing import DueDay, Standing, Status, Timeliness
from atlas.records import edtf
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.view import dates
from atlas.view.charts import Rung
from atlas.view.composer import Composer
from atlas.view.marks import Moment, StatusForm, StatusMark
from atlas.view.model import Block
from atlas.view.rows import CommitmentRow

FORMS: dict[Status, StatusForm] = {
    Status.MET: "met",
    Status.PARTLY_MET: "partly",
    Status.MISSED: "missed",
    Status.OPEN: "open",
    Status.NOT_VERIFIED: "unverified",
    Status.NO_DUE_DATE: "undated",
    Status.NOT_APPLICABLE: "none",
}
# Overdue first, then what is still to come, then what is settled.
ORDER = (
    Status.NOT_VERIFIED,
    Status.MISSED,
    Status.PARTLY_MET,
    Status.OPEN,
    Status.NO_DUE_DATE,
    Status.MET,
    Status.NOT_APPLICABLE,
)


def status_mark(c: Composer, commitment: Commitment, standing: Standing, *, glossed: bool = False) -> StatusMark:
    """The derived status in words, with who says so and how late where it is met; led to the glossary if `glossed`."""
    if standing.status is Status.NOT_APPLICABLE:
        href = c.explained("status", standing.status) if glossed else ""
        return StatusMark("none", c.t("status.not_applicable"), None, href)
    remarks = []
    if standing.met_by is not None:
        remarks.append(c.t(f"independence.{standing.met_by}"))
    if standing.timeliness is Timeliness.LATE:
        remarks.append(c.t("status.late", n=standing.days_late))
    elif standing.timeliness is not None:
        remarks.append(c.t(f"status.{standing.timeliness}"))
    href = c.explained("status", standing.status) if glossed else ""
    return StatusMark(FORMS[standing.status], c.t(f"status.{standing.status}"), c.join(remarks) or None, href)


def due_moment(c: Composer, due: DueDay | None) -> Moment:
    """A due date in words; a span is told with the day it ends, where that can be worked out."""
    if due is None:
        return Moment(c.t("due.not-stated"))
    if not due.is_span:
        return c.moment(edtf.parse(due.text))
    span = dates.duration_text(edtf.parse_duration(due.text), c.language, c.strings)
    remark = c.t("due.span-ends", date=c.day(due.last).text) if due.last else c.t("due.span-open")
    return Moment(c.t("due.within", span=span), due.last.isoformat() if due.last else None, remark)


def row(c: Composer, commitment: Commitment) -> CommitmentRow:
    """One commitment in a list."""
    standing = c.atlas.standings[commitment.id]
    return CommitmentRow(
        link=c.link(commitment.key),
        status=status_mark(c, commitment, standing, glossed=True),
        due=due_moment(c, standing.due),
        by=c.people(commitment.made_by),
        strength=c.t(f"strength.{commitment.strength}"),
        marks=c.marks(commitment.what.cite),
        district=c.link(f"districts/{commitment.district}") if commitment.district else None,
        projects=c.links(f"projects/{name}" for name in commitment.projects),
    )


def naming(atlas: Atlas, key: str) -> list[Commitment]:
    """The commitments that name a record, in whichever field."""
    found = atlas.all(Commitment)
    keys = dict.fromkeys(
        item.key.partition("/")[2] for item in atlas.referring.get(key, ()) if item.key.startswith("commitments/")
    )
    return [found[name] for name in keys]


def in_order(c: Composer, items: Iterable[Commitment]) -> list[Commitment]:
    """Commitments, overdue first, then by due date, then by id."""

    def key(item: Commitment) -> tuple[int, dt.date, str]:
        standing = c.atlas.standings[item.id]
        last = standing.due.last if standing.due is not None else None
        return ORDER.index(standing.status), last or dt.date.max, item.id

    return sorted(items, key=key)


def by_class(c: Composer, items: Iterable[Commitment]) -> list[Commitment]:
    """Commitments in order, then forecasts, then instructions: as they stand on a page."""
    classes = list(CommitmentClass)
    return sorted(in_order(c, items), key=lambda item: classes.index(item.class_))


def commitments(
    c: Composer, items: Iterable[Commitment], id_: str = "commitments", about: Iterable[str] = ()
) -> tuple[Block, ...]:
    """Commitments, forecasts and instructions, each class in a block of its own, since only the first has a status.

    Rows do not lead to the records that the page is `about`.
    """
    own = {c.href(f"{key}/") for key in about}
    listed = in_order(c, items)
    blocks = []
    for class_ in CommitmentClass:
        rows = tuple(_elsewhere(row(c, item), own) for item in listed if item.class_ is class_)
        if not rows:
            continue
        name = id_ if class_ is CommitmentClass.COMMITMENT else f"{id_}-{class_}"
        rows, remark = in_common(c, rows, c.t(f"block.{class_}s.remark"))
        heads: tuple[str, ...] = (c.t(f"ledger.{class_}"), c.t(f"ledger.due.{class_}"), c.t("ledger.status"))
        if class_ is not CommitmentClass.COMMITMENT:
            rows, heads = tuple(replace(item, status=None) for item in rows), heads[:2]
        blocks.append(Block(name, c.t(f"block.{class_}s"), "commitments", rows, remark=remark, columns=heads))
    return tuple(blocks)


def _elsewhere(item: CommitmentRow, own: Set[str]) -> CommitmentRow:
    """A row without the links among `own`."""
    district = item.district if item.district is None or item.district.href not in own else None
    return replace(item, district=district, projects=tuple(link for link in item.projects if link.href not in own))


def in_common(c: Composer, rows: tuple[CommitmentRow, ...], remark: str) -> tuple[tuple[CommitmentRow, ...], str]:
    """Rows and what is said above them; a maker or a strength common to all is named there, once."""
    if len(rows) < 2:
        return rows, remark
    first = rows[0]
    if all(item.by == first.by for item in rows):
        remark = c.t("text.sentences", first=remark, second=c.t("ledger.all-by", maker=first.by.rstrip(".")))
        rows = tuple(replace(item, by="") for item in rows)
    if all(item.strength == first.strength for item in rows):
        remark = c.t("text.sentences", first=remark, second=c.t("ledger.all-strength", strength=first.strength))
        rows = tuple(replace(item, strength="") for item in rows)
    return rows, remark


def counts(c: Composer, items: Iterable[Commitment]) -> tuple[str, ...]:
    """How many commitments are in each state, the states without any left out."""
    found = Counter(c.atlas.standings[item.id].status for item in items if item.class_ is CommitmentClass.COMMITMENT)
    return tuple(
        c.t("ladder.count", n=found[status], status=c.t(f"status.{status}")) for status in ORDER if found[status]
    )


def rungs(c: Composer, items: Iterable[Commitment], most: int = 0) -> Iterator[Rung]:
    """Commitments by due date, the undated last; by year where they have more dates than `most`."""
    groups: dict[dt.date | None, list[Commitment]] = {}
    for item in in_order(c, items):
        if item.class_ is CommitmentClass.COMMITMENT:
            due = c.atlas.standings[item.id].due
            groups.setdefault(due.last if due is not None else None, []).append(item)
    by_year = bool(most) and len(groups) > most
    spans: dict[tuple[str, str], list[Commitment]] = {}
    for last in sorted(groups, key=lambda day: day or dt.date.max):
        form = "undated" if last is None else "past" if last < c.atlas.as_of else "ahead"
        span = "" if last is None else str(last.year) if by_year else last.isoformat()
        spans.setdefault((span, form), []).extend(groups[last])
    for (span, form), group in spans.items():
        yield Rung(
            moment=_span(c, span, form),
            form=form,  # type: ignore[arg-type]
            remark=c.t(f"ladder.{form}"),
            glyphs=tuple((c.link(item.key), status_mark(c, item, c.atlas.standings[item.id])) for item in group),
            counts=counts(c, group),
        )


def _span(c: Composer, span: str, form: str) -> Moment:
    """A day, a year, or what is to come of the present year, in words."""
    if form == "undated":
        return Moment(c.t("due.not-stated"))
    if len(span) > len("2026"):
        return c.day(dt.date.fromisoformat(span))
    is_rest = form == "ahead" and span == str(c.atlas.as_of.year)
    return Moment(c.t("timeline.rest" if is_rest else "timeline.year", year=span), span)


def ladder(c: Composer, items: Iterable[Commitment]) -> Block:
    """Commitments by due date: one linked glyph each."""
    return Block("ladder", c.t("block.ladder"), "ladder", tuple(rungs(c, items)), remark=c.t("block.ladder.remark"))
