"""Projects: whatever is said to be built, run, renewed or introduced, with its stages as they were reported."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import (
    Claim,
    DistrictOrUnknown,
    LocationOrUnknown,
    Statement,
    Text,
)
from atlas.records.quantity import Figure, Observation, Total
from atlas.records.types import (
    AnyRecord,
    Code,
    Date,
    DistrictId,
    Line,
    OrganisationId,
    ProjectId,
    Term,
    field,
)


class Condition(StrEnum):
    """Whether a project moves, apart from how far it is; `silent` is derived, never typed."""

    MOVING = "moving"
    PAUSED = "paused"
    STALLED = "stalled"


class StageEntry(Claim):
    """What a source said of a project's stage, and for when."""

    stage: Annotated[Code, Term("stages")] = field("阶段", "the stage", example="started")
    on: Date | None = field(
        "所说的时间；来源没有写则省略", "when it held; left out where the source does not say", None, example="2024"
    )
    condition: Condition | None = field("状态：推进中、暂停、停滞", "whether it was moving, paused or stalled", None)
    wording: Line | None = field(
        "来源的原词（不超过 12 字）",
        "the source's own word for it (at most 12 characters)",
        None,
        example="开工建设",
        max_length=12,
    )
    note: Text | None = field("说明", "what a reader must know", None)


class Party(Claim):
    """A body's part in a project; the body is an organisation, or a district acting itself."""

    known_by: ClassVar[tuple[str, ...]] = ("organisation", "district")

    organisation: OrganisationId | None = field("单位", "the organisation", None, example="china-coal")
    district: DistrictId | None = field(
        "片区，若参与方是片区本身", "the district, where it takes part itself", None, example="hexi"
    )
    roles: tuple[Annotated[Code, Term("roles")], ...] = field("角色", "its roles", example=["developer"], min_length=1)
    note: Text | None = field("说明", "what a reader must know", None)


class PartOf(Claim):
    """The larger project that one belongs to."""

    project: ProjectId = field("上级项目", "the larger project", example="jjj-business-district")


class Component(Claim, Text):
    """A part of a project that has no record of its own."""

    figures: tuple[Figure, ...] = field("数字", "its figures", ())


class Related(Claim):
    """A link to another record, with its kind and the reason for it."""

    known_by: ClassVar[tuple[str, ...]] = ("record",)

    record: AnyRecord = field("另一条目", "the other record", example="projects/west-station-south-square")
    kind: Annotated[Code, Term("relations")] = field("关系", "how they are related", example="maybe_same_as")
    reason: Text | None = field("为什么", "why", None)


class Project(Doubts, NamedRecord):
    """One thing that is said to be built, run, renewed or introduced."""

    folder: ClassVar[str] = "projects"

    summary: Statement = field(
        "一两句话说明它是什么；其来源也支持名称、类别与片区",
        "what it is, in a sentence or two; its citation also supports name, kind and district",
    )
    kind: Annotated[Code, Term("project-kinds")] = field("类别", "what kind of thing it is", example="park")
    district: DistrictOrUnknown = field(
        "所在片区", "the district it lies in, or that this is unknown", example="hongqiao"
    )
    part_of: PartOf | None = field("上级项目", "the project it is part of", None)
    sectors: tuple[Annotated[Code, Term("sectors")], ...] = field("领域", "its sectors", (), example=["industry"])
    history: tuple[StageEntry, ...] = field("各时点的阶段，按时间先后", "its stages as reported, oldest first", ())
    parties: tuple[Party, ...] = field("参与方", "who takes part", ())
    figures: tuple[Figure, ...] = field("数字", "its figures", ())
    observations: tuple[Observation, ...] = field("指标值", "values of indicators for it", ())
    totals: tuple[Total, ...] = field("成组计数", "counted sets", ())
    components: tuple[Component, ...] = field("组成部分", "its parts that have no record of their own", ())
    details: tuple[Statement, ...] = field("其他事实", "further facts", ())
    location: LocationOrUnknown | None = field("位置", "where it is", None)
    related: tuple[Related, ...] = field("相关条目", "related records", ())

    @property
    def district_id(self) -> str | None:
        """The district it lies in; None where that is unknown."""
        return self.district if isinstance(self.district, str) else None
