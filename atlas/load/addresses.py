"""The list of published addresses, data/addresses.txt: one a line beneath a language, in order, each for ever."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from atlas.load.plain import plain_text
from atlas.message import brief, say
from atlas.problem import Place, Problem

FILE = "data/addresses.txt"


class Address(Struct, frozen=True):
    """A published address, such as `projects/x/`, and the line it stands on; the home page has the empty one."""

    path: str
    place: Place


def load_addresses(root: Path) -> tuple[tuple[Address, ...] | None, tuple[Problem, ...]]:
    """The addresses on file, or what is wrong with the list; None where there is none, as before the first `atlas fmt`."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        return None, ()
    try:
        lines = plain_text(path).splitlines()
    except (OSError, UnicodeDecodeError):
        problem = Problem(
            Place(FILE), say("the list of addresses cannot be read"), "bad-address-list", say("restore it from Git")
        )
        return None, (problem,)
    addresses = tuple(Address(line, Place(FILE, number, 1)) for number, line in enumerate(lines, start=1))
    problems = []
    for address in addresses:
        if not is_address(address.path):
            what = say("'{line}' is not an address such as projects/x/", line=brief(address.path))
            problems.append(
                Problem(
                    address.place, what, "bad-address-list", say("restore the line from Git"), max(1, len(address.path))
                )
            )
    for before, after in pairwise(addresses):
        if before.path >= after.path:
            what = say("'{line}' stands out of order, or twice", line=brief(after.path))
            problems.append(
                Problem(after.place, what, "bad-address-list", say("run: atlas fmt"), max(1, len(after.path)))
            )
    return (None if problems else addresses), tuple(problems)


def written(paths: set[str]) -> str:
    """The list as it is kept on file."""
    return "".join(f"{path}\n" for path in sorted(paths))


def is_address(line: str) -> bool:
    """Whether a line of the list is an address, such as `projects/x/`."""
    return line.endswith("/") and line.isascii() and all(c.isalnum() or c in "-/" for c in line) and "//" not in line
