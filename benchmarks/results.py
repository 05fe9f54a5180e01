"""The figures kept and printed: one file of raw figures for each size, and RESULTS.md made of them all."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.cost import Cost

FOLDER = Path(__file__).parent
RAW = FOLDER / "results"
MEASURES = ("wall", "cpu", "memory")

# Scenario, then engine, then one cost for each round.
Costs = Mapping[str, Mapping[str, Sequence[Cost]]]


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
    rounds, same = one["rounds"], one.get("same")
    taken = f"Medians of {rounds} rounds" if rounds > 1 else "One round"
    compared = f"{taken}, the two in turn. {same:,} pages were compared and say the same." if same else f"{taken}."
    if one.get("jobs"):
        compared += f" The atlas had {one['jobs']} {'process' if one['jobs'] == 1 else 'processes'}."
    wrote = " ".join(f"{name} wrote {files:,} files, {size:.0f} MB." for name, (files, size) in one["written"].items())
    lines = [
        f"\n## {one['number']:,} projects ({one['records']:,} records)\n",
        "; ".join(f"{key} {value}" for key, value in one["machine"].items()) + ".",
        f"{compared} {wrote}",
        "",
        *_table(one["costs"]),
    ]
    return "\n".join(lines) + "\n"


def _table(costs: Mapping[str, Mapping[str, Sequence[Mapping[str, float]]]]) -> Iterator[str]:
    """The scenarios; where only the atlas was built, only its figures."""
    measures = "wall s | CPU s | memory MiB"
    is_compared = all("hugo" in by for by in costs.values())
    more = f" Hugo: {measures} | ratio: wall | CPU | memory |" if is_compared else ""
    yield f"| | atlas: {measures} | of the wall: staging and swap s |{more}"
    yield "|---|" + "--:|" * (10 if is_compared else 4)
    for name, by in costs.items():
        medians = {
            engine: [statistics.median(run[measure] for run in runs) for measure in MEASURES]
            for engine, runs in by.items()
        }
        staged = [run["staged"] for run in by["atlas"] if run.get("staged") is not None]
        cells = [*_told(medians["atlas"]), f"{statistics.median(staged):.2f}" if staged else ""]
        cells += _told(medians["hugo"]) if is_compared else []
        if is_compared:
            cells += [f"**{a / b:.2f}**" for a, b in zip(medians["atlas"], medians["hugo"], strict=True)]
        yield f"| {name} | " + " | ".join(cells) + " |"


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
