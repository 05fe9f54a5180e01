"""What linking gave last time, kept: the next run gives what linking every record gives, and does so by itself if it can."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from atlas import pipeline
from atlas.incremental.links import Links
from atlas.incremental.records import MOST_SINCE, Records
from atlas.incremental.store import Store
from atlas.pipeline import Linked, linked
from atlas.settings import Settings
from tests.overlay import AS_OF, BROKEN, lay
from tests.relinking import EDITS, edit, edited, same

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(AS_OF)
BRIDGE = "data/projects/alder-bridge.yaml"
COPIES = 4 * MOST_SINCE


class Project:
    """A project that is linked by one run after another, each with what those before have kept."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, settings: Settings = SETTINGS) -> Linked:
        """One run, as a build does it."""
        store = self.root / ".cache"
        records, links = Records(Store(store / "records", "this")), Links(Store(store / "links", "this"))
        found = linked(self.root, settings, records=records, links=links)
        records.save()
        links.save()
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that every record is linked."""
    link, found = pipeline.link, []

    def told(*given: object) -> object:
        found.append(1)
        return link(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "link", told)
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("links")
    shutil.copytree(ROOT / "data", root / "data")
    return Project(root)


@pytest.mark.parametrize(("folder", "pattern", "new", "alone"), EDITS)
def test_the_next_run_gives_what_linking_every_record_gives(
    real: Project, counted: list[int], folder: str, pattern: str, new: str, alone: bool
) -> None:
    assert real.run().atlas is not None
    path, text = next(edited(real.root, folder, pattern, new))
    file = real.root / path
    old = file.read_text("utf-8")
    try:
        file.write_text(text, "utf-8")
        counted.clear()
        found = real.run()
        assert bool(counted) != alone
        same(found, linked(real.root, SETTINGS))
    finally:
        file.write_text(old, "utf-8")
    same(real.run(), linked(real.root, SETTINGS))


def test_nothing_changed_links_nothing(real: Project, counted: list[int]) -> None:
    first = real.run()
    counted.clear()
    same(real.run(), first)
    assert counted == []


@pytest.mark.parametrize("what", ["day", "silence", "map", "address", "added", "removed", "stray"])
def test_what_else_linking_depends_on_is_heard(tmp_path: Path, counted: list[int], what: str) -> None:
    toy = Project(lay(tmp_path))
    settings = SETTINGS
    assert toy.run().atlas is not None
    if what == "day":
        settings = replace(SETTINGS, as_of=AS_OF + dt.timedelta(days=900))
    elif what == "silence":
        settings = replace(SETTINGS, silent_after_months=1)
    elif what == "map":
        (toy.root / "data/geo").mkdir(exist_ok=True)
        (toy.root / "data/geo/another.txt").write_text("another")
    elif what == "address":
        (toy.root / "data/addresses.txt").write_text("projects/gone/\n")
    elif what == "added":
        text = (toy.root / BRIDGE).read_text("utf-8").replace("id: alder-bridge", "id: another-bridge", 1)
        (toy.root / BRIDGE).with_name("another-bridge.yaml").write_text(text, "utf-8")
    elif what == "removed":
        (toy.root / BRIDGE).unlink()
    else:
        (toy.root / "data/projects/notes.txt").write_text("a note")
    counted.clear()
    same(toy.run(settings), linked(toy.root, settings))
    assert len(counted) == 2


def test_warnings_of_other_records_stay_and_those_of_the_edited_one_are_its_own(tmp_path: Path) -> None:
    toy = Project(lay(tmp_path, BROKEN / "finding-in-future"))
    assert [problem.rule for problem in toy.run().problems].count("finding-in-future") == 1
    edit(toy.root / BRIDGE, "Alder Bridge", "Elder Bridge")
    found = toy.run()
    assert found.problems
    same(found, linked(toy.root, SETTINGS))
    edit(toy.root / "data/commitments/cedar.yaml", "on: 2026-12", "on: 2026-06")
    found = toy.run()
    assert found.problems == ()
    same(found, linked(toy.root, SETTINGS))


def test_a_run_that_found_errors_leaves_what_was_known_before(tmp_path: Path) -> None:
    toy = Project(lay(tmp_path))
    toy.run()
    edit(toy.root / BRIDGE, "district: alder", "district: alter")
    assert toy.run().atlas is None
    edit(toy.root / BRIDGE, "district: alter", "district: alder")
    edit(toy.root / BRIDGE, "Alder Bridge", "Elder Bridge")
    same(toy.run(), linked(toy.root, SETTINGS))


def test_a_state_that_is_damaged_is_passed_over(tmp_path: Path, counted: list[int]) -> None:
    toy = Project(lay(tmp_path))
    toy.run()
    path = toy.root / ".cache" / "links"
    path.write_bytes(path.read_bytes()[:-9])
    counted.clear()
    same(toy.run(), linked(toy.root, SETTINGS))
    assert len(counted) == 2
    Store(path, "this").save("a value of another kind")
    same(toy.run(), linked(toy.root, SETTINGS))


def test_only_what_is_new_is_written_beside_the_records_until_that_is_much(tmp_path: Path) -> None:
    """With so many records that two edits are little."""
    toy = Project(lay(tmp_path))
    text = (toy.root / BRIDGE).read_text("utf-8")
    for number in range(COPIES):
        (toy.root / f"data/projects/copy-{number}.yaml").write_text(
            text.replace("id: alder-bridge", f"id: copy-{number}", 1), "utf-8"
        )
    toy.run()
    store = Store(toy.root / ".cache" / "records", "this")
    whole = store.path.read_bytes()
    for number in range(2):
        edit(toy.root / f"data/projects/copy-{number}.yaml", "Alder Bridge", "Elder Bridge")
        same(toy.run(), linked(toy.root, SETTINGS))
    assert store.path.read_bytes() == whole
    assert {stem for _, stem, _ in store.beside("since").load()} == {"copy-0", "copy-1"}
    for number in range(COPIES):
        (toy.root / f"data/projects/copy-{number}.yaml").unlink()
    same(toy.run(), linked(toy.root, SETTINGS))
    assert not any(stem.startswith("copy-") for _, stem, _ in store.load())
    assert store.beside("since").load() == {}
