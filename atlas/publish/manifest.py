"""The manifest of a site: every file with its size and SHA-256, the commit it was built from, and its day."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic_core import to_json

ADDRESS = "data/manifest.json"


class Stamp(NamedTuple):
    """What tells a file's content from any other: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    digest: str


def stamp(content: bytes) -> Stamp:
    """The stamp of some content."""
    return Stamp(len(content), hashlib.sha256(content).hexdigest())


def manifest(folder: Path, as_of: str, commit: str | None, known: Mapping[str, Stamp] | None = None) -> bytes:
    """The manifest of every file in a folder but itself, in order of path.

    Files whose stamp is known, and whose size is that of the stamp, are not read again.
    """
    known = known or {}
    files = {}
    for name, size in sorted(sizes(folder), key=lambda found: found[0].split("/")):
        found = known.get(name)
        if found is None or found.size != size:
            found = stamp((folder / name).read_bytes())
        files[name] = {"size": found.size, "sha256": found.digest}
    files.pop(ADDRESS, None)
    body = {"as_of": as_of, "commit": commit, "files": files}
    return to_json(body, indent=1) + b"\n"


def sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file beneath a folder, by its name from there, with its size."""
    return _sizes(os.fspath(folder), "")


def _sizes(path: str, name: str) -> Iterator[tuple[str, int]]:
    with os.scandir(path) as entries:
        for entry in entries:
            here = f"{name}{entry.name}"
            if entry.is_dir():
                yield from _sizes(entry.path, f"{here}/")
            elif entry.is_file():
                yield here, entry.stat().st_size


def commit_of(root: Path) -> str | None:
    """The commit that a checkout stands at; None outside Git."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None
