"""Hostile files by the ten thousand, each under watch, and every bomb in a process that has 500 MB and no more."""

from __future__ import annotations

import resource
import subprocess
import sys

from tests.fuzz import bombs, damaged, read
from tests.test_fuzz import MEMORY, SECONDS
from tests.workshop import ROOT

CASES = 20_000


def test_no_damage_to_a_record_takes_long_or_much():
    taken = [read(damaged("soak", number)) for number in range(CASES)]
    slowest = max(taken, key=lambda one: one.seconds)
    most = max(one.memory for one in taken)
    print(f"{CASES} files, the slowest {slowest.seconds:.2f} s ({slowest.name}), {most / 1e6:.0f} MB at most")
    assert slowest.seconds <= SECONDS and most <= MEMORY


def test_each_bomb_is_read_within_its_means():
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    for number, case in enumerate(bombs()):
        code = f"from tests.fuzz import *; print(read(list(bombs())[{number}]))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, preexec_fn=bounded, capture_output=True, text=True
        )
        assert done.returncode == 0, (case.name, done.stderr[-2000:])
