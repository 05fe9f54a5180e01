"""The machine and the versions that figures were taken on."""

from __future__ import annotations

import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.engines import PROJECT


def machine() -> dict[str, str]:
    """What the figures were taken on: no name, no place."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return {
        "processor": model,
        "cores": str(psutil.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "load before": f"{psutil.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        **{name: version(name) for name in ("hugo", "pelican", "jinja2")},
        "commit": _commit(),
        "day": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def _commit() -> str:
    def said(*command: str) -> str:
        return subprocess.run(
            ["git", *command], cwd=PROJECT, capture_output=True, text=True, check=False
        ).stdout.strip()

    # Figures that other runs have left change nothing that is measured.
    left = ":(exclude)benchmarks/results", ":(exclude)benchmarks/RESULTS.md"
    changes = " with changes" if said("status", "--porcelain", "-uno", "--", ".", *left) else ""
    return (said("rev-parse", "--short=12", "HEAD") or "none") + changes
