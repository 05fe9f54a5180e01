"""The page of a district: what is being built, what was promised, was it delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.view import facts, ledger, maps, paging, relations, standings, tally
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page
from atlas.view.paging import folder, leaf, pages_of
from atlas.view.rows import CommitmentRow, Pair

# The page gives the first of its commitments; the rest stand in its ledger.
MOST_ROWS = 8


def blocks(c: Composer, district: District) -> Iterator[Block]:
    """The page's parts, in order."""
    projects = c.indexes.projects.get(district.id, [])
    commitments = ledger.naming(c.atlas, district.key)
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


class Annex(Struct, frozen=True):
    """One page of a part of a district's record that has pages of its own beneath it, by its folder."""

    district: District
    name: str
    number: int = 1

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return f"{self.district.key}/{self.name}/{folder(self.number)}"


def annexes(atlas: Atlas, district: District, size: int) -> Iterator[Annex]:
    """Every page of every annex that a district has."""
    if promised := ledger.naming(atlas, district.key):
        for number in range(1, pages_of(promised, size) + 1):
            yield Annex(district, "commitments", number)
    if _has_partners(district):
        yield Annex(district, "cooperation")


def _has_partners(district: District) -> bool:
    return any(item.partners for item in district.cooperation)


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
    if not _has_partners(district):
        return ties
    return replace(ties, more=Link(c.t("district.cooperation-map"), c.href(f"{district.key}/cooperation/")))


def _whole_ledger(c: Composer, sheet: Annex) -> Iterator[Block]:
    """Everything that was promised, expected or asked in a district; drawn by due date where one page holds it."""
    size, key = c.settings.page_size, sheet.district.key
    whole = ledger.by_class(c, ledger.naming(c.atlas, key))
    shown, pages = leaf(whole, sheet.number, size), pages_of(whole, size)
    if pages == 1:
        yield ledger.ladder(c, whole)
    elif sheet.number == 1:
        yield standings.block(c, whole)
    yield from ledger.commitments(c, shown, about=(key,))
    remark = c.t("district.page", n=sheet.number, pages=pages, shown=len(shown), total=len(whole))
    yield from paging.block(c, sheet.number, pages, lambda number: replace(sheet, number=number).path, remark)


def _whole_cooperation(c: Composer, sheet: Annex) -> Iterator[Block]:
    """The partners on the map, and each link with them."""
    yield from (replace(block, level=2) for block in maps.cooperation(c, sheet.district))
    yield relations.cooperation(c, sheet.district.cooperation)


def aside(c: Composer, district: District) -> Iterator[Pair]:
    """The facts beside the page."""
    if district.code is not None:
        yield Pair(Words(c.t("aside.code")), words=(Said(Words(district.code)),))


_ANNEXES: Mapping[str, Callable[[Composer, Annex], Iterator[Block]]] = {
    "commitments": _whole_ledger,
    "cooperation": _whole_cooperation,
}


def annex(c: Composer, sheet: Annex) -> Page:
    """One page of an annex."""
    key, name = sheet.district.key, sheet.name
    area = c.title(key).text
    own, lead = c.t(f"district.{name}", name=area), Said(Words(c.t(f"district.{name}.lead")))
    title = paging.title(c, own, sheet.number)
    above = [(f"{District.folder}/", c.t(f"nav.{District.folder}")), (f"{key}/", area)]
    later = sheet.number > 1
    if later:
        above.append((f"{key}/{name}/", own))
    return page(
        c, "list", Names(Words(title)), _ANNEXES[name](c, sheet), title=title,
        description=lead.words.text, lead=None if later else lead, crumbs=tuple(above),
    )  # fmt: skip
