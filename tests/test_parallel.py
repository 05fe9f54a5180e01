"""Work shared among processes comes out as if one had done it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from atlas.incremental.workers import FEWEST, Lent, Workers
from atlas.problem import Place, Problem, Refused

ROOT = Path(__file__).parent.parent
MANY = list(range(0, 3 * FEWEST, 2))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_parts(jobs):
    assert list(Workers(jobs).each(lambda part: part * part, MANY)) == [part * part for part in MANY]


def test_others_do_the_work_where_there_is_much():
    assert os.getpid() not in set(Workers(2).each(lambda part: os.getpid(), MANY))


@pytest.mark.parametrize(("jobs", "parts"), [(1, MANY), (2, MANY[:3])], ids=["one process", "little to do"])
def test_no_process_is_started(jobs, parts):
    assert set(Workers(jobs).each(lambda part: os.getpid(), parts)) == {os.getpid()}


def test_a_worker_that_is_killed_costs_nothing_but_time():
    here = os.getpid()

    def task(part: int) -> int:
        if part == MANY[len(MANY) // 2] and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return part + 1

    assert list(Workers(2).each(task, MANY)) == [part + 1 for part in MANY]


@pytest.mark.parametrize(
    "part, wait, page, rounds",
    [("part % 40 == 7", 0.1, 2_000_000, 12), ("part >= 90", 0.005, 1, 100)],
    ids=["while it hands over what it made", "when it waits to be told to end"],
)
def test_a_worker_that_is_killed_is_not_waited_for(part, wait, page, rounds):
    """In a process of its own, since one that waits without end would wait with it."""
    program = (
        "import os, random, threading\n"
        "from atlas.incremental.workers import Workers\n"
        f"here, page = os.getpid(), bytes({page})\n"
        "def task(part):\n"
        f"    if {part} and os.getpid() != here:\n"
        f"        threading.Timer(random.random() * {wait}, os.kill, (os.getpid(), 9)).start()\n"
        "    return page\n"
        f"for _ in range({rounds}):\n"
        "    assert sum(map(len, Workers(2).each(task, range(96)))) == 96 * len(page)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=120)


def test_what_the_disk_of_temporary_files_has_no_room_for_is_made_here():
    program = (
        "import os, resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, -1))\n"
        "from atlas.incremental.workers import Workers\n"
        "here = os.getpid()\n"
        "made = list(Workers(2).each(lambda part: (os.getpid() == here, part, bytes(500_000)), range(96)))\n"
        "assert [part for _, part, _ in made] == list(range(96)) and all(alone for alone, *_ in made)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_workers_end_with_whoever_started_them(tmp_path):
    """Killed, it cannot tell them."""
    program = (
        "import os, time\n"
        "from pathlib import Path\n"
        "from atlas.incremental.workers import Workers\n"
        "def task(part):\n"
        "    Path(os.environ['SEEN'], str(os.getpid())).touch()\n"
        "    time.sleep(0.1)\n"
        "list(Workers(2).each(task, range(1000)))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "SEEN": str(tmp_path)})
    patience = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < patience:
        time.sleep(0.02)
    process.kill()
    process.wait()
    workers = [int(path.name) for path in tmp_path.iterdir()]
    while any(map(alive, workers)) and time.monotonic() < patience:
        time.sleep(0.02)
    assert len(workers) == 2 and not any(map(alive, workers))


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not yet collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_stops_a_page_stops_the_build():
    def task(part: int) -> int:
        if part == MANY[5]:
            raise Refused(Problem(Place("theme/templates/page.html", 3), "no such field", "bad-template"))
        return part

    with pytest.raises(Refused) as refused:
        list(Workers(2).each(task, MANY))
    assert refused.value.problem.place.line == 3


# An executor that is passed in


@dataclass(frozen=True)
class Squares:
    """An errand whose task says where it was done."""

    home: int
    ends: int | None = None
    """The part at which the process that has it ends."""

    def task(self) -> Callable[[int], tuple[int, int]]:
        def square(part: int) -> tuple[int, int]:
            if part == self.ends and os.getpid() != self.home:
                os.kill(os.getpid(), signal.SIGKILL)
            return part * part, os.getpid()

        return square


def spawned() -> Executor:
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("opened", [partial(ThreadPoolExecutor, 3), spawned], ids=["threads", "spawned processes"])
def test_any_executor_does_the_errand(opened):
    """None of it has the task from being forked; `--jobs 1` would do all of it here."""
    found = list(Workers(1, Lent(opened, Squares(os.getpid()))).each(lambda part: (-1, 0), MANY))
    assert [square for square, _ in found] == [part * part for part in MANY]
    assert (os.getpid() in {process for _, process in found}) == (opened is not spawned)


def test_no_executor_is_opened_for_little():
    def opened() -> Executor:
        raise AssertionError("nothing is worth it")

    assert list(Workers(1, Lent(opened, Squares(0))).each(lambda part: part, MANY[:3])) == MANY[:3]


def test_what_an_executor_leaves_undone_is_done_here():
    errand = Squares(os.getpid(), ends=MANY[len(MANY) // 2])
    found = list(Workers(1, Lent(spawned, errand)).each(lambda part: (part * part, 0), MANY))
    assert [square for square, _ in found] == [part * part for part in MANY]


def test_executor_that_nobody_is_left_of_costs_nothing_but_time():
    class Deserted(ThreadPoolExecutor):
        def map(self, *args, **kwargs):
            raise BrokenExecutor

    assert list(Workers(1, Lent(Deserted, Squares(0))).each(lambda part: part, MANY)) == MANY
