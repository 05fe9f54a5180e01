"""Rules between records and the map data: outlines that exist, and points that the gazetteer does not contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.link.walked import Walked
from atlas.load.geography import DISTRICTS, PRECISIONS, Entry, Geography
from atlas.message import say
from atlas.problem import Problem, nearest
from atlas.records.district import District
from atlas.records.place import Place

# A point copied with five decimals is within a metre of its original.
SAME_POINT = 0.00001


def unknown_boundary(item: Walked, geography: Geography) -> Iterator[Problem]:
    """A district whose outline is not in the map data."""
    record = item.record
    if DISTRICTS in geography.faulty or not isinstance(record, District) or not record.boundary:
        return
    if record.boundary not in geography.districts:
        near = nearest(record.boundary, geography.districts)
        fix = say("leave `boundary` out: an area without a published boundary is drawn without one")
        if near:
            fix = say("'{near}' ({name}) is the nearest code", near=near, name=geography.districts[near].zh)
        place, length = item.document.place(("boundary",))
        what = say("{file} has no outline with the code '{code}'", file=f"data/geo/{DISTRICTS}", code=record.boundary)
        yield Problem(place, what, "unknown-boundary", fix, length)


def by_name(geography: Geography) -> Mapping[str, Entry]:
    """The rows of the gazetteer by their Chinese name."""
    return {row.zh: row for row in geography.gazetteer}


def contradicted_point(item: Walked, rows: Mapping[str, Entry]) -> Iterator[Problem]:
    """A place that the gazetteer puts elsewhere, or knows less precisely."""
    document, record = item.document, item.record
    if not isinstance(record, Place) or record.coordinates is None or record.names is None:
        return
    point, row = record.coordinates, rows.get(record.names.zh or "")
    if row is None or point.lat is None or point.lon is None or point.precision is None:
        return
    if max(abs(float(point.lat) - row.lat), abs(float(point.lon) - row.lon)) > SAME_POINT:
        place, length = document.place(("coordinates", "lat"))
        where = f"{row.place.file}:{row.place.line}"
        what = say("{where} puts '{name}' at {lat}, {lon}", where=where, name=row.zh, lat=row.lat, lon=row.lon)
        yield Problem(place, what, "contradicted-point", say("take that point, or correct the row"), length)
    elif PRECISIONS.index(point.precision) < PRECISIONS.index(row.precision):
        place, length = document.place(("coordinates", "precision"))
        where = f"{row.place.file}:{row.place.line}"
        what = say("{where} knows '{name}' only to the {known}", where=where, name=row.zh, known=row.precision)
        yield Problem(place, what, "contradicted-point", say("write {better}", better=row.precision), length)
