"""The parts records are made of: bilingual text, names, claims with their citations, and unknowns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from atlas.records.types import (
    Cites,
    Date,
    Digest,
    DistrictId,
    Line,
    OrganisationId,
    PlaceId,
    ProjectId,
    Prose,
    field,
    one_or_many,
)

# Stands for the names of the fields that were given, in every part alike.
_NOT_KEPT: set[str] = set()


class Part(BaseModel):
    """Anything declared: unknown fields are faults, and a value never changes once read."""

    # What validates is built when it is first asked: a build that knows its records from before asks few of them.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    known_by: ClassVar[tuple[str, ...]] = ()
    """The fields that say which one of its list it is, so that a changed entry is told from another one."""

    needed: ClassVar[Mapping[tuple[str, str], tuple[str, ...]]] = {}
    """The fields that it needs beside the required ones, by field and value that make them needed."""

    def model_post_init(self, context: object, /) -> None:
        """Lets go which fields were given, a set for every part that nothing asks for: a third of a record's memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)


class Text(Part):
    """Words in both languages."""

    zh: Prose | None = field("中文", "the words in Chinese", None, example="地图上的位置不详。")
    en: Prose | None = field("英文", "the words in English", None, example="The site is not given.")
    en_of: Digest | None = field(
        "英文所译中文的摘要（前 12 位 SHA-256）；中文改动后据此发现过时译文",
        "digest (first 12 digits of the SHA-256) of the Chinese that the English translates; finds stale translations",
        None,
        example="9f2c1a7be004",
    )


class Translation(StrEnum):
    """Where the English form of a name comes from."""

    ESTABLISHED = "established"
    OURS = "ours"


class Names(Part):
    """The exact name in both languages."""

    zh: Line | None = field(
        "中文名称，照来源写法", "the Chinese name, as the source writes it", None, example="西站南项目"
    )
    en: Line | None = field("英文名称", "the English name", None, example="West Station South Project")
    translation: Translation = field(
        "英文名称的来历：established 为通行译名，ours 为本站翻译",
        "where the English comes from: an established form, or our own translation",
        Translation.OURS,
        example="ours",
    )


class Person(Part):
    """Somebody named as a speaker or participant; people have no records of their own."""

    zh: Line | None = field("中文姓名", "name in Chinese", None, example="朱丽娜")
    en: Line | None = field("英文姓名，姓在前", "name in English, family name first", None, example="Zhu Lina")


class SaidBy(Part):
    """The speaker who asserts a claim, where it is not the writer of the source."""

    person: Person | None = field("姓名；来源没有写则省略", "the person; left out where the source names nobody", None)
    organisation: OrganisationId | None = field(
        "所代表的单位", "the body spoken for", None, example="hongqiao-state-assets"
    )
    capacity: Text | None = field("身份", "the capacity in which they speak", None)


class Claim(Part):
    """Anything that stands only because a source says so."""

    trailing: ClassVar[bool] = True

    cite: Cites = field("来源段落", "the paragraphs that support it", (), example="hongqiao-report#p4")
    said_by: Annotated[tuple[SaidBy, ...], one_or_many] = field(
        "说话人，若不是来源作者本人；几人同说则列出各人",
        "the speaker, where it is not the writer; a list where several say it",
        (),
    )


class Statement(Claim, Text):
    """A cited sentence in our own words."""


class Alias(Claim):
    """Another name for the same thing, with the source that uses it."""

    zh: Line | None = field("中文", "in Chinese", None, example="中煤科工天津总部基地")
    en: Line | None = field("英文", "in English", None)


class UnknownKind(StrEnum):
    """Why something is not known."""

    NOT_CHECKED = "not_checked"
    CHECKED_NOT_FOUND = "checked_not_found"
    NOT_STATED = "not_stated"
    NOT_APPLICABLE = "not_applicable"


class Unknown(Part):
    """Something that is not known, and in which way."""

    unknown: UnknownKind = field(
        "未知的类别：not_checked 未查，checked_not_found 查过未见，not_stated 来源未载，not_applicable 不适用",
        "the kind: not_checked, checked_not_found, not_stated by the source, or not_applicable",
        example="not_stated",
    )
    what: Text | None = field("不知道的是什么", "what is not known", None)
    on: Date | None = field(
        "查找日期（checked_not_found 必填）",
        "day of the search (needed for checked_not_found)",
        None,
        example="2026-11-22",
    )
    cite: Cites = field("理应写明而未写的段落", "the paragraphs that leave it open", (), example="hongqiao-report#p13")


class Actor(Part):
    """Somebody who promises, asks, signs, attends: a body, a district, a person, each in a capacity."""

    organisation: OrganisationId | None = field("单位", "the body", None, example="hongqiao-drc")
    district: DistrictId | None = field(
        "片区，若行为者是片区本身", "the district, where it acts itself", None, example="hongqiao"
    )
    project: ProjectId | None = field("项目，若以项目名义", "the project, where it is named as the actor", None)
    place: PlaceId | None = field(
        "地点，若行为者是片区以外的地方",
        "the place, where it is one outside the areas of the atlas",
        None,
        example="renqiu",
    )
    person: Person | None = field("人", "the person", None)
    text: Text | None = field(
        "未具名的群体，如“市有关部门”", "a group the source does not name, such as departments concerned", None
    )
    capacity: Text | None = field("身份", "the capacity in which they act", None)


class Participant(Actor, Claim):
    """Somebody at an event, in a capacity, with the paragraph that says so."""


def or_unknown(tag: str) -> Any:
    """Tells an Unknown from the value that is known, by its `unknown` key, so that messages name one of them only."""

    def choose(value: Any) -> str:
        if isinstance(value, Unknown) or (isinstance(value, dict) and "unknown" in value):
            return "unknown"
        return tag

    return Discriminator(choose)


DistrictOrUnknown = Annotated[
    Annotated[DistrictId, Tag("known")] | Annotated[Unknown, Tag("unknown")], or_unknown("known")
]


class Location(Claim):
    """Where something is, as precisely as the source says and no more."""

    place: PlaceId | None = field("地点条目", "the place's record", None, example="tianjin-west-station")
    within: ProjectId | None = field("所在的园区、商务区等项目", "the district-like project it lies in", None)
    text: Text | None = field("来源对位置的说法，用自己的话", "how the source places it, in our words", None)


LocationOrUnknown = Annotated[
    Annotated[Location, Tag("location")] | Annotated[Unknown, Tag("unknown")], or_unknown("location")
]
