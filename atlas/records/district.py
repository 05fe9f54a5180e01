"""Districts: the areas the atlas is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import Claim, Statement, Text
from atlas.records.project import Related
from atlas.records.quantity import Figure, Observation, Total
from atlas.records.types import (
    AnyRecord,
    Code,
    Date,
    Line,
    PlaceId,
    PlanId,
    Str,
    Term,
    field,
)


class Industry(Claim):
    """An industry a district names, in the class the district puts it in."""

    zh: Line | None = field("产业名称", "its name in Chinese", None, example="金融服务")
    en: Line | None = field("英文", "its name in English", None, example="financial services")
    rank: Annotated[Code, Term("industry-classes")] = field(
        "类别：主导、特色、新赛道", "leading, characteristic or emerging", example="leading"
    )
    subfields: tuple[Text, ...] = field("细分方向", "its sub-fields", ())
    records: tuple[AnyRecord, ...] = field("来源与之并提的条目", "records the source relates to it", ())
    note: Text | None = field("说明", "what a reader must know", None)


class PartnerList(StrEnum):
    """Whether a list of partners is all of them (`complete`) or left open by 等 (`open`)."""

    OPEN = "open"
    COMPLETE = "complete"


class Cooperation(Claim):
    """A link between a district and places outside it."""

    what: Text = field("合作内容", "what it is about")
    partners: tuple[PlaceId, ...] = field("合作方", "the partners", (), example=["beijing-fengtai"])
    partner_list: PartnerList = field(
        "名单是否完整：complete 完整，open 以“等”收尾", "whether the list is complete or left open", example="open"
    )
    state: Annotated[Code, Term("cooperation-states")] = field("进展", "how far it is", example="signed")
    on: Date | None = field("时间", "when", None, example="2024")
    figures: tuple[Figure, ...] = field("数字", "its figures", ())
    records: tuple[AnyRecord, ...] = field("相关条目", "records concerned", ())
    note: Text | None = field("说明", "what a reader must know", None)


class District(Doubts, NamedRecord):
    """One area: an administrative district, or the area around a project."""

    folder: ClassVar[str] = "districts"

    kind: Annotated[Code, Term("district-kinds")] = field("类别", "what kind of area it is", example="district")
    code: Str | None = field(
        "行政区划代码（GB/T 2260）", "its code (GB/T 2260)", None, example="120106", pattern=r"^[0-9]{6}$"
    )
    boundary: Str | None = field("边界要素编号（data/geo）", "the boundary feature in data/geo", None, example="120106")
    lead: Statement | None = field("导语", "the sentence that opens its page", None)
    observations: tuple[Observation, ...] = field("指标值", "values of indicators", ())
    figures: tuple[Figure, ...] = field("数字", "figures", ())
    totals: tuple[Total, ...] = field("成组计数", "counted sets", ())
    industries: tuple[Industry, ...] = field("产业，按类别", "industries by class", ())
    plans: tuple[PlanId, ...] = field("规划与部署", "its plans", ())
    cooperation: tuple[Cooperation, ...] = field("对外合作", "co-operation with places outside it", ())
    details: tuple[Statement, ...] = field("其他事实", "further facts", ())
    related: tuple[Related, ...] = field("相关条目", "related records", ())
