"""A sheet: one map being drawn. It gathers outlines, points and names, and gives them placed and in drawing order."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from shapely import line_merge, union_all
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from atlas.load.geography import Feature, Geography
from atlas.view.cartography import ground as base
from atlas.view.cartography import labels, measure
from atlas.view.cartography.ink import path
from atlas.view.cartography.labels import SIZES, Box, Spot, Wish
from atlas.view.cartography.projection import Bounds, fit, scale_bar
from atlas.view.map_model import LabelForm, MapArea, MapLabel, MapPoint, MapShape, PointForm, ShapeForm
from atlas.view.marks import Language, Link

WIDTH = 640
MARGIN = 12
# An area of fewer square units has its name beside it, not inside.
SMALL = 4000
# The scale bar moves to the other corner where a point comes this near.
NEAR = 60
RADII: dict[PointForm, int] = {"site": 9, "approximate": 13, "doubtful": 20}
# On a map of the country around, places lie closer together.
COUNTRY_RADII: dict[PointForm, int] = {"site": 7, "approximate": 8, "doubtful": 12}


class Drawn(Struct, frozen=True):
    """A finished sheet, in drawing order."""

    shapes: tuple[MapShape, ...]
    areas: tuple[MapArea, ...]
    points: tuple[MapPoint, ...]
    labels: tuple[MapLabel, ...]
    scale: str
    view_box: str


class Sheet:
    """One map being drawn, on the ground that `bounds` shows."""

    def __init__(
        self, geography: Geography, language: Language, bounds: Bounds, km: str, height: int = 480, inset: int = 48
    ) -> None:
        """`km` is the unit of the scale bar, with {n} for the number."""
        self.geography = geography
        self.language = language
        self.bounds = bounds
        self.km = km
        self.height = height
        self.projection = fit(bounds, WIDTH, height, inset)
        self.ground = base.ground(geography, self.projection, WIDTH, height)
        self._shapes: list[MapShape] = []
        self._points: list[MapPoint] = []
        self._crowd: list[MapPoint] = []
        self._linked: list[tuple[str, Link, MapShape]] = []
        self._required: list[Wish] = []
        self._optional: list[tuple[float, Wish]] = []
        self._rivers: list[tuple[Feature, BaseGeometry]] = []
        self._named: set[str] = set()
        self._radii = RADII
        self._point_label: LabelForm = "place"

    # ground

    def city_ground(self) -> None:
        """The districts by their borders, and the river."""
        self._draw("border", self.ground.borders)
        self._water(named=True)

    def country_ground(self, city: str) -> None:
        """The land around, and the city as one, under its name."""
        self._radii, self._point_label = COUNTRY_RADII, "town"
        self._draw("land", self.ground.land)
        self._draw("border", line_merge(union_all([shape.boundary for shape in self.ground.neighbours.values()])))
        for key, shape in self.ground.neighbours.items():
            feature = next(item for item in self.geography.neighbours if item.key == key)
            self._context(key, feature.zh, feature.en, shape)
        self._draw("home", self.ground.city.simplify(base.AROUND))
        self._water(named=False)
        if city:
            self._context("", city, city, self.ground.city)

    def name_districts(self) -> None:
        """The names of the districts that nothing else has named, as far as there is room."""
        provinces = {feature.en for feature in self.geography.neighbours}
        for code, shape in self.ground.districts.items():
            feature = self.geography.districts[code]
            short = feature.en.removesuffix(" District")
            # Hebei is a province first.
            self._context(code, feature.zh, feature.en if short in provinces else short, shape)

    def _water(self, *, named: bool) -> None:
        for feature in self.geography.water:
            shape = self.ground.water.get(feature.key)
            if shape is None:
                continue
            self._draw("water", shape)
            if named and shape.geom_type == "LineString":
                self._rivers.append((feature, shape))

    def _context(self, key: str, zh: str, en: str, shape: BaseGeometry) -> None:
        spots = base.spots(shape, WIDTH, self.height)
        if key in self._named or not spots:
            return
        texts = labels.lines(zh if self.language == "zh" else en, SIZES["context"])
        self._optional.append((shape.area, Wish(key, "context", texts, spots, is_required=False)))

    def _draw(self, form: ShapeForm, shape: BaseGeometry, tone: str = "") -> None:
        if drawn := path(shape):
            self._shapes.append(MapShape(form, drawn, tone))

    # what the map is about

    def area(
        self, code: str, texts: Sequence[str], tone: str, *, vague: bool = False, link: Link | None = None
    ) -> None:
        """An area by its outline, or hatched where something lies in it and nobody says where."""
        shape = self.ground.districts.get(code)
        if shape is None or not (drawn := path(shape)):
            return
        self._named.add(code)
        outline = MapShape("vague" if vague else "area", drawn, tone)
        if link is not None:
            self._linked.append((code, link, outline))
        else:
            self._shapes.append(outline)
        spots = base.spots(shape, WIDTH, self.height)
        if shape.area < SMALL:
            spots = labels.beside(*base.heart(shape), shape.area**0.5 / 2)
        if spots and texts:
            alternatives = tuple(line for text in texts for line in labels.lines(text, SIZES["area"]))
            self._required.append(Wish(code, "area", alternatives, spots))

    def point(self, key: str, lon: float, lat: float, form: PointForm, texts: Sequence[str], *, required: bool) -> None:
        """A point and its name."""
        x, y = self.projection.point(lon, lat)
        mark = MapPoint(form, round(x), round(y), self._radii[form])
        self._points.append(mark)
        alternatives = tuple(line for text in texts for line in labels.lines(text, SIZES[self._point_label]))
        spots = labels.beside(mark.x, mark.y, mark.radius)
        if required:
            self._required.insert(0, Wish(key, self._point_label, alternatives, spots))
        else:
            self._optional.append((float("inf"), Wish(key, self._point_label, alternatives, spots, is_required=False)))

    def crowd(self, lon: float, lat: float) -> None:
        """One of very many rings: without a name, and names may stand on it."""
        x, y = self.projection.point(lon, lat)
        self._crowd.append(MapPoint("approximate", round(x), round(y), COUNTRY_RADII["approximate"]))

    def tie(self, code: str, lon: float, lat: float, *, planned: bool) -> None:
        """A line from an area to a point: the two work together, or mean to."""
        shape = self.ground.districts.get(code)
        if shape is None:
            return
        ends = [base.heart(shape), self.projection.point(lon, lat)]
        self._draw("tie-planned" if planned else "tie", LineString(ends))

    # the finished sheet

    def finish(self) -> Drawn:
        """Everything with its names placed.

        Raises:
            NoRoom: a name that the map needs finds no room.
        """
        length, scale, room = self._scale()
        taken = [room, *(self._around(point) for point in self._points)]
        rivers = [self._river(feature, shape) for feature, shape in self._rivers]
        optional = [wish for _, wish in sorted(self._optional, key=lambda pair: (-pair[0], pair[1].key))]
        inner = Box(MARGIN / 2, MARGIN / 2, WIDTH - MARGIN / 2, self.height - MARGIN / 2)
        placed = labels.place([*self._required, *optional, *rivers], inner, taken)
        areas = tuple(MapArea(link, shape, placed.pop(code)) for code, link, shape in self._linked if code in placed)
        return Drawn(
            tuple(self._shapes), areas, (*self._crowd, *self._points), (*placed.values(), scale), length,
            f"0 0 {WIDTH} {self.height}",
        )  # fmt: skip

    def _river(self, feature: Feature, shape: BaseGeometry) -> Wish:
        text = feature.zh if self.language == "zh" else feature.en
        spots = base.along(shape, [self.ground.districts[code] for code in sorted(self._named)], "water", text)
        return Wish(feature.key, "water", ((text,),), spots, is_required=False)

    def _around(self, point: MapPoint) -> Box:
        reach = point.radius + 2
        return Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach)

    def _scale(self) -> tuple[str, MapLabel, Box]:
        """The scale bar in a lower corner, the left one unless points are near: its path, its label, their room."""
        km, units = scale_bar(self.projection.units_per_km, WIDTH // 4)
        foot = self.height - MARGIN
        text = (self.km.format(n=km),)
        wide = measure.width(text[0], SIZES["context"])
        left = Spot(MARGIN, foot - 10, "start", "end")
        room = Box(0, labels.box("context", text, left).top, MARGIN + max(wide, units), self.height)
        near = room.grown(NEAR)
        if not any(self._around(point).meets(near) for point in self._points):
            return f"M{MARGIN} {foot - 8}v8h{units}v-8", labels.label("context", text, left), room
        right = Spot(WIDTH - MARGIN, foot - 10, "end", "end")
        mirrored = Box(WIDTH - room.right, room.top, WIDTH, self.height)
        return f"M{WIDTH - MARGIN} {foot - 8}v8h-{units}v-8", labels.label("context", text, right), mirrored
