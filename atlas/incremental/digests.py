"""Digests: of values, of files, and of the program with the libraries it runs on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PASSED_OVER = ("__pycache__",)


def of_bytes(content: bytes) -> str:
    """The digest of some bytes."""
    return hashlib.sha256(content).hexdigest()


def of_folders(*paths: Path) -> str:
    """The digest of files, and of all files beneath folders: of names and content, never of times."""
    found = hashlib.sha256()
    for path in paths:
        found.update(b"\0\0")
        for name, kind, content in _entries(os.fspath(path), ""):
            # Lengths first, so that no content can pass for a name.
            for part in (os.fsencode(name), kind, content):
                found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _entries(path: str, name: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Name, kind and content of everything at a path, in order of name; a symbolic link is where it leads, by name."""
    try:
        if os.path.islink(path):
            yield name, b"link", os.fsencode(os.readlink(path))
        if os.path.isdir(path):
            yield name, b"folder", b""
            for entry in sorted(os.listdir(path)):
                if entry not in _PASSED_OVER and not entry.endswith(".pyc"):
                    yield from _entries(os.path.join(path, entry), f"{name}/{entry}")
        elif os.path.isfile(path):
            with open(path, "rb") as file:
                yield name, b"file", file.read()
        else:
            yield name, b"other" if os.path.lexists(path) else b"none", b""
    except OSError as error:
        yield name, b"unreadable", str(error.errno).encode()


@cache
def edition() -> str:
    """The edition of the program: its own files, the version of every library, and of Python."""
    home = Path(__file__).parent.parent
    return of_bytes(f"{of_folders(home)} {libraries()} {sys.version}".encode())


def libraries() -> str:
    """Every library that can be imported, by name and version, as its folder of metadata is called."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
    return "\n".join(sorted(found))
