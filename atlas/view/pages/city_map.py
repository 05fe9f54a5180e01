"""The map of the whole atlas: its areas, the places that have a point, and beside it all that has none, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.records.district import District
from atlas.records.place import Place, Precision
from atlas.records.project import Project
from atlas.view.cartography.projection import Bounds, around
from atlas.view.composer import Composer
from atlas.view.indexes import by_district
from atlas.view.map_block import LEAST, Pin, block, city, draw_area, outlines, pin_of, sheet_of
from atlas.view.map_model import MapAbsent
from atlas.view.marks import Link
from atlas.view.model import Block
from atlas.view.summaries import MOST_NAMED, Group
from atlas.view.whereabouts import doubted, whereabouts

# Coordinates that stand for a whole district or city mark no spot in it.
_SPOTS = (Precision.SITE, Precision.NEIGHBOURHOOD)


def blocks(c: Composer) -> Iterator[Block]:
    """The map, what it marks, and what it cannot mark."""
    pins: dict[str, Pin] = {}
    absent: dict[str, list[str]] = {}
    ground = city(c) if any(outlines(c)) else None
    for place in c.atlas.all(Place).values():
        pin = pin_of(place)
        why = _why_absent(c, place, pin, ground)
        if pin is not None and not why:
            pins[place.id] = pin
        else:
            absent.setdefault(why, []).append(place.key)
    there: dict[str, list[str]] = {name: [] for name in pins}
    missing: list[tuple[Project, str]] = []
    for project in c.atlas.all(Project).values():
        found, why = whereabouts(c, project)
        if found is not None and found.id in pins:
            there[found.id].append(project.key)
        else:
            missing.append((project, why or c.t("map.reason.at", name=c.title(found.key).text if found else "")))
    yield from _map(c, pins, sum(map(len, there.values())), len(missing))
    marked = tuple(
        _group(c, c.link(f"places/{name}"), keys, c.t(f"map.key.{pins[name].form}")) for name, keys in there.items()
    )
    yield Block("on-map", c.t("map.on"), "groups", marked, remark=c.t("map.on.remark") if marked else "")
    yield from _absent_projects(c, missing)
    yield Block("places-absent", c.t("map.absent.places"), "groups", tuple(_because(c, absent.items(), "places/")))


def _why_absent(c: Composer, place: Place, pin: Pin | None, ground: Bounds | None) -> str:
    """Why a place has no point on the map of this ground; empty where it has one."""
    if ground is None:
        return c.t("map.reason.no-ground")
    if pin is None:
        return c.t("map.reason.no-coordinate" if place.coordinates is None else "map.reason.other-datum")
    west, south, east, north = ground
    lon, lat = pin.at
    if not (west < lon < east and south < lat < north):
        return c.t("map.reason.beyond")
    if pin.point.precision not in _SPOTS:
        return c.t("map.reason.area-point")
    if doubts := doubted(place):
        return c.t("map.reason.doubtful", names=c.t("list.people").join(c.title(key).text for key in doubts))
    return ""


def _map(c: Composer, pins: dict[str, Pin], there: int, missing: int) -> Iterator[Block]:
    """The sheet, where there is ground to draw it on."""
    areas = list(outlines(c))
    if not areas:
        return
    sheet = sheet_of(c, around((pin.at for pin in pins.values()), (bounds for _, _, bounds in areas), LEAST), inset=36)
    sheet.city_ground()
    for district, code, _ in areas:
        draw_area(c, sheet, district.id, code, linked=True)
    for name, pin in pins.items():
        sheet.point(name, *pin.at, pin.form, [c.title(f"places/{name}").text], required=False)
    sheet.name_districts()
    drawn = {district.id for district, _, _ in areas}
    because = c.t("map.absent.because", reason=c.t("map.reason.no-boundary"))
    beside = [MapAbsent(c.link(item.key), because) for item in c.atlas.all(District).values() if item.id not in drawn]
    remark = [
        c.t("map.home", names=c.join(c.title(district.key).text for district, _, _ in areas)),
        c.t("map.counts", places=len(pins), there=there, missing=missing),
    ]
    forms = sorted({pin.form for pin in pins.values()}, reverse=True)
    yield block(c, sheet, c.t("map.label.city"), remark, forms, beside, pins.values())


def _absent_projects(c: Composer, missing: list[tuple[Project, str]]) -> Iterator[Block]:
    """The projects without a point, by area and by reason."""
    reasons = {project.key: why for project, why in missing}
    grouped = by_district(project for project, _ in missing)
    for district in [*c.atlas.all(District), None]:
        if district not in grouped:
            continue
        here: dict[str, list[str]] = {}
        for record in grouped[district]:
            here.setdefault(reasons[record.key], []).append(record.key)
        area = c.title(f"districts/{district}").text if district is not None else c.t("list.no-district")
        remark = c.t("count.projects", n=len(grouped[district]))
        groups = tuple(_because(c, sorted(here.items(), key=lambda item: -len(item[1])), "projects/"))
        yield Block(
            f"absent-{district or 'others'}", c.t("map.absent.projects", area=area), "groups", groups, remark=remark
        )


def _because(c: Composer, reasons: Iterable[tuple[str, list[str]]], path: str) -> Iterator[Group]:
    for why, keys in reasons:
        yield _group(c, Link(c.t("map.because", reason=why), ""), keys, "", path)


def _group(c: Composer, title: Link, keys: list[str], remark: str, path: str = "projects/") -> Group:
    """Records under what they share, the first of them by name."""
    left = len(keys) - MOST_NAMED
    more = Link(c.t("group.more", n=left), c.href(path)) if left > 0 else None
    count = c.t(f"count.{path.rstrip('/')}", n=len(keys)) if keys else ""
    return Group(title, count, remark, c.links(keys[:MOST_NAMED]), more)
