"""Addresses that were published once, and that a build has no page for: a reader's bookmark leads nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from atlas.load.addresses import load_addresses
from atlas.message import say
from atlas.problem import Problem
from atlas.view import urls


def lost(root: Path, written: Container[str]) -> Iterator[Problem]:
    """A problem for each address of the list that is not among the files written, in either language."""
    for address in load_addresses(root)[0] or ():
        for prefix in urls.PREFIX.values():
            if f"{prefix}{address.path}index.html" not in written:
                shown = f"/{prefix}{address.path}"
                what = say("{address} was published, and this build has no page for it", address=shown)
                fix = say("restore what made the page; a record is renamed by `atlas mv`, which leaves a way on")
                yield Problem(address.place, what, "lost-address", fix, len(address.path))
