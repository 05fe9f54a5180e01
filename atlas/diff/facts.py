"""Facts: what a record says, entry by entry, read off its declaration; an older shape of a record as bare nodes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from atlas.records.base import Record
from atlas.records.citation import Citation
from atlas.records.edtf import When
from atlas.records.parts import Part
from atlas.records.shape import declared, spelled, walk

Leaf = tuple[tuple[str | int, ...], str]
# A fingerprint of the Chinese that the English translates: it says nothing of the world.
_MACHINE = frozenset({"en_of"})


class Fact(Struct, frozen=True):
    """One entry of a record: a field's value, or one item of a list; equal where it says the same.

    `leaves` is all it holds, by path; `name` is what tells it from its neighbours in a list, where the
    declaration says so. `value` is the typed value, or None where the record no longer fits its declaration.
    """

    record: str
    field: str
    name: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    value: Any = None
    is_listed: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and self.identity == other.identity

    def __hash__(self) -> int:
        return hash(self.identity)

    @property
    def identity(self) -> tuple[str, str, tuple[Leaf, ...]]:
        return self.record, self.field, self.leaves

    @property
    def cites(self) -> tuple[str, ...]:
        """The citations it carries, in order, each once."""
        return tuple(dict.fromkeys(text for path, text in self.leaves if "cite" in path))

    @property
    def day(self) -> dt.date | None:
        """The first day it can hold for: that of its first date as declared; None where it has none."""
        if isinstance(self.value, When):
            return self.value.earliest
        if not isinstance(self.value, Part):
            return None
        dates = (getattr(self.value, item.attribute) for item in declared(type(self.value)).values())
        return next((value.earliest for value in dates if isinstance(value, When)), None)


def facts(record: Record) -> Iterator[Fact]:
    """The facts of a record, in canonical order."""
    for field in declared(type(record)).values():
        value = getattr(record, field.attribute)
        for item in value if isinstance(value, tuple) and field.many else (value,):
            if item is not None and field.key != "id":
                yield Fact(record.key, field.key, _name(item), tuple(_leaves(item)), item, field.many)


def bare_facts(key: str, node: object) -> Iterator[Fact]:
    """The facts of a record that no longer fits its declaration: the values of its fields as they stand."""
    if not isinstance(node, dict):
        yield Fact(key, "", (), tuple(_bare(node, ())))
        return
    for field, value in node.items():
        for item in value if isinstance(value, list) else (value,):
            if field != "id":
                yield Fact(key, field, (), tuple(_bare(item, ())), is_listed=isinstance(value, list))


def _leaves(value: object) -> Iterator[Leaf]:
    if not isinstance(value, Part):
        yield (), spelled(value)
        return
    for found in walk(value):
        if not isinstance(found.value, Part) and found.path[-1] not in _MACHINE:
            yield found.path, spelled(found.value)


def _bare(node: object, path: tuple[str | int, ...]) -> Iterator[Leaf]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in _MACHINE:
                yield from _bare(value, (*path, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _bare(value, (*path, index))
    else:
        yield path, spelled(node)


def _name(value: object) -> tuple[str, ...]:
    if not isinstance(value, Part):
        return ()
    return tuple(spelled(getattr(value, name)) for name in type(value).known_by)


def is_prose(fact: Fact, path: tuple[str | int, ...]) -> bool:
    """Whether a leaf is words of ours in one language, which may be put better without any fact changing."""
    return bool(path) and path[-1] in ("zh", "en")


def cited(fact: Fact) -> tuple[Citation, ...]:
    """The citations of a typed fact."""
    if not isinstance(fact.value, Part):
        return ()
    return tuple(dict.fromkeys(item.value for item in walk(fact.value) if isinstance(item.value, Citation)))
