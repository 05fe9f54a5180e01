"""Whether the output is still what today's inputs give: proved by the content of every one of them.

Asked before anything else is imported, so that a build with nothing to do is over at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from atlas.incremental.digests import edition, of_bytes, of_folders
from atlas.incremental.store import FOLDER, Store
from atlas.settings import SettingError, as_of

OUTPUT = "output"
THEME = "theme"
PROSE = "content"
_READ = ("data", PROSE, THEME)
_SETTINGS = "pelicanconf.py"
# Variables that count whether the settings name them or not.
_VARIABLES = re.compile(r"ATLAS_\w+|SITE_URL|SOURCE_DATE_EPOCH")
_NAMED = re.compile(r"""["']([A-Za-z_]\w*)["']""")
_WHOLE = "false"


class Current:
    """The inputs of a build as they stand when it begins, and the output that inputs like them gave before."""

    def __init__(self, root: Path, environment: Mapping[str, str] = os.environ) -> None:
        self.root = root
        self._environment = environment
        self._store = Store(root / FOLDER / "current", edition())
        self.inputs = self._inputs()

    def holds(self) -> bool:
        """Whether nothing has changed since the last build, and its output is all there."""
        kept: tuple[str, str] | None = self._store.load()
        is_same = kept is not None and kept[0] == self.inputs
        return is_same and kept == (self.inputs, _standing(self.root / OUTPUT))

    def keep(self, theme: Path, prose: Path, output: Path) -> None:
        """Keeps that the output is what the inputs give; not where one changed meanwhile, or some lie elsewhere."""
        usual = [self.root / name for name in (THEME, PROSE, OUTPUT)]
        is_usual = [path.resolve() for path in (theme, prose, output)] == [path.resolve() for path in usual]
        if is_usual and self.inputs is not None and self.inputs == self._inputs():
            self._store.save((self.inputs, _standing(self.root / OUTPUT)))

    def address(self) -> str:
        """Where a reader opens what was built."""
        return self._environment.get("SITE_URL") or str(self.root / OUTPUT / "index.html")

    def _inputs(self) -> str | None:
        """The digest of all that a build depends on; None where that cannot be told beforehand."""
        commit = _commit(self.root)
        try:
            day = as_of(self._environment)
        except SettingError:
            return None
        if commit is None or self._environment.get("ATLAS_SHARE_PICTURES"):
            return None
        files = of_folders(*(self.root / name for name in _READ))
        settings = settings_of(self.root, self._environment)
        return of_bytes(repr((edition(), files, settings, commit, day)).encode())


def settings_of(root: Path, environment: Mapping[str, str]) -> str:
    """The digest of what Pelican's settings depend on, and of the variables of the environment that a build may ask for."""
    # The settings are a program, which may import others that lie beside it.
    programs = sorted(root.glob("*.py"))
    try:
        named = set(_NAMED.findall((root / _SETTINGS).read_text("utf-8")))
    except (OSError, ValueError):
        named = set()
    heard = sorted((name, value) for name, value in environment.items() if name in named or _VARIABLES.fullmatch(name))
    names = [path.name for path in programs]
    return of_bytes(repr((of_folders(*programs), names, heard)).encode())


def _commit(root: Path) -> str | None:
    """The commit that a checkout stands at, empty outside Git; None where only a part of its history is there."""
    command = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if found.returncode != 0:
        return ""
    shallow, _, commit = found.stdout.partition("\n")
    return commit.strip() if shallow.strip() == _WHOLE else None


def _standing(folder: Path) -> str:
    """What lies in a folder: of every file its size and both its times, of which no program can set the second."""
    found = hashlib.sha256()
    for entry in _files(os.fspath(folder), ""):
        found.update(repr(entry).encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _files(path: str, name: str) -> Iterator[tuple[object, ...]]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        yield name, "unreadable"
        return
    for entry in entries:
        here = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield (here,)
            yield from _files(entry.path, here)
        else:
            at = entry.stat(follow_symlinks=False)
            yield here, at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_mode
