"""The page of a district: what is being built, what was promised, was it delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from atlas.link.atlas import Atlas
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.view import facts, ledger, maps, relations, tally
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page
from atlas.view.rows import CommitmentRow, Pair

# The page gives the first of its commitments; the rest stand in its ledger.
MOST_ROWS = 8


def blocks(c: Composer, district: District) -> Iterator[Block]:
    """The page's parts, in order."""
    projects = c.indexes.projects.get(district.id, [])
    commitments = ledger.naming(c, district.key)
    if district.lead is not None and district.summary is not None:
        yield facts.statements(c, "summary", "block.summary", (district.summary,))
    yield maps.district(c, district)
    yield facts.figures(c, (*district.observations, *district.figures))
    yield facts.totals(c, district.totals)
    yield from _commitments(c, district, commitments)
    yield tally.roster(c, projects)
    yield relations.industries(c, district.industries)
    yield relations.records(c, (f"plans/{name}" for name in district.plans), "plans", "block.plans")
    yield _cooperation(c, district)
    yield from facts.ranks_of(c, {district.key, *(item.key for item in projects)})
    yield facts.statements(c, "details", "block.details", district.details)
    yield relations.related(c, district.key, district.related)
    shown = frozenset({"projects.district", "commitments"})
    yield from relations.referring(c, district.key, without=shown)
    yield facts.aliases(c, district.aliases)
    yield facts.cautions(c, district.cautions)
    yield facts.unknowns(c, district.unknowns)


def annexes(atlas: Atlas, district: District) -> Iterator[str]:
    """Which annexes a district has, by the folder they lie in."""
    if any(item.key.startswith(f"{Commitment.folder}/") for item in atlas.referring.get(district.key, ())):
        yield "commitments"
    if any(item.partners for item in district.cooperation):
        yield "cooperation"


def _commitments(c: Composer, district: District, commitments: list[Commitment]) -> Iterator[Block]:
    """How they stand, and the first of them, overdue before the rest; the whole ledger is one link away."""
    if not commitments:
        return
    more = Link(c.t("district.all-commitments", n=len(commitments)), c.href(f"{district.key}/commitments/"))
    classes = [[item for item in commitments if item.class_ is class_] for class_ in CommitmentClass]
    # Composed are the rows that are shown, so that no note is numbered for another.
    (first,) = ledger.commitments(c, ledger.in_order(c, next(filter(None, classes)))[:MOST_ROWS])
    rows = [row for row in first.items if isinstance(row, CommitmentRow)]
    shown = tuple(replace(row, district=None, projects=()) for row in rows)
    remark = first.remark
    if counts := ledger.counts(c, commitments):
        remark = c.t("text.sentences", first=c.t("district.counts", counts=c.join(counts)), second=remark)
    yield replace(first, items=shown, more=more, remark=remark)


def _cooperation(c: Composer, district: District) -> Block:
    ties = relations.cooperation(c, district.cooperation)
    if "cooperation" not in annexes(c.atlas, district):
        return ties
    return replace(ties, more=Link(c.t("district.cooperation-map"), c.href(f"{district.key}/cooperation/")))


def _whole_ledger(c: Composer, district: District) -> Iterator[Block]:
    """Everything that was promised, expected or asked in a district."""
    commitments = ledger.naming(c, district.key)
    yield ledger.ladder(c, commitments)
    yield from ledger.commitments(c, commitments, about=(district.key,))


def _whole_cooperation(c: Composer, district: District) -> Iterator[Block]:
    """The partners on the map, and each link with them."""
    yield from (replace(block, level=2) for block in maps.cooperation(c, district))
    yield relations.cooperation(c, district.cooperation)


def aside(c: Composer, district: District) -> Iterator[Pair]:
    """The facts beside the page."""
    if district.code is not None:
        yield Pair(Words(c.t("aside.code")), words=(Said(Words(district.code)),))


# The parts of a district's record that have a page of their own beneath it, by its folder.
ANNEXES: Mapping[str, Callable[[Composer, District], Iterator[Block]]] = {
    "commitments": _whole_ledger,
    "cooperation": _whole_cooperation,
}


def annex(c: Composer, district: District, name: str) -> Page:
    """The page of one annex."""
    area = c.title(district.key).text
    title, lead = c.t(f"district.{name}", name=area), Said(Words(c.t(f"district.{name}.lead")))
    above = ((f"{District.folder}/", c.t(f"nav.{District.folder}")), (f"{district.key}/", area))
    return page(
        c, "list", Names(Words(title)), ANNEXES[name](c, district), title=title,
        description=lead.words.text, lead=lead, crumbs=above,
    )  # fmt: skip
