"""Tallies: marks that count records without naming them, and rosters that name them by stage.

For the pages that give an overview; the lists they lead to have a linked mark for each record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from atlas.records.commitment import Commitment
from atlas.records.project import Project
from atlas.view import ledger, relations
from atlas.view.charts import DueTally, Roster, Run, StageTally
from atlas.view.composer import Composer
from atlas.view.model import Block
from atlas.view.pipeline import area_shapes
from atlas.view.pipeline import by_stage as stages

# As many marks as can be taken in at a glance; beyond, one mark stands for ten records, or a hundred.
MOST_MARKS = 200
# As many dates as make a ladder; more are told by year.
MOST_RUNGS = 24


def each(records: int) -> int:
    """How many records one mark stands for: 1, 10, 100 …"""
    factor = 1
    while records > MOST_MARKS * factor:
        factor *= 10
    return factor


def by_due(c: Composer, commitments: Sequence[Commitment]) -> Block:
    """Commitments by due date, or by year where the dates are many: marks by status, and the same in words."""
    rungs = list(ledger.rungs(c, commitments, MOST_RUNGS))
    factor = each(sum(len(rung.glyphs) for rung in rungs))
    tallies = tuple(
        DueTally(rung.moment, rung.form, rung.remark, runs((mark.form for _, mark in rung.glyphs), factor), rung.counts)
        for rung in rungs
    )
    return Block("ladder", c.t("block.ladder"), "due-tally", tallies, remark=c.t("tally.due", n=factor))


def by_stage(c: Composer, projects: Sequence[Project]) -> Block:
    """Projects by stage: marks shaped by district, and their number."""
    shapes, key = area_shapes(c, projects)
    factor = each(len(projects))
    lanes = tuple(
        StageTally(
            relations.stage_mark(c, stage),
            str(len(here)),
            runs((shapes[item.district_id] for item in here), factor),
            main,
        )
        for stage, here, main in stages(c, projects)
    )
    remark = c.t("text.sentences", first=c.t("tally.stage", n=factor), second=c.t("block.pipeline.remark"))
    return Block("pipeline", c.t("block.pipeline"), "stage-tally", lanes, remark=remark, columns=key)


def roster(c: Composer, projects: Sequence[Project]) -> Block:
    """Projects by stage, each by its name."""
    lanes = tuple(
        Roster(relations.stage_mark(c, stage), str(len(here)), tuple(c.link(item.key) for item in here), main)
        for stage, here, main in stages(c, projects)
    )
    return Block("projects", c.t("block.projects"), "roster", lanes, remark=c.t("block.pipeline.remark"))


def runs(forms: Iterable[str], factor: int) -> tuple[Run, ...]:
    """Marks of each form in the order they come; what does not fill a mark has one all the same."""
    return tuple(Run(form, -(-count // factor)) for form, count in Counter(forms).items())
