"""`python -m benchmarks.preview`: how long after a save the open page has changed, for the real records or made-up ones."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks import corpus
from benchmarks.engines import PROJECT, Engine, atlas
from benchmarks.results import tell
from benchmarks.scenarios import FIGURE, raised

_PATIENCE = 3600
# For the memory to take up the first whole build before anything is saved.
_SETTLED = 10


@click.command()
@click.option("--number", "-n", default=0, help="How many made-up projects; the real records where it is left out.")
@click.option("--saves", default=7, show_default=True, help="How often a figure is changed and saved.")
def main(number: int, saves: int) -> None:
    """Measure the preview: from a save to the changed page, as the page that is open asks for it."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as place:
        root = Path(place)
        if number:
            corpus.write(root / "records", PROJECT, number)
        else:
            shutil.copytree(PROJECT / "data", root / "records" / "data")
        site = atlas(root / "atlas", root / "records")
        shown, whole = zip(*_saves(site, saves), strict=True)
    tell(f"page: {_told(shown)}\nwhole site behind it: {_told(whole)}")


def _told(seconds: tuple[float, ...]) -> str:
    return f"median {statistics.median(seconds):.3f} s, {min(seconds):.3f} to {max(seconds):.3f} s"


def _saves(site: Engine, saves: int) -> Iterator[tuple[float, float]]:
    """Of each save, the seconds until the page was sent, and until the whole site was built."""
    command = [sys.executable, "-m", "atlas", "serve", "--port", "0", "--root", str(site.root)]
    running = subprocess.Popen(command, env=site.environment(), stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        found = re.search(r":(\d+)/", running.stdout.readline())
        assert found is not None
        port = int(found[1])
        news = _versions(port)
        version = next(one for one in news if one)
        time.sleep(_SETTLED)
        records = [
            path
            for path in sorted((site.data / "projects").glob("*.yaml"))
            if re.search(FIGURE, path.read_text("utf-8"))
        ]
        for number in range(saves):
            record = records[(len(records) // 2 + number) % len(records)]
            page = f"/projects/{record.stem}/"
            before = _get(port, page, "HEAD")
            start = time.perf_counter()
            raised(record)
            version = next(one for one in news if one != version)
            changed = _get(port, page, "HEAD") != before and bool(_get(port, page, "GET"))
            shown = time.perf_counter() - start
            assert changed, f"{page} is as it was"
            version = next(one for one in news if one != version)
            yield shown, time.perf_counter() - start
            time.sleep(1)
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate()


def _versions(port: int) -> Iterator[str]:
    """The version of the site that is shown, at every piece of news."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", "/-/events", headers={"Host": "localhost"})
    for line in connection.getresponse():
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))["version"]


def _get(port: int, page: str, method: str) -> str | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request(method, page, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    return answer.getheader("ETag")


if __name__ == "__main__":
    main()
