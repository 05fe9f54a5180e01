"""The ground a map is drawn on: outlines, borders and water within a frame, simplified to what can be seen at its scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct
from shapely import box as rectangle
from shapely import (
    contains_xy,
    coverage_simplify,
    coverage_union_all,
    get_parts,
    line_merge,
    maximum_inscribed_circle,
    union_all,
)
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from atlas.load.geography import Geography
from atlas.view.cartography.labels import Spot, box
from atlas.view.cartography.projection import Projection
from atlas.view.map_model import LabelForm

# Detail below this many units is left out; the outlines themselves are off by more.
TOLERANCE = 2.5
# What lies around is there to find one's bearings by.
AROUND = 6
# Lines run on a little beyond the frame, so that their ends are never seen.
OVERHANG = 8
# How far apart the spots are that an area's name may take, and how many of them are tried.
STEP = 24
# Gaps between outlines narrower than twice this are no sea.
SEAM = 2
MOST_SPOTS = 90


class Ground(Struct, frozen=True):
    """What lies within one frame: the districts by code, the borders between them, the land around, water by key."""

    districts: Mapping[str, BaseGeometry]
    borders: BaseGeometry
    city: BaseGeometry
    land: BaseGeometry
    """All the land there is: the city and its neighbours, their gaps closed."""
    neighbours: Mapping[str, BaseGeometry]
    water: Mapping[str, BaseGeometry]


@lru_cache(maxsize=64)
def ground(geography: Geography, projection: Projection, width: int, height: int) -> Ground:
    """The ground within a frame of `width` by `height`."""
    window = rectangle(-OVERHANG, -OVERHANG, width + OVERHANG, height + OVERHANG)
    codes = list(geography.districts)
    projected = [projection.shape(geography.districts[code].shape) for code in codes]
    # All at once, so that a border shared by two districts stays one line.
    simple = list(coverage_simplify(projected, TOLERANCE)) if projected else []
    seen = {
        code: shape.intersection(window) for code, shape in zip(codes, simple, strict=True) if shape.intersects(window)
    }
    lines = union_all([shape.boundary for shape in simple]).intersection(window)
    around = {
        feature.key: projection.shape(feature.shape).simplify(AROUND).intersection(window)
        for feature in geography.neighbours
    }
    water = {
        feature.key: projection.shape(feature.shape).simplify(TOLERANCE / 2).intersection(window)
        for feature in geography.water
    }
    city = coverage_union_all(simple).intersection(window) if simple else Polygon()
    return Ground(
        seen,
        line_merge(lines),
        city,
        _closed(union_all([city, *around.values()])),
        {key: shape for key, shape in around.items() if not shape.is_empty},
        {key: shape for key, shape in water.items() if not shape.is_empty},
    )


def _closed(land: BaseGeometry) -> BaseGeometry:
    """Land without the gaps that simplified outlines leave, nor those of enclaves that the neighbours' file lacks."""
    joined = land.buffer(SEAM, join_style="mitre").buffer(-SEAM, join_style="mitre")
    return union_all([Polygon(part.exterior) for part in get_parts(joined) if isinstance(part, Polygon)])


def heart(shape: BaseGeometry) -> tuple[float, float]:
    """The point of an area farthest from its edge."""
    first = maximum_inscribed_circle(shape, TOLERANCE).coords[0]
    return first[0], first[1]


@lru_cache(maxsize=512)
def spots(shape: BaseGeometry, width: int, height: int) -> tuple[Spot, ...]:
    """Where the name of an area may stand: inside what is seen of it, nearest to its heart first."""
    visible = shape.intersection(rectangle(0, 0, width, height))
    if visible.is_empty or visible.area < STEP * STEP:
        return ()
    middle_x, middle_y = heart(visible)
    left, top, right, bottom = (round(value) for value in visible.bounds)
    grid = [(x, y) for x in range(left, right, STEP) for y in range(top, bottom, STEP)]
    inside = contains_xy(visible, grid).tolist() if grid else []
    found = [point for point, is_inside in zip(grid, inside, strict=True) if is_inside]
    found.sort(key=lambda point: ((point[0] - middle_x) ** 2 + (point[1] - middle_y) ** 2, point))
    return tuple(Spot(x, y, "middle") for x, y in [(middle_x, middle_y), *found[:MOST_SPOTS]])


def along(line: BaseGeometry, avoided: Iterable[BaseGeometry], form: LabelForm, text: str) -> tuple[Spot, ...]:
    """Where the name of a river may stand: beside it, from its middle outwards, off the areas the map is about."""
    shares = sorted((step / 20 for step in range(1, 20)), key=lambda share: (abs(share - 0.5), share))
    points = [line.interpolate(share, normalized=True) for share in shares]
    sides = [side for p in points for side in (Spot(p.x + 8, p.y, "start", "end"), Spot(p.x - 8, p.y, "end", "start"))]
    kept = list(avoided)
    rooms = [box(form, (text,), side) for side in sides]
    return tuple(
        side
        for side, room in zip(sides, rooms, strict=True)
        if not any(shape.intersects(rectangle(room.left, room.top, room.right, room.bottom)) for shape in kept)
    )
