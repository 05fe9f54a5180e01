"""What a command costs: wall time, processor time and memory, all its processes together."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from os import wait4, waitstatus_to_exitcode
from pathlib import Path

import psutil

from benchmarks.cost import Cost, staged

# Between two looks at the memory, in seconds; and at least so many times what a look takes.
EVERY = 0.02
PATIENCE = 20


class Failed(RuntimeError):
    """A measured command that did not succeed, with the end of what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Runs a command and gives what it cost.

    Raises:
        Failed: its exit status is not 0.
    """
    with (folder / "said.txt").open("w+b") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=said, stderr=said)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = waitstatus_to_exitcode(status)
        watch.stop()
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
        if process.returncode:
            raise Failed(f"{command[0]}: status {process.returncode}\n{words[-3000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, watch.most / 2**20, staged(words))


class _Watch(threading.Thread):
    """Adds up the memory of a process and all beneath it, over and over."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.most = 0
        self._ended = threading.Event()

    def run(self) -> None:
        spent = 0.0
        while not self._ended.wait(max(EVERY, PATIENCE * spent)):
            start = time.perf_counter()
            with suppress(psutil.Error):  # one may end while it is looked at
                self.most = max(self.most, _held([self.root, *self.root.children(recursive=True)]))
            spent = time.perf_counter() - start

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _held(processes: Sequence[psutil.Process]) -> int:
    """The memory of processes in bytes: what several share counts once, where the system tells (Linux, as PSS)."""
    if len(processes) > 1 and psutil.LINUX:
        return sum(process.memory_full_info().pss for process in processes)
    return sum(process.memory_info().rss for process in processes)
