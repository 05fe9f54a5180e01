"""Problems as values: a fault, the place it stands at, and how to mend it.

Every stage returns problems; only the rim (`report`) prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from atlas.message import Text


class Severity(StrEnum):
    """How grave a problem is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, order=True):
    """A point in a file: line and column count from 1; 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


class Problem(Struct, frozen=True):
    """One fault, with its place and its remedy; `rules` says why it is one."""

    place: Place
    what: Text
    rule: str
    fix: Text = ""
    length: int = 1
    severity: Severity = Severity.ERROR

    @property
    def order(self) -> tuple[Place, str, str, str, int, str]:
        """Sorting key: by place, then by rule and English wording, so that output never depends on discovery order."""
        return (self.place, self.rule, str(self.what), str(self.fix), self.length, self.severity)


class Refused(Exception):
    """A problem met where a value is expected back: the build stops, and the rim prints it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.what))
        self.problem = problem

    def __reduce__(self) -> tuple[type[Refused], tuple[Problem]]:
        return Refused, (self.problem,)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once: two that read alike are one."""
    known = {problem.order: problem for problem in problems}
    return tuple(known[order] for order in sorted(known))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a misspelt one, or None where nothing is close."""
    matches = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
