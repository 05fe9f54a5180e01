"""Workers: processes that share a task whose parts do not depend on each other.

They are either forked from this one, or those of an executor that is passed in: any `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Task = Callable[[int], Any]

# Below this many parts a pool takes longer to start than it saves.
FEWEST = 48
# Each worker gets this many turns, so that one with long parts does not keep the others waiting.
_TURNS = 6
# So many parts make a turn of workers whose number is not known here.
_TURN = 32

_task: Task | None = None
# Whether nobody wants any more of it; shared by all of them.
_over: Any = None
# Tasks keep what they work out once for many parts, in places that two threads must not write at the same time.
_alone = threading.Lock()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Errand(Protocol):
    """A task that can be sent: what a process needs in order to have the task that the sender has; hashable."""

    def task(self) -> Task: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Lent:
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
    ) -> Iterator[T]:
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
        over = multiprocessing.RawValue("b", False)
        prepare()
        # What is there already is not looked through again by any of them, which would copy it.
        gc.collect()
        gc.freeze()
        try:
            context = multiprocessing.get_context("fork")
            with ProcessPoolExecutor(self.jobs, context, _adopt, (task, over)) as pool:
                try:
                    yield from pool.map(_turn, chunks)
                except BaseException:
                    over.value = True
                    raise
        finally:
            gc.unfreeze()


def _adopt(task: Task, over: Any) -> None:
    global _task, _over
    _task, _over = task, over
    # Ctrl-C reaches every process of a terminal; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this worker when whoever started it is gone, killed perhaps, and nobody asks for its work any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _turn(parts: Sequence[int]) -> list[Any]:
    assert _task is not None
    return [_task(part) for part in parts if not _over.value]


def _errand_turn(errand: Errand, parts: Sequence[int]) -> list[Any]:
    with _alone:
        task = _task_of(errand)
        return [task(part) for part in parts]


@lru_cache(maxsize=1)
def _task_of(errand: Errand) -> Task:
    return errand.task()
