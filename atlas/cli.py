"""The `atlas` command: arguments to one call each; prints; exit status 0 fine, 1 problems in the data, 2 misuse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from atlas import __version__
from atlas.commands.audit import audit_command
from atlas.commands.diff import diff_command
from atlas.commands.explain import explain
from atlas.commands.fmt import fmt_command
from atlas.commands.group import Commands
from atlas.commands.mv import mv_command
from atlas.commands.new import new_command
from atlas.commands.options import ROOT, form_option, misuse
from atlas.commands.serve import serve_command
from atlas.commands.terminal import painted, waiting
from atlas.commands.verify import verify_command
from atlas.message import say, spoken
from atlas.problem import has_errors
from atlas.report import Format, report
from atlas.settings import SettingError, Settings, as_of


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Check, build and serve the Tianjin Development Atlas.

    Example: atlas check
    """


for command in (
    audit_command, diff_command, explain, fmt_command, mv_command, new_command, serve_command, verify_command,
):  # fmt: skip
    main.add_command(command)


@main.command("check")
@form_option("text", "json", "github", "gitlab")
@click.option("--since", metavar="REV", help="Also hold the records to what was published at a commit.")
@ROOT
def check_command(form: str, since: str | None, root: Path) -> None:
    """Report every problem of every record; with --since, also what was published and has been edited or lost.

    Example: atlas check --since origin/main --format github
    """
    from atlas.history.git import GitError
    from atlas.history.states import breaches
    from atlas.pipeline import linked

    settings = _settings()
    with waiting():
        problems = linked(root, settings).problems
        try:
            problems = (*problems, *(breaches(root, settings, since) if since is not None else ()))
        except GitError as error:
            raise misuse(error.what) from None
    found = report(problems, root, cast("Format", form))
    click.echo(painted(found) if form == "text" else found, nl=False)
    sys.exit(1 if has_errors(problems) else 0)


@main.command("build")
@ROOT
def build_command(root: Path) -> None:
    """Build the whole site into output/, or, where there are problems, nothing.

    Example: atlas build
    """
    from atlas.plugin import run

    if not (root / "pelicanconf.py").is_file():
        raise misuse(say("there is no pelicanconf.py here; run the command in the project's folder"))
    with waiting(is_kept=True):
        run(root)


@main.command("schema")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; name what is not fresh, and exit with 1.")
@ROOT
def schema_command(is_check: bool, root: Path) -> None:
    """Write the JSON Schemas (data/schema/) and the field dictionary (in data/README.md) from the declarations.

    Example: atlas schema --check
    """
    from atlas.schema import SchemaError, stale, write

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


def _settings() -> Settings:
    try:
        return Settings(as_of())
    except SettingError as error:
        raise misuse(error.words) from None
