"""One finding of pydantic, held against the declaration: the path in the file, the field, and the part it belongs to."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from pydantic_core import ErrorDetails

from atlas.message import Bilingual, Message, Text, say
from atlas.records.base import Record
from atlas.records.parts import Part, Unknown
from atlas.records.shape import Declared, Path, declared


class Fault(Struct, frozen=True):
    """What pydantic found, without pydantic's steps and words.

    `path` is the path in the file; `owner` is the part whose field is at fault; `field` is None where it has no such field.
    """

    kind: str
    path: Path
    owner: type[Part]
    field: Declared | None
    given: Any
    context: dict[str, Any]

    @property
    def name(self) -> str:
        """The field's name as written in the file."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def meaning(self) -> Text:
        """What the field holds, by its declaration; nothing where it has none."""
        if self.field is None:
            return ""
        extra = self.field.info.json_schema_extra
        return (
            Bilingual(str(extra["description_zh"]), self.field.info.description or "")
            if isinstance(extra, dict)
            else ""
        )

    @property
    def example(self) -> str:
        """The declared example as it is typed, or nothing."""
        if self.field is None or not self.field.info.examples:
            return ""
        value = self.field.info.examples[0]
        return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else _typed(value)


def _typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def fault(cls: type[Record], error: ErrorDetails) -> Fault:
    """One of pydantic's errors as a fault of a record."""
    path, owner, field = trace(cls, tuple(error["loc"]))
    return Fault(error["type"], path, owner, field, error.get("input"), error.get("ctx", {}))


def trace(cls: type[Part], steps: Path) -> tuple[Path, type[Part], Declared | None]:
    """Pydantic's steps as a path in the file, which has no step for the kind of a value that may be an unknown."""
    path: list[str | int] = []
    owner, here, field = cls, cls, None  # type: type[Part], type[Part] | None, Declared | None
    choosing = False
    for step in steps:
        if choosing and field is not None:
            here, choosing = part_of(field, is_unknown=step == "unknown"), False
            continue
        path.append(step)
        if isinstance(step, str) and here is not None:
            owner, field = here, declared(here).get(step)
            here = part_of(field, is_unknown=False) if field else None
            choosing = field is not None and may_be_unknown(field)
    return tuple(path), owner, field


def may_be_unknown(field: Declared) -> bool:
    """Whether a field holds either a value or the way in which it is unknown."""
    return Unknown in field.parts and not field.many


def part_of(field: Declared, *, is_unknown: bool) -> type[Part] | None:
    """The part a field is made of."""
    if is_unknown and Unknown in field.parts:
        return Unknown
    return next((part for part in field.parts if part is not Unknown or field.many), None)


def kind_of(value: object) -> Message:
    """What an editor has written where something else belongs."""
    if isinstance(value, dict):
        return say("a group of fields")
    if isinstance(value, list):
        return say("a list")
    return say("true or false") if isinstance(value, bool) else say("one text")
