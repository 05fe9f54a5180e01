"""Records linked again by themselves: the same atlas and the same problems as when all are gone through."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from atlas.incremental.records import Records
from atlas.link.walked import Walks
from atlas.pipeline import Linked, linked, surroundings
from atlas.preview.saved import relinked
from atlas.problem import has_errors
from atlas.settings import Settings
from tests.mutation import slip
from tests.overlay import AS_OF, BROKEN, lay
from tests.relinking import EDITS, edit, edited, same

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(AS_OF)
SEED = "relink"
SLIPS = 60

EXCEPTION = """id: list
allowed:
  - rule: uncited
    record: projects/alder-bridge
    path: figures/1
    reason: the source is being sought
    on: 2026-11-01
"""


class Project:
    """A copy of the real records, linked once, and again after each edit: both by itself and whole."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.records, self.walks, self.beside = Records(), Walks(), surroundings(root)
        self.good = linked(root, SETTINGS, records=self.records, walks=self.walks, beside=self.beside)
        assert self.good.atlas is not None
        self.records = self.records.following()
        self._reading, self._walking = Records(), Walks()

    def whole(self) -> Linked:
        """All records gone through."""
        found = linked(self.root, SETTINGS, records=self._reading, walks=self._walking, beside=self.beside)
        self._reading = self._reading.following()
        return found

    def again(self, *paths: str) -> Linked | None:
        """Only the records at some paths."""
        found = relinked(self.root, paths, self.good, SETTINGS, self.records, self.walks)
        if found is not None and found.atlas is not None:
            self.good = found
        return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("relink")
    shutil.copytree(ROOT / "data", root / "data")
    return Project(root)


@pytest.mark.parametrize(("folder", "pattern", "new", "alone"), EDITS)
def test_an_edited_record_is_linked_by_itself_as_with_all_others(
    real: Project, folder: str, pattern: str, new: str, alone: bool
) -> None:
    found = list(edited(real.root, folder, pattern, new))[:3]
    assert found
    for path, text in found:
        file = real.root / path
        old = file.read_text("utf-8")
        file.write_text(text, "utf-8")
        again = real.again(path)
        assert (again is not None) == alone, path
        if again is not None:
            same(again, real.whole())
        file.write_text(old, "utf-8")
        # And back: from the edited record where it is good, from the last good one where it is not.
        again = real.again(path)
        assert again is None or again.atlas is not None
        if again is not None:
            same(again, real.whole())


def test_slips_of_the_pen_are_met_by_themselves_as_with_all_others(real: Project) -> None:
    dice = random.Random(SEED)
    paths = sorted(real.root.glob("data/*/*.yaml"))
    told = 0
    for number in range(SLIPS):
        file = dice.choice(paths)
        path, old = file.relative_to(real.root).as_posix(), file.read_text("utf-8")
        file.write_text(slip(old, dice).text, "utf-8")
        again = real.again(path)
        if again is not None:
            same(again, real.whole())
            told += has_errors(again.problems)
        file.write_text(old, "utf-8")
        assert real.again(path) is not None, number
    assert told > SLIPS / 4
    same(real.good, real.whole())


def test_several_records_are_linked_again_at_once(real: Project) -> None:
    edits = [next(edited(real.root, folder, r"#p\d+", "#p1")) for folder in ("projects", "districts", "commitments")]
    olds = [(real.root / path).read_text("utf-8") for path, _ in edits]
    for path, text in edits:
        (real.root / path).write_text(text, "utf-8")
    again = real.again(*(path for path, _ in edits))
    assert again is not None and again.atlas is not None
    same(again, real.whole())
    for (path, _), old in zip(edits, olds, strict=True):
        (real.root / path).write_text(old, "utf-8")
    assert real.again(*(path for path, _ in edits)) is not None


def test_warnings_of_other_records_stay_and_those_of_the_edited_one_are_its_own(tmp_path: Path) -> None:
    root = lay(tmp_path, BROKEN / "finding-in-future")
    opening = root / "data/commitments/cedar.yaml"
    found = Project(root)
    assert [problem.rule for problem in found.good.problems].count("finding-in-future") == 1
    bridge = "data/projects/alder-bridge.yaml"
    edit(root / bridge, "Alder Bridge", "Elder Bridge")
    again = found.again(bridge)
    assert again is not None and again.atlas is not None and again.problems
    same(again, found.whole())
    edit(opening, "on: 2026-12", "on: 2026-06")
    again = found.again("data/commitments/cedar.yaml")
    assert again is not None and again.problems == ()
    same(again, found.whole())


def test_a_record_with_an_exception_is_told_by_the_whole(tmp_path: Path) -> None:
    root = lay(tmp_path)
    bridge = root / "data/projects/alder-bridge.yaml"
    edit(root / "data/exceptions/list.yaml", "id: list\n", EXCEPTION)
    edit(bridge, "    basis: planned\n    cite: alder-gazette#p1\n", "    basis: planned\n")
    found = Project(root)
    edit(bridge, "Alder Bridge", "Elder Bridge")
    assert found.again("data/projects/alder-bridge.yaml") is None
    assert found.again("data/projects/alder-quay.yaml") is not None


def test_a_record_that_is_gone_or_new_is_not_told_by_itself(real: Project, tmp_path: Path) -> None:
    file = sorted(real.root.glob("data/events/*.yaml"))[0]
    path = file.relative_to(real.root).as_posix()
    kept = file.rename(tmp_path / file.name)
    assert real.again(path) is None
    kept.rename(file)
    assert real.again(path) is not None
    assert real.again("data/events/never.yaml") is None
    assert real.again("data/README.md") is None
