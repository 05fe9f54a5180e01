"""The map of the whole atlas: its areas, the places that have a point, and beside it all that has none, with the reason.

While one page holds it, it is one page. Beyond that the map draws neighbouring places as one, and each area has pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from atlas.records.district import District
from atlas.records.place import Place
from atlas.records.project import Project
from atlas.view import paging
from atlas.view.cartography.projection import Bounds, around
from atlas.view.composer import Composer
from atlas.view.map_block import LEAST, Pin, block, city, draw_area, outlines, pin_of, sheet_of
from atlas.view.map_model import KeyForm, MapAbsent
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.summaries import MOST_NAMED, Group
from atlas.view.survey import NO_AREA, PATH, Sheet, Survey, sheets, why_absent
from atlas.view.whereabouts import doubted, whereabouts

__all__ = ["page", "sheets"]

# Where places are drawn together, the map is this many cells wide.
CELLS = 20
# So many areas without an outline are named beside the map.
MOST_BESIDE = 12


def page(c: Composer, sheet: Sheet) -> Page:
    """One page of the map."""
    name, lead = c.t("nav.map"), Said(Words(c.t("list.map")))
    own = c.t("map.of", area=_area(c, sheet.area).text) if sheet.area else name
    title, first = paging.title(c, own, sheet.number), not sheet.area and sheet.number == 1
    return put_together(
        c, "list", Names(Words(title)), _of_area(c, sheet) if sheet.area else _overview(c, sheet), title=title,
        description=lead.words.text, crumbs=() if first else ((PATH, name),), lead=lead if first else None,
    )  # fmt: skip


def _area(c: Composer, area: str) -> Link:
    return c.link(f"districts/{area}") if area != NO_AREA else Link(c.t("list.no-district"), "")


def _overview(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """The map, and what it marks and cannot mark, or the ways to the areas."""
    whole = sheet.whole
    if sheet.number == 1:
        yield from _map(c, whole)
    if whole.paged:
        yield from _ways(c, sheet)
        return
    marked = (name for share in whole.shares.values() for name in share.marked)
    groups = tuple(_first(c, _marked(c, whole, name, whole.there[name]), "projects/") for name in sorted(marked))
    yield Block("on-map", c.t("map.on"), "groups", groups, remark=c.t("map.on.remark") if groups else "")
    for area, share in whole.shares.items():
        reasons = _by_reason(((_why_missing(c, item), item.key) for item in share.missing), largest_first=True)
        shown = tuple(
            _first(c, _because(c, why, keys, keys, "projects/"), "projects/") for why, keys in reasons.items()
        )
        title, id_ = c.t("map.absent.projects", area=_area(c, area).text), "others" if area == NO_AREA else area
        remark = c.t("count.projects", n=len(share.missing))
        yield Block(f"absent-{id_}", title, "groups", shown, remark=remark)
    absent = sorted((item for share in whole.shares.values() for item in share.absent), key=lambda item: item.id)
    places = _by_reason((_why_absent(c, item), item.key) for item in absent)
    shown = tuple(_first(c, _because(c, why, keys, keys, "places/"), "places/") for why, keys in places.items())
    yield Block("places-absent", c.t("map.absent.places"), "groups", shown)


def _ways(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """The areas of a page, each with how much of it is on the map, leading to its own."""
    whole = sheet.whole
    groups = []
    for area in sheet.areas:
        share = whole.shares[area]
        there = sum(len(whole.there[name]) for name in share.marked)
        count = c.t("map.area.on", places=len(share.marked), there=there)
        remark = c.t("map.area.absent", places=len(share.absent), missing=len(share.missing))
        groups.append(Group(replace(_area(c, area), href=c.href(Sheet(whole, area).path)), count, remark))
    yield Block("areas", c.t("map.areas"), "groups", tuple(groups), remark=c.t("map.areas.remark"))
    total = len(whole.shares)
    remark = c.t("areas.page", n=sheet.number, pages=sheet.pages, shown=len(groups), total=total)
    yield from paging.block(c, sheet.number, sheet.pages, lambda number: replace(sheet, number=number).path, remark)


# The pages of an area


class _Entry(NamedTuple):
    """One name on the pages of an area: in which block, under what, and which record."""

    block: str
    under: str
    key: str


def _entries(c: Composer, whole: Survey, area: str) -> Iterator[_Entry]:
    """Every name of an area, in order."""
    share = whole.shares[area]
    for name in share.marked:
        yield _Entry("on-map", name, "")
        yield from (_Entry("on-map", name, key) for key in whole.there[name])
    missing = _by_reason(((_why_missing(c, item), item.key) for item in share.missing), largest_first=True)
    absent = _by_reason((_why_absent(c, item), item.key) for item in share.absent)
    for id_, reasons in (("absent", missing), ("places-absent", absent)):
        for why, keys in reasons.items():
            yield from (_Entry(id_, why, key) for key in keys)


def _of_area(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """One page of an area, and the ways to its others and to the area's own page."""
    whole = sheet.whole
    entries = list(_entries(c, whole, sheet.area))
    totals = {place: [e.key for e in found] for place, found in groupby(entries, lambda e: e[:2])}
    shown = paging.leaf(entries, sheet.number, whole.size)
    titles = {"on-map": "map.on", "absent": "map.absent.here", "places-absent": "map.absent.places"}
    for id_, here in groupby(shown, lambda entry: entry.block):
        groups = []
        for place, found in groupby(here, lambda e: e[:2]):
            keys, every = [entry.key for entry in found if entry.key], totals[place]
            if id_ == "on-map":
                groups.append(_marked(c, whole, place[1], keys))
            else:
                groups.append(_because(c, place[1], keys, every, "places/" if id_ == "places-absent" else "projects/"))
        yield Block(id_, c.t(titles[id_]), "groups", tuple(groups))
    remark = c.t("map.page", n=sheet.number, pages=sheet.pages)
    yield from paging.block(c, sheet.number, sheet.pages, lambda number: replace(sheet, number=number).path, remark)


# The map


def _map(c: Composer, whole: Survey) -> Iterator[Block]:
    """The sheet, where there is ground to draw it on."""
    areas = list(outlines(c.atlas))
    if not areas:
        return
    pins = whole.pins
    sheet = sheet_of(c, around((pin.at for pin in pins.values()), (bounds for _, _, bounds in areas), LEAST), inset=36)
    sheet.city_ground()
    for district, code, _ in areas:
        draw_area(c, sheet, district.id, code, linked=True)
    forms: list[KeyForm] = sorted({pin.form for pin in pins.values()}, reverse=True)
    if whole.paged:
        forms = ["approximate"] if pins else []
        for at in _together(pins.values(), sheet.bounds):
            sheet.crowd(*at)
    else:
        for name, pin in pins.items():
            sheet.point(name, *pin.at, pin.form, [c.title(f"places/{name}").text], required=False)
    sheet.name_districts()
    names = c.join(c.title(district.key).text for district, _, _ in areas)
    there = sum(map(len, whole.there.values()))
    missing = sum(len(share.missing) for share in whole.shares.values())
    counts = c.t("map.counts.many" if whole.paged else "map.counts", places=len(pins), there=there, missing=missing)
    remark = [c.t("map.home", names=names), counts]
    yield block(
        c, sheet, c.t("map.label.city"), remark, forms, _beside(c, {item.id for item, _, _ in areas}), pins.values()
    )


def _beside(c: Composer, drawn: set[str]) -> Iterator[MapAbsent]:
    """The areas without an outline; where they are many, the first of them and the way to the rest."""
    because = c.t("map.absent.because", reason=c.t("map.reason.no-boundary"))
    left = [item for item in c.atlas.all(District).values() if item.id not in drawn]
    for item in left[:MOST_BESIDE]:
        yield MapAbsent(c.link(item.key), because)
    if len(left) > MOST_BESIDE:
        more = Link(c.t("group.more", n=len(left) - MOST_BESIDE), c.href("districts/"))
        yield MapAbsent(more, because)


def _together(pins: Iterable[Pin], bounds: Bounds) -> Iterator[tuple[float, float]]:
    """One point for all the places of a cell, in their middle."""
    west, south, east, _ = bounds
    side = (east - west) / CELLS
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for pin in pins:
        lon, lat = pin.at
        cells.setdefault((int((lon - west) / side), int((lat - south) / side)), []).append((lon, lat))
    for _, here in sorted(cells.items()):
        yield sum(lon for lon, _ in here) / len(here), sum(lat for _, lat in here) / len(here)


# Names under what they share


def _why_missing(c: Composer, project: Project) -> str:
    found, why = whereabouts(c, project)
    return why or c.t("map.reason.at", name=c.title(found.key).text if found else "")


def _why_absent(c: Composer, place: Place) -> str:
    ground = city(c.atlas) if any(outlines(c.atlas)) else None
    key = why_absent(place, pin_of(place), ground)
    return c.t(key, names=c.t("list.people").join(c.title(name).text for name in doubted(place)))


def _by_reason(pairs: Iterable[tuple[str, str]], *, largest_first: bool = False) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for why, key in pairs:
        found.setdefault(why, []).append(key)
    return dict(sorted(found.items(), key=lambda item: -len(item[1]))) if largest_first else found


def _marked(c: Composer, whole: Survey, name: str, keys: list[str]) -> Group:
    count = c.t("count.projects", n=len(whole.there[name])) if whole.there[name] else ""
    return Group(c.link(f"places/{name}"), count, c.t(f"map.key.{whole.pins[name].form}"), c.links(keys))


def _because(c: Composer, why: str, keys: list[str], every: list[str], path: str) -> Group:
    count = c.t(f"count.{path.rstrip('/')}", n=len(every))
    return Group(Link(c.t("map.because", reason=why), ""), count, members=c.links(keys))


def _first(c: Composer, group: Group, path: str) -> Group:
    """A group of the map's only page: the first of its records by name, and the way to the rest."""
    left = len(group.members) - MOST_NAMED
    if left <= 0:
        return group
    return replace(group, members=group.members[:MOST_NAMED], more=Link(c.t("group.more", n=left), c.href(path)))
