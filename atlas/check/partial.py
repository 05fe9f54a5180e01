"""A record read as far as it can be, so that one fault does not hide those behind it.

What cannot be read is left out as None, list positions kept; such a record serves the checks only and is never published.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from atlas.check.fault import part_of
from atlas.records.parts import Part
from atlas.records.shape import Declared, declared

P = TypeVar("P", bound=Part)

_UNREAD = object()


def partial(cls: type[P], given: dict[str, Any]) -> P:
    """The part with every field that can be read by itself."""
    values = {}
    for key, field in declared(cls).items():
        if key in given:
            values[field.attribute] = _field(cls, field, given[key])
        elif field.info.is_required():
            values[field.attribute] = () if field.many else None
        else:
            values[field.attribute] = field.info.get_default(call_default_factory=True)
    return cast("P", cls.model_construct(**values))


@cache
def _adapter(cls: type[Part], attribute: str) -> TypeAdapter[Any]:
    info = cls.model_fields[attribute]
    return TypeAdapter(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation)  # type: ignore[arg-type]


def _field(cls: type[Part], field: Declared, value: Any) -> Any:
    read = _read(cls, field, value)
    if read is not _UNREAD:
        return read
    if field.many:
        entries = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        return tuple(_item(cls, field, entry) for entry in entries)
    return _group(field, value)


def _item(cls: type[Part], field: Declared, item: Any) -> Any:
    read = _read(cls, field, [item])
    return _group(field, item) if read is _UNREAD else read[0]


def _read(cls: type[Part], field: Declared, value: Any) -> Any:
    try:
        return _adapter(cls, field.attribute).validate_python(value)
    except ValidationError:
        return _UNREAD


def _group(field: Declared, value: Any) -> Part | None:
    if not isinstance(value, dict):
        return None
    part = part_of(field, is_unknown="unknown" in value)
    return partial(part, value) if part is not None else None
