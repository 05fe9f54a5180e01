"""The maps: what each page draws, and what it says of what cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from atlas.records.district import Cooperation, District
from atlas.records.parts import Location
from atlas.records.place import Place, Precision
from atlas.records.project import Project
from atlas.view.cartography.projection import around
from atlas.view.composer import Composer
from atlas.view.map_block import (
    LEAST,
    Pin,
    block,
    city,
    draw_area,
    empty,
    outline,
    outlines,
    pin_of,
    sheet_of,
    why_no_pin,
)
from atlas.view.map_model import KeyForm, MapAbsent
from atlas.view.marks import Link
from atlas.view.model import Block
from atlas.view.whereabouts import doubted, whereabouts

# Co-operation that is not there yet.
PLANNED = frozenset({"planned", "to_be_signed"})


def areas(c: Composer) -> Block:
    """The areas, each a link; those without an outline beside."""
    drawn_areas = list(outlines(c.atlas))
    drawn = {district.id for district, _, _ in drawn_areas}
    missing = [
        MapAbsent(c.link(item.key), c.t("map.absent.because", reason=c.t("map.reason.no-boundary")))
        for item in c.atlas.all(District).values()
        if item.id not in drawn
    ]
    if not drawn_areas:
        return Block("map", c.t("block.map"), "map")
    sheet = sheet_of(c, around((), (bounds for _, _, bounds in drawn_areas), LEAST), inset=36)
    sheet.city_ground()
    for district, code, _ in drawn_areas:
        draw_area(c, sheet, district.id, code, linked=True)
    sheet.name_districts()
    names = c.join(c.title(district.key).text for district, _, _ in drawn_areas)
    shown = block(c, sheet, c.t("map.label.home"), [c.t("map.home", names=names)], absent=missing)
    return replace(shown, more=Link(c.t("map.more"), c.href("map/")))


def district(c: Composer, record: District) -> Block:
    """The outline of a district, with the places in it that have a coordinate."""
    found = outline(c.atlas, record.id)
    if found is None:
        return empty(c, c.t("map.reason.no-boundary"))
    code, bounds = found
    here = c.indexes.places.get(record.id, [])
    pins = [(place, pin) for place in here if (pin := pin_of(place)) is not None]
    sheet = sheet_of(c, around((pin.at for _, pin in pins), [bounds], LEAST))
    sheet.city_ground()
    draw_area(c, sheet, record.id, code)
    for place, pin in pins:
        sheet.point(place.key, *pin.at, pin.form, [c.title(place.key).text], required=False)
    sheet.name_districts()
    name = c.title(record.key).text
    remark = [c.t("map.district", name=name)]
    if pins:
        places = c.t("list.people").join(c.title(place.key).text for place, _ in pins)
        remark.append(c.t("map.district.points", names=places))
    forms = sorted({pin.form for _, pin in pins}, reverse=True)
    return block(c, sheet, c.t("map.label", name=name), remark, forms, pins=[pin for _, pin in pins])


def project(c: Composer, record: Project) -> Block:
    """Where a project is: at a place, near one, or only somewhere in its district."""
    place, reason = whereabouts(c, record)
    if place is not None and c.atlas.geography.districts:
        assert isinstance(record.location, Location)
        pin = pin_of(place, by=record.location.text is not None)
        assert pin is not None
        key = "map.project.site" if pin.form == "site" else "map.project.by"
        return _at(
            c, place, pin, record.district_id, c.title(record.key).text, [c.t(key, name=c.title(place.key).text)]
        )
    return _somewhere(c, record.district_id, c.title(record.key).text, reason)


def _somewhere(c: Composer, district: str | None, name: str, reason: str) -> Block:
    """A hatched district, or, where there is no outline to hatch, the reason alone."""
    found = outline(c.atlas, district)
    if found is None or district is None:
        return empty(c, c.t("map.reason.area-without-boundary") if district is not None else reason)
    code, bounds = found
    sheet = sheet_of(c, around((), [bounds], LEAST))
    sheet.city_ground()
    draw_area(c, sheet, district, code, vague=True)
    sheet.name_districts()
    remark = c.t("map.vague", name=c.title(f"districts/{district}").text, reason=reason)
    return block(c, sheet, c.t("map.label", name=name), [remark], ["vague"])


def _at(c: Composer, place: Place, pin: Pin, district: str | None, name: str, remark: list[str]) -> Block:
    """A point with the ground around it: its district, or the areas of the atlas, or the land between it and them."""
    west, south, east, north = city(c.atlas)
    lon, lat = pin.at
    own = outline(c.atlas, district)
    title = c.title(place.key).text
    if pin.point.precision in (Precision.SITE, Precision.NEIGHBOURHOOD) and west < lon < east and south < lat < north:
        shown = [bounds for _, _, bounds in outlines(c.atlas)] if own is None else [own[1]]
        sheet = sheet_of(c, around([pin.at], shown, LEAST))
        sheet.city_ground()
        for item, code, _ in outlines(c.atlas):
            if own is None or code == own[0]:
                draw_area(c, sheet, item.id, code)
        sheet.name_districts()
    else:
        sheet = sheet_of(c, around([pin.at], [(west, south, east, north)], LEAST), inset=24)
        name_of_city = c.t("map.city")
        sheet.country_ground(name_of_city if name_of_city != title else "")
    sheet.point(place.key, lon, lat, pin.form, [title], required=True)
    return block(c, sheet, c.t("map.label", name=name), remark, [pin.form], pins=[pin])


def place(c: Composer, record: Place) -> Block | None:
    """Where a place is. A ring and a remark where a project is only commonly taken to be the same."""
    name = c.title(record.key).text
    district = record.district if isinstance(record.district, str) else None
    if not c.atlas.geography.districts:
        return None
    pin = pin_of(record)
    if pin is None:
        reason = why_no_pin(c, record)
        # The list of coordinates says so already where there is nothing to hatch.
        return _somewhere(c, district, name, reason) if outline(c.atlas, district) is not None else None
    doubts = doubted(record)
    if doubts:
        other = c.t("list.people").join(c.title(key).text for key in doubts)
        remark = [c.t("map.place.doubtful", name=name, other=other)]
        return _at(c, record, Pin(pin.point, "doubtful"), district, name, remark)
    if pin.form == "site":
        return _at(c, record, pin, district, name, [c.t("map.place.site", name=name)])
    what = c.t(f"precision.{pin.point.precision}")
    return _at(c, record, pin, district, name, [c.t("map.place.approximate", what=what)])


def cooperation(c: Composer, record: District) -> Iterator[Block]:
    """The partners of a district outside the city, with a line to each."""
    planned = _partners(record.cooperation)
    places = [c.atlas.all(Place)[name] for name in planned]
    pins = [(place, pin) for place in places if (pin := pin_of(place)) is not None]
    found = outline(c.atlas, record.id)
    if not pins or found is None:
        return
    code, bounds = found
    sheet = sheet_of(c, around((pin.at for _, pin in pins), [bounds], LEAST), height=660, inset=34)
    sheet.country_ground(c.t("map.city"))
    for place, pin in pins:
        sheet.tie(code, *pin.at, planned=planned[place.id])
    draw_area(c, sheet, record.id, code)
    for place, pin in pins:
        sheet.point(place.key, *pin.at, pin.form, [_short(c, place)], required=True)
    remark = []
    for said, state in (("map.cooperation.now", False), ("map.cooperation.planned", True)):
        if names := [_short(c, place) for place, _ in pins if planned[place.id] is state]:
            remark.append(c.t(said, names=c.t("list.people").join(names)))
    remark.append(c.t("map.cooperation.points"))
    absent = [MapAbsent(c.link(item.key), _why_absent(c, item)) for item in places if pin_of(item) is None]
    states = {planned[place.id] for place, _ in pins}
    signs: tuple[tuple[KeyForm, bool], ...] = (("tie", False), ("tie-planned", True))
    key = [form for form, state in signs if state in states]
    label = c.t("map.label.cooperation", name=c.title(record.key).text)
    yield block(c, sheet, label, remark, key, absent, [pin for _, pin in pins], id_="cooperation-map", level=3)


def _partners(items: Iterable[Cooperation]) -> dict[str, bool]:
    """Each partner in the order first named, with whether all that is said of it is only planned."""
    planned: dict[str, bool] = {}
    for item in items:
        for partner in item.partners:
            planned[partner] = planned.get(partner, True) and item.state in PLANNED
    return planned


def _short(c: Composer, place: Place) -> str:
    """A place's name without that of the city it lies in, which the map shows."""
    name = c.title(place.key).text
    if place.within is None:
        return name
    above = c.title(f"places/{place.within}").text
    return name.removeprefix(above).removesuffix(f", {above}").removesuffix(" District") or name


def _why_absent(c: Composer, place: Place) -> str:
    zh = place.names.zh
    whole = any(feature.zh == zh for feature in c.atlas.geography.neighbours)
    reason = c.t("map.reason.whole" if whole else "map.reason.no-coordinate")
    return c.t("map.absent.because", reason=reason)
