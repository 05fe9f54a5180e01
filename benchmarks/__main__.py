"""`python -m benchmarks`: both sites built again and again from the same made-up records, measured and compared."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from benchmarks import corpus, engines
from benchmarks.measure import Cost, Failed, measure
from benchmarks.results import keep, machine, tell, written
from benchmarks.same import differences, pages
from benchmarks.scenarios import SCENARIOS

# Of differing pages, as many are shown.
SHOWN = 5


@click.command()
@click.option("--number", "-n", default=1000, show_default=True, help="How many projects; the other records follow.")
@click.option("--rounds", default=5, show_default=True, help="How often each scenario is run by each.")
@click.option("--seed", default=corpus.SEED, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="Where to work; otherwise a temporary folder.")
@click.option("--dry", is_flag=True, help="Keep no results; for trying the benchmark out.")
def main(number: int, rounds: int, seed: int, folder: Path | None, dry: bool) -> None:
    """Measure the atlas against Hugo on a made-up atlas, and write benchmarks/RESULTS.md."""
    facts = {"machine": machine(), "rounds": rounds, "seed": seed}
    with tempfile.TemporaryDirectory(prefix="atlas-bench-", dir=folder) as place:
        root = Path(place)
        facts["records"] = corpus.write(root / "records", engines.PROJECT, number, seed)
        sites = [engines.atlas(root / "atlas", root / "records"), engines.hugo(root / "hugo", root / "records")]
        try:
            costs = _rounds(sites, rounds)
        except Failed as failed:
            sys.exit(str(failed))
        found = list(differences(sites[0].site, sites[1].site))
        for one in found[:SHOWN]:
            tell(f"{one.page} differs:\n  atlas …{one.ours}\n  hugo  …{one.theirs}")
        if found:
            sys.exit(f"{len(found)} pages differ; such figures compare nothing, and none are kept")
        facts["same"] = len(pages(sites[0].site))
        facts["written"] = {site.name: written(site.site) for site in sites}
    if not dry:
        keep(number, facts, costs)


def _rounds(sites: list[engines.Engine], rounds: int) -> dict[str, dict[str, list[Cost]]]:
    """Every scenario by each engine in turn, the first of them changing with the round."""
    costs: dict[str, dict[str, list[Cost]]] = {name: {site.name: [] for site in sites} for name in SCENARIOS}
    for number in range(1, rounds + 1):
        for name, change in SCENARIOS.items():
            for site in sites if number % 2 else reversed(sites):
                change(site, number)
                cost = measure(site.command, site.root, site.environment())
                costs[name][site.name].append(cost)
                tell(
                    f"{number}/{rounds} {name}: {site.name} {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.memory:.0f} MiB"
                )
    return costs


if __name__ == "__main__":
    main()
