"""What every map shares: which coordinates may be shown and how, outlines, and the words that stand around a map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.message import say
from atlas.problem import Place as Where
from atlas.problem import Problem, Refused
from atlas.records.district import District
from atlas.records.place import Coordinates, Datum, Place, Precision
from atlas.view.cartography.labels import NoRoom
from atlas.view.cartography.projection import Bounds, around
from atlas.view.cartography.sheet import Sheet
from atlas.view.composer import Composer
from atlas.view.map_model import KeyForm, MapAbsent, MapKey, MapView, PointForm
from atlas.view.model import Block

# A map shows at least this many degrees of latitude, about nine kilometres.
LEAST = 0.08


class Pin(Struct, frozen=True):
    """A coordinate that a map may show, and how."""

    point: Coordinates
    form: PointForm

    @property
    def at(self) -> tuple[float, float]:
        return float(self.point.lon), float(self.point.lat)


def pin_of(place: Place, *, by: bool = False) -> Pin | None:
    """The pin of a place; a ring where the coordinate, or what lies `by` it, is only near there."""
    point = place.coordinates
    if point is None or point.datum is not Datum.WGS84:
        return None
    return Pin(point, "site" if point.precision is Precision.SITE and not by else "approximate")


def why_no_pin(c: Composer, place: Place) -> str:
    """Why a place cannot be shown."""
    name = c.title(place.key).text
    if place.coordinates is None:
        return c.t("map.reason.no-point", name=name)
    return c.t("map.reason.datum", name=name, datum=place.coordinates.datum)


def outline(atlas: Atlas, district: str | None) -> tuple[str, Bounds] | None:
    """The code and bounds of a district's outline, where it has one."""
    record = atlas.all(District).get(district or "")
    feature = atlas.geography.districts.get(record.boundary or "") if record is not None else None
    return (feature.key, feature.shape.bounds) if feature is not None else None


def outlines(atlas: Atlas) -> Iterator[tuple[District, str, Bounds]]:
    """Every district that has an outline, with its code and bounds."""
    for district in atlas.all(District).values():
        if (found := outline(atlas, district.id)) is not None:
            yield district, *found


def city(atlas: Atlas) -> Bounds:
    """The bounds of the whole city."""
    return around((), (item.shape.bounds for item in atlas.geography.districts.values()), LEAST)


def sheet_of(c: Composer, bounds: Bounds, *, height: int = 480, inset: int = 56) -> Sheet:
    """An empty sheet that shows some bounds."""
    return Sheet(c.atlas.geography, c.language, bounds, c.t("map.km"), height, inset)


def draw_area(
    c: Composer, sheet: Sheet, district: str, code: str, *, vague: bool = False, linked: bool = False
) -> None:
    """A district on a sheet, in its colour and under its name; hatched where it is `vague` what lies where in it."""
    key = f"districts/{district}"
    name = c.title(key).text
    tone = str(list(c.atlas.all(District)).index(district) + 1)
    short = name.removesuffix(" District")
    sheet.area(
        code, (name,) if name == short else (name, short), tone, vague=vague, link=c.link(key) if linked else None
    )


def block(
    c: Composer, sheet: Sheet, label: str, remark: Iterable[str], key: Iterable[KeyForm] = (),
    absent: Iterable[MapAbsent] = (), pins: Iterable[Pin] = (), *, id_: str = "map", level: int = 2,
) -> Block:  # fmt: skip
    """A sheet as a part of a page, with what every map says of itself."""
    try:
        drawn = sheet.finish()
    except NoRoom as error:
        path = c.path.rstrip("/")
        name = " ".join(error.wish.texts[0])
        what = say("'{name}' finds no room on the map of {page}", name=name, page=f"/{c.address}")
        fix = say("shorten the name in this language, or leave fewer places on this map")
        place = Where(f"data/{path}.yaml" if path else "data/districts")
        raise Refused(Problem(place, what, "no-room-for-label", fix)) from None
    absent = tuple(absent)
    licences = c.join(dict.fromkeys(pin.point.licence.partition(" (")[0] for pin in pins))
    notes = [c.t("map.note.schematic"), c.t("map.note.credit")]
    notes += [c.t("map.note.points", licences=licences)] if licences else []
    notes += [c.t("map.note.approval", number=c.settings.map_approval)] if c.settings.map_approval else []
    view = MapView(
        label=label,
        view_box=drawn.view_box,
        shapes=drawn.shapes,
        areas=drawn.areas,
        points=drawn.points,
        labels=drawn.labels,
        scale=drawn.scale,
        hatch=f"{id_}-hatch" if any(shape.form == "vague" for shape in drawn.shapes) else "",
        remark=c.t("map.sentences").join(remark),
        key=tuple(MapKey(form, c.t(f"map.key.{form}")) for form in key),
        absent_title=c.t("map.absent") if absent else "",
        absent=absent,
        notes=tuple(notes),
    )
    return Block(id_, c.t(f"block.{id_}"), "map", (view,), level=level)


def empty(c: Composer, reason: str) -> Block:
    """A map that cannot be drawn, and why."""
    return Block("map", c.t("block.map"), "map", empty=c.t("map.empty", reason=reason))
