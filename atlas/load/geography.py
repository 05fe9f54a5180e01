"""The map data under data/geo: outlines, water, neighbours and the gazetteer, read strictly, each fault with its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely import get_coordinates, is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

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


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """One outline or river: its key in the file, its names, its shape in degrees."""

    key: str
    zh: str
    en: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer, and where it stands."""

    zh: str
    lat: float
    lon: float
    precision: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Geography:
    """Everything under data/geo. A file that cannot be read is missing here, and named in `faulty`."""

    districts: Mapping[str, Feature] = field(default_factory=dict)
    water: tuple[Feature, ...] = ()
    neighbours: tuple[Feature, ...] = ()
    gazetteer: tuple[Entry, ...] = ()
    faulty: frozenset[str] = frozenset()


class _Fault(ValueError):
    """What is wrong with a file, where, and what to do."""

    def __init__(self, what: str, fix: str, line: int = 1, column: int = 1) -> None:
        super().__init__(what)
        self.what, self.fix, self.line, self.column = what, fix, line, column


def load_geography(root: Path) -> tuple[Geography, tuple[Problem, ...]]:
    """The map data of the project at `root`, empty where it has none, and every fault of its files."""
    folder = root / "data" / "geo"
    layers: dict[str, tuple[Feature, ...]] = {}
    gazetteer: tuple[Entry, ...] = ()
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"data/geo/{path.name}"
        if path.name == "README.md" or path.name.startswith("."):
            continue
        if path.name not in (*_LAYERS, GAZETTEER) or path.is_symlink() or not path.is_file():
            fix = "the files are " + ", ".join((*_LAYERS, GAZETTEER))
            problems.append(Problem(Place(file), "not a file of map data", "stray-file", fix))
            continue
        try:
            text = path.read_text(encoding="utf-8")
            if path.name == GAZETTEER:
                gazetteer = tuple(_entries(file, text))
            else:
                layers[path.name] = tuple(_features(path.name, text))
        except UnicodeDecodeError:
            problems.append(Problem(Place(file), "the file is not UTF-8", RULE, "save it as UTF-8"))
        except _Fault as fault:
            problems.append(Problem(Place(file, fault.line, fault.column), fault.what, RULE, fault.fix))
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
        raise _Fault(f"no JSON: {error.msg}", "restore the file", error.lineno, error.colno) from None
    if not isinstance(whole, dict) or not isinstance(whole.get("features"), list):
        raise _Fault("no FeatureCollection", "the file is one object with `features`, a list")
    if not isinstance(whole.get("attribution"), str) or not whole["attribution"].strip():
        raise _Fault("no `attribution`", "name source, licence and year; each map has to credit them")
    seen: set[str] = set()
    for (line, column), feature in zip(_positions(text, len(whole["features"])), whole["features"], strict=True):
        found = _feature(feature, key, kinds, line, column)
        if found.key in seen:
            raise _Fault(f"`{key}` {found.key} stands twice", "keep one of the two features", line, column)
        seen.add(found.key)
        yield found


def _positions(text: str, count: int) -> Iterator[tuple[int, int]]:
    """Line and column of each feature of a text known to be JSON."""
    at = text.index("[", text.index('"features"')) + 1
    decoder = json.JSONDecoder()
    for _ in range(count):
        while text[at] in " \t\r\n,":
            at += 1
        yield text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        _, at = decoder.raw_decode(text, at)


def _feature(feature: Any, key: str, kinds: frozenset[str], line: int, column: int) -> Feature:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise _Fault("a feature without `properties` or `geometry`", "a feature has both", line, column)
    texts = [properties.get(name) for name in dict.fromkeys((key, "name_zh", "name_en"))]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise _Fault("a feature without its names", f"give it `{key}`, `name_zh` and `name_en`", line, column)
    if geometry.get("type") not in kinds:
        wanted = " or ".join(sorted(kinds))
        raise _Fault(f"'{geometry.get('type')}' does not belong in this file", f"use {wanted}", line, column)
    try:
        found = shape(geometry)
        points = get_coordinates(found).tolist()
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise _Fault("`coordinates` cannot be read", "restore them from the original", line, column) from None
    if not points or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):
        raise _Fault("a point that is not on Earth", "write longitude, then latitude, in degrees", line, column)
    if not found.is_valid:
        reason = is_valid_reason(found).partition("[")[0].lower()
        raise _Fault(f"an outline that cannot be drawn: {reason}", "restore it from the original", line, column)
    return Feature(properties[key], properties["name_zh"], properties["name_en"], found)


def _entries(file: str, text: str) -> Iterator[Entry]:
    """The rows of the gazetteer."""
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        if tuple(next(rows, ())) != COLUMNS:
            raise _Fault("other columns than a gazetteer has", "the first line is " + ",".join(COLUMNS))
        before = rows.line_num
        for row in rows:
            line, before = before + 1, rows.line_num
            if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
                raise _Fault("a row with a cell missing or empty", "fill all of " + ", ".join(COLUMNS), line)
            zh, _, lat, lon, precision, _, _ = row
            if precision not in PRECISIONS:
                raise _Fault(f"'{precision}' is no precision", "use one of " + ", ".join(PRECISIONS), line)
            yield Entry(zh, _degrees(lat, 90, line), _degrees(lon, 180, line), precision, Place(file, line, 1))
    except csv.Error:
        raise _Fault("quotes that do not close", 'a cell with a comma stands between " and "', rows.line_num) from None


def _degrees(text: str, most: int, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = most + 1.0
    if not abs(value) <= most:
        raise _Fault(f"'{text}' is no coordinate", f"write degrees from -{most} to {most}", line)
    return value
