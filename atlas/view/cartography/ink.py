"""Path data: geometries as whole numbers in relative commands, the shortest form an SVG path has."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from shapely import get_parts
from shapely.geometry import LinearRing, LineString, Polygon
from shapely.geometry.base import BaseGeometry


def path(shape: BaseGeometry) -> str:
    """The path of polygons and lines; what is smaller than a unit vanishes."""
    return "".join(_parts(shape))


def _parts(shape: BaseGeometry) -> Iterator[str]:
    for part in get_parts(shape):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield _run(_whole(ring.coords), closed=True)
        elif isinstance(part, (LineString, LinearRing)):
            yield _run(_whole(part.coords), closed=False)


def _whole(points: Iterable[tuple[float, ...]]) -> list[tuple[int, int]]:
    """Points as whole numbers, each different from the one before it."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        point = (round(x), round(y))
        if not found or found[-1] != point:
            found.append(point)
    return found


def _run(points: list[tuple[int, int]], *, closed: bool) -> str:
    if closed and len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if len(points) < (3 if closed else 2):
        return ""
    steps = [(x - px, y - py) for (px, py), (x, y) in itertools.pairwise(points)]
    numbers = "".join(_number(value) for step in steps for value in step).lstrip()
    return f"M{points[0][0]} {points[0][1]}l{numbers}{'z' if closed else ''}"


def _number(value: int) -> str:
    """A number with the least that separates it from the one before it: its sign, or a space."""
    return str(value) if value < 0 else f" {value}"
