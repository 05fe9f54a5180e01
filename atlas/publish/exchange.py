"""Two folders exchanged in one step, where the system can, and undisturbed by Ctrl-C."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_ENDS = (signal.SIGINT, signal.SIGTERM)


def exchange(first: Path, second: Path) -> bool:
    """Swaps two folders in one step, where the system can (Linux renameat2, macOS renamex_np); whether it did."""
    one, other = os.fsencode(first), os.fsencode(second)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return int(library.renamex_np(one, other, _RENAME_SWAP)) == 0
        return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)) == 0
    except (OSError, AttributeError, TypeError):
        return False


@contextmanager
def undisturbed() -> Iterator[None]:
    """A block that Ctrl-C does not break off; it is heard when the block has ended.

    Its handler is put off, not the signal: blocked here, the signal would go to another thread, and be heard all the
    same.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    heeded = [number for number in _ENDS if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in heeded}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in heard:
            signal.raise_signal(number)
