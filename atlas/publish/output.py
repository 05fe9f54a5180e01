"""The output folder, replaced in one step: a build is staged beside it and exchanged when it is complete.

A build that fails or is killed leaves the last one untouched. The previous generation is kept until the
next build, so that a reader who opened the folder goes on reading one whole site.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Output:
    """A staging folder beside the output folder, and the step that puts it in place."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.staging = target.with_name(f".{target.name}-staging")
        self.previous = target.with_name(f".{target.name}-previous")

    def begin(self) -> Path:
        """An empty staging folder; what an interrupted build left is removed."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(parents=True)
        return self.staging

    def write(self, address: str, content: bytes) -> None:
        """One file of the site, by its address from the root."""
        path = self.staging / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def commit(self) -> None:
        """Puts the staged site in place of the last one.

        Raises:
            OSError: the folder cannot be replaced; the last site is still there.
        """
        shutil.rmtree(self.previous, ignore_errors=True)
        if not self.target.exists():
            os.rename(self.staging, self.target)
        elif _exchange(self.staging, self.target):
            os.rename(self.staging, self.previous)
        else:
            # Two renames: for a moment there is no output folder, but never half of one.
            os.rename(self.target, self.previous)
            os.rename(self.staging, self.target)

    def abandon(self) -> None:
        """Removes the staged files of a build that failed."""
        shutil.rmtree(self.staging, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swaps two folders in one step, where the system can (Linux renameat2); whether it did."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    status: int = renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return status == 0
