"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.message import LANGS

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="How problems are printed.",
)  # fmt: skip
ROOT = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."), show_default=True,
    help="The project's folder.",
)  # fmt: skip
LANG = click.option("--lang", type=click.Choice(LANGS), help="The language to speak; otherwise the locale's.")
