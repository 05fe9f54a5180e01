"""The `atlas` command: arguments to one call each; prints; exit status 0 fine, 1 problems in the data, 2 misuse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from atlas import __version__
from atlas.commands.diff import diff_command
from atlas.message import editor_language, said
from atlas.problem import has_errors, nearest
from atlas.report import Format, report
from atlas.rules import RULES
from atlas.settings import SettingError, Settings, as_of

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="How problems are printed.",
)  # fmt: skip
ROOT = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."), show_default=True,
    help="The project's folder.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Check, build and serve the Tianjin Development Atlas."""


@main.command("check")
@FORM
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
    problems = linked(root, settings).problems
    if since is not None:
        try:
            problems = (*problems, *breaches(root, settings, since))
        except GitError as error:
            raise click.UsageError(str(said(error.what, editor_language()))) from None
    click.echo(report(problems, root, cast("Format", form)), nl=False)
    sys.exit(1 if has_errors(problems) else 0)


@main.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """Say what a RULE finds and why it is a fault; without RULE, list them all.

    Example: atlas explain uncited
    """
    if rule is None:
        for known in RULES.values():
            click.echo(f"{known.id:24} {known.name}")
        return
    if rule not in RULES:
        near = nearest(rule, RULES)
        raise click.UsageError(f"no rule '{rule}'" + (f"; did you mean '{near}'?" if near else "; see atlas explain"))
    click.echo(f"{rule}: {RULES[rule].name}\n  why: {RULES[rule].why}")


@main.command("build")
@ROOT
def build_command(root: Path) -> None:
    """Build the whole site into output/, or, where there are problems, nothing.

    Example: atlas build
    """
    from atlas.plugin import run

    run(root)


@main.command("serve")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@ROOT
def serve_command(port: int, root: Path) -> None:
    """Build the site, then serve it at http://localhost:8000 until interrupted.

    Example: atlas serve --port 8080
    """
    from atlas.plugin import run
    from atlas.serve import serve

    run(root)
    serve(root / "output", port)


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
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    for path in paths:
        click.echo(f"{path.as_posix()}: {'not fresh; run: atlas schema' if is_check else 'written'}")
    sys.exit(1 if is_check and paths else 0)


main.add_command(diff_command)


def _settings() -> Settings:
    try:
        return Settings(as_of())
    except SettingError as error:
        raise click.UsageError(str(error)) from None
