"""Places: known by coordinates with their datum and precision, or by name alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from atlas.records.base import Doubts, NamedRecord
from atlas.records.parts import DistrictOrUnknown, Part, Statement
from atlas.records.project import Related
from atlas.records.types import Code, Line, Number, PlaceId, Term, field


class Datum(StrEnum):
    """The reference system of a coordinate; Chinese map services use others than WGS-84."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


class Precision(StrEnum):
    """What the point stands for."""

    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    DISTRICT = "district"
    CITY = "city"


class Coordinates(Part):
    """A point with what is known of its accuracy."""

    lat: Number = field("纬度", "latitude", unit="degree", example=39.15722, ge=-90, le=90)
    lon: Number = field("经度", "longitude", unit="degree", example=117.16111, ge=-180, le=180)
    datum: Datum = field("坐标系", "the reference system", example="WGS-84")
    precision: Precision = field("精度：地点、街区、区、市", "what the point stands for", example="site")
    source: Line = field("坐标来源", "where the coordinates come from", example="GeoNames 1811227")
    licence: Line = field("坐标数据的许可", "the licence of the coordinates", example="CC-BY-4.0")


class Place(Doubts, NamedRecord):
    """A place that the sources name."""

    folder: ClassVar[str] = "places"

    kind: Annotated[Code, Term("place-kinds")] = field("类别", "what kind of place", example="station")
    district: DistrictOrUnknown | None = field(
        "所在片区", "the district it lies in, or that this is unknown", None, example="hongqiao"
    )
    within: PlaceId | None = field("所属地点", "the place it lies in", None, example="beijing")
    coordinates: Coordinates | None = field(
        "坐标；没有可靠来源则省略", "its coordinates; left out where nothing supports any", None
    )
    details: tuple[Statement, ...] = field("其他事实", "further facts", ())
    related: tuple[Related, ...] = field("相关条目", "related records", ())
