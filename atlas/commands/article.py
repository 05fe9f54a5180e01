"""What the commands share that read an article, and `atlas new-source`, which prepares a source's record from one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas.article.paragraphs import Article, LinesError, article, span
from atlas.commands.options import LANG, ROOT
from atlas.message import Lang, editor_language, say
from atlas.records.types import ID_PATTERN

TEXT = click.option(
    "--text", required=True, metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="The article as plain text, one paragraph a line; - reads it from the pipe.",
)  # fmt: skip
LINES = click.option(
    "--lines", metavar="A-B", help="The article's own lines, where the file holds more; empty lines do not count."
)

# Text files of Chinese editors that are not UTF-8 are GB 18030, or UTF-16 with its mark.
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def held(path: str, lines: str | None, speaks: Lang, language: str = "zh") -> Article:
    """The article in a file, or in some of its lines.

    Raises:
        click.UsageError: it cannot be read, holds no text, or has no such lines.
    """
    text = _decoded(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes())
    if text is None:
        raise click.UsageError(say("{file} is not a text file", file=path).said(speaks))
    asked = span(lines) if lines else None
    if lines and asked is None:
        raise click.UsageError(say("--lines is '{lines}'; write it as 13-31", lines=lines).said(speaks))
    try:
        found = article(text, asked, language)
    except LinesError:
        count = len(article(text).paragraphs)
        fault = say("{file} has {count} lines with text; --lines asks for {lines}", file=path, count=count, lines=lines)
        raise click.UsageError(fault.said(speaks)) from None
    if not found.paragraphs:
        raise click.UsageError(say("{file} holds no text", file=path).said(speaks))
    return found


def _decoded(raw: bytes) -> str | None:
    encodings = [name for mark, name in _MARKS if raw.startswith(mark)] or ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


@click.command("new-source")
@click.argument("name", metavar="ID")
@TEXT
@LINES
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="The article's own.")
@click.option("--zh", help="The title in Chinese.")
@click.option("--en", help="The title in English.")
@click.option("--printed", is_flag=True, help="The title is the printed one; without it, it is ours.")
@click.option("--kind", default="media", show_default=True, help="A term of data/vocabulary/source-kinds.yaml.")
@click.option("--publisher", metavar="ID", help="Its record in data/organisations/; left out: not stated.")
@click.option("--published", metavar="DATE", help="The day it appeared, as 2026-06-12, where the article gives it.")
@click.option("--address", metavar="URL", help="Its web address.")
@LANG
@ROOT
def new_source_command(
    name: str, text: str, lines: str | None, language: str, lang: str | None, root: Path, **given: str | None
) -> None:
    """Prepare the record of a source from its article: paragraphs counted and fingerprinted, with locators.

    What the editor has to write is left empty; atlas check names each place.

    Example: atlas new-source alder-gazette --text article.txt --zh 桤木报 --en "Alder Gazette"
    """
    import re

    from atlas.article.prepared import prepared, yaml_of

    speaks = editor_language(lang)
    if not re.match(ID_PATTERN, name):
        fault = say("'{id}' cannot be an id; write small letters, digits and hyphens, as in hexi-briefing", id=name)
        raise click.UsageError(fault.said(speaks))
    file = root / "data" / "sources" / f"{name}.yaml"
    if file.exists():
        raise click.UsageError(
            say("the record {file} is there already", file=file.relative_to(root).as_posix()).said(speaks)
        )
    held_article = held(text, lines, speaks, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml_of(prepared(name, held_article, **given)), encoding="utf-8", newline="\n")
    for line in (
        say(
            "{file}: written, {count} paragraphs",
            file=file.relative_to(root).as_posix(),
            count=len(held_article.paragraphs),
        ),
        say("next: write what each paragraph says in your own words (gist), then run: atlas check"),
    ):
        click.echo(line.said(speaks))
