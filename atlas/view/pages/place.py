"""The page of a place: where it is, how precisely that is known, and what lies there."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.parts import Unknown
from atlas.records.place import Place
from atlas.view import facts, maps, relations
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.rows import Pair


def blocks(c: Composer, place: Place) -> Iterator[Block]:
    """The page's parts, in order."""
    if (drawn := maps.place(c, place)) is not None:
        yield drawn
    pairs = tuple(_coordinates(c, place))
    yield Block("coordinates", c.t("block.coordinates"), "pairs", pairs, empty=c.t("coordinates.none"))
    yield facts.statements(c, "details", "block.details", place.details)
    yield relations.related(c, place.key, place.related)
    yield from relations.referring(c, place.key)
    yield facts.aliases(c, place.aliases)
    yield facts.cautions(c, place.cautions)
    yield facts.unknowns(c, place.unknowns)


def _coordinates(c: Composer, place: Place) -> Iterator[Pair]:
    point = place.coordinates
    if point is None:
        return
    rows = (
        ("coordinates.point", Words(f"{point.lat}, {point.lon}")),
        ("coordinates.datum", Words(str(point.datum))),
        ("coordinates.precision", Words(c.t(f"precision.{point.precision}"))),
        ("coordinates.source", Words(point.source, _other(c, point.source))),
        ("coordinates.licence", Words(point.licence)),
    )
    for key, words in rows:
        yield Pair(Words(c.t(key)), (Said(words),))


def _other(c: Composer, text: str) -> str | None:
    """The other language, where a text that names a data set is written in it."""
    return "en" if c.language == "zh" and text.isascii() else None


def aside(c: Composer, place: Place) -> Iterator[Pair]:
    """The facts beside the page."""
    term = c.t("aside.district")
    if isinstance(place.district, Unknown):
        yield facts.unknown_pair(c, term, place.district)
    elif place.district is not None:
        yield Pair(Words(term), links=(c.link(f"districts/{place.district}"),))
    if place.within is not None:
        yield Pair(Words(c.t("aside.within")), links=(c.link(f"places/{place.within}"),))
