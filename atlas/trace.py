"""What is read while something is made: facts, noted in a trace.

A fact names one thing that can be read, such as a field of a record. A value that is made once for many keeps the
trace of its making, and whoever uses it has that trace in his own; a memo that did not hand it on would hide from its
second reader what the value was made from. `Kept` and `kept_property` are the memos that do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

# What kind of thing, which of them, and which part of it.
Fact = tuple[str, Hashable, str]


class Trace:
    """The facts that were read, and the traces of values that were made for others before; each once, in no order.

    There are tens of thousands at a time, most of them with one fact or two: sets would take five times the memory.
    """

    __slots__ = ("__weakref__", "facts", "parts")

    def __init__(self, facts: Iterable[Fact] = (), parts: Iterable[Trace] = ()) -> None:
        self.facts = tuple(facts)
        self.parts = tuple(parts)


# The traces being taken, innermost last: the facts and the parts of each so far.
_open: list[tuple[set[Fact], set[Trace]]] = []


def note(fact: Fact) -> None:
    """Notes that something is read, where a trace is being taken."""
    if _open:
        _open[-1][0].add(fact)


def note_part(trace: Trace) -> None:
    """Notes that a value is used whose making has a trace of its own."""
    if _open:
        _open[-1][1].add(trace)


@contextmanager
def traced() -> Iterator[Trace]:
    """A block whose reads go into a trace of their own, and into none around it; it holds them once the block ends."""
    trace = Trace()
    taken: tuple[set[Fact], set[Trace]] = set(), set()
    _open.append(taken)
    try:
        yield trace
    finally:
        _open.pop()
        trace.facts, trace.parts = tuple(taken[0]), tuple(taken[1])


class Kept(Generic[K, V]):
    """Values by key, each made when it is first asked for; whoever uses one has read what it was made from."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._held: dict[K, tuple[V, Trace | None]] = {}

    def known(self, values: Mapping[K, tuple[V, Trace]]) -> None:
        """Lets values that were made before be given, each with the trace of its making."""
        self._held.update(values)

    def held(self) -> dict[K, tuple[V, Trace]]:
        """The values made so far that read anything, each with the trace of its making."""
        return {key: (value, trace) for key, (value, trace) in self._held.items() if trace is not None}

    def __getitem__(self, key: K) -> V:
        found = self._held.get(key)
        if found is None:
            with traced() as trace:
                value = self._make(key)
            found = self._held[key] = value, trace if trace.facts or trace.parts else None
        if _open and found[1] is not None:
            _open[-1][1].add(found[1])
        return found[0]


class kept_property(Generic[V]):
    """An attribute made when it is first asked for; whoever uses it has read what it was made from."""

    def __init__(self, make: Callable[[Any], V]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_kept_{name}"

    def __get__(self, owner: Any, cls: type | None = None) -> V:
        found: tuple[V, Trace] | None = owner.__dict__.get(self._name)
        if found is None:
            with traced() as trace:
                value = self._make(owner)
            found = owner.__dict__[self._name] = value, trace
        note_part(found[1])
        return found[0]
