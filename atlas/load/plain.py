"""Files that are read whole, save those that no program should: links out of the project, devices, what is too large."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# A list of every address or outline of a city is far from this.
MOST_BYTES = 4_000_000


def plain_text(path: Path, most: int = MOST_BYTES) -> str:
    """The text of a plain file of UTF-8.

    Raises:
        OSError: it cannot be read, is no plain file, or holds more than `most` bytes.
        UnicodeDecodeError: it is not UTF-8.
    """
    # A pipe would keep a reader waiting for ever.
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    with path.open("rb") as opened:
        raw = opened.read(most + 1)
    if len(raw) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return raw.decode("utf-8")
