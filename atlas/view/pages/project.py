"""The page of a project: how far it is, what was promised, who takes part, what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.link.progress import NOT_STATED
from atlas.records.parts import Unknown
from atlas.records.project import Project, StageEntry
from atlas.records.source import Source
from atlas.view import facts, ledger, maps, relations, urls
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.rows import Milestone, Pair, Step

# Stages that report no deed: saying that something is an idea, or saying nothing, is not something that happened.
NO_DEED = frozenset({"proposed", "in_reserve", "not_stated"})
_MAIN_LINE = ("proposed", "preparatory", "under_construction", "main_structure_complete", "in_operation")


def blocks(c: Composer, project: Project) -> Iterator[Block]:
    """The page's parts, in order."""
    yield from _stage(c, project)
    yield history(c, project)
    yield facts.figures(c, (*project.figures, *project.observations))
    yield facts.totals(c, project.totals)
    yield from facts.ranks_of(c, {project.key})
    yield from facts.components(c, project.components)
    about = (project.key,) if isinstance(project.district, Unknown) else (project.key, f"districts/{project.district}")
    yield from ledger.commitments(c, ledger.naming(c.atlas, project.key), about=about)
    yield facts.statements(c, "details", "block.details", project.details)
    yield relations.parties(c, project.parties)
    yield from relations.location(c, project.location)
    yield maps.project(c, project)
    yield relations.related(c, project.key, project.related)
    yield from relations.referring(c, project.key, without=frozenset({"commitments", "districts.district"}))
    yield facts.aliases(c, project.aliases)
    yield facts.cautions(c, project.cautions)
    yield facts.unknowns(c, project.unknowns)


def _stage(c: Composer, project: Project) -> Iterator[Block]:
    """The stage track, where the stage lies on the main line."""
    progress = c.atlas.progress[project.id]
    now = c.atlas.term("stages", progress.stage).step
    if now is None or progress.entry is None:
        return
    reported = {c.atlas.term("stages", entry.stage).step for entry in project.history}
    steps = []
    for number, stage in enumerate(_MAIN_LINE, start=1):
        label = c.words(c.atlas.term("stages", stage if number != now else progress.stage)).text
        if number == now:
            steps.append(Step(label, "now", c.moment(progress.entry.on, "date.year-not-stated").text))
        elif number < now:
            known = number in reported
            steps.append(Step(label, "done" if known else "unknown", "" if known else c.t("track.not-reported")))
        else:
            steps.append(Step(label, "ahead"))
    as_of = c.moment(progress.entry.on, "date.year-not-stated").text
    yield Block("stage", c.t("block.stage"), "track", tuple(steps), remark=c.t("track.as-reported", date=as_of))


def milestone(c: Composer, entry: StageEntry) -> Milestone:
    """One stage as it was reported, with the source's own word for it."""
    title = c.words(c.atlas.term("stages", entry.stage))
    notes = [c.words(entry.note)] if entry.note is not None else []
    if entry.condition is not None:
        notes.insert(0, Words(c.t(f"condition.{entry.condition}")))
    wording = None
    if entry.wording is not None:
        source = c.atlas.all(Source)[entry.cite[0].source] if entry.cite else None
        wording = Words(entry.wording, urls.HTML_LANG[source.language if source is not None else "zh"])
    return Milestone(
        moment=c.moment(entry.on, "date.year-not-stated"),
        title=title,
        form="reported" if entry.stage in NO_DEED else "happened",
        marks=c.marks(entry.cite),
        by=c.speaker(entry.said_by),
        notes=tuple(notes),
        wording=wording,
    )


def history(c: Composer, project: Project) -> Block:
    """Every stage reported, oldest first."""
    # An entry that says neither stage, time, word nor remark has nothing to show.
    telling = [
        item
        for item in project.history
        if item.stage != NOT_STATED or item.on or item.wording or item.note or item.condition
    ]
    items = tuple(milestone(c, entry) for entry in telling)
    return Block("history", c.t("block.history"), "history", items, empty=c.t("history.none"))


def stale(c: Composer, project: Project) -> tuple[str, str] | None:
    """A flag where the newest evidence is older than the setting allows, or cannot be dated."""
    progress = c.atlas.progress[project.id]
    if progress.newest is None:
        return c.t("stale.undated"), c.t("stale.undated.rest", date=c.day(c.atlas.as_of).text)
    if not progress.silent:
        return None
    return c.t("stale.silent", date=c.day(progress.newest).text), c.t(
        "stale.silent.rest", date=c.day(c.atlas.as_of).text
    )


def aside(c: Composer, project: Project) -> Iterator[Pair]:
    """The facts beside the page: district, kind, sectors, stage, what it is part of."""
    term = c.t("aside.district")
    if isinstance(project.district, Unknown):
        yield facts.unknown_pair(c, term, project.district)
    else:
        yield Pair(Words(term), links=(c.link(f"districts/{project.district}"),))
    if project.part_of is not None:
        above = c.link(f"projects/{project.part_of.project}")
        speaker = c.speaker(project.part_of.said_by)
        said = (Said(Words(c.t("text.according-to", speaker=speaker))),) if speaker else ()
        yield Pair(Words(c.t("aside.part-of")), said, links=(above,), marks=c.marks(project.part_of.cite))
    if project.sectors:
        yield Pair(
            Words(c.t("aside.sectors")), (Said(Words(c.join(c.term("sectors", item) for item in project.sectors))),)
        )
    progress = c.atlas.progress[project.id]
    stage = relations.stage_mark(c, progress.stage)
    label = c.gloss("stage", progress.stage, stage.label)
    yield Pair(Words(c.t("aside.stage")), links=(label,), unknown=stage.form == "unknown")
    if progress.condition is not None:
        yield Pair(Words(c.t("aside.condition")), (Said(Words(c.t(f"condition.{progress.condition}"))),))
