"""Workers elsewhere: they make the build's pages or none, and whoever names what is not there is told how to mend it."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from atlas import pipeline
from atlas.cluster import dask, errand
from atlas.incremental.facts import Facts
from atlas.incremental.pages import Pages
from atlas.incremental.reading import watched
from atlas.incremental.records import Records
from atlas.incremental.workers import Lent, Workers
from atlas.message import spoken
from atlas.settings import SettingError, Settings
from tests.overlay import AS_OF
from tests.workshop import build, toy_project

SETTINGS = Settings(AS_OF)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return toy_project(tmp_path / "toy")


def sent(root: Path) -> tuple[errand.Pages, pipeline.Theme, Facts]:
    """A build's pages as an errand, and what the build itself makes them from."""
    records = Records()
    atlas = pipeline.linked(root, SETTINGS, records=records).atlas
    assert atlas is not None
    theme = pipeline.themed(root / "theme", watched(atlas), SETTINGS)
    key = pipeline.key(theme, root / "theme", root)
    pages = errand.Pages(root, root / "theme", SETTINGS, records.digest(), key, is_kept=False)
    return pages, theme, Facts(atlas)


def test_processes_that_were_not_forked_make_the_bytes_that_the_build_makes(project):
    pages, theme, facts = sent(project)
    alone = dict(pipeline.rendered(theme, pipeline.Timings()))

    def opened() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))

    shared = Pages("", facts, workers=Workers(1, Lent(opened, pages)))
    assert dict(pipeline.rendered(theme, pipeline.Timings(), shared)) == alone


def changed_record(root: Path) -> None:
    path = root / "data/projects/alder-bridge.yaml"
    path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")


def changed_theme(root: Path) -> None:
    path = root / "theme/templates/record.html"
    path.write_text(path.read_text("utf-8") + "<!-- one more -->\n", "utf-8")


def broken_theme(root: Path) -> None:
    (root / "theme/strings").rename(root / "theme/words")


def moved(root: Path) -> None:
    (root / "data").rename(root / "facts")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed_record, "和这次生成不一致：条目不同"),
        (changed_theme, "和这次生成不一致：主题、地图或 Git 历史不同"),
        (broken_theme, "和这次生成不一致：主题、地图或 Git 历史不同"),
        (moved, "找不到项目"),
    ],
)
def test_worker_that_has_something_else_than_the_build_makes_nothing(project, change, said):
    pages, _, _ = sent(project)
    change(project)
    with pytest.raises(errand.Unlike) as refused:
        pages.task()
    # As it comes back from another process.
    assert said in spoken(pickle.loads(pickle.dumps(refused.value)).words, "zh")


def test_worker_with_another_program_makes_nothing(project):
    pages, _, _ = sent(project)
    with pytest.raises(errand.Unlike, match="the program or its packages"):
        replace(pages, edition="another").task()


@pytest.mark.parametrize(
    "text",
    ["dask", "dask://", "dask://host", "dask://host:port", "dask://host:99999", "dask://host:1/path", "dask://me@host:1",
     "tcp://host:8786", "dask://[host:1"],
)  # fmt: skip
def test_address_that_is_none_is_refused(text):
    with pytest.raises(SettingError) as refused:
        dask.executor({dask.VARIABLE: text})
    assert f"'{text}'" in str(refused.value) and "dask://localhost:8786" in spoken(refused.value.words, "zh")


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_named_is_no_executor(text):
    assert dask.executor({dask.VARIABLE: text}) is None


def test_without_its_library_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setattr(dask, "find_spec", lambda name: None)
    with pytest.raises(SettingError, match=r"-r requirements/dask\.txt"):
        dask.executor({dask.VARIABLE: "dask://localhost:8786"})


def test_build_says_what_is_wrong_with_the_executor_and_publishes_nothing(project):
    done = build(project, ATLAS_EXECUTOR="dask://localhost", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1
    assert "请写调度器的地址" in done.stderr and "Traceback" not in done.stderr
    assert not (project / "output").exists()
