"""Why a file could not be written, in words for whoever ran the build."""

from __future__ import annotations

import errno
from pathlib import Path

from atlas.message import Text, say

_REASONS: dict[int, Text] = {
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the disk is full"),
    errno.EROFS: say("the disk is read-only"),
    errno.EACCES: say("it may not be written here"),
    errno.EPERM: say("it may not be written here"),
    errno.EBUSY: say("another program is using it"),
    errno.EXDEV: say("it lies on another disk than the folder around it"),
    errno.EFBIG: say("the file would be too large"),
    errno.ENOTDIR: say("it is not a folder"),
    errno.ELOOP: say("its symbolic links lead in a circle"),
}


def failure(error: OSError, otherwise: Path) -> Text:
    """What could not be written, and why; `otherwise` is named where the system does not say which file it was."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    # Windows says by a number of its own that somebody holds a file open.
    if getattr(error, "winerror", None) == 32:
        reason = _REASONS[errno.EBUSY]
    return say("cannot write {file}: {reason}", file=str(error.filename or otherwise), reason=reason)
