"""A cluster of Dask on this machine, for tests: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from tests.workshop import surroundings

# A machine with much else to do starts them slowly.
PATIENCE = 120


class Cluster:
    """A scheduler with workers, which have the project that lies in a folder."""

    def __init__(self, folder: Path, workers: int) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._folder = folder
        self._scheduler = self._started(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard", "--dashboard-address", ":0"
        )
        self.workers = [self._worker() for _ in range(workers)]

    @property
    def variable(self) -> dict[str, str]:
        """What names the cluster to a build."""
        return {"ATLAS_EXECUTOR": f"dask://127.0.0.1:{self.port}"}

    def __enter__(self) -> Cluster:
        from distributed import Client

        with Client(f"tcp://127.0.0.1:{self.port}", timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def _worker(self) -> subprocess.Popen[bytes]:
        address = f"tcp://127.0.0.1:{self.port}"
        return self._started("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")

    def _started(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            (sys.executable, "-m", "dask", *words),
            cwd=self._folder,
            env=surroundings(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
