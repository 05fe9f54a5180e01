"""Builders: what turns the project's files into a site that can be asked for its pages.

The preview knows a builder only by what stands in `Builder` and `Site`; one that keeps pages in memory and
makes only those that changed can take the place of the one here, which runs the whole build in a child process.
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
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from atlas.preview.trouble import Trouble, failure

# How long a build that is told to end may take to do so.
_PATIENCE = 3


class Site(Protocol):
    """One whole build: its name, different from every other's, and its files by their address from the root."""

    @property
    def version(self) -> str: ...

    def read(self, address: str) -> bytes | None:
        """The bytes of a file; None where the site has none of this address."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gives: a site, or None; and what it has to complain of, also as a terminal shows it."""

    site: Site | None
    troubles: tuple[Trouble, ...] = ()
    report: str = ""


class Builder(Protocol):
    """Builds the project as it stands."""

    def build(self) -> Outcome | None:
        """The outcome of one build; None where `close` ended it."""

    def close(self) -> None:
        """Ends a build under way, from any thread, and clears away what builds have left."""


@dataclass(frozen=True, slots=True)
class Folder:
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
    """Builds in a child process, each time into a new folder; the last two sites are kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = Path(tempfile.mkdtemp(prefix="atlas-preview-"))
        self.run = secrets.token_hex(4)
        self.count = 0
        self.kept: list[Path] = []
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def build(self) -> Outcome | None:
        self.count += 1
        target = self.folder / str(self.count)
        findings = target.with_suffix(".json")
        try:
            printed = self._run(target, findings)
        except OSError as error:
            return Outcome(None, (failure(str(error), self.root),))
        if printed is None:
            return None
        status, words = printed
        try:
            found = json.loads(findings.read_bytes())
        except (OSError, ValueError):
            found = {"report": "", "troubles": []}
        told = tuple(Trouble(**fields) for fields in found["troubles"])
        if status == 0 and target.is_dir():
            return Outcome(Folder(f"{self.run}-{self.count}", self._keep(target)), told, found["report"])
        if not any(trouble.severity == "error" for trouble in told):
            told = (failure(words, self.root), *told)
        return Outcome(None, told, found["report"] if found["troubles"] else "")

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            process = self._process
        if process is not None:
            _end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, target: Path, findings: Path) -> tuple[int, str] | None:
        """Exit status and words of one build; None where it was ended from outside."""
        last = map(str, self.kept[-1:])
        command = [sys.executable, "-m", "atlas.preview.child", str(self.root), str(target), str(findings), *last]
        with self._lock:
            if self._is_closed:
                return None
            # A session of its own, so that Ctrl-C in the terminal reaches the preview alone, which then ends it.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                start_new_session=True,
            )
        _, printed = self._process.communicate()
        with self._lock:
            status, self._process = self._process.returncode, None
            return None if self._is_closed else (status, printed.decode("utf-8", "replace"))

    def _keep(self, target: Path) -> Path:
        """Adds a site to those kept: a page that is being read may still ask for the one before it."""
        self.kept.append(target)
        for old in self.kept[:-2]:
            shutil.rmtree(old, ignore_errors=True)
        del self.kept[:-2]
        return target


def _end(process: subprocess.Popen[bytes]) -> None:
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
