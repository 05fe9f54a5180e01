"""Problems printed: for people, for programs, and as annotations of a merge request."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from atlas.problem import Problem, Severity, in_order
from atlas.rules import RULES

Format = Literal["text", "json", "github"]
WIDTH = 100

# What breaks a line for YAML.
_BREAK = re.compile(r"\r\n|\r|\n")


def report(problems: Iterable[Problem], root: Path, form: Format = "text") -> str:
    """The problems in order of place; text and GitHub forms end with a count."""
    ordered = in_order(problems)
    if form == "json":
        return json.dumps([_fields(problem) for problem in ordered], ensure_ascii=False, indent=2) + "\n"
    if form == "github":
        return "".join(f"{_annotation(problem)}\n" for problem in ordered) + _count(ordered)
    lines: dict[str, list[str]] = {}
    return "".join(_text(problem, _lines(problem.place.file, root, lines)) for problem in ordered) + _count(ordered)


def headline(problem: Problem) -> str:
    """The first line of a report, which stands alone and greps: place, severity, what, rule."""
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    return f"{where}: {problem.severity}: {one_line(problem.what)} [{problem.rule}]"


def one_line(text: str) -> str:
    """A text that cannot break out of its line, whatever a record holds."""
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    """A text without what could move a terminal's cursor or hide itself."""
    return "".join(c if c.isprintable() or c in "\t\u3000\u00a0" else "�" for c in text)


def _text(problem: Problem, lines: list[str]) -> str:
    out = [headline(problem)]
    number = problem.place.line
    if 0 < number <= len(lines):
        line, column = _window(lines[number - 1], problem.place.column)
        caret = "".join("\t" if c == "\t" else "　" if _wide(c) else " " for c in line[: column - 1])
        under = "".join("　" if _wide(c) else "^" for c in line[column - 1 : column - 1 + problem.length]) or "^"
        out.append(f"{number:>6} | {line}")
        out.append(f"       | {caret}{under.replace('　', '^^')}")
    out.append(f"  why: {RULES[problem.rule].why}")
    if problem.fix:
        out.append(f"  fix: {one_line(problem.fix)}")
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


def _count(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "no problems\n"
    parts = [_plural(errors, "error")] if errors else []
    parts += [_plural(warnings, "warning")] if warnings else []
    return f"{' and '.join(parts)} in {_plural(len({problem.place.file for problem in problems}), 'file')}\n"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _fields(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": str(problem.severity),
        "rule": problem.rule,
        "what": problem.what,
        "why": RULES[problem.rule].why,
        "fix": problem.fix,
    }


def _annotation(problem: Problem) -> str:
    place = problem.place
    file = _escaped(place.file).replace(":", "%3A").replace(",", "%2C")
    where = f"file={file},line={place.line or 1},col={place.column or 1},title={problem.rule}"
    text = f"{one_line(problem.what)}\nwhy: {RULES[problem.rule].why}" + (
        f"\nfix: {one_line(problem.fix)}" if problem.fix else ""
    )
    return f"::{problem.severity} {where}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
