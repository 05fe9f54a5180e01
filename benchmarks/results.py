"""The figures kept and printed: one file of raw figures for each size, and RESULTS.md made of them all."""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from benchmarks.engines import PROJECT
from benchmarks.measure import Cost

FOLDER = Path(__file__).parent
RAW = FOLDER / "results"
MEASURES = ("wall", "cpu", "memory")

# Scenario, then engine, then one cost for each round.
Costs = Mapping[str, Mapping[str, Sequence[Cost]]]


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

    changes = " with changes" if said("status", "--porcelain", "-uno") else ""
    return (said("rev-parse", "--short=12", "HEAD") or "none") + changes


def keep(number: int, facts: Mapping[str, Any], costs: Costs) -> None:
    """Writes the raw figures of one size, and RESULTS.md anew."""
    RAW.mkdir(exist_ok=True)
    plain = {
        name: {engine: [asdict(cost) for cost in runs] for engine, runs in by.items()} for name, by in costs.items()
    }
    body = json.dumps({"number": number, **facts, "costs": plain}, ensure_ascii=False, indent=1)
    (RAW / f"{number}.json").write_text(body + "\n", encoding="utf-8")
    kept = [json.loads(path.read_text("utf-8")) for path in RAW.glob("*.json")]
    (FOLDER / "RESULTS.md").write_text(page(sorted(kept, key=lambda one: one["number"])), encoding="utf-8")


def page(kept: Sequence[Mapping[str, Any]]) -> str:
    """RESULTS.md: a table for each size, ratios beside the medians."""
    head = "# Results\n\nMade by `make bench`; what is compared, and how, stands in [README.md](README.md).\n"
    return head + "".join(_section(one) for one in kept)


def _section(one: Mapping[str, Any]) -> str:
    lines = [
        f"\n## {one['number']:,} projects ({one['records']:,} records)\n",
        "; ".join(f"{key} {value}" for key, value in one["machine"].items()) + ".",
        f"Medians of {one['rounds']} rounds, the two in turn. {one['same']:,} pages were compared and say the same. "
        + " ".join(f"{name} wrote {files:,} files, {size:.0f} MB." for name, (files, size) in one["written"].items()),
        "\n| | atlas: wall s | CPU s | memory MiB | Hugo: wall s | CPU s | memory MiB | ratio: wall | CPU | memory |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, by in one["costs"].items():
        ours, theirs = (
            [statistics.median(run[measure] for run in by[engine]) for measure in MEASURES]
            for engine in ("atlas", "hugo")
        )
        cells = [*_told(ours), *_told(theirs), *(f"**{a / b:.2f}**" for a, b in zip(ours, theirs, strict=True))]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _told(medians: Sequence[float]) -> list[str]:
    wall, cpu, memory = medians
    return [f"{wall:.2f}", f"{cpu:.2f}", f"{memory:,.0f}"]


def written(site: Path) -> tuple[int, float]:
    """How many files a site has, and how many megabytes."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6


def tell(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)
