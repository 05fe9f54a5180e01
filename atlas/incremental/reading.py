"""The atlas as pages read it: the same records and links behind mappings that note what is asked of them.

The one door between pages and the atlas. What a page reads through it is a fact: a field of a record, whether a
record exists, which there are, who refers to whom, how a commitment stands, a term of a vocabulary. What the door does not
watch (the day, the map, addresses that moved) counts as read by every page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from types import FunctionType, MethodType
from typing import Any, Generic, TypeVar, cast

from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.trace import Fact, note

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# The part of a fact that says that something is there, and the key that stands for all keys.
PRESENCE, EVERY = "", ""
# Kinds of facts that are not fields of records, by the mapping of the atlas that holds them.
LINKS = ("referring", "citing", "standings", "progress")

_FIELD = object()


def terms_of(vocabulary: str) -> str:
    """The kind of fact that the terms of a vocabulary are."""
    return f"terms of {vocabulary}"


def watched(atlas: Atlas) -> Atlas:
    """The atlas with every mapping that pages read replaced by one that notes what is read."""
    records = {name: _Records(name, atlas.records.get(name, {})) for name in RECORD_TYPES}
    links = {name: _Values(name, getattr(atlas, name), _same) for name in LINKS}
    vocabulary = {name: _Values(terms_of(name), terms, _same) for name, terms in atlas.vocabulary.items()}
    return replace(atlas, records=records, vocabulary=vocabulary, **links)


def unwatched(atlas: Atlas) -> tuple[object, ...]:
    """What pages can read unnoticed, and is therefore part of every page's key."""
    return atlas.as_of, tuple(atlas.vocabulary), atlas.moved


def _same(value: V) -> V:
    return value


class _Values(Mapping[K, V], Generic[K, V]):
    """A mapping that notes which keys are asked for, whether they are there or not."""

    def __init__(self, kind: str, held: Mapping[K, V], show: Callable[[V], V]) -> None:
        self._kind = kind
        self._held = held
        self._show = show

    def __getitem__(self, key: K) -> V:
        note((self._kind, key, PRESENCE))
        return self._show(self._held[key])

    def __contains__(self, key: object) -> bool:
        note((self._kind, key, PRESENCE))
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        note((self._kind, EVERY, PRESENCE))
        return iter(self._held)

    def __len__(self) -> int:
        note((self._kind, EVERY, PRESENCE))
        return len(self._held)


class _Records(_Values[str, Record]):
    """The records of one folder, each the same object whenever it is asked for."""

    def __init__(self, folder: str, held: Mapping[str, Record]) -> None:
        seen = {name: cast("Record", _Watched(record)) for name, record in held.items()}
        super().__init__(folder, seen, _same)


class _Watched:
    """A record whose fields are noted as they are read; everything else of it is as the record has it."""

    __slots__ = ("_facts", "_record", "folder", "id", "key")

    _record: Record
    _facts: dict[str, Fact]
    """The fact that each field is that was read so far, by its name."""

    def __init__(self, record: Record) -> None:
        held = {"_record": record, "_facts": {}, "folder": record.folder, "id": record.id, "key": record.key}
        for name, value in held.items():
            object.__setattr__(self, name, value)

    @property  # type: ignore[misc]
    def __class__(self) -> type[Record]:  # type: ignore[override]
        return type(self._record)

    def __getattr__(self, name: str) -> Any:
        record = self._record
        known = self._facts.get(name)
        if known is not None:
            note(known)
            return record.__dict__[name]
        cls = type(record)
        declared = _declared(cls, name)
        if declared is _FIELD:
            value = getattr(record, name)
            note(self._fact(name))
            return value
        if declared is None and name not in record.__dict__:
            raise AttributeError(name)
        if isinstance(declared, property) and declared.fget is not None:
            return declared.fget(self)
        if isinstance(declared, FunctionType) and declared.__module__.startswith("atlas."):
            return MethodType(declared, self)
        if name not in record.__dict__ and declared is not None and not callable(declared):
            return getattr(cls, name)
        self._note_all()
        return getattr(record, name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        self._note_all()
        if type(other) is _Watched:
            other._note_all()
            other = other._record
        return self._record == other

    def __hash__(self) -> int:
        return hash(self._record.key)

    def __repr__(self) -> str:
        self._note_all()
        return repr(self._record)

    def __reduce__(self) -> str:
        raise TypeError("a record that is watched stays in its process")

    def _note_all(self) -> None:
        for name in type(self._record).model_fields:
            note(self._fact(name))

    def _fact(self, name: str) -> Fact:
        """The fact that a field is, one object whenever it is read."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = (self._record.folder, self._record.id, name)
        return found


@cache
def _declared(cls: type[Record], name: str) -> object:
    """What a class or one it is made from has by a name: a field, or what is written there; None where it has none."""
    if name in cls.model_fields:
        return _FIELD
    return next((base.__dict__[name] for base in cls.__mro__ if name in base.__dict__), None)


def plain(record: Record) -> Record:
    """The record itself, behind one that is watched."""
    return cast("Record", record._record) if type(record) is _Watched else record  # type: ignore[comparison-overlap]
