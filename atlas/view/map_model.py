"""What a template sees of a map: paths, points and labels in whole units of its view box, and the words around it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from atlas.view.marks import Link

ShapeForm = Literal["border", "land", "home", "area", "vague", "water", "tie", "tie-planned"]
PointForm = Literal["site", "approximate", "doubtful"]
LabelForm = Literal["place", "town", "area", "context", "water"]
KeyForm = Literal["site", "approximate", "doubtful", "vague", "tie", "tie-planned"]
Anchor = Literal["start", "middle", "end"]


class MapShape(Struct, frozen=True):
    """A path; `tone` is the colour of the area it belongs to."""

    form: ShapeForm
    path: str
    tone: str = ""


class MapPoint(Struct, frozen=True):
    """A dot for a site, a ring for what is only near there."""

    form: PointForm
    x: int
    y: int
    radius: int


class MapLine(Struct, frozen=True):
    """One line of a label: its anchor point on the baseline, and its text."""

    x: int
    y: int
    text: str


class MapLabel(Struct, frozen=True):
    """A name on the map, of one line or two."""

    form: LabelForm
    anchor: Anchor
    lines: tuple[MapLine, ...]


class MapArea(Struct, frozen=True):
    """An area that is a link as a whole: its outline and its name."""

    link: Link
    shape: MapShape
    label: MapLabel


class MapKey(Struct, frozen=True):
    """One line of the key: a sign that the map uses, and what it means."""

    form: KeyForm
    text: str


class MapAbsent(Struct, frozen=True):
    """What belongs on the map and cannot be put there, with the reason."""

    link: Link
    reason: str


class MapView(Struct, frozen=True):
    """One map with all that is printed around it.

    `hatch` is the id of the hatching's pattern on this page, empty where the map has none;
    `remark` says in words what the map shows, `notes` what every map must say of itself.
    """

    label: str
    view_box: str
    shapes: tuple[MapShape, ...]
    areas: tuple[MapArea, ...] = ()
    points: tuple[MapPoint, ...] = ()
    labels: tuple[MapLabel, ...] = ()
    scale: str = ""
    hatch: str = ""
    remark: str = ""
    key: tuple[MapKey, ...] = ()
    absent_title: str = ""
    absent: tuple[MapAbsent, ...] = ()
    notes: tuple[str, ...] = ()
