"""Edits that concern one record or others too, and when two ways of linking have given the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from atlas.incremental.reading import LINKS
from atlas.pipeline import Linked

# What editors do: the field's pattern, what takes its place, and whether the record can be linked by itself then.
EDITS = [
    pytest.param("projects", r"\bvalue: 1(\d*)", r"value: 2\1", True, id="a figure"),
    pytest.param("projects", r"#p\d+", "#p1", True, id="a paragraph cited"),
    pytest.param("projects", r"cite: .*", "cite: hexi-feature#p1-p3", True, id="more paragraphs cited"),
    pytest.param("projects", r"cite: .*", "cite: nowhere#p1", True, id="a source that is not there"),
    pytest.param("projects", r"cite: .*", "cite: hexi-feature#p999", True, id="a paragraph that is not there"),
    pytest.param("projects", r"(?m)^district: .*", "district: hongqiao", True, id="another district"),
    pytest.param("projects", r"(?m)^district: .*", "district: hexl", True, id="a district that is not there"),
    pytest.param("projects", r"stage: \w+", "stage: completed", True, id="a stage"),
    pytest.param("projects", r"stage: \w+", "stage: finished", True, id="a stage that is not a term"),
    pytest.param("projects", r"unit: \w+", "unit: floors", True, id="a unit"),
    pytest.param("projects", r"(?m)^names:", "name:", True, id="a field misspelt"),
    pytest.param("projects", r"(?m)^id: .*", "id: another", False, id="an id"),
    pytest.param("projects", r"(?m)^id:", "id", False, id="a file that is no YAML"),
    pytest.param("projects", r"(?m)^part_of:\n  project: .*", "part_of:\n  project: 117-project", False, id="a whole"),
    pytest.param("commitments", r"class: \w+", "class: forecast", True, id="a commitment's class"),
    pytest.param("commitments", r"date: 2026\?", "date: 2025?", True, id="a due date"),
    pytest.param("districts", r"(?m)^boundary: .*", 'boundary: "120000"', True, id="an outline that is not there"),
    pytest.param("places", r"lat: .*", "lat: 39.5", True, id="a point"),
    pytest.param("organisations", r"zh: [^,\n]+", "zh: 另一名称", True, id="a name"),
    pytest.param("sources", r"zh: [^,\n]+", "zh: 另一题名", True, id="a source's title"),
    pytest.param("sources", r"earliest: 2026", "earliest: 2025", False, id="a source's day"),
    pytest.param("indicators", r"(?m)^unit: .*", "unit: years", False, id="an indicator's unit"),
    pytest.param("vocabulary", r"    zh: .*", "    zh: 另一说法", False, id="a term"),
]  # fmt: skip


def same(one: Linked, other: Linked) -> None:
    """Two results say the same, in the same order."""
    assert one.problems == other.problems
    assert [document.file for document in one.documents] == [document.file for document in other.documents]
    assert (one.atlas is None) == (other.atlas is None)
    if one.atlas is None or other.atlas is None:
        return
    # The map data are read anew by each; two readings are not compared.
    assert replace(one.atlas, geography=other.atlas.geography) == other.atlas
    for folder, records in other.atlas.records.items():
        assert list(one.atlas.records[folder]) == list(records)
    for name in LINKS:
        assert list(getattr(one.atlas, name)) == list(getattr(other.atlas, name))


def edited(root: Path, folder: str, pattern: str, new: str) -> Iterator[tuple[str, str]]:
    """Every record of a type that an edit changes, with what it says then."""
    for path in sorted((root / "data" / folder).glob("*.yaml")):
        old = path.read_text("utf-8")
        text = re.sub(pattern, new, old, count=1)
        if text != old:
            yield path.relative_to(root).as_posix(), text


def edit(path: Path, old: str, new: str) -> None:
    """One edit of a file that holds the text."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
