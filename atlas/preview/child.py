"""Builds in processes of their own, so that each sees today's files and none can take the preview down with it.

Called as `python -m atlas.preview.child`. It imports the program once, reads orders from standard input, one JSON
object a line, and forks a process for each, which has everything imported. After each it prints the exit status of
that process. Where the system cannot fork it carries out one order itself and ends with its status. It ends when
nothing more can be ordered.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import TextIO

from atlas.incremental.digests import edition
from atlas.incremental.store import Store
from atlas.plugin import Choices, run
from atlas.preview.order import Order
from atlas.preview.trouble import troubles
from atlas.problem import Problem
from atlas.report import report


def build(order: Order) -> None:
    """Builds the site as it opens from a folder, whatever address it will be published at.

    Raises:
        SystemExit: with status 1 where anything stops the build.
    """
    root, told = Path(order.root), list[Problem]()
    last = Path(order.last) if order.last else None
    try:
        settings = run(root, told.extend, Choices(last=last), OUTPUT_PATH=order.folder, SITEURL="")
        Store(order.settings, edition()).save(settings)
    finally:
        found = {
            "report": report(told, root) if told else "",
            "troubles": [trouble.fields() for trouble in troubles(told, root)],
        }
        order.findings.write_text(json.dumps(found), "utf-8")


def orders(given: TextIO, answers: TextIO) -> Order | None:
    """The order that this process is to carry out; None, in the one that was called first, when there are no more."""
    # What is imported stays as it is, and is not looked through again by every process.
    gc.freeze()
    for line in given:
        order = Order(**json.loads(line))
        child = os.fork() if hasattr(os, "fork") else 0
        if child == 0:
            return order
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)
    return None


def main() -> None:
    """Carries out orders until there are no more."""
    order = orders(sys.stdin, sys.stdout)
    if order is None:
        return
    with open(os.devnull, "r+b") as nothing, order.printed.open("wb") as printed:
        for stream, file in ((0, nothing), (1, nothing), (2, printed)):
            os.dup2(file.fileno(), stream)
    build(order)


if __name__ == "__main__":
    main()
