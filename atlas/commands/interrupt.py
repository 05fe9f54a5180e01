"""Ctrl-C, and being told to end: a word in place of a traceback, and the shell's own status for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from atlas.message import Message, say, spoken

_ENDS = (signal.SIGINT, signal.SIGTERM)
# Seconds that the work under way may take to end; what then lies about, the next build tidies up.
LONGEST = 15


class ToldToEnd(KeyboardInterrupt):
    """A signal asks the program to end; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        # A worker that was killed amid its answer would be waited for without end.
        self.limit = threading.Timer(LONGEST, os._exit, (128 + number,))
        self.limit.daemon = True
        self.limit.start()


def _tell(number: int, _: FrameType | None) -> NoReturn:
    raise ToldToEnd(number)


@contextmanager
def publishing(output: Path) -> Iterator[None]:
    """A block that may put a new site in place; where it is told to end, it says whether it did."""
    before = _generation(output)
    with _listening():
        try:
            yield
        except KeyboardInterrupt as told:
            if isinstance(told, ToldToEnd):
                told.limit.cancel()
            # What is tidied up now is not interrupted again.
            for number in _ENDS:
                signal.signal(number, signal.SIG_IGN)
            same, new = say("nothing was published; output/ is as it was"), say("the new site is in place")
            end(told, same if _generation(output) == before else new)


def end(told: KeyboardInterrupt, what: Message | None = None) -> NoReturn:
    """Ends as shells expect of what a signal ends, with a word on what has become of the work."""
    words = say("interrupted; {what}", what=what) if what else say("interrupted")
    # The terminal shows ^C where the line would begin.
    click.echo(f"{chr(10) if sys.stderr.isatty() else ''}{spoken(words)}", err=True)
    raise SystemExit(128 + getattr(told, "number", signal.SIGINT))


@contextmanager
def _listening() -> Iterator[None]:
    """Lets signals that end a program be told, but for those that whoever started it wants ignored."""
    is_main = threading.current_thread() is threading.main_thread()
    heard = [one for one in _ENDS if is_main and signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _tell) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is _tell:
                signal.signal(number, handler)


def _generation(output: Path) -> tuple[int, int] | None:
    """Which site the folder is, whatever it is called; None where there is none."""
    try:
        found = os.stat(output)
    except OSError:
        return None
    return found.st_dev, found.st_ino
