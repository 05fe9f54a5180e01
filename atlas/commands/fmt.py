"""`atlas fmt`: records brought into canonical form, or named where they are not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from atlas.commands.options import FORM, LANG, ROOT, misuse
from atlas.commands.terminal import counted, waiting
from atlas.message import editor_language, say
from atlas.report import Format
from atlas.settings import SettingError


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Write nothing; show what would change, and exit with 1.")
@click.option(
    "--translated",
    "is_translated",
    is_flag=True,
    help="The English of these files has been read against their Chinese: note so in `en_of`.",
)
@FORM
@LANG
@ROOT
def fmt_command(
    paths: tuple[Path, ...], is_check: bool, is_translated: bool, form: str, lang: str | None, root: Path
) -> None:
    """Bring record files (PATHS, or all of data/) into canonical form: order, quotes, line breaks, plain numbers.

    Comments stay with what they speak of. A file with errors is left as it is, and its errors are shown. Without PATHS,
    new addresses are put on data/addresses.txt as well.

    Example: atlas fmt data/projects/xiyuzhuang-plot-6.yaml
    """
    from atlas.edit.files import NotARecord, record_files
    from atlas.edit.run import Telling, addresses, outcome

    speech = editor_language(lang)
    if is_translated and not paths:
        raise click.UsageError(say("--translated needs the files whose English you have read").said(speech))
    if not (root / "data").is_dir():
        raise misuse(say("there is no folder data/ here; run the command in the project's folder"))
    try:
        files = record_files(root, paths)
    except NotARecord as error:
        raise click.UsageError(say("'{path}' is no record file under data/", path=error.path).said(speech)) from None
    telling = Telling(root, speech, cast("Format", form), is_check=is_check)
    for path in counted(files):
        telling.tell(outcome(path, is_check=is_check, is_translated=is_translated))
    try:
        with waiting():
            listed = [] if paths else list(addresses(root, is_check=is_check))
    except SettingError as error:
        raise misuse(error.words) from None
    for found in listed:
        telling.tell(found)
    sys.exit(telling.end())
