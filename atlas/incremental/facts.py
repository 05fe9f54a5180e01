"""The facts of an atlas: which have changed since a build, told by digests of files and of what linking derives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from atlas.incremental.digests import of_bytes
from atlas.incremental.reading import EVERY, LINKS, PRESENCE, plain, terms_of
from atlas.link.atlas import Atlas
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.trace import Fact, Trace

ALL = "*"
# Fewer facts than this are kept one by one.
_FEW = 16
_ABSENT = "absent"

# The record that a file with this key and this digest held, where it is still known.
Earlier = Callable[[str, str], Record | None]


def _forgotten(key: str, stamp: str) -> None:
    """Knows no record of earlier builds."""


class Facts:
    """What can be read of an atlas.

    The fields of a record follow from the bytes of its file: where these are the same, so are they. Only of a file
    that has changed are the fields compared, by their `repr`, which for declarations and frozen structs says all
    they hold, and the same in every process. What linking derives of many files has a digest of that `repr`.
    """

    def __init__(self, atlas: Atlas, stamps: Mapping[str, str] | None = None, earlier: Earlier = _forgotten) -> None:
        """`stamps` are the digests of the records' files by key; a record without one counts as changed."""
        self.stamps = stamps or {}
        self._earlier = earlier
        self._held: dict[str, Mapping[Any, Any]] = {
            **atlas.records,
            **{name: getattr(atlas, name) for name in LINKS},
            **{terms_of(name): terms for name, terms in atlas.vocabulary.items()},
        }
        self._known: dict[Fact, str] = {}
        self.names: WeakKeyDictionary[Trace, str] = WeakKeyDictionary()
        """The names of traces, by the trace."""
        self.traces: dict[str, tuple[tuple[Fact, ...], tuple[str, ...]]] = {}
        """Traces by name."""

    def is_field(self, fact: Fact) -> bool:
        """Whether a fact is told by the files of records alone."""
        return fact[0] in RECORD_TYPES

    def changed(self, stamps: Mapping[str, str], digests: Mapping[Fact, str]) -> set[Fact]:
        """The facts that are others than in a build, by the digests of its records' files and of its other facts."""
        found = {fact for fact, digest in digests.items() if self.digest(fact) != digest}
        for folder in RECORD_TYPES:
            for name in self._held.get(folder, {}):
                key = f"{folder}/{name}"
                before = stamps.get(key)
                if before is None or before != self.stamps.get(key):
                    found.update(self._differing(folder, name, before))
        for key in stamps:
            folder, _, name = key.partition("/")
            if name not in self._held.get(folder, {}):
                found.update(_whole(folder, name))
        return found

    def _differing(self, folder: str, name: str, before: str | None) -> Iterator[Fact]:
        """The facts of one record that are others than in the file of another digest."""
        if before is None:
            yield from _whole(folder, name)
            return
        old, new = self._earlier(f"{folder}/{name}", before), plain(self._held[folder][name])
        for part in RECORD_TYPES[folder].model_fields:
            if old is None or repr(getattr(old, part)) != repr(getattr(new, part)):
                yield folder, name, part
                yield folder, EVERY, part

    def digest(self, fact: Fact) -> str:
        """What a fact amounts to that is no field of a record."""
        if fact not in self._known:
            kind, key, part = fact
            held = self._held.get(kind, {})
            if key != EVERY:
                self._known[fact] = _of(held[key]) if key in held else _ABSENT
            else:
                self._known[fact] = _of(list(held) if part == PRESENCE else list(held.items()))
        return self._known[fact]

    def gathered(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The facts of a trace in order, those of one part of most things of a kind put together as one."""
        if len(facts) <= _FEW:
            return tuple(sorted(facts, key=repr)) if len(facts) > 1 else facts
        found = frozenset(facts)
        counts = Counter((kind, part) for kind, key, part in found if key != EVERY)
        whole = {
            (kind, part) for (kind, part), count in counts.items() if count > _FEW and 2 * count > len(self._held[kind])
        }
        # Which keys there are is part of it: a key that came or went is a key with another digest.
        kept = {fact for fact in found if fact[1] == EVERY or (fact[0], fact[2]) not in whole}
        return tuple(sorted(kept | {(kind, EVERY, part or ALL) for kind, part in whole}, key=repr))


def _whole(folder: str, name: str) -> Iterator[Fact]:
    """Every fact that is another one when a record comes or goes."""
    for part in (PRESENCE, ALL, *RECORD_TYPES[folder].model_fields):
        yield folder, name, part
        yield folder, EVERY, part


def _of(value: object) -> str:
    return of_bytes(repr(value).encode("utf-8", "surrogatepass"))[:32]
