"""The files a build reads, and word of every change to them.

Events only wake: what has changed is told by comparing the state of the files, so that none is lost between
two builds, and a file that was touched but not changed builds nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles

FOLDERS = ("data", "content", "theme", "atlas")
FILES = ("pelicanconf.py",)
# A burst of changes (a checkout, a save of many files) counts as one when it pauses this long, in milliseconds.
_PAUSE = 20
_BURST = 1000
# A watch takes a moment to stand; after this long, what changed meanwhile is looked for.
_FIRST_LOOK = 500
_PASSED_OVER = ("__pycache__", "schema")

# By path: when it was written, how long it is, which file it is.
State = dict[str, tuple[int, int, int]]

Concerns = Callable[[watchfiles.Change, str], bool]


def state(root: Path) -> State:
    """The files a build reads, as they stand."""
    return {path: found for name in (*FOLDERS, *FILES) for path, found in files(os.path.join(root, name))}


def files(path: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The state of a file, or of all in a folder; nothing of what has just vanished."""
    try:
        if not os.path.isdir(path):
            yield path, _at(os.stat(path))
            return
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        try:
            if not entry.is_dir():
                yield entry.path, _at(entry.stat())
                continue
        except OSError:
            continue
        yield from files(entry.path)


def _at(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_passed_over(name: str) -> bool:
    """Whether nothing is built from a file: hidden, an editor's own, made by Python or by `atlas schema`."""
    return name.startswith((".", "#")) or name.endswith(("~", ".pyc", ".tmp")) or name in _PASSED_OVER


class Watch:
    """Sets an event whenever something may have changed, until it is closed.

    One thread looks at the root's own entries, since a checkout may take a whole folder away and bring it back;
    another looks into the folders that are there, and starts afresh when they come and go.
    """

    def __init__(self, root: Path, changed: threading.Event) -> None:
        self.root = root
        self.changed = changed
        self._end = threading.Event()
        self._afresh = threading.Event()
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._root, self._folders)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Ends both threads."""
        self._end.set()
        self._afresh.set()
        for thread in self._threads:
            thread.join(2)

    def _root(self) -> None:
        def is_ours(change: watchfiles.Change, path: str) -> bool:
            return os.path.basename(path) in (*FOLDERS, *FILES)

        for has_changed in self._looks([self.root], self._end, is_ours, is_deep=False):
            if has_changed:
                self._afresh.set()
            self.changed.set()

    def _folders(self) -> None:
        while not self._end.is_set():
            self._afresh.clear()
            folders = [self.root / name for name in FOLDERS if (self.root / name).is_dir()]
            try:
                for _ in self._looks(folders, self._afresh, _concerns, is_deep=True):
                    self.changed.set()
            except OSError:
                # A folder went while it was being looked for; the root's thread tells when it is back.
                self._afresh.wait(1)

    def _looks(self, paths: list[Path], ends: threading.Event, concerns: Concerns, *, is_deep: bool) -> Iterator[bool]:
        """Whether there was a change, at every change, and once when the watch stands: what came before it is unseen."""
        if not paths:
            ends.wait()
            return
        stands = False
        for changes in watchfiles.watch(
            *paths,
            watch_filter=concerns,
            stop_event=ends,
            step=_PAUSE,
            debounce=_BURST,
            rust_timeout=_FIRST_LOOK,
            yield_on_timeout=True,
            recursive=is_deep,
            raise_interrupt=False,
        ):
            if changes or not stands:
                yield bool(changes)
            stands = True


def _concerns(change: watchfiles.Change, path: str) -> bool:
    return not _is_passed_over(os.path.basename(path))
