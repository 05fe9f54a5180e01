"""Projects by stage: which are where, in the order of the stages, shaped by their district."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import relations
from atlas.view.charts import Lane
from atlas.view.composer import Composer
from atlas.view.model import Block

# As many shapes as can be told apart; more districts than that share one.
SHAPES = 6


def pipeline(c: Composer, projects: Sequence[Project]) -> Block:
    """A linked symbol for each project."""
    shapes, key = area_shapes(c, projects)
    lanes = tuple(
        Lane(
            relations.stage_mark(c, stage),
            str(len(here)),
            tuple((c.link(item.key), shapes[item.district_id]) for item in here),
            main,
        )
        for stage, here, main in by_stage(c, projects)
    )
    remark = c.t("block.pipeline.remark")
    return Block("pipeline", c.t("block.pipeline"), "pipeline", lanes, remark=remark, columns=key)


def by_stage(c: Composer, projects: Sequence[Project]) -> Iterator[tuple[str, list[Project], bool]]:
    """Each stage that has projects, with them, and whether it lies on the main line, which comes first."""
    found: dict[str, list[Project]] = {}
    for item in projects:
        found.setdefault(c.atlas.progress[item.id].stage, []).append(item)
    for stage, term in sorted(c.atlas.vocabulary["stages"].items(), key=lambda item: item[1].step is None):
        if stage in found:
            yield stage, found[stage], term.step is not None


def area_shapes(c: Composer, projects: Sequence[Project]) -> tuple[Mapping[str | None, str], tuple[str, ...]]:
    """The shape of each district, the last for none; and the key to them, where the projects lie in several."""
    districts = list(c.atlas.all(District))
    if len(districts) >= SHAPES:
        return dict.fromkeys([*districts, None], "1"), ()
    shapes: dict[str | None, str] = {name: str(number) for number, name in enumerate([*districts, None], start=1)}
    found = {item.district_id for item in projects}
    if len(found) < 2:
        return shapes, ()
    key = tuple(c.title(f"districts/{name}").text for name in districts)
    return shapes, (*key, c.t("list.no-district")) if None in found else key
