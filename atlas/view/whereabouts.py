"""Where a record may be shown on a map, or why it may not."""

from __future__ import annotations

from atlas.records.parts import Location
from atlas.records.place import Place
from atlas.records.project import Project
from atlas.view.composer import Composer
from atlas.view.map_block import pin_of, why_no_pin


def whereabouts(c: Composer, record: Project) -> tuple[Place | None, str]:
    """The place a project may be shown at, or why there is none."""
    location = record.location
    if location is None:
        return None, c.t("map.reason.no-site")
    if not isinstance(location, Location):
        return None, c.t("map.reason.not-stated")
    if location.place is not None:
        place = c.atlas.all(Place)[location.place]
        return (place, "") if pin_of(place) is not None else (None, why_no_pin(c, place))
    if location.within is not None:
        return None, c.t("map.reason.within", name=c.title(f"projects/{location.within}").text)
    return None, c.t("map.reason.words-only")


def doubted(place: Place) -> list[str]:
    """The records that a place is only commonly taken to be the same as."""
    return [item.record for item in place.related if item.kind == "maybe_same_as"]
