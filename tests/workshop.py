"""A project to build and kill for tests: the toy records in the real theme, and a reader of what it publishes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from atlas.publish import manifest
from atlas.publish.output import Output
from tests import generations

ROOT = Path(__file__).parent.parent
TOY = Path(__file__).parent / "toy" / "data"
INPUTS = ("atlas", "content", "theme", "pelicanconf.py")
BUILD = (sys.executable, "-m", "atlas", "build")
# A build that makes every page, and so lasts long enough to be killed.
WHOLE = (*BUILD, "--no-cache")
AS_OF = "2026-11-22"


def toy_project(folder: Path, *, projects: int = 0) -> Path:
    """A project in a folder, with so many copies of a record added."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    shutil.copytree(TOY, folder / "data")
    # The toy knows some stages only; the pages of the real theme show them all.
    shutil.copyfile(ROOT / "data" / "vocabulary" / "stages.yaml", folder / "data" / "vocabulary" / "stages.yaml")
    model = (TOY / "projects" / "alder-bridge.yaml").read_text("utf-8")
    for number in range(1, projects + 1):
        text = re.sub(r"^id: .*$", f"id: copy-{number}", model, flags=re.MULTILINE)
        (folder / "data" / "projects" / f"copy-{number}.yaml").write_text(text, "utf-8")
    return folder


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a build: none of whoever runs the tests but where programs lie."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("LC_", "LANG", "TZ", "ATLAS_", "SITE_URL"))
    }
    return {**kept, "ATLAS_AS_OF": AS_OF, "ATLAS_HISTORY_SINCE": "", **more}


def build(folder: Path, limit: Callable[[], None] | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """One build, to its end; `limit` is called in its process before it begins."""
    return subprocess.run(
        BUILD,
        cwd=folder,
        env=surroundings(**more),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def left_behind(folder: Path) -> list[str]:
    """What lies in a project beside what was put there, its output, the generation before and what is kept for the next.

    Python keeps what it compiled of the settings.
    """
    known = {*INPUTS, "data", "output", ".output-previous", ".cache", "__pycache__"}
    return sorted(path.name for path in folder.iterdir() if path.name not in known)


def copied(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, read beneath one handle to it, whatever takes its place meanwhile."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return dict(_beneath(handle, ""))
    finally:
        os.close(handle)


def _beneath(handle: int, prefix: str) -> Iterator[tuple[str, bytes]]:
    with os.scandir(handle) as entries:
        found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, is_folder in found:
        inner = os.open(name, os.O_RDONLY | (os.O_DIRECTORY if is_folder else 0), dir_fd=handle)
        try:
            if is_folder:
                yield from _beneath(inner, f"{prefix}{name}/")
            else:
                with os.fdopen(os.dup(inner), "rb") as file:
                    yield prefix + name, file.read()
        finally:
            os.close(inner)


def mixed(copy: dict[str, bytes]) -> list[str]:
    """What in a copy of a site is not of the build that its manifest tells of."""
    told = json.loads(copy[manifest.ADDRESS])["files"]
    there = {name: hashlib.sha256(content).hexdigest() for name, content in copy.items() if name != manifest.ADDRESS}
    return sorted(name for name in told.keys() | there.keys() if there.get(name) != told.get(name, {}).get("sha256"))


class Reader(threading.Thread):
    """Copies a site over and over, and keeps what was wrong with any copy."""

    def __init__(self, folder: Path, pause: float = 0.0, after: Callable[[], object] = lambda: None) -> None:
        super().__init__(daemon=True)
        self.folder, self.pause, self.after = folder, pause, after
        self.copies = 0
        self.wrong: list[str] = []
        self._enough = threading.Event()

    def run(self) -> None:
        while not self._enough.wait(self.pause):
            try:
                self.wrong += mixed(copied(self.folder))
            except Exception as error:
                self.wrong.append(f"{type(error).__name__}: {error}")
            self.copies += 1
            self.after()

    def __enter__(self) -> Reader:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self.join()


def killed(command: Sequence[str], folder: Path, when: Callable[[], bool], **more: str) -> bool:
    """Starts a command and kills it as soon as something is so; whether it had not ended by then."""
    process = subprocess.Popen(
        command, cwd=folder, env=surroundings(**more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not when():
        time.sleep(0.002)
    in_time = process.poll() is None
    process.kill()
    process.wait()
    return in_time


def told_to_end(
    command: Sequence[str], folder: Path, when: Callable[[], bool], number: int, **more: str
) -> subprocess.CompletedProcess[str]:
    """Starts a command and gives it and its processes a signal, as a terminal does, as soon as something is so."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings(**more),
        start_new_session=True,
        # Whoever runs the tests may have had it ignored.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    while process.poll() is None and not when():
        time.sleep(0.002)
    os.killpg(process.pid, number)
    out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def files_in(folder: Path) -> int:
    """How many files lie in a folder that somebody else is filling or emptying; -1 where there is none."""
    return sum(len(files) for _, _, files in os.walk(folder)) if folder.is_dir() else -1


def kill_builds(project: Path, kills: int, dice: random.Random, most: int) -> Reader:
    """Kills so many builds, each after up to `most` files, and then builds to the end, before the eyes of a reader.

    Where a build ends first, another is killed in its place.
    """
    output = project / "output"
    staging = Output(output).staging
    with Reader(output, pause=0.1) as reader:
        met = 0
        for _ in range(2 * kills):
            enough = dice.randrange(most)
            met += killed(WHOLE, project, lambda enough=enough: files_in(staging) >= enough)
            if met == kills:
                break
        done = build(project)
    assert met == kills, f"of {2 * kills} builds only {met} were killed before they ended"
    assert done.returncode == 0, done.stderr
    assert reader.copies and not reader.wrong, reader.wrong[:5]
    assert mixed(copied(output)) == [] and "index.html" in copied(output)
    return reader


def kill_edits(project: Path, kills: int, dice: random.Random) -> None:
    """Kills so many builds that take what they can from the one before, each after another edit, at any moment of it.

    After each the next build succeeds; what it gives is what a build from nothing gives.
    """
    assert build(project).returncode == 0
    start = time.monotonic()
    edit(project, dice)
    assert build(project).returncode == 0
    length = time.monotonic() - start
    met = 0
    for _ in range(3 * kills):
        edit(project, dice)
        end = time.monotonic() + dice.random() * length
        met += killed(BUILD, project, lambda end=end: time.monotonic() >= end)
        if met == kills:
            break
        if dice.random() < 0.5:
            # Half of the killed are followed by a build that ends, half by another that is killed.
            assert_as_from_nothing(project)
    assert met == kills, f"of {3 * kills} builds only {met} were killed before they ended"
    assert_as_from_nothing(project)


def edit(project: Path, dice: random.Random) -> None:
    """One edit of the toy, of those that remake little and those that remake much."""
    bridge = project / "data" / "projects" / "alder-bridge.yaml"
    number = dice.randrange(1, 10**6)
    kind = dice.choice(["figure", "figure", "rename", "add", "remove", "theme"])
    if kind == "figure":
        text = re.sub(r"\bvalue: \d+", f"value: {number}", bridge.read_text("utf-8"), count=1)
        bridge.write_text(text, "utf-8")
    elif kind == "rename":
        works = project / "data" / "organisations" / "alder-works.yaml"
        works.write_text(re.sub(r"\ben: \w+", f"en: Works{number}", works.read_text("utf-8"), count=1), "utf-8")
    elif kind == "add":
        text = re.sub(r"^id: .*$", f"id: copy-{number}", bridge.read_text("utf-8"), flags=re.MULTILINE)
        bridge.with_name(f"copy-{number}.yaml").write_text(text, "utf-8")
    elif kind == "remove":
        for path in sorted(bridge.parent.glob("copy-*.yaml"))[:1]:
            path.unlink()
    else:
        page = project / "theme" / "templates" / "record.html"
        page.write_text(page.read_text("utf-8") + f"<!-- {number} -->\n", "utf-8")


def assert_as_from_nothing(project: Path) -> None:
    """Builds with what earlier builds have left, killed ones too, and holds it against a build from nothing."""
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    with_cache = copied(project / "output")
    whole = subprocess.run(WHOLE, cwd=project, env=surroundings(), capture_output=True, text=True)
    assert whole.returncode == 0, whole.stderr
    from_nothing = copied(project / "output")
    differing = sorted(
        name for name in with_cache.keys() | from_nothing.keys() if with_cache.get(name) != from_nothing.get(name)
    )
    assert differing == [] and mixed(from_nothing) == []
    assert not left_behind(project)


def cut_exchanges(folder: Path, kills: int, dice: random.Random) -> Reader:
    """Kills a publisher of small sites so many times, any moment after an exchange, before the eyes of a reader."""
    generations.publish(folder, "first")
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    told = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    command = (sys.executable, "-m", "tests.generations", str(folder), str(pipe))
    seen: set[bytes] = set()

    def after() -> None:
        seen.add(copied(folder / "output")["part-0/0.txt"])
        with suppress(BlockingIOError):
            os.write(told, b".")

    with Reader(folder / "output", after=after) as reader:
        for _ in range(kills):
            enough, moment = len(seen) + dice.randrange(1, 5), dice.random() * 0.01
            assert killed(
                command, ROOT, lambda enough=enough, moment=moment: len(seen) >= enough and not time.sleep(moment)
            ), "the publisher ended by itself"
    os.close(told)
    pipe.unlink()
    assert len(seen) > kills and not reader.wrong, reader.wrong[:5]
    generations.publish(folder, "at last")
    assert {path.name for path in folder.iterdir()} == {"output", ".output-previous"}
    assert copied(folder / "output")["part-0/0.txt"] == b"at last 0\n"
    return reader
