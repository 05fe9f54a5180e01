"""What one run of a command costs."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processors (user and system), and the most memory held at once in MiB."""

    wall: float
    cpu: float
    memory: float
    staged: float | None = None
    """Of the seconds by the clock, those in which files were put into place; None where the command does not tell."""


def staged(words: str) -> float | None:
    """The seconds that a build says it took to stage and to swap its output; None where it says nothing of it."""
    found = re.findall(r"(?:staging|swap) (\d+\.\d+) s", words)
    return sum(map(float, found)) if found else None
