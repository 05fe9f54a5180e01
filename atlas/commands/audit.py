"""`atlas audit`: an article that the editor holds against the records that cite it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from atlas.article.paragraphs import Article
from atlas.commands.article import LINES, TEXT, held
from atlas.commands.options import LANG, ROOT
from atlas.commands.terminal import painted, waiting
from atlas.message import Message, editor_language, say
from atlas.problem import nearest
from atlas.settings import SettingError, Settings, as_of


@click.command("audit")
@click.argument("source")
@TEXT
@LINES
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="How the findings are printed.",
)  # fmt: skip
@LANG
@ROOT
def audit_command(source: str, text: str, lines: str | None, form: str, lang: str | None, root: Path) -> None:
    """Hold the article of a SOURCE against the records: is it the text that was fingerprinted, does what the records
    say stand in the paragraphs they cite, and which of its numbers and quoted names does no record cite?

    Exit status: 0 nothing unexplained, 1 findings, 2 misuse.

    Example: atlas audit hexi-briefing --text article.txt --lines 13-31
    """
    from atlas.article.audit import audit
    from atlas.article.report import Format, report
    from atlas.pipeline import linked
    from atlas.records.source import Source
    from atlas.report import report as problems_report

    speaks = editor_language(lang)
    try:
        with waiting():
            found = linked(root, Settings(as_of()))
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    if found.atlas is None:
        click.echo(painted(problems_report(found.problems, root)), nl=False)
        sys.exit(1)
    sources = found.atlas.all(Source)
    if source not in sources:
        raise click.UsageError(str(_unknown(source, nearest(source, sources)).said(speaks)))
    record = sources[source]
    article = Article(held(text, lines, speaks).paragraphs, record.language)
    done = audit(found.atlas, record, article)
    documents = {f"{document.folder}/{document.stem}": document for document in found.documents}
    click.echo(report(done, documents, cast("Format", form), speaks), nl=False)
    sys.exit(1 if done.unexplained else 0)


def _unknown(source: str, near: str | None) -> Message:
    if near:
        return say("no source '{source}'; did you mean '{near}'?", source=source, near=near)
    return say("no source '{source}'; the sources are the files of data/sources/", source=source)
