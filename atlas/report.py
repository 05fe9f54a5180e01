"""Problems printed in the editor's language: for people, for programs, and as annotations of a merge request."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from atlas.message import Lang, Text, editor_language, say, say_count, spoken
from atlas.problem import Problem, Severity, in_order
from atlas.rules import RULES

Format = Literal["text", "json", "github", "gitlab"]
WIDTH = 100

# What breaks a line for YAML.
_BREAK = re.compile(r"\r\n|\r|\n")


def report(problems: Iterable[Problem], root: Path, form: Format = "text", lang: Lang | None = None) -> str:
    """The problems in order of place, in a language or the editor's; text and GitHub forms end with a count."""
    ordered, lang = in_order(problems), lang or editor_language()
    if form == "json":
        return json.dumps([_fields(problem, lang) for problem in ordered], ensure_ascii=False, indent=2) + "\n"
    if form == "gitlab":
        return json.dumps([_quality(problem, lang) for problem in ordered], ensure_ascii=False, indent=2) + "\n"
    count = spoken(_count(ordered), lang) + "\n"
    if form == "github":
        return "".join(f"{_annotation(problem, lang)}\n" for problem in ordered) + count
    lines: dict[str, list[str]] = {}
    return "".join(_text(problem, _lines(problem.place.file, root, lines), lang) for problem in ordered) + count


def headline(problem: Problem, lang: Lang | None = None) -> str:
    """The first line of a report, which stands alone and greps: place, severity, what, rule."""
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    what = say("error: {what}", what=problem.what)
    if problem.severity is Severity.WARNING:
        what = say("warning: {what}", what=problem.what)
    return f"{where}: {one_line(what, lang)} [{problem.rule}]"


def _reasons(problem: Problem, lang: Lang) -> list[str]:
    """Why it is a fault, and how to mend it."""
    texts = [say("why: {why}", why=RULES[problem.rule].why)]
    texts += [say("fix: {fix}", fix=problem.fix)] if problem.fix else []
    return [one_line(text, lang) for text in texts]


def one_line(text: Text, lang: Lang | None = None) -> str:
    """A text that cannot break out of its line, whatever a record holds."""
    return _printable(" ".join(spoken(text, lang).split()))


def _printable(text: str) -> str:
    """A text without what could move a terminal's cursor or hide itself."""
    return "".join(c if c.isprintable() or c in "\t\u3000\u00a0" else "�" for c in text)


def _text(problem: Problem, lines: list[str], lang: Lang) -> str:
    out = [headline(problem, lang)]
    number = problem.place.line
    if 0 < number <= len(lines):
        line, column = _window(lines[number - 1], problem.place.column)
        caret = "".join("\t" if c == "\t" else "　" if _wide(c) else " " for c in line[: column - 1])
        under = "".join("　" if _wide(c) else "^" for c in line[column - 1 : column - 1 + problem.length]) or "^"
        out.append(f"{number:>6} | {line}")
        out.append(f"       | {caret}{under.replace('　', '^^')}")
    out += [f"  {reason}" for reason in _reasons(problem, lang)]
    return "\n".join(out) + "\n\n"


def _wide(character: str) -> bool:
    """Whether a character takes two columns in a terminal (Han, full-width forms)."""
    return unicodedata.east_asian_width(character) in "FW"


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column within it."""
    if len(line) <= WIDTH:
        return line, column
    start = max(0, min(column - WIDTH // 2, len(line) - WIDTH))
    before, after = "…" if start else "", "…" if start + WIDTH < len(line) else ""
    return before + line[start : start + WIDTH] + after, column - start + len(before)


def _lines(file: str, root: Path, cache: dict[str, list[str]]) -> list[str]:
    if file not in cache:
        try:
            text = (root / file).read_bytes()[:1_000_000].decode("utf-8", "replace")
            cache[file] = [_printable(line) for line in _BREAK.split(text)]
        except OSError:
            cache[file] = []
    return cache[file]


def _count(problems: tuple[Problem, ...]) -> Text:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return say("no problems")
    faults = say_count("{count:,} error", "{count:,} errors", errors)
    lesser = say_count("{count:,} warning", "{count:,} warnings", warnings)
    if errors and warnings:
        faults = say("{errors} and {warnings}", errors=faults, warnings=lesser)
    files = say_count("{count:,} file", "{count:,} files", len({problem.place.file for problem in problems}))
    return say("{faults} in {files}", faults=faults if errors else lesser, files=files)


def _fields(problem: Problem, lang: Lang) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": str(problem.severity),
        "rule": problem.rule,
        "what": spoken(problem.what, lang),
        "why": spoken(RULES[problem.rule].why, lang),
        "fix": spoken(problem.fix, lang),
    }


def _annotation(problem: Problem, lang: Lang) -> str:
    place = problem.place
    file = _escaped(place.file).replace(":", "%3A").replace(",", "%2C")
    where = f"file={file},line={place.line or 1},col={place.column or 1},title={problem.rule}"
    text = "\n".join([one_line(problem.what, lang), *_reasons(problem, lang)])
    return f"::{problem.severity} {where}::{_escaped(text)}"


def _quality(problem: Problem, lang: Lang) -> dict[str, object]:
    """A problem as GitLab's Code Quality report has it."""
    place = problem.place
    identity = "\0".join([place.file, str(place.line), str(place.column), problem.rule, str(problem.what)])
    return {
        "description": "\n".join([one_line(problem.what, lang), *_reasons(problem, lang)]),
        "check_name": problem.rule,
        "fingerprint": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest(),
        "severity": "major" if problem.severity is Severity.ERROR else "minor",
        "location": {"path": place.file, "lines": {"begin": place.line or 1}},
    }


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
