"""The page of a plan: its structure, named and unnamed, its priorities and measures, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.plan import Plan
from atlas.view import facts, plans, relations
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.rows import Pair


def blocks(c: Composer, plan: Plan) -> Iterator[Block]:
    """The page's parts, in order."""
    yield plans.structure(c, plan)
    yield plans.family(c, plan)
    yield facts.figures(c, plan.figures)
    yield facts.statements(c, "priorities", "block.priorities", plan.priorities)
    yield facts.statements(c, "measures", "block.measures", plan.measures)
    yield facts.statements(c, "slogans", "block.slogans", plan.slogans)
    yield facts.statements(c, "details", "block.details", plan.details)
    yield relations.industries(c, plan.industries)
    yield relations.records(c, plan.records, "records", "block.records")
    yield relations.related(c, plan.key, plan.related)
    yield from relations.referring(c, plan.key, without=frozenset({"plans.parent"}))
    yield facts.aliases(c, plan.aliases)
    yield facts.cautions(c, plan.cautions)
    yield facts.unknowns(c, plan.unknowns)


def aside(c: Composer, plan: Plan) -> Iterator[Pair]:
    """The facts beside the page: period, maker, district, parent."""
    if plan.period is not None:
        yield Pair(Words(c.t("aside.period")), moment=c.moment(plan.period), marks=c.marks(plan.summary.cite))
    if plan.made_on is not None:
        yield Pair(Words(c.t("terms.made-on")), moment=c.moment(plan.made_on), marks=c.marks(plan.summary.cite))
    if plan.made_by:
        yield Pair(Words(c.t("aside.made-by")), (Said(Words(c.people(plan.made_by))),))
    if plan.district is not None:
        yield Pair(Words(c.t("aside.district")), links=(c.link(f"districts/{plan.district}"),))
    if plan.parent is not None:
        yield Pair(Words(c.t("aside.parent-plan")), links=(c.link(f"plans/{plan.parent}"),))
