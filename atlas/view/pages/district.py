"""The page of a district: what is being built, what was promised, was it delivered."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import facts, ledger, maps, relations
from atlas.view.charts import Lane
from atlas.view.composer import Composer
from atlas.view.model import Block, Link, Pair, Said, Words


def blocks(c: Composer, district: District) -> Iterator[Block]:
    """The page's parts, in order."""
    projects = [item for item in c.atlas.all(Project).values() if item.district == district.id]
    commitments = ledger.naming(c, district.key)
    if district.lead is not None and district.summary is not None:
        yield facts.statements(c, "summary", "block.summary", (district.summary,))
    yield maps.district(c, district)
    yield facts.figures(c, (*district.observations, *district.figures))
    yield pipeline(c, projects)
    yield facts.totals(c, district.totals)
    yield ledger.ladder(c, commitments)
    yield from ledger.commitments(c, commitments)
    yield relations.records(c, (item.key for item in projects), "projects", "block.projects")
    yield relations.industries(c, district.industries)
    yield relations.records(c, (f"plans/{name}" for name in district.plans), "plans", "block.plans")
    yield relations.cooperation(c, district.cooperation)
    yield from maps.cooperation(c, district)
    yield from facts.ranks_of(c, {district.key, *(item.key for item in projects)})
    yield facts.statements(c, "details", "block.details", district.details)
    yield relations.related(c, district.key, district.related)
    shown = frozenset({"projects.district", "commitments"})
    yield from relations.referring(c, district.key, without=shown)
    yield facts.aliases(c, district.aliases)
    yield facts.cautions(c, district.cautions)
    yield facts.unknowns(c, district.unknowns)


def pipeline(c: Composer, projects: list[Project]) -> Block:
    """Projects by stage: one symbol each, shaped by district, the last shape for those without one."""
    districts = list(c.atlas.all(District))
    shapes: dict[str | None, str] = {name: str(number) for number, name in enumerate([*districts, None], start=1)}
    key = tuple(c.title(f"districts/{name}").text for name in districts)
    if any(item.district_id is None for item in projects):
        key = (*key, c.t("list.no-district"))
    several = len({item.district_id for item in projects}) > 1
    lanes = []
    # The main line first, what lies beside it after.
    stages = sorted(c.atlas.vocabulary["stages"].items(), key=lambda item: item[1].step is None)
    for stage, term in stages:
        here = [item for item in projects if c.atlas.progress[item.id].stage == stage]
        if here:
            symbols: tuple[tuple[Link, str], ...] = tuple((c.link(item.key), shapes[item.district_id]) for item in here)
            lanes.append(Lane(relations.stage_mark(c, stage), str(len(here)), symbols, term.step is not None))
    return Block(
        "pipeline",
        c.t("block.pipeline"),
        "pipeline",
        tuple(lanes),
        remark=c.t("block.pipeline.remark"),
        columns=key if several else (),
    )


def aside(c: Composer, district: District) -> Iterator[Pair]:
    """The facts beside the page."""
    if district.code is not None:
        yield Pair(Words(c.t("aside.code")), words=(Said(Words(district.code)),))
