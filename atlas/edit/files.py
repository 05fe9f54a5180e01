"""Record files on disk: which ones are meant, and writing them whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from atlas.records import RECORD_TYPES


class NotARecord(ValueError):
    """A path that is no record file, nor a folder of them."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class ChangedMeanwhile(OSError):
    """A file that somebody else has written since it was read."""


def record_files(root: Path, paths: Iterable[Path] = ()) -> list[Path]:
    """The record files among the paths and the folders among them, each once, in order; without paths, all of them.

    Raises:
        NotARecord: a path lies elsewhere, or is a file of another kind.
    """
    data = (root / "data").resolve()
    every = [path for folder in sorted(RECORD_TYPES) for path in sorted((data / folder).glob("*.yaml"))]
    every = [path for path in every if not path.name.startswith(".") and path.is_file() and not path.is_symlink()]
    asked = [path.resolve() for path in paths]
    found: set[Path] = set()
    for path, meant in zip(paths, asked, strict=True):
        inside = {file for file in every if file == meant or meant in file.parents}
        if not inside and not (meant.is_dir() and (meant == data or data in meant.parents)):
            raise NotARecord(path)
        found |= inside
    return [path for path in every if path in found] if asked else every


def replace_text(path: Path, text: str, before: bytes) -> None:
    """Puts a text in the place of a file, whole or not at all, with its mode; `before` is what was read there.

    Raises:
        ChangedMeanwhile: the file is not as it was read.
    """
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(path.stat().st_mode & 0o7777)
        if path.read_bytes() != before:
            raise ChangedMeanwhile(str(path))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def create_text(path: Path, text: str) -> None:
    """Writes a file that is not there yet.

    Raises:
        FileExistsError: it is there.
    """
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
