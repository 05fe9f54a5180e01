"""Lighthouse as on a phone with a slow line: the reports of a page, and which audits cost points."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.browser import ARGUMENTS, executable

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
# The pages that matter most: home, a district, a project, the ledger, the explorer.
PAGES = ["", "districts/hexi/", "projects/jjj-business-district/", "commitments/", "projects/"]
# The address bar has pages of its own, which each window loads beside ours: on two cores, a page took twice as long.
BARE = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"
# What Lighthouse says where the browser gave it no record of the visit, so that there is nothing to score; and how
# often it is asked in all.
UNRECORDED = ("NO_NAVSTART", "NO_FCP", "PROTOCOL_TIMEOUT")
TRIES = 3


def measured(url: str, categories: Iterable[str]) -> dict[str, dict]:
    """The report of one run on some categories."""
    node = str(Path(sys.executable).with_name("node"))
    command = [node, str(PROGRAM), url, "--quiet", "--output=json", f"--only-categories={','.join(categories)}"]
    command += ["--no-enable-error-reporting", f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS, BARE))}"]
    environment = {**os.environ, "CHROME_PATH": str(executable())}
    for _ in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if not any(code in done.stderr for code in UNRECORDED):
            break
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert "runtimeError" not in report, report["runtimeError"]
    return report


def lost(report: dict, category: str) -> list[str]:
    """The audits that cost points."""
    audits = report["audits"]
    return [
        " ".join(
            str(audits[one["id"]][key])
            for key in ("id", "score", "displayValue", "explanation")
            if key in audits[one["id"]]
        )
        for one in report["categories"][category]["auditRefs"]
        if one["weight"] and (audits[one["id"]]["score"] or 0) < 1 and audits[one["id"]]["score"] is not None
    ]
