"""A copy of the site held against its manifest: what is missing, what was changed, what does not belong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from atlas.publish.manifest import ADDRESS


class Fault(StrEnum):
    """What can be wrong with a file of a copy."""

    MISSING = "missing"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class Verified(Struct, frozen=True):
    """What a copy was held against, and what is wrong with it, by address."""

    as_of: str
    commit: str | None
    files: int
    faults: tuple[tuple[str, Fault], ...]


class NoManifest(Exception):
    """There is no manifest in the folder, or it cannot be read; the message says which."""


def verify(folder: Path) -> Verified:
    """The copy in a folder held against the manifest in it.

    Raises:
        NoManifest: the folder has no manifest that can be read.
    """
    try:
        body = json.loads((folder / ADDRESS).read_text(encoding="utf-8"))
        known = {str(name): (int(entry["size"]), str(entry["sha256"])) for name, entry in body["files"].items()}
        as_of, commit = str(body["as_of"]), body["commit"]
    except FileNotFoundError:
        raise NoManifest("missing") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NoManifest("unreadable") from None
    return Verified(as_of, commit, len(known), tuple(sorted(_faults(folder, known))))


def _faults(folder: Path, known: dict[str, tuple[int, str]]) -> Iterator[tuple[str, Fault]]:
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in there.keys() - known.keys() - {ADDRESS}:
        yield name, Fault.UNKNOWN
    for name, (size, digest) in known.items():
        path = there.get(name)
        if path is None:
            yield name, Fault.MISSING
        elif path.stat().st_size != size or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield name, Fault.CHANGED
