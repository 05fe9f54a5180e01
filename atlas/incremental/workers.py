"""Workers: processes that share a task whose parts do not depend on each other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from typing import Any, TypeVar, cast

T = TypeVar("T")

# Below this many parts a pool takes longer to start than it saves.
FEWEST = 48
# Each worker gets this many turns, so that one with long parts does not keep the others waiting.
_TURNS = 6

_task: Callable[[int], Any] | None = None
# Whether nobody wants any more of it; shared by all of them.
_over: Any = None


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """So many processes, started when there is enough to do.

    They are forked, so that each has what the task needs without its being sent; where the system cannot fork, the
    work is done here. Results come in the order of the parts, whoever was first.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def each(
        self, task: Callable[[int], T], parts: Sequence[int], prepare: Callable[[], None] = lambda: None
    ) -> Iterator[T]:
        """The task's result for each part, in order; `prepare` is called once before any worker starts."""
        if self.jobs < 2 or len(parts) < FEWEST or "fork" not in multiprocessing.get_all_start_methods():
            yield from map(task, parts)
            return
        size = max(1, -(-len(parts) // (self.jobs * _TURNS)))
        chunks = [parts[at : at + size] for at in range(0, len(parts), size)]
        done, over = 0, multiprocessing.RawValue("b", False)
        prepare()
        # What is there already is not looked through again by any of them, which would copy it.
        gc.collect()
        gc.freeze()
        try:
            with self._pool(task, over) as pool:
                try:
                    for found in pool.map(_turn, chunks):
                        yield from cast("list[T]", found)
                        done += 1
                except BaseException:
                    over.value = True
                    raise
        except BrokenExecutor:
            # One was killed, by hand or for want of memory; what it had not done is done here.
            for chunk in chunks[done:]:
                yield from map(task, chunk)
        finally:
            gc.unfreeze()

    def _pool(self, task: Callable[[int], Any], over: Any) -> Executor:
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self.jobs, context, _adopt, (task, over))


def _adopt(task: Callable[[int], Any], over: Any) -> None:
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
