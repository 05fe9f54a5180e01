"""`atlas diff`: what a change of the records says, for whoever reviews it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas.commands.options import LANG, ROOT
from atlas.commands.terminal import waiting
from atlas.message import editor_language, say


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How it is printed.",
)  # fmt: skip
@LANG
@ROOT
def diff_command(old: str, new: str | None, form: str, lang: str | None, root: Path) -> None:
    """Say in words which facts differ between commit A and commit B, or, without B, the records as they lie here.

    Facts added, changed (old → new, with the citation) and removed; what that does to the status of commitments
    and to the counts; addresses gained and lost; pages to look at.

    Example: atlas diff main --format markdown
    """
    from atlas.commands.diff_report import Difference, report
    from atlas.diff.changes import diff
    from atlas.diff.effects import affected, effects
    from atlas.history.git import GitError
    from atlas.history.states import states
    from atlas.settings import SettingError, Settings, as_of
    from atlas.view.strings import StringsError, load_strings
    from atlas.view.telling import Teller

    speech = editor_language(lang)
    try:
        with waiting():
            before, after = states(root, Settings(as_of()), old, new)
            teller = Teller(before, after, load_strings(root / "theme"))
            changes = diff(before, after)
    except (GitError, SettingError, StringsError) as error:
        why = error.what if isinstance(error, GitError) else error.words
        click.echo(say("cannot compare: {why}", why=why).said(speech), err=True)
        sys.exit(2)
    effect = effects(before, after)
    told = teller.told(changes, effect, whole=False)
    pages = affected(before, after, changes, effect)
    click.echo(report(Difference(told, effect, pages), teller, form, speech), nl=False)
