"""`atlas build`: the whole site, or as little of it as has changed."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.commands.interrupt import publishing
from atlas.commands.options import ROOT, misuse
from atlas.commands.terminal import waiting
from atlas.incremental.current import Current
from atlas.message import Joined, say, spoken


@click.command("build")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to share the work; otherwise one a core.")
@click.option("--no-cache", is_flag=True, help="Take nothing from the last build, and keep nothing for the next.")
@click.option("--timings", is_flag=True, help="Also say what took how long, and name the slowest pages.")
@ROOT
def build_command(root: Path, jobs: int | None, no_cache: bool, timings: bool) -> None:
    """Build the whole site into output/, or, where there are problems, nothing.

    What has not changed since the last build is taken from it.

    Example: atlas build --jobs 2
    """
    if not (root / "pelicanconf.py").is_file():
        raise misuse(say("there is no pelicanconf.py here; run the command in the project's folder"))
    current = None if no_cache else Current(root.resolve())
    if current is not None and current.holds():
        address = current.address()
        lines = (say("nothing has changed since the last build"), say("open {address}", address=address))
        click.echo(spoken(Joined(lines, "\n")))
        return
    from atlas.build.options import Choices
    from atlas.build.run import run

    with waiting(is_kept=True), publishing(root / "output"):
        run(root, choices=Choices(jobs, current, is_kept=not no_cache, is_timed=timings))
