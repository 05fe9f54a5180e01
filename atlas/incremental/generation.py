"""A generation: what one build has made, with the traces of its making, and what can be taken of it today."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from atlas.incremental.facts import Facts
from atlas.trace import Fact, Trace

# By name of a trace: its facts, and the names of the traces that are part of it.
Traces = dict[str, tuple[tuple[Fact, ...], tuple[str, ...]]]


class Generation(Struct, frozen=True):
    """The files and the values of one build, each with the name of its trace; and what the facts amounted to."""

    key: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By address: the trace, and the digest of the page's bytes."""
    bundles: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """By name: the trace, and the address and digest of each file."""
    values: dict[str, dict[Any, tuple[str, Any]]] = field(default_factory=dict)
    """By name of a memo and key in it: the trace, and the value."""
    traces: Traces = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    """By key of a record: the digest of its file."""
    facts: dict[Fact, str] = field(default_factory=dict)
    """The digest of every fact that is no field of a record."""

    def still(self, facts: Facts) -> frozenset[str]:
        """The names of the traces none of whose facts has changed."""
        changed = facts.changed(self.stamps, self.facts)
        known: dict[str, bool] = {}

        def holds(name: str) -> bool:
            if name not in known:
                own, parts = self.traces[name]
                known[name] = changed.isdisjoint(own) and all(holds(part) for part in parts)
            return known[name]

        return frozenset(name for name in self.traces if holds(name))

    def keep(self, trace: str, traces: Traces) -> str:
        """Adds a trace, with all that are part of it, from those that hold it; gives its name."""
        due = [trace]
        while due:
            name = due.pop()
            if name not in self.traces:
                self.traces[name] = traces[name]
                due += traces[name][1]
        return trace

    def seal(self, facts: Facts) -> None:
        """Adds what every fact of its traces amounts to today."""
        self.stamps.update(facts.stamps)
        for own, _ in self.traces.values():
            for fact in own:
                if fact not in self.facts and not facts.is_field(fact):
                    self.facts[fact] = facts.digest(fact)


class Traced:
    """The traces of a generation as those that take its values have read them."""

    def __init__(self, traces: Traces, facts: Facts) -> None:
        self._traces = traces
        self._facts = facts
        self._made: dict[str, Trace] = {}

    def __getitem__(self, name: str) -> Trace:
        if name not in self._made:
            own, parts = self._traces[name]
            trace = self._made[name] = Trace(own, (self[part] for part in parts))
            self._facts.names[trace], self._facts.traces[name] = name, (own, parts)
        return self._made[name]
