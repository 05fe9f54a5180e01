"""The projection: equirectangular, with the cosine of the middle latitude, so that shapes keep their proportions."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct
from shapely import transform
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.195

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


class Projection(Struct, frozen=True):
    """From degrees to units of a view box that grows to the right and downwards."""

    west: float
    north: float
    scale: float
    """Units to a degree of latitude."""
    squeeze: float
    """How much shorter a degree of longitude is."""

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a coordinate lies."""
        return (lon - self.west) * self.scale * self.squeeze, (self.north - lat) * self.scale

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in units."""
        along, down = self.scale * self.squeeze, self.scale
        return transform(shape, lambda points: (points - (self.west, self.north)) * (along, -down))

    @property
    def units_per_km(self) -> float:
        return self.scale / KM_PER_DEGREE


def fit(bounds: Bounds, width: int, height: int, inset: int) -> Projection:
    """The projection that shows `bounds` as large as they fit, in the middle, `inset` units from the frame."""
    west, south, east, north = bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min((width - 2 * inset) / ((east - west) * squeeze), (height - 2 * inset) / (north - south))
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    return Projection(middle_lon - width / 2 / scale / squeeze, middle_lat + height / 2 / scale, scale, squeeze)


def around(points: Iterable[tuple[float, float]], boxes: Iterable[Bounds], least: float) -> Bounds:
    """The bounds of some points and boxes, at least `least` degrees of latitude across, whatever the direction."""
    corners = [*((lon, lat, lon, lat) for lon, lat in points), *boxes]
    west, south = min(box[0] for box in corners), min(box[1] for box in corners)
    east, north = max(box[2] for box in corners), max(box[3] for box in corners)
    high = max(0.0, least - (north - south)) / 2
    wide = max(0.0, least - (east - west)) / 2
    return west - wide, south - high, east + wide, north + high


def scale_bar(units_per_km: float, most: int) -> tuple[int, int]:
    """The longest round distance that fits into `most` units: kilometres, and units."""
    fitting = [km for km in (1, 2, 5, 10, 20, 50, 100, 200, 500) if km * units_per_km <= most]
    km = fitting[-1] if fitting else 1
    return km, round(km * units_per_km)
