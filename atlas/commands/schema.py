"""`atlas schema`: what follows from the declarations, written out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas.commands.options import ROOT
from atlas.message import say, spoken
from atlas.schema import SchemaError, stale, write


@click.command("schema")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; name what is not fresh, and exit with 1.")
@ROOT
def schema_command(is_check: bool, root: Path) -> None:
    """Write the JSON Schemas (data/schema/) and the field dictionary (in data/README.md) from the declarations.

    Example: atlas schema --check
    """
    try:
        paths = stale(root) if is_check else write(root)
    except SchemaError as error:
        click.echo(spoken(say("error: {what}", what=error.words)), err=True)
        sys.exit(1)
    for path in paths:
        done, due = (
            say("{file}: written", file=path.as_posix()),
            say("{file}: not fresh; run: atlas schema", file=path.as_posix()),
        )
        click.echo(spoken(due if is_check else done))
    sys.exit(1 if is_check and paths else 0)
