"""`atlas mv`: a record under another id, or joined to another, with every reference and a way on from its old address."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from atlas.addresses import update
from atlas.commands.options import LANG, ROOT
from atlas.message import editor_language, say, say_count
from atlas.pipeline import linked
from atlas.problem import Problem, Severity
from atlas.records.redirects import MoveKind
from atlas.rename import FOLDERS, CannotMove, Plan, planned, write
from atlas.report import report
from atlas.settings import Settings, as_of


@click.command("mv")
@click.argument("type_", metavar="TYPE", type=click.Choice(list(FOLDERS)))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--merge", is_flag=True, help="Join OLD to the record NEW: OLD's file goes, what named it names NEW.")
@click.option("--reason", help="Why, for the list of redirects.")
@ROOT
@LANG
def mv_command(type_: str, old: str, new: str, merge: bool, reason: str | None, root: Path, lang: str | None) -> None:
    """Give the record OLD the id NEW, change every reference to it, and leave a way on from its old address.

    Example: atlas mv project west-station-south west-station-south-square
    """
    speech = editor_language(lang)
    settings = Settings(as_of())
    folder, kind = FOLDERS[type_], MoveKind.MERGED if merge else MoveKind.RENAMED
    try:
        plan = planned(root, folder, old, new, kind, settings.as_of.isoformat(), reason)
    except CannotMove as error:
        click.echo(say("error: {why}", why=error.message).said(speech), err=True)
        sys.exit(1)
    if problems := _new_problems(root, plan, settings):
        click.echo(report(problems, root), nl=False, err=True)
        click.echo(say("nothing was changed: the records would not pass after it").said(speech), err=True)
        sys.exit(1)
    write(root, plan)
    update(root, {f"{folder}/{new}/"})
    count = say_count("{count} reference", "{count} references", plan.references)
    done = say(
        "/{old}/ leads to /{new}/ now; {count} changed. See it with git diff, then commit.",
        old=f"{folder}/{old}",
        new=f"{folder}/{new}",
        count=count,
    )
    click.echo(done.said(speech))


def _new_problems(root: Path, plan: Plan, settings: Settings) -> list[Problem]:
    """The errors that the records would have after the change and have not now, found on a copy."""
    before = {(item.rule, item.what) for item in linked(root, settings).problems}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "data", copy / "data")
        if (root / "content").is_dir():
            shutil.copytree(root / "content", copy / "content")
        write(copy, plan)
        after = linked(copy, settings).problems
    return [item for item in after if item.severity is Severity.ERROR and (item.rule, item.what) not in before]
