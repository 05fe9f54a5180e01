"""JSON Schemas and the field dictionary, both generated from the declarations.

A schema gives an editor completion and hover text while typing; `atlas check` stays the judge. A schema
refuses what the declaration refuses, and what rules refuse unless an exception is on file: a claim
without a citation, words in one language only.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from atlas import forms, ids
from atlas.dictionary import dictionary, gist, meaning
from atlas.load.nodes import read
from atlas.message import Complaint, say
from atlas.records import RECORD_TYPES, Record
from atlas.records.district import Industry
from atlas.records.nouns import CHINESE, english
from atlas.records.parts import Claim, Names, Part, Person, Text
from atlas.records.quantity import Counted
from atlas.records.shape import Declared, declared
from atlas.records.types import Ref, Term, one_or_many
from atlas.records.vocabulary import Vocabulary

Vocabularies = Mapping[str, Vocabulary]

FOLDER = Path("data", "schema")
GUIDE = Path("data", "README.md")
START, END = "<!-- fields: written by `atlas schema` -->", "<!-- end of fields -->"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BILINGUAL = (Text, Names, Counted, Person, Industry)
_LIMITS = {
    "pattern": "pattern", "max_length": "maxLength", "ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum",
    "lt": "exclusiveMaximum",
}  # fmt: skip


class SchemaError(Complaint):
    """What the schemas are made from cannot be used, in words for whoever ran the command."""


def written(root: Path) -> dict[Path, str]:
    """Every generated file, by its path from the root, with the text it must have.

    Raises:
        SchemaError: a vocabulary is faulty or missing, or the guide has no place for the dictionary.
    """
    vocabularies = read_vocabularies(root)
    guide = (root / GUIDE).read_text("utf-8") if (root / GUIDE).is_file() else ""
    before, start, rest = guide.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        words = say("{file} has no lines '{start}' and '{end}' to put the dictionary between",
                    file=GUIDE.as_posix(), start=START, end=END)  # fmt: skip
        raise SchemaError(words)
    reached = {part: _object(part, vocabularies) for cls in RECORD_TYPES.values() for part in _reached(cls)}
    files = {FOLDER / f"{folder}.json": _text(schema(cls, vocabularies)) for folder, cls in RECORD_TYPES.items()}
    files |= forms.files(vocabularies)
    return files | {GUIDE: f"{before}{START}\n\n{dictionary(reached)}\n{END}{after}"}


def stale(root: Path) -> list[Path]:
    """The generated files that are missing, or differ from what the declarations now say."""
    return [path for path, text in written(root).items() if not _is_same(root / path, text)]


def write(root: Path) -> list[Path]:
    """Brings every generated file up to date, the ids for completion too; the paths of those that changed."""
    texts = {**written(root), FOLDER / ids.NAME: _text(ids.ids(root))}
    changed = [path for path, text in texts.items() if not _is_same(root / path, text)]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(texts[path], "utf-8", newline="\n")
    return changed


def refresh_ids(root: Path) -> None:
    """Brings the ids that editors complete up to date, where there are schemas to complete by."""
    if (root / FOLDER).is_dir():
        (root / FOLDER / ids.NAME).write_text(_text(ids.ids(root)), "utf-8", newline="\n")


def read_vocabularies(root: Path) -> dict[str, Vocabulary]:
    """The word lists under `root`/data/vocabulary, by id.

    Raises:
        SchemaError: one of them is faulty.
    """
    found = {}
    for path in sorted((root / "data" / "vocabulary").glob("*.yaml")):
        node, faults = read(path.name, path.read_bytes())
        try:
            found[path.stem] = Vocabulary.model_validate(node.plain() if node is not None and not faults else None)
        except ValueError:
            file = f"data/vocabulary/{path.name}"
            raise SchemaError(say("{file} is faulty; see atlas check", file=file)) from None
    return found


def schema(cls: type[Record], vocabularies: Vocabularies) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record type."""
    parts = [part for part in _reached(cls) if part is not cls]
    return {
        "$schema": _DIALECT,
        "title": f"{CHINESE[cls.__name__]} / {english(cls)}",
        **_object(cls, vocabularies),
        "$defs": {part.__name__: _object(part, vocabularies) for part in parts},
    }


def _text(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _is_same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _reached(cls: type[Part]) -> list[type[Part]]:
    """A declaration and every part it is made of, in the order met."""
    found: dict[type[Part], None] = {}
    waiting = [cls]
    while waiting:
        part = waiting.pop(0)
        if part not in found:
            found[part] = None
            waiting += [inner for field in declared(part).values() for inner in field.parts]
    return list(found)


def _object(cls: type[Part], vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of one declaration, its fields in canonical order."""
    fields = declared(cls)
    return {
        "type": "object",
        "description": f"{CHINESE[cls.__name__]} / {gist(cls)}",
        "additionalProperties": False,
        "required": [key for key, field in fields.items() if is_required(cls, field)],
        "properties": {key: _property(field, vocabularies) for key, field in fields.items()},
    }


def is_required(cls: type[Part], field: Declared) -> bool:
    """Whether the field must stand in a file, by its declaration or by a rule."""
    is_citation = issubclass(cls, Claim) and field.key == "cite"
    is_language = issubclass(cls, _BILINGUAL) and field.key in ("zh", "en")
    return field.info.is_required() or is_citation or is_language


def _property(field: Declared, vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of one field: hover text, then the values it takes."""
    zh, en, unit = meaning(field)
    found: dict[str, Any] = {"description": f"{zh} / {en}" + (f" ({unit})" if unit else "")}
    found |= _value(field.info.annotation, tuple(field.info.metadata), vocabularies)
    default = field.info.default
    if isinstance(default, (str, int)):
        found["default"] = str(default) if isinstance(default, str) else default
    if field.info.examples:
        found["examples"] = field.info.examples
    return found


def _value(kind: Any, marks: tuple[Any, ...], vocabularies: Vocabularies) -> dict[str, Any]:
    """What a type with its marks takes in a file."""
    origin, inside = get_origin(kind), get_args(kind)
    given = next((dict(mark.json_schema or {}) for mark in marks if isinstance(mark, WithJsonSchema)), None)
    term = next((mark for mark in marks if isinstance(mark, Term)), None)
    if origin is Annotated:
        return _value(inside[0], (*marks, *inside[1:]), vocabularies)
    if origin in (Union, types.UnionType) and given is None:
        options = [_value(option, marks, vocabularies) for option in inside if option is not types.NoneType]
        return options[0] if len(options) == 1 else {"oneOf": options}
    if origin is tuple:
        return _list(inside[0], marks, vocabularies)
    if term is not None:
        if term.vocabulary not in vocabularies:
            raise SchemaError(say("there is no {file}", file=f"data/vocabulary/{term.vocabulary}.yaml"))
        terms = vocabularies[term.vocabulary].terms
        return {"enum": [term.id for term in terms], "enumDescriptions": [f"{term.zh} / {term.en}" for term in terms]}
    if origin is Literal:
        return {"enum": list(inside)}
    if isinstance(kind, type) and issubclass(kind, Part):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [str(member) for member in kind]}
    if kind is bool:
        return {"type": "boolean"}
    limits = _limits(marks)
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    if ref is not None:
        return _known(ref.folder or ids.ANY, {"type": "string", **limits})
    # A bare 764 is a name where a name belongs; what has a form (ids, codes, digests) is text.
    plain = {"type": "string"} if "pattern" in limits else {"type": ["string", "number"]}
    found = {**(given or plain), **limits}
    return _known(ids.PARAGRAPHS, found) if "#p" in found.get("pattern", "") else found


def _known(name: str, form: dict[str, Any]) -> dict[str, Any]:
    """A text of a form, of which an editor can offer those that exist."""
    return {"allOf": [{"$ref": f"{ids.NAME}#/$defs/{name}"}, {**form, "patternErrorMessage": ids.form(name)}]}


def _list(kind: Any, marks: tuple[Any, ...], vocabularies: Vocabularies) -> dict[str, Any]:
    """What a list takes; where one entry may stand without a list around it, either."""
    items = _value(kind, (), vocabularies)
    if one_or_many in marks:
        return {"oneOf": [items, {"type": "array", "items": items, "minItems": 1}]}
    least = next((mark.min_length for mark in marks if getattr(mark, "min_length", None)), None)
    return {"type": "array", "items": items, **({} if least is None else {"minItems": least})}


def _limits(marks: tuple[Any, ...]) -> dict[str, Any]:
    """Form and range, from the marks and from the fields declared inside them."""
    flat: list[Any] = []
    for mark in marks:
        flat += mark.metadata if isinstance(mark, FieldInfo) else [mark]
    found = [(word, getattr(mark, name, None)) for mark in reversed(flat) for name, word in _LIMITS.items()]
    return {word: value for word, value in found if value is not None}  # the field's own limit wins over its type's
