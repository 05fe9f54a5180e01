"""`atlas check` says the same of records that it knows from an earlier run as of those that it reads."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas import pipeline
from atlas.cli import main
from atlas.incremental.digests import edition
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store
from atlas.incremental.workers import FEWEST, Workers
from tests.overlay import lay

ROOT = Path(__file__).parent.parent
PROJECT = "id: cedar\nnames: {zh: 雪松, en: Cedar}\nkind: facility\ndistrict: %s\nfigures:\n  - {measure: shops, value: 6万}\n"
# A record that is no YAML, one that does not fit its declaration, one that refers to nothing.
FAULTS = {"projects/oak.yaml": "id: [oak", "projects/cedar.yaml": PROJECT % "alder", "projects/elm.yaml": PROJECT % "x"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(tmp_path, FAULTS)
    shutil.copyfile(ROOT / "pelicanconf.py", tmp_path / "pelicanconf.py")
    return tmp_path


def check(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", "--root", str(root), *options], env={"ATLAS_AS_OF": "2026-11-22"})
    return done.exit_code, done.output


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_it_says_the_same_of_what_it_knows(root, form, lang):
    options = ("--format", form, "--lang", lang)
    fresh = check(root, "--no-cache", *options)
    assert not (root / ".cache").exists()
    assert fresh[0] == 1 and "cedar" in fresh[1]
    assert check(root, *options) == fresh
    assert (root / FOLDER / "records").is_file()
    assert check(root, *options) == fresh


def test_what_has_not_changed_is_not_read_again(root, monkeypatch):
    before = check(root)
    monkeypatch.setattr(pipeline, "check", lambda document: pytest.fail(f"{document.stem} is checked again"))
    assert check(root) == before


def test_what_has_changed_is(root):
    check(root)
    for name in FAULTS:
        (root / "data" / name).unlink()
    mended = check(root)
    assert mended[0] == 0 and mended == check(root, "--no-cache")


def test_damaged_or_strange_store_is_passed_over(root):
    fresh = check(root, "--no-cache")
    check(root)
    path = root / FOLDER / "records"
    path.write_bytes(path.read_bytes()[:-9])
    assert check(root) == fresh
    Store(path, "another edition").save({})
    assert check(root) == fresh
    assert Store(path, edition()).load()


def test_folder_that_is_no_project_is_left_as_it_is(root):
    (root / "pelicanconf.py").unlink()
    check(root)
    assert not (root / ".cache").exists()


def add(root: Path, name: str) -> None:
    """As many records as are worth sharing, each with a fault of its own."""
    for number in range(FEWEST):
        text = (PROJECT % f"alder-{number}").replace("id: cedar", f"id: {name}-{number}")
        (root / f"data/projects/{name}-{number}.yaml").write_text(text, "utf-8")


def test_what_several_processes_read_is_what_one_reads(root, monkeypatch):
    add(root, "ash")
    alone, here, check_one = pipeline.checked(root), os.getpid(), pipeline.check

    def elsewhere(document):
        assert os.getpid() != here
        return check_one(document)

    monkeypatch.setattr(pipeline, "check", elsewhere)
    shared = pipeline.checked(root, records=Records(None, Workers(2)))
    assert shared.problems == alone.problems and len(alone.problems) > FEWEST
    assert [record for _, record in shared.pairs] == [record for _, record in alone.pairs]
    for one, other in zip(shared.documents, alone.documents, strict=True):
        assert one.place(("names", "en")) == other.place(("names", "en"))


def test_what_several_processes_read_is_kept(root, monkeypatch):
    store = Store(root / FOLDER / "records", edition())
    for name in ("ash", "yew"):
        add(root, name)
        records = Records(store, Workers(2))
        found = pipeline.checked(root, records=records)
        records.save()
    monkeypatch.setattr(pipeline, "check", lambda document: pytest.fail(f"{document.stem} is checked again"))
    assert pipeline.checked(root, records=Records(store)).problems == found.problems
