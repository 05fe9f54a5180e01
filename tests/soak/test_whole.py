"""Whole or not at all, at the size of a city: 200 kills of builds of 1,000 projects, and a disk that is really full."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import generations
from tests.workshop import build, copied, cut_exchanges, kill_builds, kill_edits, mixed, toy_project

PROJECTS = 1_000
KILLS = 200
# A page and its data in two languages each.
MOST_FILES = 4_000
EDITS_KILLED = 100
EXCHANGES_CUT = 1_000


def test_builds_of_many_projects_killed_anywhere(tmp_path: Path) -> None:
    project = toy_project(tmp_path, projects=PROJECTS)
    generations.publish(project, "the last site")
    reader = kill_builds(project, KILLS, random.Random("soak"), MOST_FILES)
    print(f"{KILLS} kills, {reader.copies} copies, each of one build")


def test_builds_killed_after_edits(tmp_path: Path) -> None:
    kill_edits(toy_project(tmp_path), EDITS_KILLED, random.Random("soak"))


def test_exchanges_cut_short(tmp_path: Path) -> None:
    cut_exchanges(tmp_path, EXCHANGES_CUT, random.Random("soak"))


@contextmanager
def disk(folder: Path, *options: str) -> Iterator[Path]:
    """A small disk of its own; where none can be had, the test is skipped."""
    folder.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("a full disk and a read-only one: only root can mount them")
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a full disk and a read-only one: this machine mounts none ({done.stderr.strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_the_last_site(tmp_path: Path) -> None:
    project = toy_project(tmp_path / "project")
    # The site needs some 3 MB; the staged one finds no room beside it.
    with disk(tmp_path / "disk", "-o", "size=1500k") as small:
        (project / "output").symlink_to(small / "site")
        generations.publish(project, "the last site")
        last = copied(small / "site")
        done = build(project, LC_ALL="zh_CN.UTF-8")
        assert done.returncode == 1
        assert "磁盘已满\n没有发布，output/ 保持原样" in done.stderr
        assert "Traceback" not in done.stderr
        assert copied(small / "site") == last
        assert [path.name for path in small.iterdir()] == ["site"]


def test_a_read_only_disk_keeps_the_last_site(tmp_path: Path) -> None:
    project = toy_project(tmp_path / "project")
    with disk(tmp_path / "disk") as small:
        (project / "output").symlink_to(small / "site")
        generations.publish(project, "the last site")
        last = copied(small / "site")
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        done = build(project)
        assert done.returncode == 1
        assert "the disk is read-only" in done.stderr
        assert copied(small / "site") == last and mixed(last) == []
