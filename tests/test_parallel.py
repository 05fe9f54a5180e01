"""Work shared among processes comes out as if one had done it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atlas.incremental.workers import FEWEST, Workers
from atlas.problem import Place, Problem, Refused

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
