"""Slips of the pen: seeded changes to a record's text, each with the lines it touches."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

# What fingers do on a keyboard, in either language: punctuation of YAML, of Chinese, digits, spaces, letters.
_TYPED = ":-#'\"[]{},&*!|>%@`?~\t \u3000：，。“”‘’、；（）0123456789OolIxyz年月万亿约不"


@dataclass(frozen=True, slots=True)
class Slip:
    """A changed text: what was done, and between which lines of it (from 1, both included)."""

    how: str
    text: str
    first: int
    last: int


def _delete_line(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
    return [*lines[:at], *lines[at + 1 :]], at, at + 1


def _double_line(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
    return [*lines[: at + 1], *lines[at:]], at + 1, at + 2


def _swap_lines(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
    other = min(at + 1, len(lines) - 1)
    changed = list(lines)
    changed[at], changed[other] = changed[other], changed[at]
    return changed, at + 1, other + 1


def _retype_line(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
    """Another line of the record typed in this one's place, at this one's indentation."""
    line = lines[at]
    other = dice.choice(lines)
    indent = line[: len(line) - len(line.lstrip())]
    return [*lines[:at], indent + other.lstrip(), *lines[at + 1 :]], at + 1, at + 1


def _indent(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
    by = dice.choice([-2, -1, 1, 2, 4])
    line = " " * by + lines[at] if by > 0 else lines[at][min(-by, len(lines[at]) - len(lines[at].lstrip())) :]
    return [*lines[:at], line, *lines[at + 1 :]], at + 1, at + 1


def _in_line(change: Callable[[str, int, random.Random], str]) -> Callable[..., tuple[list[str], int, int]]:
    def changed(lines: list[str], at: int, dice: random.Random) -> tuple[list[str], int, int]:
        line = lines[at]
        return [*lines[:at], change(line, dice.randrange(len(line)), dice), *lines[at + 1 :]], at + 1, at + 1

    return changed


SLIPS = {
    "a line deleted": _delete_line,
    "a line doubled": _double_line,
    "two lines swapped": _swap_lines,
    "a line retyped": _retype_line,
    "a line moved sideways": _indent,
    "a character deleted": _in_line(lambda line, at, dice: line[:at] + line[at + 1 :]),
    "a character doubled": _in_line(lambda line, at, dice: line[: at + 1] + line[at:]),
    "two characters swapped": _in_line(lambda line, at, dice: line[:at] + line[at : at + 2][::-1] + line[at + 2 :]),
    "a character retyped": _in_line(lambda line, at, dice: line[:at] + dice.choice(_TYPED) + line[at + 1 :]),
    "a character typed between": _in_line(lambda line, at, dice: line[:at] + dice.choice(_TYPED) + line[at:]),
}


def slip(text: str, dice: random.Random) -> Slip:
    """One slip in a text, somewhere."""
    lines = text.splitlines()
    how = dice.choice(sorted(SLIPS))
    at = dice.choice([number for number, line in enumerate(lines) if line.strip()])
    changed, first, last = SLIPS[how](lines, at, dice)
    return Slip(how, "\n".join(changed) + "\n", max(1, first), max(1, min(last, len(changed))))
