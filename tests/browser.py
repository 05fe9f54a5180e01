"""The browser of the checks: found on this machine, installed where that is allowed, never done without.

The Makefile runs `python -m tests.browser` before the checks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page, Request, sync_playwright

NAMES = ("chromium", "google-chrome", "chromium-browser")
# CI runs as root, where a sandbox is refused; and nothing may ask the network by itself.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# How Chromium calls a request that it gave up itself; one that a policy or a host refuses has another name.
GIVEN_UP = "net::ERR_ABORTED"
Visit = TypeVar("Visit")
# Each of pytest-xdist's workers has its share of the cores.
AT_A_TIME = max(1, min(4, os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
HOW = """The checks of the pages need {missing}, and never pass without.
Debian and Ubuntu: apt install {packages}. Elsewhere: install Chromium or Chrome;
where it is not on the path, set CHROMIUM to it."""


def executable() -> str | None:
    """The browser that CHROMIUM names, or else the first of those known by name; None where there is none."""
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


def missing() -> dict[str, str]:
    """What this machine lacks, each with the packages of Debian that bring it."""
    needs = {}
    if executable() is None:
        needs["a browser"] = "chromium"
    # Only Linux may come without a Chinese font.
    if sys.platform == "linux" and not _chinese_font():
        needs["a Chinese font"] = "fonts-noto-cjk fontconfig"
    return needs


def _chinese_font() -> bool:
    lister = shutil.which("fc-list")
    return lister is not None and subprocess.run([lister, ":lang=zh-cn"], capture_output=True).stdout.strip() != b""


def install() -> None:
    """Brings in what is missing where this is root on Debian; ends with how to get it elsewhere."""
    needs = missing()
    if needs and shutil.which("apt-get") and os.geteuid() == 0 and "CHROMIUM" not in os.environ:
        packages = " ".join(needs.values()).split()
        print(f"installing {', '.join(packages)}: the checks of the pages need {' and '.join(needs)}", flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "-qq", "update"], **quiet)
        subprocess.run(["apt-get", "-qq", "--yes", "--no-install-recommends", "install", *packages], **quiet)
        needs = missing()
    if needs:
        sys.exit(_how(needs))


def _how(needs: dict[str, str]) -> str:
    return HOW.format(missing=" and ".join(needs), packages=" ".join(needs.values()))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    assert not (needs := missing()), _how(needs)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        try:
            yield opened
        finally:
            opened.close()


def survey(
    visits: Iterable[Visit], look: Callable[[Page, Visit], list[str]], script: str = "", **context: Any
) -> list[str]:
    """All that a look at each finds, sorted. Each core has a browser, and shows one page after another in it.

    `script` runs in every page before the page's own.
    """
    # Several threads may draw from one iterator of a list.
    waiting = iter(list(visits))

    def work() -> list[str]:
        found = []
        with browser() as opened:
            reader = opened.new_context(reduced_motion="reduce", **context)
            if script:
                reader.add_init_script(script)
            page = reader.new_page()
            for visit in waiting:
                # Straight from page to page: an empty one between them would cost a new process each time.
                found += look(page, visit)
        return found

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return sorted(line for done in [pool.submit(work) for _ in range(AT_A_TIME)] for line in done.result())


@contextmanager
def listening(page: Page, base: str) -> Iterator[list[str]]:
    """What a page says in the console, asks for elsewhere or fails to get, until the end of the block.

    What was given up because the page was left, mostly its icon, did not fail.
    """
    heard: list[str] = []

    def fails(request: Request) -> None:
        if request.failure != GIVEN_UP:
            heard.append(f"fails to get {request.url}: {request.failure}")

    hears: dict[str, Callable[[Any], None]] = {
        "console": lambda message: heard.append(f"console: {message.text}"),
        "pageerror": lambda error: heard.append(f"error: {error}"),
        "request": lambda request: None if request.url.startswith(base) else heard.append(f"asks {request.url}"),
        "requestfailed": fails,
        "response": lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    }
    for event, hear in hears.items():
        page.on(event, hear)
    try:
        yield heard
    finally:
        for event, hear in hears.items():
            page.remove_listener(event, hear)


if __name__ == "__main__":
    install()
