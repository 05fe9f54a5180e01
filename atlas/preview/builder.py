"""Builders: what turns the project's files into a site that can be asked for its pages.

The preview knows a builder only by what stands in `Builder` and `Site`. The one here runs the whole build in a process
forked from one that has the program imported; what is shown before it has ended comes from `memory`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Protocol

from msgspec import Struct

from atlas.incremental.digests import edition
from atlas.incremental.store import Store
from atlas.preview.order import Order
from atlas.preview.trouble import Trouble, failure
from atlas.preview.watch import State, files
from atlas.settings import Settings

# How long a build that is told to end may take to do so.
_PATIENCE = 3


class Site(Protocol):
    """One whole build: its name, different from every other's, and its files by their address from the root."""

    @property
    def version(self) -> str: ...

    def read(self, address: str) -> bytes | None:
        """The bytes of a file; None where the site has none of this address."""


class Outcome(Struct, frozen=True):
    """What a build gives: a site, or None; and what it has to complain of, also as a terminal shows it."""

    site: Site | None
    troubles: tuple[Trouble, ...] = ()
    report: str = ""
    settings: Settings | None = None
    """What the site was built with, where its builder says so."""


class Builder(Protocol):
    """Builds the project as it stands."""

    def build(self) -> Outcome | None:
        """The outcome of one build; None where `close` ended it."""

    def close(self) -> None:
        """Ends a build under way, from any thread, and clears away what builds have left."""


class Folder(Struct, frozen=True):
    """A site in a folder."""

    version: str
    path: Path

    def read(self, address: str) -> bytes | None:
        parts = PurePosixPath(address).parts
        if "\0" in address or "\\" in address or ".." in parts or PurePosixPath(address).is_absolute():
            return None
        try:
            return self.path.joinpath(*parts).read_bytes()
        except OSError:
            return None


class ChildBuilder:
    """Builds in child processes, each time into a new folder; the last two sites are kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = Path(tempfile.mkdtemp(prefix="atlas-preview-"))
        self.run = secrets.token_hex(4)
        self.count = 0
        self.kept: list[Path] = []
        self._said = self.folder / "said.txt"
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._program: State = {}
        self._is_closed = False

    def build(self) -> Outcome | None:
        self.count += 1
        target = self.folder / str(self.count)
        order = Order(str(self.root), str(target), str(self.kept[-1]) if self.kept else None)
        try:
            status = self._carried_out(order)
        except OSError as error:
            return Outcome(None, (failure(str(error), self.root),))
        if status is None:
            return None
        try:
            found = json.loads(order.findings.read_bytes())
        except (OSError, ValueError):
            found = {"report": "", "troubles": []}
        told = tuple(Trouble(**fields) for fields in found["troubles"])
        if status == 0 and target.is_dir():
            site = Folder(f"{self.run}-{self.count}", self._keep(target))
            return Outcome(site, told, found["report"], Store(order.settings, edition()).load())
        if not any(trouble.severity == "error" for trouble in told):
            told = (failure(self._printed(order), self.root), *told)
        return Outcome(None, told, found["report"] if found["troubles"] else "")

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            process = self._process
        if process is not None:
            _end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _carried_out(self, order: Order) -> int | None:
        """Exit status of one build; None where it was ended from outside."""
        status = self._asked(order)
        if status and not order.printed.exists():
            # Whoever should have taken the order was gone; another one will, if it can start at all.
            status = self._asked(order)
        return status

    def _asked(self, order: Order) -> int | None:
        """Exit status of the process that an order was given to, or of the one it forked; None when closed."""
        process = self._ready()
        if process is None:
            return None
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(order.line())
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        # One that says nothing has ended, with the status of the build where it did that itself.
        status = int(answer) if answer else process.wait()
        with self._lock:
            return None if self._is_closed else status

    def _ready(self) -> subprocess.Popen[str] | None:
        """The process that takes orders, of today's program; None where the builder is closed."""
        program = dict(files(str(Path(__file__).parent.parent)))
        last = self._process
        if last is not None and (last.poll() is not None or program != self._program):
            _end(last)
        elif last is not None:
            return last
        with self._lock, self._said.open("wb") as printed:
            if self._is_closed:
                return None
            # A session of its own, so that Ctrl-C in the terminal reaches the preview alone, which then ends it.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "atlas.preview.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                encoding="utf-8",
                start_new_session=True,
            )
            self._program = program
            return self._process

    def _printed(self, order: Order) -> str:
        """What a build printed as it failed; where there was none, what its process did."""
        for path in (order.printed, self._said):
            with suppress(OSError):
                if words := path.read_text("utf-8", "replace"):
                    return words
        return ""

    def _keep(self, target: Path) -> Path:
        """Adds a site to those kept: a page that is being read may still ask for the one before it."""
        self.kept.append(target)
        for old in self.kept[:-2]:
            shutil.rmtree(old, ignore_errors=True)
        del self.kept[:-2]
        return target


def _end(process: subprocess.Popen[str]) -> None:
    """Ends a process and what it has started; asks first."""
    for name in ("SIGTERM", "SIGKILL"):
        try:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, getattr(signal, name))
            else:
                process.terminate()
            process.wait(_PATIENCE)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
