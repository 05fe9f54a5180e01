"""What several commands take, and how they refuse what they cannot use."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.message import LANGS, Text, spoken

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="How problems are printed.",
)  # fmt: skip
ROOT = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."), show_default=True,
    help="The project's folder.",
)  # fmt: skip
# Every command takes it, given by `Commands`; one that has to know the language itself may declare it.
LANG = click.option("--lang", type=click.Choice(LANGS), help="The language to speak; otherwise the locale's.")


def misuse(words: Text) -> click.UsageError:
    """The error of a command that was not called as it can be: shown with its usage, status 2."""
    return click.UsageError(spoken(words))
