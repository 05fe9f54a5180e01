"""The facts of an atlas: what each amounts to today, as a digest, and which have changed since a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from atlas.incremental.digests import of_bytes
from atlas.incremental.reading import EVERY, LINKS, PRESENCE, plain, terms_of
from atlas.link.atlas import Atlas
from atlas.records import RECORD_TYPES
from atlas.trace import Fact, Trace

ALL = "*"
# Fewer facts than this are kept one by one.
_FEW = 16
_ABSENT = "absent"


class Facts:
    """What can be read of an atlas.

    A value's digest is that of its `repr`, which for declarations and frozen dataclasses says all they hold, and the
    same in every process.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._held: dict[str, Mapping[Any, Any]] = {
            **atlas.records,
            **{name: getattr(atlas, name) for name in LINKS},
            **{terms_of(name): terms for name, terms in atlas.vocabulary.items()},
        }
        self._known: dict[Fact, str] = {}
        self.names: WeakKeyDictionary[Trace, str] = WeakKeyDictionary()
        """The names of traces, by the trace."""
        self.traces: dict[str, tuple[frozenset[Fact], tuple[str, ...]]] = {}
        """Traces by name."""

    def digest(self, fact: Fact) -> str:
        """What a fact amounts to."""
        if fact not in self._known:
            self._known[fact] = self._digest(*fact)
        return self._known[fact]

    def _digest(self, kind: str, key: Any, part: str) -> str:
        held = self._held.get(kind, {})
        if key != EVERY:
            return self._one(held, key, part, is_record=kind in RECORD_TYPES)
        if part == PRESENCE:
            return _of(list(held))
        inner = PRESENCE if part == ALL else part
        return _of([(name, self._one(held, name, inner, is_record=kind in RECORD_TYPES)) for name in held])

    def _one(self, held: Mapping[Any, Any], key: Any, part: str, *, is_record: bool) -> str:
        if key not in held:
            return _ABSENT
        if not is_record:
            return _of(held[key])
        return "present" if part == PRESENCE else _of(getattr(plain(held[key]), part))

    def gathered(self, facts: Iterable[Fact]) -> frozenset[Fact]:
        """The facts, those of one part of most things of a kind put together as one."""
        found = frozenset(facts)
        counts = Counter((kind, part) for kind, key, part in found if key != EVERY)
        whole = {
            (kind, part) for (kind, part), count in counts.items() if count > _FEW and 2 * count > len(self._held[kind])
        }
        if not whole:
            return found
        kept = {fact for fact in found if fact[1] == EVERY or (fact[0], fact[2]) not in whole}
        # Which keys there are is part of it: a key that came or went is a key with another digest.
        return frozenset(kept | {(kind, EVERY, part or ALL) for kind, part in whole})


def _of(value: object) -> str:
    return of_bytes(repr(value).encode("utf-8", "surrogatepass"))[:32]
