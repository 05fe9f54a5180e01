"""The shape of a declaration: its fields in canonical order, and a walk through a value.

With `schema`, which writes declarations out as JSON Schema, the only place that looks inside pydantic's
annotations; messages, the dictionary, links and canonical order all ask here.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct
from pydantic.fields import FieldInfo

from atlas.records.citation import Citation
from atlas.records.parts import Part
from atlas.records.types import Ref, Term

Path = tuple[str | int, ...]


class Declared(Struct, frozen=True):
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


class Found(Struct, frozen=True):
    """A value met on a walk: where it stands, what it is, and the field that declares it."""

    path: Path
    value: Any
    field: Declared
    owner: Part


def walk(part: Part, path: Path = ()) -> Iterator[Found]:
    """Every set field beneath a part, in canonical order, lists item by item."""
    found: list[Found] = []
    _gather(part, path, found)
    return iter(found)


def _gather(part: Part, path: Path, found: list[Found]) -> None:
    """Adds what lies beneath a part. A list grows at a third of what generators within generators cost."""
    for field in declared(part.__class__).values():
        value = getattr(part, field.attribute)
        if value is None:
            continue
        if field.many and isinstance(value, tuple):
            for index, item in enumerate(value):
                here = (*path, field.key, index)
                found.append(Found(here, item, field, part))
                if field.parts and isinstance(item, Part):
                    _gather(item, here, found)
        else:
            here = (*path, field.key)
            found.append(Found(here, value, field, part))
            if field.parts and isinstance(value, Part):
                _gather(value, here, found)


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
    return references_among(walk(part))


def references_among(found: Iterable[Found]) -> Iterator[tuple[Found, str, str]]:
    """The references to records among what a walk has met."""
    for item in found:
        if isinstance(item.field.marker, Ref) and isinstance(item.value, str):
            if item.field.marker.folder is not None:
                yield item, item.field.marker.folder, item.value
            else:
                folder, _, name = item.value.partition("/")
                yield item, folder, name


def citations(part: Part) -> Iterator[tuple[Found, Citation]]:
    """Every citation beneath a part."""
    return citations_among(walk(part))


def citations_among(found: Iterable[Found]) -> Iterator[tuple[Found, Citation]]:
    """The citations among what a walk has met."""
    return ((item, item.value) for item in found if isinstance(item.value, Citation))


def terms_among(found: Iterable[Found]) -> Iterator[tuple[Found, str, str]]:
    """Every use of a vocabulary term among what a walk has met, with the vocabulary and the term."""
    for item in found:
        if isinstance(item.field.marker, Term) and isinstance(item.value, str):
            yield item, item.field.marker.vocabulary, item.value
