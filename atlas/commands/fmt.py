"""`atlas fmt`: records brought into canonical form, or named where they are not."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from atlas.commands.options import LANG, ROOT
from atlas.edit.files import ChangedMeanwhile, NotARecord, record_files, replace_text
from atlas.edit.layout import Layout, laid_out
from atlas.message import Joined, Lang, Text, editor_language, say, say_count
from atlas.problem import Problem
from atlas.report import report

_DIFF_LINES = 12


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Write nothing; show what would change, and exit with 1.")
@click.option(
    "--translated", "is_translated", is_flag=True,
    help="The English of these files has been read against their Chinese: note so in `en_of`.",
)  # fmt: skip
@LANG
@ROOT
def fmt_command(paths: tuple[Path, ...], is_check: bool, is_translated: bool, lang: str | None, root: Path) -> None:
    """Bring record files (PATHS, or all of data/) into canonical form: order, quotes, line breaks, plain numbers.

    Comments stay with what they speak of. A file with errors is left as it is, and its errors are shown.

    Example: atlas fmt data/projects/xiyuzhuang-plot-6.yaml
    """
    run = _Run(root, editor_language(lang), is_check)
    if is_translated and not paths:
        raise click.UsageError(run.said(say("--translated needs the files whose English you have read")))
    try:
        files = record_files(root, paths)
    except NotARecord as error:
        raise click.UsageError(run.said(say("'{path}' is no record file under data/", path=str(error.path)))) from None
    for path in _with_progress(files):
        run.file(path, is_translated=is_translated)
    sys.exit(run.end(len(files)))


class _Run:
    """One run over some files: what it says as it goes, and what it found."""

    def __init__(self, root: Path, lang: Lang, is_check: bool) -> None:
        self.root = root
        self.lang: Lang = lang
        self.is_check = is_check
        self.changed = 0
        self.failed = 0
        self.problems: list[Problem] = []

    def said(self, text: Text) -> str:
        return text if isinstance(text, str) else text.said(self.lang)

    def say(self, text: Text) -> None:
        click.echo(self.said(text))

    def file(self, path: Path, *, is_translated: bool) -> None:
        """Formats one file, or says why not."""
        name = f"data/{path.parent.name}/{path.name}"
        try:
            raw = path.read_bytes()
            layout = laid_out(path.parent.name, path.stem, raw, is_translated=is_translated)
            if layout.text is None:
                self.leave(name, layout)
            elif layout.text.encode("utf-8") != raw:
                if not self.is_check:
                    replace_text(path, layout.text, raw)
                self.change(name, layout, raw)
        except ChangedMeanwhile:
            self.fail(say("{file}: saved by somebody else meanwhile, and left as it is", file=name))
        except OSError as error:
            self.fail(say("{file}: cannot be read or written ({reason})", file=name, reason=error.strerror))

    def fail(self, text: Text) -> None:
        self.failed += 1
        self.say(text)

    def leave(self, name: str, layout: Layout) -> None:
        if layout.problems:
            self.failed += 1
            self.problems.extend(layout.problems)
        else:
            self.fail(say("{file}: left as it is, since no layout would say quite the same", file=name))

    def change(self, name: str, layout: Layout, raw: bytes) -> None:
        self.changed += 1
        self.say(
            say("{file}: not in canonical form", file=name) if self.is_check else say("{file}: formatted", file=name)
        )
        for each in layout.changes:
            where = f"{each.place.file}:{each.place.line}:{each.place.column}"
            template = say("{place}: the number '{old}' is {new}", place=where, old=each.old, new=each.new)
            self.say(Joined(("  ", template)))
        if self.is_check:
            self.diff(raw.decode("utf-8"), layout.text or "")

    def diff(self, old: str, new: str) -> None:
        """The first lines that would change."""
        lines = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
        for line in lines[:_DIFF_LINES]:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.echo("  " + click.style("".join(c if c.isprintable() else "�" for c in line), fg=colour))
        if (rest := len(lines) - _DIFF_LINES) > 0:
            self.say(Joined(("  ", say_count("… and {count} more line", "… and {count} more lines", rest))))

    def end(self, count: int) -> int:
        """The last words, and the exit status."""
        if self.problems:
            click.echo(report(self.problems, self.root), nl=False)
        parts: list[Text] = []
        if self.changed and self.is_check:
            parts.append(say_count("{count} file to be formatted", "{count} files to be formatted", self.changed))
        elif self.changed:
            parts.append(say_count("{count} file formatted", "{count} files formatted", self.changed))
        if self.failed:
            parts.append(say_count("{count} file left as it is", "{count} files left as they are", self.failed))
        if rest := count - self.changed - self.failed:
            parts.append(say_count("{count} file in canonical form", "{count} files in canonical form", rest))
        self.say(Joined(tuple(parts), say(", ")) if parts else say("no record files"))
        return 1 if self.failed or (self.is_check and self.changed) else 0


def _with_progress(files: list[Path]) -> Iterator[Path]:
    """The files, counted on a terminal once a second has passed."""
    start, is_shown = time.monotonic(), False
    for number, path in enumerate(files, 1):
        if sys.stderr.isatty() and time.monotonic() - start > 1:
            click.echo(f"\r{number}/{len(files)}", err=True, nl=False)
            is_shown = True
        yield path
    if is_shown:
        click.echo("\r" + " " * 20 + "\r", err=True, nl=False)
