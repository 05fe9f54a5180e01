"""The shape of a declaration: its fields in canonical order, and a walk through a value.

With `schema`, which writes declarations out as JSON Schema, the only place that looks inside pydantic's
annotations; messages, the dictionary, links and canonical order all ask here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from atlas.records.citation import Citation
from atlas.records.parts import Part
from atlas.records.types import Ref, Term

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared field: the name used in files, the attribute, its declaration and what marks it."""

    key: str
    attribute: str
    info: FieldInfo
    parts: tuple[type[Part], ...]
    marker: Ref | Term | None
    many: bool


@cache
def declared(cls: type[Part]) -> dict[str, Declared]:
    """The fields of a declaration by their name in files, in canonical order.

    The order is that of declaration, base classes first; a class may put some of its fields first
    (`leading`), and the fields of a base marked `trailing` (citations, cautions, unknowns) come last.
    """
    tail = {
        name
        for base in cls.__mro__
        if base.__dict__.get("trailing")
        for name in getattr(base, "__annotations__", {})
        if name != "trailing"
    }
    leading: tuple[str, ...] = getattr(cls, "leading", ())

    def rank(name: str) -> int:
        return leading.index(name) if name in leading else len(leading) + (name in tail)

    names = sorted(cls.model_fields, key=rank)
    found = {}
    for name in names:
        info = cls.model_fields[name]
        marker, parts, many = _inside(info)
        key = info.alias or name
        found[key] = Declared(key, name, info, parts, marker, many)
    return found


def _inside(info: FieldInfo) -> tuple[Ref | Term | None, tuple[type[Part], ...], bool]:
    """What a field's annotation holds: its marker, the parts it may be made of, whether it is a list."""
    marker: Ref | Term | None = next((meta for meta in info.metadata if isinstance(meta, (Ref, Term))), None)
    parts: list[type[Part]] = []
    many = False
    stack: list[Any] = [info.annotation]
    while stack:
        kind = stack.pop()
        origin = get_origin(kind)
        if origin is Annotated:
            inner, *metas = get_args(kind)
            marker = marker or next((meta for meta in metas if isinstance(meta, (Ref, Term))), None)
            stack.append(inner)
        elif origin in (Union, types.UnionType):
            stack.extend(get_args(kind))
        elif origin is tuple:
            many = True
            stack.append(get_args(kind)[0])
        elif isinstance(kind, type) and issubclass(kind, Part):
            parts.append(kind)
    return marker, tuple(sorted(parts, key=lambda part: part.__name__)), many


@dataclass(frozen=True, slots=True)
class Found:
    """A value met on a walk: where it stands, what it is, and the field that declares it."""

    path: Path
    value: Any
    field: Declared
    owner: Part


def walk(part: Part, path: Path = ()) -> Iterator[Found]:
    """Every set field beneath a part, in canonical order, lists item by item."""
    for field in declared(type(part)).values():
        value = getattr(part, field.attribute)
        if value is None:
            continue
        if isinstance(value, tuple) and field.many:
            for index, item in enumerate(value):
                yield from _one((*path, field.key, index), item, field, part)
        else:
            yield from _one((*path, field.key), value, field, part)


def _one(path: Path, value: Any, field: Declared, owner: Part) -> Iterator[Found]:
    yield Found(path, value, field, owner)
    if isinstance(value, Part):
        yield from walk(value, path)


def spelled(value: object) -> str:
    """A single value as a file spells it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(getattr(value, "text", value))


def same_spelling(one: str, other: str) -> bool:
    """Whether two spellings are of one value: the same text, or the same number."""
    try:
        return one.strip() == other.strip() or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def references(part: Part) -> Iterator[tuple[Found, str, str]]:
    """Every reference to a record beneath a part, with the folder and id it names."""
    for found in walk(part):
        if isinstance(found.field.marker, Ref) and isinstance(found.value, str):
            if found.field.marker.folder is not None:
                yield found, found.field.marker.folder, found.value
            else:
                folder, _, name = found.value.partition("/")
                yield found, folder, name


def citations(part: Part) -> Iterator[tuple[Found, Citation]]:
    """Every citation beneath a part."""
    for found in walk(part):
        if isinstance(found.value, Citation):
            yield found, found.value


def terms(part: Part) -> Iterator[tuple[Found, str, str]]:
    """Every use of a vocabulary term beneath a part, with the vocabulary and the term."""
    for found in walk(part):
        if isinstance(found.field.marker, Term) and isinstance(found.value, str):
            yield found, found.field.marker.vocabulary, found.value
