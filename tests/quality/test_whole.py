"""Whole or not at all, with more kills than `make test` has time for: anywhere in a build, and in many exchanges."""

from __future__ import annotations

import random
from pathlib import Path

from tests.workshop import build, copied, cut_exchanges, kill_builds, kill_edits, toy_project

KILLS = 20
EDITS_KILLED = 12
EXCHANGES_CUT = 40


def test_builds_killed_anywhere(tmp_path: Path) -> None:
    project = toy_project(tmp_path)
    assert build(project).returncode == 0
    kill_builds(project, KILLS, random.Random("quality"), len(copied(project / "output")))


def test_builds_killed_after_edits(tmp_path: Path) -> None:
    kill_edits(toy_project(tmp_path), EDITS_KILLED, random.Random("quality"))


def test_exchanges_cut_short(tmp_path: Path) -> None:
    cut_exchanges(tmp_path, EXCHANGES_CUT, random.Random("quality"))
