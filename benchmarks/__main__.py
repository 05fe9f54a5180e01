"""`python -m benchmarks`: both sites built again and again from the same made-up records, measured and compared."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks import corpus, engines
from benchmarks.cost import Cost
from benchmarks.machine import machine
from benchmarks.measure import Failed, measure
from benchmarks.results import keep, tell, written
from benchmarks.same import differences, pages
from benchmarks.scenarios import SCENARIOS

# Of differing pages, as many are shown.
SHOWN = 5


@click.command()
@click.option("--number", "-n", default=1000, show_default=True, help="How many projects; the other records follow.")
@click.option("--rounds", default=5, show_default=True, help="How often each scenario is run by each.")
@click.option("--seed", default=corpus.SEED, show_default=True)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where to work; otherwise a temporary folder.",
)
@click.option("--dry", is_flag=True, help="Keep no results; for trying the benchmark out.")
@click.option("--atlas-only", is_flag=True, help="Leave Hugo out, and with it the comparison of what the sites say.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes the atlas may use; otherwise one a core.")
@click.option("--only", type=click.Choice(list(SCENARIOS)), multiple=True, help="A scenario to run, in place of all.")
def main(
    number: int,
    rounds: int,
    seed: int,
    folder: Path | None,
    dry: bool,
    atlas_only: bool,
    jobs: int | None,
    only: tuple[str, ...],
) -> None:
    """Measure the atlas against Hugo on a made-up atlas, and write benchmarks/RESULTS.md."""
    facts = {"machine": machine(), "rounds": rounds, "seed": seed, "jobs": jobs}
    with tempfile.TemporaryDirectory(prefix="atlas-bench-", dir=folder) as place:
        root = Path(place)
        facts["records"] = corpus.write(root / "records", engines.PROJECT, number, seed)
        sites = [engines.atlas(root / "atlas", root / "records", jobs)]
        if not atlas_only:
            sites.append(engines.hugo(root / "hugo", root / "records"))
        try:
            costs = _rounds(sites, rounds, only or tuple(SCENARIOS))
        except Failed as failed:
            sys.exit(str(failed))
        if not atlas_only:
            facts["same"] = _same(sites)
        facts["written"] = {site.name: written(site.site) for site in sites}
    if not dry:
        keep(number, facts, costs)


def _same(sites: list[engines.Engine]) -> int:
    """How many pages were compared; where some differ, the benchmark ends."""
    ours, theirs = (site.site for site in sites)
    found = list(differences(ours, theirs))
    for one in found[:SHOWN]:
        tell(f"{one.page} differs:\n  atlas …{one.ours}\n  hugo  …{one.theirs}")
    if found:
        sys.exit(f"{len(found)} pages differ; such figures compare nothing, and none are kept")
    return len(pages(ours))


def _rounds(sites: list[engines.Engine], rounds: int, scenarios: tuple[str, ...]) -> dict[str, dict[str, list[Cost]]]:
    """Scenarios by each engine in turn, the first of them changing with the round."""
    costs: dict[str, dict[str, list[Cost]]] = {
        name: {site.name: [] for site in sites} for name in SCENARIOS if name in scenarios
    }
    start = time.monotonic()
    for number in range(1, rounds + 1):
        for name in costs:
            for site in sites if number % 2 else reversed(sites):
                SCENARIOS[name](site, number)
                cost = measure(site.command, site.root, site.environment())
                costs[name][site.name].append(cost)
                spent = time.monotonic() - start
                tell(
                    f"{spent:6.0f} s  round {number} of {rounds}, {name}: {site.name} {cost.wall:.2f} s, "
                    f"{cost.cpu:.2f} CPU s, {cost.memory:.0f} MiB"
                )
    return costs


if __name__ == "__main__":
    main()
