"""What stands in the way of a build, in both languages, with the line it is about: for the panel over the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from atlas.message import LANGS, Message, Text, said, say
from atlas.problem import Problem, in_order
from atlas.rules import RULES

# As much of a line as fits on a screen, with the place in question in it.
_SHOWN = 120
_BREAK = re.compile(r"\r\n|\r|\n")
_FRAME = re.compile(r'^\s*File "(?P<file>[^"\n]+)", line (?P<line>[0-9]+)', re.MULTILINE)
# The line that names an exception, below the frames that lead to it.
_NAMED = re.compile(r"^(?:\w+\.)*(?P<name>\w+)(?:: (?P<words>.*))?$")

Both = dict[str, str]


class Trouble(Struct, frozen=True):
    """One problem as the panel shows it; what is said stands in every language, by its code."""

    file: str
    line: int
    column: int
    severity: str
    rule: str
    what: Both
    why: Both
    fix: Both
    before: str = ""
    """The line in question: what stands before the fault, the fault itself, and what follows it."""
    at: str = ""
    after: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as editors and terminals write it; the file alone where no line is to blame."""
        line = f":{self.line}:{self.column}" if self.column else f":{self.line}"
        return f"{self.file}{line}" if self.line else self.file

    def fields(self) -> dict[str, Any]:
        """The trouble as JSON takes it."""
        return asdict(self)


def troubles(problems: Iterable[Problem], root: Path) -> tuple[Trouble, ...]:
    """The problems of the data, in order of place, each with its line."""
    lines: dict[str, list[str]] = {}
    return tuple(_trouble(problem, _lines(problem.place.file, root, lines)) for problem in in_order(problems))


def failure(said_by_build: str, root: Path) -> Trouble:
    """What stopped a build that gave no problems of the data, from what it printed: a template, a setting, the program."""
    words, file, line = _stopped_at(said_by_build, root)
    return Trouble(
        file,
        line,
        0,
        "error",
        "",
        _both(words),
        _both(say("the build stopped here, so that there is no page to show")),
        _both(say("undo the last change to this file, or mend it; `atlas build` shows more")) if file else {},
        at=_line(_lines(file, root, {}), line).strip()[:_SHOWN],
    )


def _trouble(problem: Problem, lines: list[str]) -> Trouble:
    place = problem.place
    before, at, after = _cut(_line(lines, place.line), place.column, problem.length)
    return Trouble(
        place.file,
        place.line,
        place.column,
        str(problem.severity),
        problem.rule,
        _both(problem.what),
        _both(RULES[problem.rule].why),
        _both(problem.fix) if problem.fix else {},
        before,
        at,
        after,
    )


def _both(text: Text) -> Both:
    return {lang: str(said(text, lang)) for lang in LANGS}


def _lines(file: str, root: Path, known: dict[str, list[str]]) -> list[str]:
    if file not in known:
        try:
            known[file] = _BREAK.split((root / file).read_bytes()[:1_000_000].decode("utf-8", "replace"))
        except (OSError, ValueError):
            known[file] = []
    return known[file]


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _cut(line: str, column: int, length: int) -> tuple[str, str, str]:
    """A line in three: before a fault, the fault, after it; of a long line, what surrounds the fault."""
    start = max(0, column - 1)
    first = max(0, start - _SHOWN // 2) if len(line) > _SHOWN else 0
    last = min(len(line), first + _SHOWN)
    end = min(last, start + max(1, length))
    return (
        ("…" if first else "") + line[first:start],
        line[start:end],
        line[end:last] + ("…" if last < len(line) else ""),
    )


def _stopped_at(printed: str, root: Path) -> tuple[Message | str, str, int]:
    """What a failed build says in one line, and the innermost place of the project it names."""
    _, _, trace = printed.rpartition("Traceback (most recent call last):")
    lines = [line.rstrip() for line in trace.splitlines() if line.strip()]
    if not lines:
        return say("the build ended without saying why"), "", 0
    if trace == printed:
        return lines[-1].strip(), "", 0
    named = next((found for line in reversed(lines) if (found := _NAMED.match(line))), None)
    words = f"{named['name']}: {named['words']}" if named and named["words"] else lines[-1].strip()
    for frame in reversed(list(_FRAME.finditer(trace))):
        path = Path(frame["file"])
        if path.is_relative_to(root) and ".venv" not in path.parts:
            return words, path.relative_to(root).as_posix(), int(frame["line"])
    return words, "", 0
