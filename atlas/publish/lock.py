"""A lock that one build holds at a time: a file beside the output with the builder's process in it.

The system lets go of it when the process ends, however it ends, so that a killed build locks nobody out.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from atlas.message import Complaint, say

try:
    import fcntl
except ImportError:  # Windows, which locks a part of a file instead
    fcntl = None  # type: ignore[assignment]


class Busy(Complaint):
    """Another build holds the lock."""


class Lock:
    """The right to replace one output folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self) -> None:
        """Takes the lock.

        Raises:
            Busy: another build holds it.
            OSError: the file cannot be written.
        """
        while self._file is None:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
            try:
                _hold(file)
            except OSError:
                holder = os.read(file, 20).decode("ascii", "replace").strip()
                os.close(file)
                what = say(
                    "another build is under way (process {process}); try again when it has ended", process=holder or "?"
                )
                raise Busy(what) from None
            if _is_at(file, self.path):
                os.ftruncate(file, 0)
                os.write(file, f"{os.getpid()}\n".encode("ascii"))
                self._file = file
            else:
                # The build before removed it between our opening and our holding it.
                os.close(file)

    def release(self) -> None:
        """Lets go of the lock, if it is held, and removes its file."""
        if self._file is not None:
            file, self._file = self._file, None
            if fcntl is None:
                os.close(file)
            # Where the file is held, nobody else can be about to use it.
            with suppress(OSError):
                self.path.unlink()
            if fcntl is not None:
                os.close(file)


def _hold(file: int) -> None:
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        # Behind the number, which others may read.
        os.lseek(file, 64, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(file, 0, os.SEEK_SET)


def _is_at(file: int, path: Path) -> bool:
    """Whether an open file is still the one at a path."""
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False
