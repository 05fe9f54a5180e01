"""What the commands share that read an article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from atlas.article.paragraphs import Article, LinesError, article, span
from atlas.message import Lang, say

_TEXT: dict[str, Any] = {
    "metavar": "FILE",
    "type": click.Path(exists=True, dir_okay=False, allow_dash=True),
    "help": "The article as plain text, one paragraph a line; - reads it from the pipe.",
}
_LINES: dict[str, Any] = {
    "metavar": "A-B",
    "help": "The article's own lines, where the file holds more; empty lines do not count.",
}
TEXT = click.option("--text", required=True, **_TEXT)
LINES = click.option("--lines", **_LINES)


def article_options() -> tuple[click.Parameter, ...]:
    """The same two for a command that can do without an article."""
    return click.Option(["--text"], **_TEXT), click.Option(["--lines"], **_LINES)


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
