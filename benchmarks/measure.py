"""What a command costs: wall time, processor time and memory, all its processes together."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from os import wait4, waitstatus_to_exitcode
from pathlib import Path

import psutil

from benchmarks.cost import Cost

# Between two looks at the memory, in seconds.
EVERY = 0.02


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
        if process.returncode:
            said.seek(0)
            raise Failed(f"{command[0]}: status {process.returncode}\n{said.read().decode('utf-8', 'replace')[-3000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, watch.most / 2**20)


class _Watch(threading.Thread):
    """Adds up the resident memory of a process and all beneath it, over and over; what they share counts in each."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.most = 0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            total = 0
            try:
                for process in (self.root, *self.root.children(recursive=True)):
                    total += process.memory_info().rss
            except psutil.Error:
                pass  # one ended while it was looked at
            self.most = max(self.most, total)
            self._ended.wait(EVERY)

    def stop(self) -> None:
        self._ended.set()
        self.join()
