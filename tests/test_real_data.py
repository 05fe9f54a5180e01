"""The repository's own records: without problems, in canonical order, each id once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.load.nodes import Node, read
from atlas.pipeline import linked
from atlas.records import PUBLISHED, RECORD_TYPES
from atlas.records.parts import Part, Unknown
from atlas.records.shape import Declared, declared
from atlas.report import report
from atlas.settings import Settings

ROOT = Path(__file__).parent.parent
FILES = sorted(path for folder in RECORD_TYPES for path in (ROOT / "data" / folder).glob("*.yaml"))


@pytest.fixture(scope="module")
def found():
    return linked(ROOT, Settings(dt.date(2026, 11, 22)))


def test_records_have_no_problems(found):
    assert report(found.problems, ROOT) == "no problems\n"


def test_ids_are_unique_within_their_type(found):
    counts = Counter((path.parent.name, path.stem) for path in FILES)
    assert [key for key, count in counts.items() if count > 1] == []
    assert sum(len(found.atlas.all(cls)) for cls in PUBLISHED) == len(found.atlas.published())


def part(field: Declared, node: Node) -> type[Part] | None:
    """The part a field's value is, among those it may be."""
    if isinstance(node.value, dict) and "unknown" in node.value and Unknown in field.parts:
        return Unknown
    return next((item for item in field.parts if item is not Unknown), None)


def out_of_order(cls: type[Part], node: Node, above: str = "") -> Iterator[str]:
    """Every mapping whose fields do not stand in declared order."""
    if isinstance(node.value, list):
        for number, item in enumerate(node.value, 1):
            yield from out_of_order(cls, item, f"{above}/{number}")
    if not isinstance(node.value, dict):
        return
    fields = declared(cls)
    canonical = [name for name in fields if name in node.value]
    if list(node.value) != canonical:
        yield f"{node.line}: {above or 'record'} has {list(node.value)}, canonical is {canonical}"
    for name, child in node.value.items():
        inner = part(fields[name], child) or (Unknown if fields[name].parts == (Unknown,) else None)
        if inner is not None:
            yield from out_of_order(inner, child, f"{above}/{name}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fields_stand_in_canonical_order(path):
    node, problems = read(path.name, path.read_bytes())
    assert not problems
    assert list(out_of_order(RECORD_TYPES[path.parent.name], node)) == []
