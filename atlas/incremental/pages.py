"""Pages and data files made again only where something that was read while they were made has changed.

Verifying traces: while a page is made, what it reads of the atlas is noted (see `reading`). The next build tells which
of these facts have changed (see `facts`), and takes from the last generation, byte for byte, every page of which none
has. So it is with bundles, which are files made together, and with values that are worked out once for many pages.
What is not read through that door (theme, settings, program, day …) is the key that all pages share: where it differs,
nothing is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from atlas.incremental.digests import of_bytes
from atlas.incremental.facts import Facts
from atlas.incremental.generation import Generation, Traced, Traces
from atlas.incremental.store import Store
from atlas.incremental.workers import Workers
from atlas.trace import Kept, Trace, traced

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

# Takes the file at an address as the last generation has it, if it has this digest; whether it could.
Reuse = Callable[[str, str], bool]


class Making(Protocol[V_co]):
    """A page to come: the address of its file, and how its view is made."""

    @property
    def file(self) -> str: ...

    @property
    def view(self) -> Callable[[], V_co]: ...


class Made(Struct, frozen=True):
    """One page as it was made."""

    content: bytes
    trace: str
    traces: Traces
    view: float
    render: float


class Pages:
    """Makes the pages of one build, and all else that is made of the atlas."""

    def __init__(self, key: str, facts: Facts, store: Store | None = None, workers: Workers | None = None) -> None:
        self._facts = facts
        self._store = store
        self._workers = workers or Workers(1)
        self._before = Generation()
        kept = store.load() if store is not None else None
        if isinstance(kept, Generation) and kept.key == key:
            self._before = kept
        self._still = self._before.still(facts)
        self._now = Generation(key)
        self._memos: Mapping[str, Kept[Any, Any]] = {}
        self.taken = 0
        """Pages taken from the last generation."""
        self.due = 0
        """Pages that have to be made."""
        self.done = 0
        """Pages made so far."""

    def recall(self, memos: Mapping[str, Kept[Any, Any]]) -> None:
        """Lets memos, by name, begin with the values of the last build that are still what they would make."""
        self._memos = memos
        traces = Traced(self._before.traces, self._facts)
        for name, memo in memos.items():
            found = self._before.values.get(name, {}).items()
            memo.known({key: (value, traces[trace]) for key, (trace, value) in found if trace in self._still})

    def all(
        self,
        planned: Sequence[Making[V]],
        render: Callable[[V], bytes],
        reuse: Reuse,
        prepare: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[str, Made]]:
        """The pages that have to be made; `reuse` is asked to take each of the others as it was.

        It answers whether it could: a file that is gone or is no longer what was written is made again. `prepare` is
        called where others share the work, before they begin.
        """
        due: list[int] = []
        for number, page in enumerate(planned):
            trace, digest = self._before.pages.get(page.file, ("", ""))
            if trace in self._still and reuse(page.file, digest):
                self._now.pages[page.file] = self._now.keep(trace, self._before.traces), digest
                self.taken += 1
            else:
                due.append(number)

        self.due = len(due)

        def make(number: int) -> Made:
            return made(planned[number].view, render, self._facts)

        for number, found in zip(due, self._workers.each(make, due, prepare), strict=True):
            file = planned[number].file
            self._now.pages[file] = self._now.keep(found.trace, found.traces), of_bytes(found.content)
            self.done += 1
            yield file, found

    def bundle(self, name: str, make: Callable[[], Mapping[str, bytes]], reuse: Reuse) -> Mapping[str, bytes]:
        """The files of a bundle, by address, where they have to be made; nothing where all could be taken."""
        if self.takes(name, reuse):
            return {}
        with traced() as trace:
            files = make()
        self.add(name, trace, {address: of_bytes(content) for address, content in files.items()})
        return files

    def takes(self, name: str, reuse: Reuse) -> bool:
        """Whether every file of a bundle could be taken from the last generation."""
        trace, files = self._before.bundles.get(name, ("", ()))
        if trace not in self._still or not all(reuse(address, digest) for address, digest in files):
            return False
        self._now.bundles[name] = self._now.keep(trace, self._before.traces), files
        return True

    def add(self, name: str, trace: Trace, digests: Mapping[str, str]) -> None:
        """Adds a bundle that was made: what was read for it, and the digest of each file by address."""
        self._now.bundles[name] = self._keep(trace), tuple(digests.items())

    def save(self) -> None:
        """Keeps this generation for the next build, once its files stand in the output."""
        if self._store is None:
            return
        for name, memo in self._memos.items():
            held = memo.held()
            self._now.values[name] = {key: (self._keep(trace), value) for key, (value, trace) in held.items()}
        self._now.seal(self._facts)
        if self._now != self._before:
            self._store.save(self._now)

    def _keep(self, trace: Trace) -> str:
        traces: Traces = {}
        return self._now.keep(_named(trace, self._facts, traces), traces)


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
        name = of_bytes(repr((own, parts)).encode())[:32]
        facts.names[trace] = name
        facts.traces[name] = own, parts
    _add(name, facts.traces, into)
    return name


def _add(name: str, known: Traces, into: Traces) -> None:
    if name not in into:
        into[name] = known[name]
        for part in known[name][1]:
            _add(part, known, into)
