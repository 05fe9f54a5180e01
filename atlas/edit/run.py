"""One run of fmt over some files: what it did to each, said to people, to programs, or on a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click
from msgspec import Struct

from atlas.addresses import current, outdated
from atlas.edit.files import ChangedMeanwhile, replace_text
from atlas.edit.layout import Change, Layout, laid_out
from atlas.load.addresses import FILE
from atlas.message import Joined, Lang, Text, say, say_count
from atlas.problem import Problem
from atlas.report import Format, report
from atlas.settings import Settings, as_of

_DIFF_LINES = 12


class Outcome(Struct, frozen=True):
    """What came of one file: whether its text is to be another, why it was left, and what stands in the way."""

    file: str
    old: str = ""
    new: str | None = None
    changes: tuple[Change, ...] = ()
    reason: Text | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_left(self) -> bool:
        return self.reason is not None or bool(self.problems)


def outcome(path: Path, *, is_check: bool, is_translated: bool) -> Outcome:
    """Formats one file, or, with `is_check`, finds out what that would change."""
    file = f"data/{path.parent.name}/{path.name}"
    try:
        raw = path.read_bytes()
        layout: Layout = laid_out(path.parent.name, path.stem, raw, is_translated=is_translated)
        if layout.problems:
            return Outcome(file, problems=layout.problems)
        if layout.text is None:
            return Outcome(
                file, reason=say("{file}: left as it is, since no layout would say quite the same", file=file)
            )
        if layout.text.encode("utf-8") == raw:
            return Outcome(file)
        if not is_check:
            replace_text(path, layout.text, raw)
        return Outcome(file, raw.decode("utf-8"), layout.text, layout.changes)
    except ChangedMeanwhile:
        return Outcome(file, reason=say("{file}: saved by somebody else meanwhile, and left as it is", file=file))
    except OSError as error:
        reason = say("{file}: cannot be read or written ({reason})", file=file, reason=error.strerror)
        return Outcome(file, reason=reason)


def addresses(root: Path, *, is_check: bool) -> Iterator[Outcome]:
    """What came of the list of addresses, where there was anything to do."""
    old = root / FILE
    text = outdated(root, current(root, Settings(as_of())))
    if text is None:
        return
    yield Outcome(FILE, old.read_text("utf-8") if old.exists() else "", text)
    if not is_check:
        old.write_text(text, encoding="utf-8", newline="\n")


class Telling:
    """What is printed of a run: as it goes for people, at its end for programs."""

    def __init__(self, root: Path, lang: Lang, form: Format, *, is_check: bool) -> None:
        self.root = root
        self.lang: Lang = lang
        self.form: Format = form
        self.is_check = is_check
        self.outcomes: list[Outcome] = []

    def said(self, text: Text) -> str:
        return text if isinstance(text, str) else text.said(self.lang)

    def tell(self, found: Outcome) -> None:
        """What came of one file, in the form that is told line by line."""
        self.outcomes.append(found)
        if self.form == "json":
            return
        if found.reason:
            self.line(found.file, 1, self.said(found.reason))
        if found.new is None:
            return
        template = say("{file}: not in canonical form", file=found.file)
        if self.is_check:
            self.line(found.file, 1, self.said(template))
        elif self.form == "text":
            click.echo(self.said(say("{file}: formatted", file=found.file)))
        for each in found.changes:
            place = f"{each.place.file}:{each.place.line}:{each.place.column}"
            told = say("{place}: the number '{old}' is {new}", place=place, old=each.old, new=each.new)
            self.line(found.file, each.place.line, f"  {self.said(told)}")
        if self.is_check and self.form == "text":
            self.diff(found.old, found.new)

    def line(self, file: str, number: int, text: str) -> None:
        """A line for people, or an annotation of a merge request."""
        click.echo(
            f"::error file={file},line={number},title=atlas fmt::{text.strip()}" if self.form == "github" else text
        )

    def diff(self, old: str, new: str) -> None:
        """The first lines that would change."""
        lines = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
        for line in lines[:_DIFF_LINES]:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.echo("  " + click.style("".join(c if c.isprintable() else "�" for c in line), fg=colour))
        if (rest := len(lines) - _DIFF_LINES) > 0:
            click.echo("  " + self.said(say_count("… and {count} more line", "… and {count} more lines", rest)))

    def end(self) -> int:
        """The last words, and the exit status."""
        problems = [problem for each in self.outcomes for problem in each.problems]
        changed = sum(each.new is not None for each in self.outcomes)
        left = sum(each.is_left for each in self.outcomes)
        if self.form == "json":
            click.echo(json.dumps([self.fields(each) for each in self.outcomes], ensure_ascii=False, indent=2))
        else:
            if problems:
                click.echo(report(problems, self.root, self.form), nl=False)
            click.echo(self.said(self.summary(changed, left)))
        return 1 if left or (self.is_check and changed) else 0

    def summary(self, changed: int, left: int) -> Text:
        parts: list[Text] = []
        if changed and self.is_check:
            parts.append(say_count("{count} file to be formatted", "{count} files to be formatted", changed))
        elif changed:
            parts.append(say_count("{count} file formatted", "{count} files formatted", changed))
        if left:
            parts.append(say_count("{count} file left as it is", "{count} files left as they are", left))
        if rest := len(self.outcomes) - changed - left:
            parts.append(say_count("{count} file in canonical form", "{count} files in canonical form", rest))
        return Joined(tuple(parts), say(", ")) if parts else say("no record files")

    def fields(self, found: Outcome) -> dict[str, object]:
        """What came of one file, for programs."""
        state = "left" if found.is_left else "canonical" if found.new is None else "unformatted"
        if state == "unformatted" and not self.is_check:
            state = "formatted"
        return {
            "file": found.file,
            "state": state,
            "reason": self.said(found.reason or ""),
            "numbers": [
                {"line": each.place.line, "column": each.place.column, "old": each.old, "new": each.new}
                for each in found.changes
            ],
            "problems": json.loads(report(found.problems, self.root, "json")),
        }
