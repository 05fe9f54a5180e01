"""One session of the preview, from the command to Ctrl-C: watch, show, build, and end without a trace."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

import click
from msgspec.structs import replace

from atlas.message import Lang, say
from atlas.preview.board import Board
from atlas.preview.builder import Builder, ChildBuilder, Outcome, Site
from atlas.preview.memory import Memory
from atlas.preview.server import Server
from atlas.preview.watch import State, Watch, state

# Ctrl-C, being told to end, and the terminal being closed; the last is not known everywhere.
_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class PortTaken(Exception):
    """The port cannot be listened on; `why` is the system's word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def preview(root: Path, port: int, lang: Lang) -> None:
    """Shows the project under `root` until the process is told to end.

    Raises:
        PortTaken: nothing was started.
    """
    board = Board()
    try:
        server = Server(port, board, lang)
    except OSError as error:
        raise PortTaken(error.strerror or str(error)) from None
    session = Session(root, board, ChildBuilder(root), lang, Memory(root))
    threads = [threading.Thread(target=target, daemon=True) for target in (server.serve_forever, session.run)]
    for number in _ENDS:
        signal.signal(number, signal.default_int_handler)
    try:
        for thread in threads:
            thread.start()
        click.echo(say("http://localhost:{port}/ (Ctrl-C ends it)", port=server.server_port).said(lang))
        # Signals reach the main thread, which does nothing else that they could break off.
        while threads[1].is_alive():
            threads[1].join(1)
    except KeyboardInterrupt:
        click.echo()
    finally:
        for number in _ENDS:
            signal.signal(number, signal.SIG_IGN)
        session.close()
        server.shutdown()
        server.server_close()
        threads[1].join(5)


class Session:
    """Shows what is saved from memory, where that can be done, and has the whole built after it, one build at a time."""

    def __init__(self, root: Path, board: Board, builder: Builder, lang: Lang, memory: Memory | None = None) -> None:
        self.root = root
        self.board = board
        self.builder = builder
        self.lang = lang
        self.memory = memory
        self._changed = threading.Event()
        self._due = threading.Event()
        self._is_closed = False
        self._shown: State | None = None
        """The files as they were when the page was last shown from memory."""
        self._good: Site | None = None
        """The last site of which every page was made."""
        self._watch = Watch(root, self._changed)

    def run(self) -> None:
        """Looks at every change. Whatever changes during a build is met by one more build after it."""
        builds = threading.Thread(target=self._build, daemon=True)
        builds.start()
        seen: State | None = None
        while not self._is_closed and builds.is_alive():
            self._changed.clear()
            now = state(self.root)
            if now == seen:
                self._changed.wait()
                continue
            seen = now
            if not self._look(now):
                self._due.set()
        self._due.set()
        builds.join()

    def _look(self, now: State) -> bool:
        """Shows the files as they are `now` from memory; whether they have errors, so that there is nothing to build."""
        start = time.perf_counter()
        outcome = self.memory.look(now) if self.memory is not None else None
        if outcome is None:
            return False
        if outcome.site is None and state(self.root) != now:
            # It may have failed over a file that was being written.
            return True
        self._shown = now
        self.board.show(outcome)
        if outcome.site is None:
            self._say(outcome, 0)
        else:
            words = say("shown in {seconds} s", seconds=f"{time.perf_counter() - start:.2f}")
            self._print(words.said(self.lang))
        return outcome.site is None

    def _build(self) -> None:
        """Builds the whole whenever that is due, of the files as they then are."""
        built: State | None = None
        while not self._is_closed:
            self._due.wait()
            self._due.clear()
            now = state(self.root)
            if self._is_closed or now == built:
                continue
            built = now
            self.board.begin()
            if sys.stdout.isatty():
                self._print(say("Building …").said(self.lang))
            before, start = self._shown, time.perf_counter()
            outcome = self.builder.build()
            if outcome is None:
                self.board.end(None)
                continue
            self._good = outcome.site or self._good
            if self._is_overtaken(outcome, now, before):
                self.board.end(None)
            else:
                self.board.end(replace(outcome, site=self._good))
                self._say(outcome, time.perf_counter() - start)
            if self.memory is not None and outcome.site is not None and outcome.settings is not None:
                # Even where something newer is shown: builders keep no more than their last two sites.
                self.memory.take(outcome.site, outcome.settings, now)

    def _is_overtaken(self, outcome: Outcome, now: State, before: State | None) -> bool:
        """Whether a build is of no use any more; one more follows, since files have changed during it.

        Something newer has been shown meanwhile, or it may have failed over a file that was being written.
        """
        is_newer_shown = self._shown is not before and self._shown != now
        return is_newer_shown or (outcome.site is None and state(self.root) != now)

    def close(self) -> None:
        """Ends the run, with the build that may be under way."""
        self._is_closed = True
        self._changed.set()
        self._due.set()
        self.builder.close()
        self._watch.close()
        self.board.close()

    def _say(self, outcome: Outcome, seconds: float) -> None:
        """What a build came to, for the terminal."""
        lines = [
            f"{each.place}: {each.what[self.lang]}" if each.file else each.what[self.lang] for each in outcome.troubles
        ]
        if outcome.report:
            lines = [outcome.report.rstrip("\n")]
        elif outcome.site is not None:
            lines = []
        words = say("built in {seconds} s", seconds=f"{seconds:.1f}")
        if outcome.site is None:
            words = say("nothing was built; the last good page still stands")
        self._print(*lines, words.said(self.lang))

    def _print(self, *lines: str) -> None:
        try:
            click.echo("\n".join(lines))
        except BrokenPipeError:
            # Whoever started the preview is gone without ending it.
            self._is_closed = True
            self._changed.set()
            self._due.set()
