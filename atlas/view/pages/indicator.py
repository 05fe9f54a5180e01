"""The page of an indicator: what it means, who it was measured for, and ranks given in it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.district import District
from atlas.records.indicator import Indicator
from atlas.records.parts import Statement
from atlas.records.project import Project
from atlas.view import facts, relations
from atlas.view.composer import Composer
from atlas.view.model import Block, Pair, Said, Words


def blocks(c: Composer, indicator: Indicator) -> Iterator[Block]:
    """The page's parts, in order."""
    yield Block("definition", c.t("block.definition"), "pairs", tuple(_definition(c, indicator)))
    rows = tuple(
        facts.figure_row(c, observation, subject=record.key)
        for cls in (District, Project)
        for record in c.atlas.all(cls).values()
        for observation in record.observations  # type: ignore[attr-defined]
        if observation.indicator == indicator.id
    )
    yield Block(
        "observations", c.t("block.observations"), "facts", rows, remark=c.t("observations.comparable") if rows else ""
    )
    yield facts.ranks(c, indicator.ranks)
    yield from relations.referring(c, indicator.key)
    yield facts.aliases(c, indicator.aliases)
    yield facts.cautions(c, indicator.cautions)
    yield facts.unknowns(c, indicator.unknowns)


def _definition(c: Composer, indicator: Indicator) -> Iterator[Pair]:
    yield Pair(Words(c.t("indicator.meaning")), (c.plain(indicator.meaning),))
    term = Words(c.t("indicator.definition"))
    if isinstance(indicator.definition, Statement):
        yield Pair(term, (c.said(indicator.definition),))
    else:
        yield facts.unknown_pair(c, term.text, indicator.definition)
    yield Pair(Words(c.t("indicator.unit")), (Said(Words(c.term("units", indicator.unit))),))
    yield Pair(Words(c.t("indicator.direction")), (Said(Words(c.t(f"direction.{indicator.direction}"))),))


def aside(c: Composer, indicator: Indicator) -> Iterator[Pair]:
    """The facts beside the page: none."""
    yield from ()
