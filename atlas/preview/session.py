"""One session of the preview, from the command to Ctrl-C: watch, build, show, and end without a trace."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

import click

from atlas.message import Lang, say
from atlas.preview.board import Board
from atlas.preview.builder import Builder, ChildBuilder, Outcome
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
    session = Session(root, board, ChildBuilder(root), lang)
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
    """Builds whenever the files are no longer what the last build saw, one build at a time."""

    def __init__(self, root: Path, board: Board, builder: Builder, lang: Lang) -> None:
        self.root = root
        self.board = board
        self.builder = builder
        self.lang = lang
        self._changed = threading.Event()
        self._is_closed = False
        self._watch = Watch(root, self._changed)

    def run(self) -> None:
        """Builds and waits in turns. Whatever changes during a build is met by one more build after it."""
        built: State | None = None
        while not self._is_closed:
            self._changed.clear()
            now = state(self.root)
            if now == built:
                self._changed.wait()
                continue
            built = now
            self.board.begin()
            if sys.stdout.isatty():
                click.echo(say("Building …").said(self.lang))
            start = time.perf_counter()
            outcome = self.builder.build()
            if outcome is not None and outcome.site is None and state(self.root) != now:
                # It may have failed over a file that was being written.
                outcome = None
            self.board.end(outcome)
            if outcome is not None:
                try:
                    self._say(outcome, time.perf_counter() - start)
                except BrokenPipeError:
                    # Whoever started the preview is gone without ending it.
                    return

    def close(self) -> None:
        """Ends the run, with the build that may be under way."""
        self._is_closed = True
        self._changed.set()
        self.builder.close()
        self._watch.close()
        self.board.close()

    def _say(self, outcome: Outcome, seconds: float) -> None:
        """What a build came to, for the terminal."""
        if outcome.report:
            click.echo(outcome.report, nl=False)
        elif outcome.site is None:
            for trouble in outcome.troubles:
                click.echo(f"{trouble.place}: {trouble.what[self.lang]}" if trouble.file else trouble.what[self.lang])
        words = say("built in {seconds} s", seconds=f"{seconds:.1f}")
        if outcome.site is None:
            words = say("nothing was built; the last good page still stands")
        click.echo(words.said(self.lang))
