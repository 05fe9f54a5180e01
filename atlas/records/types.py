"""Field types: how a declared field reads a YAML scalar, and what it means to schema, dictionary and link.

A YAML number arrives as a `Numeral` (its own spelling); only numeric fields turn it into a number, so
that a name such as 764 stays a name and `"42"` in quotes is never taken for a figure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Struct
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from atlas.load.nodes import Numeral
from atlas.records import citation, edtf
from atlas.records.citation import Citation

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]")
# An address only where Markdown would make it one: "Open data: a platform" is prose.
_SCRIPT_LINK = re.compile(r"(?:javascript|vbscript)\s*:|(?:\]\s*\(|\]:|<)\s*data\s*:", re.IGNORECASE)
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?\Z")
_HAN_NUMBER = re.compile(r"[0-9.]*\s*[万亿千百]")


class Ref(Struct, frozen=True):
    """Marks a field as the id of another record; `folder` is its type, None means written `folder/id`."""

    folder: str | None


class Term(Struct, frozen=True):
    """Marks a field as the id of a term in one vocabulary file."""

    vocabulary: str


def field(zh: str, en: str, /, default: Any = ..., *, example: Any = None, unit: str | None = None, **more: Any) -> Any:
    """A field's declaration: its meaning in both languages, a default unless required, an example, its unit."""
    extra: dict[str, Any] = {"description_zh": zh}
    if unit is not None:
        extra["unit"] = unit
    examples = None if example is None else [example]
    if default is not ... and callable(default):
        return Field(default_factory=default, description=en, examples=examples, json_schema_extra=extra, **more)
    return Field(default, description=en, examples=examples, json_schema_extra=extra, **more)


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        raise PydanticCustomError(
            "bare_boolean", "a bare {word} is true or false, not text", {"word": str(value).lower()}
        )
    return value


def _prose(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank_text", "the text is blank")
    if match := _MARKUP.search(value):
        raise PydanticCustomError(
            "raw_html", "HTML in a text: '{found}'", {"found": value[match.start() : match.start() + 12]}
        )
    if match := _SCRIPT_LINK.search(value):
        raise PydanticCustomError(
            "unsafe_link", "a '{found}' address in a text", {"found": match.group().lstrip("](<: ").rstrip()}
        )
    return value.strip()


def _number(value: Any) -> Any:
    if isinstance(value, Numeral):
        number = Decimal(value)
        return int(number) if number == number.to_integral_value() else number
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        if _GROUPED.match(value):
            plain = value.replace(",", "").replace("，", "")
            raise PydanticCustomError("grouped_number", "'{found}' has separators", {"found": value, "plain": plain})
        if _HAN_NUMBER.match(value):
            raise PydanticCustomError("scaled_number", "'{found}' is not in base units", {"found": value})
        if re.fullmatch(r"[-+]?[0-9]+(?:\.[0-9]+)?", value):
            raise PydanticCustomError("quoted_number", "'{found}' is in quotes", {"found": value})
    raise PydanticCustomError("not_a_number", "not a number")


def _whole(value: int | Decimal) -> int:
    if isinstance(value, Decimal):
        raise PydanticCustomError("not_whole", "{found} is not a whole number", {"found": str(value)})
    return value


def _date(value: Any) -> Any:
    if isinstance(value, edtf.When):
        return value
    try:
        return edtf.parse(str(value) if isinstance(value, str) else "")
    except edtf.DateError as error:
        raise PydanticCustomError("bad_date", "{said}", {"said": error.words, "lapse": error.lapse}) from None


def _duration(value: Any) -> Any:
    if isinstance(value, edtf.Duration):
        return value
    try:
        return edtf.parse_duration(str(value))
    except edtf.DateError as error:
        raise PydanticCustomError("bad_duration", "{said}", {"said": error.words}) from None


def _citation(value: Any) -> Any:
    if isinstance(value, Citation):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("bad_citation", "not a citation", {"lapse": "form"})
    try:
        return citation.parse(value)
    except citation.CitationError as error:
        raise PydanticCustomError("bad_citation", "{said}", {"said": error.words, "lapse": error.lapse}) from None


def _one_or_many(value: Any) -> Any:
    """A list where one value may stand without one."""
    return value if isinstance(value, (list, tuple)) else [value]


one_or_many = BeforeValidator(_one_or_many)


def _address(value: str) -> str:
    if not re.match(r"https?://[^\s<>\"']+\Z", value):
        raise PydanticCustomError("unsafe_link", "'{found}' is not a web address", {"found": value[:40]})
    return value


_as_text = PlainSerializer(lambda value: value.text, return_type=str)

Str = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_text), Field(pattern=ID_PATTERN, max_length=80)]
Code = Annotated[str, BeforeValidator(_text), Field(pattern=r"^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$", max_length=60)]
Line = Annotated[str, BeforeValidator(_text), AfterValidator(_prose), Field(max_length=300)]
Prose = Annotated[str, BeforeValidator(_text), AfterValidator(_prose), Field(max_length=4000)]
Digest = Annotated[str, BeforeValidator(_text), Field(pattern=r"^[0-9a-f]{8,64}$")]
Address = Annotated[str, BeforeValidator(_text), AfterValidator(_address)]
Number = Annotated[int | Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(_number), AfterValidator(_whole), WithJsonSchema({"type": "integer"})]
Date = Annotated[
    edtf.When,
    PlainValidator(_date),
    _as_text,
    WithJsonSchema({"type": ["string", "integer"], "format": "edtf", "examples": ["2024", "2024-06", "2026?-06-12"]}),
]
Duration = Annotated[
    edtf.Duration, PlainValidator(_duration), _as_text, WithJsonSchema({"type": "string", "pattern": "^P[0-9]"})
]
Cite = Annotated[
    Citation,
    PlainValidator(_citation),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9-]+#p[1-9][0-9]*(-p[1-9][0-9]*)?$"}),
]
Cites = Annotated[tuple[Cite, ...], one_or_many]

DistrictId = Annotated[Id, Ref("districts")]
ProjectId = Annotated[Id, Ref("projects")]
OrganisationId = Annotated[Id, Ref("organisations")]
CommitmentId = Annotated[Id, Ref("commitments")]
IndicatorId = Annotated[Id, Ref("indicators")]
EventId = Annotated[Id, Ref("events")]
PlanId = Annotated[Id, Ref("plans")]
PlaceId = Annotated[Id, Ref("places")]
SourceId = Annotated[Id, Ref("sources")]
Key = Annotated[str, BeforeValidator(_text), Field(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$")]
AnyRecord = Annotated[Key, Ref(None)]
