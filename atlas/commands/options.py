"""What several commands take, and how they refuse what they cannot use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from atlas.message import LANGS, Text, spoken

Command = TypeVar("Command", bound=Callable[..., Any])


def form_option(*forms: str) -> Callable[[Command], Command]:
    """`--format`, with the forms that a command knows; the first is the one it takes by itself."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True,
        help="How problems are printed.",
    )  # fmt: skip


FORM = form_option("text", "json", "github")
ROOT = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."), show_default=True,
    help="The project's folder.",
)  # fmt: skip
# Every command takes it, given by `Commands`; one that has to know the language itself may declare it.
LANG = click.option("--lang", type=click.Choice(LANGS), help="The language to speak; otherwise the locale's.")


def misuse(words: Text) -> click.UsageError:
    """The error of a command that was not called as it can be: shown with its usage, status 2."""
    return click.UsageError(spoken(words))
