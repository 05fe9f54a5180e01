"""`python -m benchmarks.executors`: what a whole build costs with one process, with several, and with workers of Dask.

Its figures are those of docs/executor.md. The workers run on this machine, beside the build: what they save is
processor time of the build, not of the machine.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import psutil

from benchmarks import corpus
from benchmarks.engines import PROJECT, Engine, atlas
from benchmarks.measure import measure
from benchmarks.results import tell

# What every build writes about its own output: a digest of each file.
MANIFEST = "data/manifest.json"
# Seconds that a scheduler and its workers may take to find each other.
_PATIENCE = 120


@click.command()
@click.option("--number", "-n", default=1000, show_default=True, help="How many made-up projects.")
@click.option("--workers", default=2, show_default=True, help="How many workers of Dask.")
def main(number: int, workers: int) -> None:
    """Measure cold builds of made-up records: one process, one a core, and the same workers of Dask twice."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as place:
        root = Path(place)
        corpus.write(root / "records", PROJECT, number)
        site = atlas(root / "atlas", root / "records")
        made = {
            _built("one process", replace(site, command=[*site.command, "--jobs", "1"]), {}, []),
            _built("one process a core", site, {}, []),
        }
        with _cluster(workers, site.environment()) as (address, processes):
            for turn in ("first", "second"):
                made.add(_built(f"Dask, {turn} build", site, {"ATLAS_EXECUTOR": address}, processes))
        tell("the same bytes each time" if len(made) == 1 else "THE OUTPUT DIFFERS")


def _built(name: str, site: Engine, variables: Mapping[str, str], workers: list[psutil.Process]) -> bytes:
    """Builds the site from nothing, tells what it cost, and gives what it wrote in short."""
    site.forget()
    before = sum(_spent(worker) for worker in workers)
    cost = measure(site.command, site.root, site.environment() | variables)
    told = f"{name}: {cost.wall:.1f} s, {cost.cpu:.1f} CPU s, {cost.memory:.0f} MiB"
    if workers:
        held = sum(worker.memory_full_info().uss for worker in workers) / 2**20
        told += (
            f"; its workers {sum(_spent(worker) for worker in workers) - before:.1f} CPU s, {held:.0f} MiB at the end"
        )
    tell(told)
    return (site.site / MANIFEST).read_bytes()


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _cluster(workers: int, environment: Mapping[str, str]) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A scheduler with workers on this machine, and the workers' processes."""
    from distributed import Client

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [("scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", ":0")]
    words += [("worker", f"tcp://127.0.0.1:{port}", "--no-nanny", "--nthreads", "1")] * workers
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = []
    try:
        for these in words:
            command = (sys.executable, "-m", "dask", *these, "--no-dashboard")
            running.append(subprocess.Popen(command, cwd=PROJECT, env=dict(environment), **quiet))
        with Client(f"tcp://127.0.0.1:{port}", timeout=_PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=_PATIENCE)
        time.sleep(1)
        yield f"dask://127.0.0.1:{port}", [psutil.Process(one.pid) for one in running[1:]]
    finally:
        for one in reversed(running):
            one.terminate()
            one.wait()


if __name__ == "__main__":
    main()
