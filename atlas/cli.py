"""The `atlas` command: arguments to one call each; prints; exit status 0 fine, 1 problems in the data, 2 misuse."""

from __future__ import annotations

import click

from atlas import __version__
from atlas.commands.group import Commands, Deferred

# Where each command is; none is imported before it is called.
PLACES = {
    name: f"atlas.commands.{name}:{name}" + ("" if name == "explain" else "_command")
    for name in ("audit", "build", "check", "diff", "explain", "fmt", "mv", "new", "schema", "serve", "verify")
}


@click.group(
    cls=Commands,
    commands=Deferred(PLACES),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Check, build and serve the Tianjin Development Atlas.

    Example: atlas check
    """
