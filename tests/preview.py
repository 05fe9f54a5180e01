"""A preview as a test drives it: the project it shows, the command as a process, and a page's own requests."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# Far beyond what any step takes: a test that waits this long has failed.
PATIENCE = 300


def project(folder: Path) -> Path:
    """A small project that builds in a moment: the toy's records in the real theme."""
    shutil.copytree(ROOT / "tests" / "toy" / "data", folder / "data")
    # The theme draws the real stages.
    shutil.copyfile(ROOT / "data" / "vocabulary" / "stages.yaml", folder / "data" / "vocabulary" / "stages.yaml")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "pelicanconf.py", folder / "pelicanconf.py")
    return folder


class Listener:
    """An open page's stream of events, read in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.states: queue.Queue[dict[str, Any]] = queue.Queue()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", "/-/events")
        self.response = self.connection.getresponse()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for line in self.response:
                if line.startswith(b"data: "):
                    self.states.put(json.loads(line.removeprefix(b"data: ")))
        except OSError:
            return

    def until(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The first state from now on that is as wanted."""
        while True:
            state = self.states.get(timeout=PATIENCE)
            if wanted(state):
                return state

    def close(self) -> None:
        self.connection.close()


class Preview:
    """The command `atlas serve`, running."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        self.root = root
        self.temporary = root.parent / f"{root.name}-tmp"
        self.temporary.mkdir()
        surroundings = {"PYTHONPATH": str(ROOT), "ATLAS_AS_OF": "2026-11-22", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "atlas", "serve", "--port", "0", "--root", str(root), *arguments],
            env={**os.environ, **surroundings, "TMPDIR": str(self.temporary), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        found = re.match(r"http://localhost:(\d+)/", first)
        assert found, first + (self.process.stderr.read() if self.process.stderr else "")
        self.port = int(found[1])

    def get(self, address: str, host: str = "localhost") -> tuple[int, dict[str, str], str]:
        """Status, headers and text of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", address, headers={"Host": host})
        response = connection.getresponse()
        body = response.read().decode("utf-8")
        connection.close()
        return response.status, dict(response.getheaders()), body

    def listen(self) -> Listener:
        return Listener(self.port)

    def children(self) -> list[int]:
        """The processes it has started that still run."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        tasks = path.parent.parent.glob("*/children")
        return [int(number) for task in tasks for number in task.read_text().split()]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Tells it to end; its exit status and all that it said since it began to listen."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err
