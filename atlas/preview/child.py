"""One build in a process of its own, so that it sees today's code and cannot take the preview down with it.

Called as `python -m atlas.preview.child ROOT FOLDER FINDINGS [LAST]`: builds into FOLDER, with what has not changed
taken from LAST, the site before, and writes to FINDINGS the problems met, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from atlas.plugin import Choices, run
from atlas.preview.trouble import troubles
from atlas.problem import Problem
from atlas.report import report


def main(root: Path, folder: Path, findings: Path, last: Path | None = None) -> None:
    """Builds the site as it opens from a folder, whatever address it will be published at.

    Raises:
        SystemExit: with status 1 where anything stops the build.
    """
    told: list[Problem] = []
    try:
        run(root, told.extend, Choices(last=last), OUTPUT_PATH=str(folder), SITEURL="")
    finally:
        found = {
            "report": report(told, root) if told else "",
            "troubles": [trouble.fields() for trouble in troubles(told, root)],
        }
        findings.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
