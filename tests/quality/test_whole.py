"""Whole or not at all, with more kills than `make test` has time for: anywhere in a build, and in many exchanges."""

from __future__ import annotations

import random
from pathlib import Path

from tests import generations
from tests.workshop import cut_exchanges, kill_builds, toy_project

KILLS = 20
# The files of a build; it writes some more.
MOST_FILES = 240
EXCHANGES_CUT = 100


def test_builds_killed_anywhere(tmp_path: Path) -> None:
    project = toy_project(tmp_path)
    generations.publish(project, "the last site")
    kill_builds(project, KILLS, random.Random("quality"), MOST_FILES)


def test_exchanges_cut_short(tmp_path: Path) -> None:
    cut_exchanges(tmp_path, EXCHANGES_CUT, random.Random("quality"))
