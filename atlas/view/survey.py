"""What the map marks and what it cannot, area by area, and on which pages: one while one holds it, else one for each area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from atlas.link.atlas import Atlas
from atlas.records.district import District
from atlas.records.parts import Location
from atlas.records.place import Place, Precision
from atlas.records.project import Project
from atlas.view.cartography.projection import Bounds
from atlas.view.map_block import Pin, city, outlines, pin_of
from atlas.view.paging import folder, leaf, pages_of
from atlas.view.whereabouts import doubted

PATH = "map/"
# Where what lies in no area stands; no district has this id.
NO_AREA = "no-area"
# Coordinates that stand for a whole district or city mark no spot in it.
_SPOTS = (Precision.SITE, Precision.NEIGHBOURHOOD)


class Share(Struct):
    """What is told of one area: its places on the map, its projects and places that are not."""

    marked: list[str] = field(default_factory=list)
    missing: list[Project] = field(default_factory=list)
    absent: list[Place] = field(default_factory=list)


class Survey(Struct, frozen=True):
    """Everything that the map's pages tell, found out once for all of them."""

    pins: Mapping[str, Pin]
    """The places on the map, by id."""
    there: Mapping[str, list[str]]
    """The projects of each, by key."""
    shares: Mapping[str, Share]
    """By district, and by NO_AREA; in order."""
    size: int

    def entries(self, area: str) -> int:
        """How many names stand on the pages of an area."""
        share = self.shares[area]
        marked = sum(1 + len(self.there[name]) for name in share.marked)
        return marked + len(share.missing) + len(share.absent)

    @property
    def paged(self) -> bool:
        """Whether one page is too short for it."""
        return sum(map(self.entries, self.shares)) > self.size


class Sheet(Struct, frozen=True):
    """One page: the map itself, with everything or with the ways to the areas, or a page of one area."""

    whole: Survey
    area: str = ""
    number: int = 1

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return f"{PATH}{self.area}/{folder(self.number)}" if self.area else f"{PATH}{folder(self.number)}"

    @property
    def pages(self) -> int:
        """How many there are of its kind."""
        whole = self.whole
        if self.area:
            return pages_of(range(whole.entries(self.area)), whole.size)
        return pages_of(whole.shares, whole.size) if whole.paged else 1

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that it leads to."""
        return tuple(leaf(tuple(self.whole.shares), self.number, self.whole.size))


def sheets(atlas: Atlas, size: int) -> Iterator[Sheet]:
    """Every page of the map; of names alone a page holds twice as many as of rows."""
    whole = survey(atlas, 2 * size)
    firsts = [Sheet(whole), *(Sheet(whole, area) for area in whole.shares if whole.paged)]
    for first in firsts:
        for number in range(1, first.pages + 1):
            yield Sheet(whole, first.area, number)


def survey(atlas: Atlas, size: int) -> Survey:
    """The places and projects of an atlas, by whether the map marks them."""
    shares = {area: Share() for area in [*atlas.all(District), NO_AREA]}
    pins: dict[str, Pin] = {}
    ground = city(atlas) if any(outlines(atlas)) else None
    for place in atlas.all(Place).values():
        pin, share = pin_of(place), shares[_area(place)]
        if pin is None or why_absent(place, pin, ground):
            share.absent.append(place)
        else:
            pins[place.id] = pin
            share.marked.append(place.id)
    there: dict[str, list[str]] = {name: [] for name in pins}
    for project in atlas.all(Project).values():
        location = project.location
        name = location.place if isinstance(location, Location) else None
        if name in there:
            there[name].append(project.key)
        else:
            shares[_area(project)].missing.append(project)
    told = {area: share for area, share in shares.items() if share.marked or share.missing or share.absent}
    return Survey(pins, there, told, size)


def _area(record: Place | Project) -> str:
    return record.district if isinstance(record.district, str) else NO_AREA


def why_absent(place: Place, pin: Pin | None, ground: Bounds | None) -> str:
    """Why a place has no point on the map of this ground, as the key of the words; empty where it has one."""
    if ground is None:
        return "map.reason.no-ground"
    if pin is None:
        return "map.reason.no-coordinate" if place.coordinates is None else "map.reason.other-datum"
    west, south, east, north = ground
    lon, lat = pin.at
    if not (west < lon < east and south < lat < north):
        return "map.reason.beyond"
    if pin.point.precision not in _SPOTS:
        return "map.reason.area-point"
    return "map.reason.doubtful" if doubted(place) else ""
