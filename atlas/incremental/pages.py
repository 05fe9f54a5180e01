"""Pages made again only where something that was read while they were made has changed.

Verifying traces: while a page is made, what it reads of the atlas is noted (see `reading`), with a digest of each
fact. The next build compares digests, and takes from the last generation, byte for byte, every page none of whose
facts has another one. What is not read through that door (theme, settings, program, day …) is the key that all pages
share: where it differs, nothing is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from atlas.incremental.digests import of_bytes
from atlas.incremental.facts import Facts
from atlas.incremental.store import Store
from atlas.incremental.workers import Workers
from atlas.trace import Fact, Trace, traced

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Making(Protocol[V_co]):
    """A page to come: the address of its file, and how its view is made."""

    @property
    def file(self) -> str: ...

    @property
    def view(self) -> Callable[[], V_co]: ...


# By name of a trace: its facts, and the names of the traces that are part of it.
Traces = dict[str, tuple[frozenset[Fact], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Generation:
    """The pages of one build: for each its trace and the digest of its bytes; and what every fact amounted to."""

    key: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    traces: Traces = field(default_factory=dict)
    facts: dict[Fact, str] = field(default_factory=dict)

    def still(self, facts: Facts) -> frozenset[str]:
        """The names of the traces none of whose facts has changed."""
        changed = {fact for fact, digest in self.facts.items() if facts.digest(fact) != digest}
        known: dict[str, bool] = {}

        def holds(name: str) -> bool:
            if name not in known:
                own, parts = self.traces[name]
                known[name] = changed.isdisjoint(own) and all(holds(part) for part in parts)
            return known[name]

        return frozenset(name for name in self.traces if holds(name))


@dataclass(frozen=True, slots=True)
class Made:
    """One page as it was made."""

    content: bytes
    trace: str
    traces: Traces
    view: float
    render: float


class Pages:
    """Makes the pages of one build."""

    def __init__(self, key: str, facts: Facts, store: Store | None = None, workers: Workers | None = None) -> None:
        self._key = key
        self._facts = facts
        self._store = store
        self._workers = workers or Workers(1)
        self._before = Generation()
        kept = store.load() if store is not None else None
        if isinstance(kept, Generation) and kept.key == key:
            self._before = kept
        self._now = Generation(key)
        self.taken = 0
        """Pages taken from the last generation."""
        self.due = 0
        """Pages that have to be made."""
        self.done = 0
        """Pages made so far."""

    def all(
        self,
        planned: Sequence[Making[V]],
        render: Callable[[V], bytes],
        reuse: Callable[[str, str], bool],
        prepare: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[str, Made]]:
        """The pages that have to be made; `reuse` (address, digest) is asked to take each of the others as it was.

        It answers whether it could: a file that is gone or is no longer what was written is made again. `prepare` is
        called where others share the work, before they begin.
        """
        still = self._before.still(self._facts)
        due: list[int] = []
        for number, page in enumerate(planned):
            trace, digest = self._before.pages.get(page.file, ("", ""))
            if trace in still and reuse(page.file, digest):
                self._keep(page.file, trace, digest, self._before.traces)
                self.taken += 1
            else:
                due.append(number)

        self.due = len(due)

        def make(number: int) -> Made:
            return made(planned[number].view, render, self._facts)

        for number, found in zip(due, self._workers.each(make, due, prepare), strict=True):
            file = planned[number].file
            self._keep(file, found.trace, of_bytes(found.content), found.traces)
            self.done += 1
            yield file, found

    def save(self) -> None:
        """Keeps this generation for the next build, once its pages stand in the output."""
        if self._store is None:
            return
        for own, _ in self._now.traces.values():
            for fact in own:
                self._now.facts[fact] = self._facts.digest(fact)
        if self._now != self._before:
            self._store.save(self._now)

    def _keep(self, file: str, trace: str, digest: str, traces: Traces) -> None:
        self._now.pages[file] = trace, digest
        due = [trace]
        while due:
            name = due.pop()
            if name not in self._now.traces:
                self._now.traces[name] = traces[name]
                due += traces[name][1]


def made(view: Callable[[], V], render: Callable[[V], bytes], facts: Facts) -> Made:
    """A page with all that was read for it."""
    start = time.perf_counter()
    with traced() as trace:
        page = view()
        half = time.perf_counter()
        content = render(page)
    end = time.perf_counter()
    traces: Traces = {}
    return Made(content, _named(trace, facts, traces), traces, half - start, end - half)


def _named(trace: Trace, facts: Facts, into: Traces) -> str:
    """The name of a trace, which says all that it holds; it and its parts are added to those known by name."""
    name = facts.names.get(trace)
    if name is None:
        parts = tuple(sorted({_named(part, facts, into) for part in trace.parts}))
        own = facts.gathered(trace.facts)
        name = of_bytes(repr((sorted(map(repr, own)), parts)).encode())[:32]
        facts.names[trace] = name
        facts.traces[name] = own, parts
    _add(name, facts.traces, into)
    return name


def _add(name: str, known: Traces, into: Traces) -> None:
    if name not in into:
        into[name] = known[name]
        for part in known[name][1]:
            _add(part, known, into)
