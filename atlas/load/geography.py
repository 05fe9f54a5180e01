"""The map data under data/geo: outlines, water, neighbours and the gazetteer, read strictly, each fault with its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from shapely import get_coordinates, is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from atlas.load.plain import plain_text
from atlas.message import Complaint, Joined, Text, brief, say, series
from atlas.problem import Place, Problem

RULE = "bad-map-file"
DISTRICTS = "tianjin-districts.geojson"
WATER = "tianjin-water.geojson"
NEIGHBOURS = "neighbours.geojson"
GAZETTEER = "gazetteer.csv"
COLUMNS = ("name_zh", "name_en", "lat", "lon", "precision", "source", "licence")
# From the finest to the coarsest.
PRECISIONS = ("site", "neighbourhood", "district", "city")

_AREAS = frozenset({"Polygon", "MultiPolygon"})
_LINES = frozenset({"LineString", "MultiLineString"})
_LAYERS = {DISTRICTS: ("code", _AREAS), WATER: ("id", _LINES), NEIGHBOURS: ("name_zh", _AREAS)}


class Feature(Struct, frozen=True, eq=False):
    """One outline or river: its key in the file, its names, its shape in degrees."""

    key: str
    zh: str
    en: str
    shape: BaseGeometry


class Entry(Struct, frozen=True):
    """One row of the gazetteer, and where it stands."""

    zh: str
    lat: float
    lon: float
    precision: str
    place: Place


class Geography(Struct, frozen=True, eq=False):
    """Everything under data/geo. A file that cannot be read is missing here, and named in `faulty`."""

    districts: Mapping[str, Feature] = field(default_factory=dict)
    water: tuple[Feature, ...] = ()
    neighbours: tuple[Feature, ...] = ()
    gazetteer: tuple[Entry, ...] = ()
    faulty: frozenset[str] = frozenset()


_RESTORE = say("restore the file")


class _Fault(Complaint):
    """What is wrong with a file, where, and what to do."""

    def __init__(self, what: Text, fix: Text, line: int = 1, column: int = 1) -> None:
        super().__init__(what)
        self.fix, self.line, self.column = fix, line, column


def load_geography(root: Path) -> tuple[Geography, tuple[Problem, ...]]:
    """The map data of the project at `root`, empty where it has none, and every fault of its files."""
    folder = root / "data" / "geo"
    layers: dict[str, tuple[Feature, ...]] = {}
    gazetteer: tuple[Entry, ...] = ()
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
        file = f"data/geo/{path.name}"
        if path.name == "README.md" or path.name.startswith("."):
            continue
        if path.name not in (*_LAYERS, GAZETTEER) or path.is_symlink() or not path.is_file():
            fix = say("the files are {files}", files=series((*_LAYERS, GAZETTEER)))
            problems.append(Problem(Place(file), say("not a file of map data"), "stray-file", fix))
            continue
        try:
            text = plain_text(path)
            if path.name == GAZETTEER:
                gazetteer = tuple(_entries(file, text))
            else:
                layers[path.name] = tuple(_features(path.name, text))
        except UnicodeDecodeError:
            problems.append(Problem(Place(file), say("the file is not UTF-8"), RULE, say("save it as UTF-8")))
        except OSError:
            problems.append(Problem(Place(file), say("the file cannot be read, or is too large"), RULE, _RESTORE))
        except _Fault as fault:
            problems.append(Problem(Place(file, fault.line, fault.column), fault.words, RULE, fault.fix))
    return (
        Geography(
            {feature.key: feature for feature in layers.get(DISTRICTS, ())},
            layers.get(WATER, ()),
            layers.get(NEIGHBOURS, ()),
            gazetteer,
            frozenset(problem.place.file.rpartition("/")[2] for problem in problems),
        ),
        tuple(problems),
    )


def _features(name: str, text: str) -> Iterator[Feature]:
    """The features of one GeoJSON file."""
    key, kinds = _LAYERS[name]
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        what = say("no JSON: {said}", said=error.msg)
        raise _Fault(what, _RESTORE, error.lineno, error.colno) from None
    except (RecursionError, ValueError):
        raise _Fault(say("nested too deep, or a number too long"), _RESTORE) from None
    if not isinstance(whole, dict) or not isinstance(whole.get("features"), list):
        raise _Fault(say("no FeatureCollection"), say("the file is one object with `features`, a list"))
    if not isinstance(whole.get("attribution"), str) or not whole["attribution"].strip():
        raise _Fault(say("no `attribution`"), say("name source, licence and year; each map has to credit them"))
    seen: set[str] = set()
    for (line, column), feature in zip(_positions(text, len(whole["features"])), whole["features"], strict=True):
        found = _feature(feature, key, kinds, line, column)
        if found.key in seen:
            what = say("`{field}` {key} stands twice", field=key, key=found.key)
            raise _Fault(what, say("keep one of the two features"), line, column)
        seen.add(found.key)
        yield found


def _positions(text: str, count: int) -> list[tuple[int, int]]:
    """Line and column of each feature of a text known to be JSON, as far as they can be told."""
    decoder = json.JSONDecoder()
    found: list[tuple[int, int]] = []
    line, counted = 1, 0
    try:
        at = text.index("[", text.index('"features"')) + 1
        for _ in range(count):
            while text[at] in " \t\r\n,":
                at += 1
            line, counted = line + text.count("\n", counted, at), at
            found.append((line, at - text.rfind("\n", 0, at)))
            _, at = decoder.raw_decode(text, at)
    except (ValueError, IndexError):
        # The word stands elsewhere too, or is spelt with escapes: no place but the file's.
        return [(1, 1)] * count
    return found


def _feature(feature: Any, key: str, kinds: frozenset[str], line: int, column: int) -> Feature:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        what = say("a feature without `properties` or `geometry`")
        raise _Fault(what, say("a feature has both"), line, column)
    texts = [properties.get(name) for name in dict.fromkeys((key, "name_zh", "name_en"))]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        fix = say("give it `{field}`, `name_zh` and `name_en`", field=key)
        raise _Fault(say("a feature without its names"), fix, line, column)
    if geometry.get("type") not in kinds:
        what = say("'{given}' does not belong in this file", given=brief(geometry.get("type")))
        raise _Fault(what, say("use {kinds}", kinds=Joined(tuple(sorted(kinds)), say(" or "))), line, column)
    try:
        found = shape(geometry)
        points = get_coordinates(found).tolist()
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        what, fix = say("`coordinates` cannot be read"), say("restore them from the original")
        raise _Fault(what, fix, line, column) from None
    if not points or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):
        what, fix = say("a point that is not on Earth"), say("write longitude, then latitude, in degrees")
        raise _Fault(what, fix, line, column)
    if not found.is_valid:
        reason = is_valid_reason(found).partition("[")[0].lower()
        what = say("an outline that cannot be drawn: {reason}", reason=reason)
        raise _Fault(what, say("restore it from the original"), line, column)
    return Feature(properties[key], properties["name_zh"], properties["name_en"], found)


def _entries(file: str, text: str) -> Iterator[Entry]:
    """The rows of the gazetteer."""
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        if tuple(next(rows, ())) != COLUMNS:
            fix = say("the first line is {columns}", columns=",".join(COLUMNS))
            raise _Fault(say("other columns than a gazetteer has"), fix)
        before = rows.line_num
        for row in rows:
            line, before = before + 1, rows.line_num
            if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
                fix = say("fill all of {columns}", columns=series(COLUMNS))
                raise _Fault(say("a row with a cell missing or empty"), fix, line)
            zh, _, lat, lon, precision, _, _ = row
            if precision not in PRECISIONS:
                fix = say("use one of {known}", known=series(PRECISIONS))
                raise _Fault(say("'{given}' is no precision", given=brief(precision)), fix, line)
            yield Entry(zh, _degrees(lat, 90, line), _degrees(lon, 180, line), precision, Place(file, line, 1))
    except csv.Error:
        what, fix = say("quotes that do not close"), say('a cell with a comma stands between " and "')
        raise _Fault(what, fix, rows.line_num) from None


def _degrees(text: str, most: int, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = most + 1.0
    if not abs(value) <= most:
        fix = say("write degrees from -{most} to {most}", most=most)
        raise _Fault(say("'{given}' is no coordinate", given=brief(text)), fix, line)
    return value
