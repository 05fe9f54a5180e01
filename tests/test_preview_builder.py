"""The preview's builder: one process takes its orders, and another takes its place when it must."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.preview import builder as module
from atlas.preview.builder import ChildBuilder, Outcome
from tests.preview import project

PAGE = "en/projects/alder-bridge/index.html"


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[ChildBuilder]:
    found = ChildBuilder(project(tmp_path / "project"))
    yield found
    found.close()


def built(builder: ChildBuilder) -> Outcome:
    outcome = builder.build()
    assert outcome is not None
    return outcome


def page(builder: ChildBuilder) -> bytes:
    """The page of one record in a site built now."""
    outcome = built(builder)
    assert outcome.site is not None, outcome
    content = outcome.site.read(PAGE)
    assert content is not None
    return content


def taker(builder: ChildBuilder) -> int:
    """The process that takes orders."""
    assert builder._process is not None
    return builder._process.pid


def edit(builder: ChildBuilder, old: str, new: str) -> None:
    path = builder.root / "data" / "projects" / "alder-bridge.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_each_build_sees_the_files_of_its_time_and_one_process_serves_them_all(
    builder: ChildBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"Alder Bridge" in page(builder)
    first = taker(builder)
    edit(builder, "Alder Bridge", "Elder Bridge")
    assert b"Elder Bridge" in page(builder)
    edit(builder, "id: alder-bridge", "id: [alder-bridge")
    failed = built(builder)
    assert failed.site is None
    assert [trouble.file for trouble in failed.troubles] == ["data/projects/alder-bridge.yaml"]
    edit(builder, "id: [alder-bridge", "id: alder-bridge")
    assert b"Elder Bridge" in page(builder)
    assert taker(builder) == first

    # Killed from outside, or of a program that has changed since: another one takes the next order.
    os.kill(first, signal.SIGKILL)
    assert b"Elder Bridge" in page(builder)
    second = taker(builder)
    assert second != first
    monkeypatch.setattr(module, "files", lambda path: iter([(path, (0, 0, 0))]))
    assert b"Elder Bridge" in page(builder)
    assert taker(builder) not in (first, second)


def test_a_program_that_does_not_start_is_told_of(builder: ChildBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(builder.root))
    (builder.root / "click.py").write_text("raise RuntimeError('broken on purpose')\n", "utf-8")
    outcome = built(builder)
    assert outcome.site is None
    assert "broken on purpose" in outcome.troubles[0].what["en"]
