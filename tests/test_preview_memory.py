"""The preview's memory: what it shows at once is what the whole build then makes, and where it cannot know, it is silent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.preview import memory as module
from atlas.preview.board import Board
from atlas.preview.builder import ChildBuilder, Folder, Outcome
from atlas.preview.memory import Memory
from atlas.preview.session import Session
from atlas.preview.trouble import failure
from atlas.preview.watch import State, state
from tests.preview import PATIENCE, project

RECORD = "data/projects/alder-bridge.yaml"
PAGE = "en/projects/alder-bridge/index.html"


class Remembered:
    """A project with a builder, and a memory that has taken up its last whole build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.builder = ChildBuilder(root)
        self.memory = Memory(root)
        self.build()

    def build(self) -> Folder:
        """The whole site as it is now, taken up by the memory."""
        seen = state(self.root)
        outcome = self.builder.build()
        assert outcome is not None and isinstance(outcome.site, Folder) and outcome.settings is not None, outcome
        self.memory.take(outcome.site, outcome.settings, seen)
        return outcome.site

    def look(self) -> Outcome | None:
        return self.memory.look(state(self.root))

    def edit(self, old: str, new: str, file: str = RECORD) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remembered]:
    """One for all: each test leaves the project as it may be met."""
    found = Remembered(project(tmp_path_factory.mktemp("memory") / "project"))
    yield found
    found.builder.close()


def pages(folder: Folder) -> list[str]:
    return sorted(path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*.html"))


def test_a_saved_record_is_shown_as_the_whole_build_makes_it(remembered: Remembered) -> None:
    before = remembered.build()
    remembered.edit("Alder Bridge", "Elder Bridge")
    outcome = remembered.look()
    assert outcome is not None and outcome.site is not None
    assert outcome.troubles == ()
    shown = outcome.site
    assert shown.version != before.version
    assert b"Elder Bridge" in (shown.read(PAGE) or b"") and b"Elder Bridge" not in (before.read(PAGE) or b"")
    # What is no page of a record is there too, and what is not there is not.
    assert shown.read("en/about/index.html") == before.read("en/about/index.html")
    assert shown.read("data/atlas.json") == before.read("data/atlas.json")
    assert shown.read("projects/none/index.html") is None

    whole = remembered.build()
    prose = {
        f"{lead}{path.stem}/index.html"
        for lead in ("", "en/")
        for path in (remembered.root / "content/zh").glob("*.md")
    }
    assert [name for name in pages(whole) if name not in prose and shown.read(name) != whole.read(name)] == []

    # One after another, and a record that comes and goes.
    remembered.edit("Elder Bridge", "Older Bridge")
    other = remembered.root / "data/places/larch.yaml"
    text = (remembered.root / "data/places/birch.yaml").read_text("utf-8")
    other.write_text(text.replace("birch", "larch").replace("Birch", "Larch").replace("桦", "松"), "utf-8")
    outcome = remembered.look()
    assert outcome is not None and outcome.site is not None, outcome
    assert b"Older Bridge" in (outcome.site.read(PAGE) or b"")
    assert outcome.site.read("en/places/larch/index.html") is not None
    other.unlink()
    outcome = remembered.look()
    assert outcome is not None and outcome.site is not None
    assert outcome.site.read("en/places/larch/index.html") is None
    remembered.edit("Older Bridge", "Alder Bridge")


def test_a_fault_is_told_as_the_whole_build_tells_it(remembered: Remembered) -> None:
    remembered.edit("id: alder-bridge", "id: [alder-bridge")
    outcome, whole = remembered.look(), remembered.builder.build()
    assert outcome is not None and outcome.site is None
    assert [trouble.file for trouble in outcome.troubles] == [RECORD]
    assert outcome == whole
    remembered.edit("id: [alder-bridge", "id: alder-bridge")
    outcome = remembered.look()
    assert outcome is not None and outcome.site is not None


def test_what_is_no_record_waits_for_the_whole_build(remembered: Remembered) -> None:
    remembered.build()
    for file in ("theme/templates/base.html", "content/en/about.md", "pelicanconf.py"):
        path = remembered.root / file
        text = path.read_text("utf-8")
        path.write_text(text + "\n", "utf-8")
        assert remembered.look() is None, file
    remembered.build()
    assert remembered.look() is not None
    # What lies among the records and is none.
    for file in ("data/geo/README.md", "data/addresses.txt"):
        path = remembered.root / file
        path.parent.mkdir(exist_ok=True)
        path.touch()
        assert remembered.look() is None, file
        path.unlink()
        assert remembered.look() is not None, file


def test_another_day_and_another_program_wait_for_the_whole_build(
    remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_AS_OF", "2031-01-01")
    assert remembered.look() is None
    monkeypatch.setenv("ATLAS_AS_OF", "never")
    assert remembered.look() is None
    monkeypatch.undo()
    assert remembered.look() is not None
    monkeypatch.setattr(module, "files", lambda path: iter([(path, (0, 0, 0))]))
    assert remembered.look() is None


def test_a_page_that_cannot_be_made_stays_as_it_was(remembered: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    before = remembered.build()
    outcome = remembered.look()
    assert outcome is not None and isinstance(outcome.site, module.Live)
    monkeypatch.setattr(outcome.site.theme.renderer, "render", None)
    assert outcome.site.read(PAGE) == before.read(PAGE)


def test_what_is_no_page_is_read_while_something_else_is_looked_at(remembered: Remembered) -> None:
    remembered.build()
    outcome = remembered.look()
    assert outcome is not None and isinstance(outcome.site, module.Live)
    found: list[bytes | None] = []
    with outcome.site.lock:
        reader = threading.Thread(target=lambda: found.append(outcome.site.read("data/atlas.json")))  # type: ignore[union-attr]
        reader.start()
        reader.join(PATIENCE)
    assert found and found[0]


# The session around it


class Looks:
    """A memory that shows what it is told to."""

    def __init__(self, show: Callable[[], Outcome | None]) -> None:
        self.show = show
        self.looked = threading.Semaphore(0)
        self.taken: list[str] = []

    def look(self, seen: State) -> Outcome | None:
        outcome = self.show()
        self.looked.release()
        return outcome

    def take(self, whole: Folder, settings: object, seen: State) -> None:
        self.taken.append(whole.version)


class Builds:
    """A builder that takes its time, and gives what it is told to."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)

    def build(self) -> Outcome:
        self.begun.release()
        assert self.go.acquire(timeout=PATIENCE)
        return self.outcomes.pop(0) if self.outcomes else Outcome(None)

    def close(self) -> None:
        self.go.release()


class Running:
    """A session over a small project."""

    def __init__(self, root: Path, builder: Builds, memory: Looks) -> None:
        self.root, self.builder, self.memory = root, builder, memory
        self.board = Board()
        self.session = Session(root, self.board, builder, "en", memory)  # type: ignore[arg-type]
        self.thread = threading.Thread(target=self.session.run, daemon=True)
        self.thread.start()
        self.seen, self.count = -1, 0

    def until(self, **wanted: object) -> dict[str, object]:
        """The first state from now on with these values."""
        while True:
            news = self.board.news(self.seen, PATIENCE)
            assert news is not None and news[0] != self.seen
            self.seen, state = news[0], json.loads(news[1])
            if all(state[name] == value for name, value in wanted.items()):
                return state

    def save(self) -> None:
        """One change and no more: a file that is written where it stands is empty for a moment."""
        self.count += 1
        path = self.root / "data/places/birch.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name("birch.yaml~")
        beside.write_text(f"# saved {self.count}\n", encoding="utf-8")
        beside.replace(path)

    def close(self) -> None:
        self.session.close()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


def site(version: str) -> Folder:
    return Folder(version, Path("."))


SETTINGS = object()


def whole(version: str) -> Outcome:
    return Outcome(site(version), settings=SETTINGS)  # type: ignore[arg-type]


def test_what_is_saved_is_shown_before_it_is_built_and_a_build_that_is_overtaken_is_not(tmp_path: Path) -> None:
    shown = iter([None, Outcome(site("one")), Outcome(site("two"))])
    running = Running(tmp_path, Builds(whole("first"), whole("of one"), whole("of two")), Looks(lambda: next(shown)))
    running.builder.go.release()
    running.until(version="first", building=False)
    running.save()
    running.until(version="one")
    assert running.builder.begun.acquire(timeout=PATIENCE) and running.builder.begun.acquire(timeout=PATIENCE)
    # The build of it has begun and not ended when the next one is saved.
    running.save()
    running.until(version="two")
    running.builder.go.release()
    assert running.builder.begun.acquire(timeout=PATIENCE)
    assert running.board.site == site("two")
    running.builder.go.release()
    running.until(version="of two", building=False)
    running.close()
    assert running.memory.taken == ["first", "of one", "of two"]


def test_errors_are_told_at_once_and_nothing_is_built_of_them(tmp_path: Path) -> None:
    fault = failure("broken", tmp_path)
    shown = iter([None, Outcome(None, (fault,))])
    running = Running(tmp_path, Builds(whole("first")), Looks(lambda: next(shown)))
    running.builder.go.release()
    running.until(version="first", building=False)
    assert running.builder.begun.acquire(timeout=PATIENCE)
    running.save()
    state = running.until(version="first")
    while not state["troubles"]:
        state = running.until(version="first")
    assert state["building"] is False
    assert not running.builder.begun.acquire(blocking=False)
    running.close()


def test_where_the_whole_fails_the_last_good_page_comes_back(tmp_path: Path) -> None:
    shown = iter([None, Outcome(site("one"))])
    builds = Builds(whole("first"), Outcome(None, (failure("no room for a label", tmp_path),)))
    running = Running(tmp_path, builds, Looks(lambda: next(shown)))
    running.builder.go.release()
    running.until(version="first", building=False)
    running.save()
    running.until(version="one")
    running.builder.go.release()
    state = running.until(version="first", building=False)
    assert state["troubles"]
    assert state["words"]["en"]["beneath"] == "The page beneath is the last good one."  # type: ignore[index]
    running.close()
