"""What is read while something is made: facts noted in a trace, which memos hand on to whoever uses them.

A fact is a plain tuple that names one thing somebody can read, such as a field of a record. Whatever makes a value
once for many takes the trace of its making with it, and notes it again at each use; a memo that did not would hide
from its second reader what the value was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Fact = tuple[str, ...]

# The traces being taken, innermost last. What nobody takes a trace of is noted into the first, and forgotten.
_traces: list[set[Fact]] = []


def note(fact: Fact) -> None:
    """Notes that something has been read."""
    if _traces:
        _traces[-1].add(fact)


def note_all(facts: Iterable[Fact]) -> None:
    """Notes all that a value was made from."""
    if _traces:
        _traces[-1].update(facts)


@contextmanager
def traced() -> Iterator[set[Fact]]:
    """A block whose reads are noted in a trace of its own; whoever takes one around it is told by `note_all`."""
    found: set[Fact] = set()
    _traces.append(found)
    try:
        yield found
    finally:
        _traces.pop()
