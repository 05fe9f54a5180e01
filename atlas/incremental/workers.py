"""Workers: processes that share a task whose parts do not depend on each other.

They are either forked from this one, or those of an executor that is passed in: any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import ExitStack
from functools import lru_cache
from itertools import repeat
from multiprocessing.connection import Connection
from typing import IO, Any, Protocol, TypeVar

from msgspec import Struct

T = TypeVar("T")
Task = Callable[[int], Any]

# Below this many parts a pool takes longer to start than it saves.
FEWEST = 48
# Each worker gets this many turns, so that one with long parts does not keep the others waiting.
_TURNS = 6
# So many parts make a turn of workers whose number is not known here.
_TURN = 32

_task: Task | None = None
# Where each turn leaves what it made.
_files: Sequence[IO[bytes]] = ()
# Tasks keep what they work out once for many parts, in places that two threads must not write at the same time.
_alone = threading.Lock()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Errand(Protocol):
    """A task that can be sent: what a process needs in order to have the task that the sender has; hashable."""

    def task(self) -> Task: ...

    def __hash__(self) -> int: ...


class Lent(Struct, frozen=True):
    """An executor that is passed in, opened when there is enough to do; its workers have the task from the errand."""

    open: Callable[[], Executor]
    errand: Errand

    def turns(self, chunks: Sequence[Sequence[int]]) -> Iterator[list[Any]]:
        """The task's results for the parts of each chunk, in order."""
        with self.open() as executor:
            yield from executor.map(_errand_turn, repeat(self.errand, len(chunks)), chunks)


class Workers:
    """So many processes, started when there is enough to do; or an executor's, in their place.

    Processes of our own are forked, so that each has what the task needs without its being sent; where the system
    cannot fork, the work is done here. Results come in the order of the parts, whoever was first.
    """

    def __init__(self, jobs: int, lent: Lent | None = None) -> None:
        self.jobs = jobs
        self._lent = lent

    def each(
        self, task: Callable[[int], T], parts: Sequence[int], prepare: Callable[[], None] = lambda: None
    ) -> Generator[T, None, None]:
        """The task's result for each part, in order; `prepare` is called once before any worker starts."""
        can_fork = self.jobs > 1 and "fork" in multiprocessing.get_all_start_methods()
        if len(parts) < FEWEST or not (self._lent or can_fork):
            yield from map(task, parts)
            return
        size = _TURN if self._lent else max(1, -(-len(parts) // (self.jobs * _TURNS)))
        chunks = [parts[at : at + size] for at in range(0, len(parts), size)]
        done = 0
        try:
            for found in self._lent.turns(chunks) if self._lent else self._forked(task, chunks, prepare):
                yield from found
                done += 1
        except BrokenExecutor:
            # Workers were killed, by hand or for want of memory; what they had not done is done here.
            for chunk in chunks[done:]:
                yield from map(task, chunk)

    def _forked(self, task: Task, chunks: Sequence[Sequence[int]], prepare: Callable[[], None]) -> Iterator[list[Any]]:
        """The task's results by processes that begin as this one is now.

        They hand them over in files without a name, and end when the pipe does whose other end is held here. Through
        a pool's own pipes and locks it would wait without end for a worker that was killed while it held them.
        """
        prepare()
        # What is there already is not looked through again by any of them, which would copy it.
        gc.collect()
        gc.freeze()
        try:
            context = multiprocessing.get_context("fork")
            with ExitStack() as stack:
                files = [stack.enter_context(tempfile.TemporaryFile()) for _ in chunks]
                wanted, want = context.Pipe(duplex=False)
                stack.callback(wanted.close)
                pool = stack.enter_context(ProcessPoolExecutor(self.jobs, context, _adopt, (task, wanted, want, files)))
                # Before the pool is left, which waits for the workers to end.
                stack.callback(want.close)
                for number, left in enumerate(pool.map(_turn, range(len(chunks)), chunks)):
                    yield _taken(files[number]) if left is None else list(map(task, left))
        finally:
            gc.unfreeze()


def _taken(file: IO[bytes]) -> list[Any]:
    file.seek(0)
    found: list[Any] = pickle.load(file)
    file.close()
    return found


def _adopt(task: Task, wanted: Connection, want: Connection, files: Sequence[IO[bytes]]) -> None:
    global _task, _files
    _task, _files = task, files
    # Ctrl-C reaches every process of a terminal; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    want.close()
    threading.Thread(target=_end_unwanted, args=(wanted,), daemon=True).start()


def _end_unwanted(wanted: Connection) -> None:
    """Ends this worker when nobody asks for its work any more: whoever started it is done, or gone, killed perhaps."""
    wanted.poll(None)
    os._exit(0)


def _turn(number: int, parts: Sequence[int]) -> Sequence[int] | None:
    """Leaves the task's results for these parts in the file of this number; the parts, where that has no room."""
    assert _task is not None
    found = [_task(part) for part in parts]
    try:
        pickle.dump(found, _files[number], pickle.HIGHEST_PROTOCOL)
        _files[number].flush()
    except OSError:  # the disk of temporary files is full
        return parts
    return None


def _errand_turn(errand: Errand, parts: Sequence[int]) -> list[Any]:
    with _alone:
        task = _task_of(errand)
        return [task(part) for part in parts]


@lru_cache(maxsize=1)
def _task_of(errand: Errand) -> Task:
    return errand.task()
