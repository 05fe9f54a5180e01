"""Builds: whole or not at all, and the same bytes whatever surrounds them."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.pipeline import linked
from atlas.settings import Settings
from tests.preview import project as toy_project
from tests.site import BuiltSite

ROOT = Path(__file__).parent.parent
# The command itself, which does not look for packages in the folder it is run in.
PELICAN = str(Path(sys.executable).with_name("pelican"))
DAY = {"ATLAS_AS_OF": "2026-11-22"}
INPUTS = ("atlas", "content", "data", "theme", "pelicanconf.py")


def project(folder: Path, *, reverse: bool = False) -> Path:
    """A copy of what a build reads; `reverse` makes the files in the opposite order."""
    names = sorted(
        path
        for name in INPUTS
        for path in [ROOT / name, *(ROOT / name).rglob("*")]
        if path.is_file() and "__pycache__" not in path.parts
    )
    for path in reversed(names) if reverse else names:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


def small(folder: Path) -> Path:
    """The same with the toy's few records, for what does not depend on the real ones."""
    shutil.copytree(ROOT / "atlas", folder / "atlas", ignore=shutil.ignore_patterns("__pycache__"))
    return toy_project(folder)


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("LC_", "LANG", "TZ", "ATLAS_", "SITE_URL"))
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**clean, **DAY, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def built(folder: Path, *command: str, **environment: str) -> dict[str, bytes]:
    done = run(folder, *command, **environment)
    assert done.returncode == 0, done.stderr
    return BuiltSite(folder / "output").files


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """What pelican itself builds, without the program of the atlas around it."""
    return built(project(tmp_path_factory.mktemp("reference")), PELICAN, PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    ("environment", "reverse"),
    [
        ({"LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1"}, True),
        (
            {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "random", "PYTHONUTF8": "1"},
            False,
        ),
    ],
    ids=["C locale, other zone, other seed, files in reverse", "Turkish locale, far zone"],
)
def test_the_same_bytes_whatever_surrounds_the_build(tmp_path, reference, environment, reverse):
    again = built(project(tmp_path, reverse=reverse), "-m", "atlas", "build", **environment)
    assert again.keys() == reference.keys()
    assert [name for name in again if again[name] != reference[name]] == []


@pytest.mark.parametrize("command", [("-m", "atlas", "build"), (PELICAN,)], ids=["atlas build", "pelican"])
def test_a_build_with_problems_writes_nothing_and_says_why(tmp_path, command):
    folder = project(tmp_path)
    (folder / "output").mkdir()
    (folder / "output" / "index.html").write_text("the last site", encoding="utf-8")
    record = next((folder / "data" / "projects").glob("*.yaml"))
    record.write_text(record.read_text(encoding="utf-8").replace("\nkind:", "\nkidn:", 1), encoding="utf-8")
    done = run(folder, *command)
    assert done.returncode == 1
    assert f"data/projects/{record.name}:" in done.stderr
    assert "did you mean 'kind'?" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in (folder / "output").iterdir()] == ["index.html"]
    assert not list(folder.glob(".output-*"))


def test_prose_that_pelican_would_skip_stops_the_build(tmp_path):
    folder = small(tmp_path)
    (folder / "content" / "zh" / "about.md").write_text(
        "title: x\nslug: about\nlang: zh\ndate: no date\n\nx\n", encoding="utf-8"
    )
    done = run(folder, PELICAN)
    assert done.returncode == 1
    assert "[bad-content]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "output").exists()


def test_prose_in_one_language_only_stops_the_build(tmp_path):
    folder = small(tmp_path)
    (folder / "content" / "en" / "about.md").unlink()
    done = run(folder, "-m", "atlas", "build")
    assert done.returncode == 1
    assert "write content/en/about.md" in done.stderr


def test_the_last_site_is_kept_until_the_next_build(tmp_path):
    folder = small(tmp_path)
    first = built(folder, "-m", "atlas", "build")
    built(folder, "-m", "atlas", "build", ATLAS_AS_OF="2026-11-23")
    assert BuiltSite(folder / ".output-previous").files == first


def test_statuses_move_with_the_day():
    def statuses(day: dt.date) -> dict[str, str]:
        atlas = linked(ROOT, Settings(day)).atlas
        assert atlas is not None
        return {name: str(standing.status) for name, standing in atlas.standings.items()}

    before, after = statuses(dt.date(2025, 12, 31)), statuses(dt.date(2026, 1, 1))
    moved = [name for name, status in before.items() if status != after[name]]
    assert moved
    assert {before[name] for name in moved} == {"open"}
    assert {after[name] for name in moved} == {"not_verified"}
