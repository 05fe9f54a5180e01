"""The repository's own records: without problems, in canonical form, each id once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from atlas.edit.layout import laid_out
from atlas.pipeline import linked
from atlas.records import PUBLISHED, RECORD_TYPES
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_records_stand_in_canonical_form(path):
    layout = laid_out(path.parent.name, path.stem, path.read_bytes())
    assert layout.text == path.read_text("utf-8"), f"run: atlas fmt {path.relative_to(ROOT)}"
