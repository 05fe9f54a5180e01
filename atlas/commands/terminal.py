"""What only a terminal is shown: colour where it helps to find the place, and that something is under way.

A pipe and a file get neither: `click.echo` takes colours out where the output is no terminal, and `NO_COLOR` is heeded.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import click

from atlas.message import say, spoken

T = TypeVar("T")

# How long an editor waits without a word.
PATIENCE = 1.0
_CLEAR = "\r\x1b[K"
_HEADLINE = re.compile(r"^(\S[^\n]*?: )(?:(error|错误)|(warning|警告))(?=[:：])", re.M)
_CARET = re.compile(r"^( {7}\|\s+)(\^+)$", re.M)


def painted(report: str) -> str:
    """A report of problems with its grave words and the marks under the faults in colour."""

    def word(found: re.Match[str]) -> str:
        colour = "red" if found[2] else "yellow"
        return found[1] + click.style(found[2] or found[3], fg=colour, bold=True)

    return _CARET.sub(lambda found: found[1] + click.style(found[2], fg="red"), _HEADLINE.sub(word, report))


@contextmanager
def waiting(*, is_kept: bool = False) -> Iterator[None]:
    """Says on a terminal that work is under way, once it takes longer than a second.

    The words go when it is done; where the work itself prints, they stay, on a line of their own.
    """
    if not sys.stderr.isatty():
        yield
        return
    told = threading.Event()

    def tell() -> None:
        told.set()
        click.echo(spoken(say("working …")), err=True, nl=is_kept)

    timer = threading.Timer(PATIENCE, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if told.is_set() and not is_kept:
            click.echo(_CLEAR, err=True, nl=False)


class Counting(Protocol):
    """Work that knows how far it is."""

    @property
    def done(self) -> int: ...

    @property
    def due(self) -> int: ...


def progress(parts: Iterable[T], work: Counting) -> Generator[T, None, None]:
    """The parts of a long piece of work; on a terminal, how much of it is done and how fast, every now and then."""
    start = shown = time.monotonic()
    is_shown = False
    for part in parts:
        now = time.monotonic()
        if sys.stderr.isatty() and now - shown > PATIENCE and work.done < work.due:
            rate = work.done / (now - start)
            words = say("{done:,} of {due:,} pages, {rate:.0f} a second", done=work.done, due=work.due, rate=rate)
            click.echo(f"{_CLEAR}{spoken(words)}", err=True, nl=False)
            shown, is_shown = now, True
        elif is_shown and work.done >= work.due:
            click.echo(_CLEAR, err=True, nl=False)
            is_shown = False
        yield part


def counted(files: list[Path]) -> Iterator[Path]:
    """The files, counted on a terminal once a second has passed."""
    start, is_shown = time.monotonic(), False
    for number, path in enumerate(files, 1):
        if sys.stderr.isatty() and time.monotonic() - start > PATIENCE:
            click.echo(f"\r{number}/{len(files)} ", err=True, nl=False)
            is_shown = True
        yield path
    if is_shown:
        click.echo(_CLEAR, err=True, nl=False)
