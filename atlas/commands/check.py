"""`atlas check`: every problem of every record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from atlas.commands.options import ROOT, form_option, misuse
from atlas.commands.terminal import painted, waiting
from atlas.history.git import GitError
from atlas.history.states import breaches
from atlas.incremental.digests import edition
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store
from atlas.incremental.workers import Workers, cores
from atlas.pipeline import linked
from atlas.problem import has_errors
from atlas.report import Format, report
from atlas.settings import SettingError, Settings, as_of


@click.command("check")
@form_option("text", "json", "github", "gitlab")
@click.option("--since", metavar="REV", help="Also hold the records to what was published at a commit.")
@click.option("--no-cache", is_flag=True, help="Take nothing from the last run, and keep nothing for the next.")
@ROOT
def check_command(form: str, since: str | None, no_cache: bool, root: Path) -> None:
    """Report every problem of every record; with --since, also what was published and has been edited or lost.

    Records that have not changed since the last run, or the last build, are not read again.

    Example: atlas check --since origin/main --format github
    """
    settings = _settings()
    with waiting():
        records = Records(_store(root) if not no_cache else None, Workers(cores()))
        problems = linked(root, settings, records=records).problems
        records.save()
        try:
            problems = (*problems, *(breaches(root, settings, since) if since is not None else ()))
        except GitError as error:
            raise misuse(error.what) from None
    found = report(problems, root, cast("Format", form))
    click.echo(painted(found) if form == "text" else found, nl=False)
    sys.exit(1 if has_errors(problems) else 0)


def _store(root: Path) -> Store | None:
    """Where the build of a project keeps its records; a folder that is no project is left as it is."""
    return Store(root / FOLDER / "records", edition()) if (root / "pelicanconf.py").is_file() else None


def _settings() -> Settings:
    try:
        return Settings(as_of())
    except SettingError as error:
        raise misuse(error.words) from None
