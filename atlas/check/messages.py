"""Pydantic's findings in an editor's words: which rule, what is wrong, and how to mend it."""

from __future__ import annotations

from typing import Any

from atlas.load.tree import Document
from atlas.problem import Problem, nearest
from atlas.records.base import Record
from atlas.records.shape import Declared, Path, declared, part_at

# A field that editors may be tempted to type although it is derived.
DERIVED = frozenset({"status", "late", "slip", "coverage", "silent"})

_DATE_FIX = "write 2024, 2024-06 or 2024-06-12; add ? after an inferred part (2025?)"


def explain(document: Document, cls: type[Record], error: dict[str, Any]) -> Problem:
    """One pydantic error as a problem at its place."""
    path: Path = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    about_key = kind in ("extra_forbidden",)
    place, length = document.place(path, key=about_key)
    field = _declared_at(cls, path)
    name = next((str(step) for step in reversed(path) if isinstance(step, str) and step not in _TAGS), "")
    rule, what, fix = _words(document, cls, path, kind, context, error, field, name)
    return Problem(place, what, rule, fix, length)


_TAGS = frozenset({"known", "unknown", "location", "due", "date", "address", "publisher", "definition"})


def _declared_at(cls: type[Record], path: Path) -> Declared | None:
    """The declaration of the field that a path ends in."""
    for cut in range(len(path), 0, -1):
        step = path[cut - 1]
        if isinstance(step, str):
            owner = part_at(cls, path[: cut - 1])
            if owner is not None and step in declared(owner):
                return declared(owner)[step]
    return None


def _words(
    document: Document, cls: type[Record], path: Path, kind: str, context: dict[str, Any], error: dict[str, Any],
    field: Declared | None, name: str,
) -> tuple[str, str, str]:  # fmt: skip
    """Rule, what and fix of one error."""
    example = _example(field)
    said = error["msg"]
    given = error.get("input")
    if kind == "extra_forbidden":
        return _unknown_field(cls, path)
    if kind == "missing":
        meaning = f" ({field.info.description})" if field else ""
        return "missing-field", f"'{path[-1]}' is missing{meaning}", f"add `{path[-1]}:`{example}"
    if kind in ("bad_date", "bad_duration"):
        fix = _DATE_FIX if kind == "bad_date" else "write P5Y, P6M or P30D"
        return kind.replace("_", "-"), said, fix
    if kind == "bad_citation":
        return "bad-citation", said, "write the source's id, # and the paragraph: hongqiao-report#p4, or #p10-p11"
    if kind == "grouped_number":
        return "bad-number", said, f"write {context['plain']}"
    if kind == "scaled_number":
        return "bad-number", said, f"write the whole number: {_scaled(context['found'])}"
    if kind == "quoted_number":
        return "wrong-type", said, "delete the quotes: a figure is a bare number"
    if kind == "not_a_number":
        return "wrong-type", f"'{name}' needs a number", f"write a bare number{example}"
    if kind in ("not_whole", "greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return "bad-value", f"'{name}': {_lower(said)}", f"see the field's meaning: {field.info.description}" if field else ""
    if kind == "blank_text":
        return "blank-text", f"'{name}' is blank", "write the text, or delete the field"
    if kind == "raw_html":
        return "raw-html", said, "write plain text; *emphasis* and [text](address) are allowed"
    if kind == "unsafe_link":
        return "unsafe-link", said, "give an address that starts with https://"
    if kind == "bare_boolean":
        return "wrong-type", said, f'put it in quotes: "{context["word"]}"'
    if kind in ("enum", "literal_error"):
        return _not_listed(name, given, context, field)
    if kind == "string_pattern_mismatch" and field is not None and field.marker is not None or name == "id":
        near = str(given).lower().replace("_", "-").replace(" ", "-") if isinstance(given, str) else ""
        fix = f"write '{near}'" if near and near != given and near.isascii() else "use a-z, 0-9 and hyphens"
        return "bad-id", f"'{given}' is not an id", fix if kind == "string_pattern_mismatch" else "an id is one word"
    if kind == "string_pattern_mismatch":
        return "bad-value", f"'{given}' does not have the form of '{name}'", f"see the example:{example}" if example else ""
    if kind == "string_too_long":
        return "bad-value", f"'{name}' has {len(str(given))} characters; at most {context['max_length']}", "shorten it"
    if kind == "too_short":
        return "missing-field", f"'{name}' has no entry", "add at least one entry"
    return "wrong-type", _expected(kind, name, said), f"see the field's meaning: {field.info.description}" if field else ""


def _unknown_field(cls: type[Record], path: Path) -> tuple[str, str, str]:
    name = str(path[-1])
    owner = part_at(cls, path[:-1]) or cls
    if name in DERIVED and name not in declared(owner):
        return "typed-status", f"'{name}' is typed by hand", f"delete '{name}'; give a dated entry under `findings` or `history`"
    near = nearest(name, declared(owner))
    fix = f"did you mean '{near}'?" if near else "fields here: " + ", ".join(declared(owner))
    return "unknown-field", f"'{name}' is not a field of {owner.__name__.lower()}", fix


def _not_listed(name: str, given: Any, context: dict[str, Any], field: Declared | None) -> tuple[str, str, str]:
    values = [part.strip(" '") for part in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
    near = nearest(str(given), values)
    listed = "one of " + ", ".join(values)
    return "bad-value", f"'{name}' cannot be '{given}'", f"did you mean '{near}'? ({listed})" if near else listed


def _expected(kind: str, name: str, said: str) -> str:
    if kind in ("tuple_type", "list_type"):
        return f"'{name}' needs a list: one `- ` entry a line"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"'{name}' needs fields of its own, indented beneath it"
    if kind == "string_type":
        return f"'{name}' needs one text, not a list or a group of fields"
    if kind == "bool_type" or kind == "bool_parsing":
        return f"'{name}' needs true or false"
    return f"'{name}': {_lower(said)}"


def _example(field: Declared | None) -> str:
    if field is None or not field.info.examples:
        return ""
    value = field.info.examples[0]
    return f", for example {value if not isinstance(value, list) else value[0]}"


def _scaled(text: str) -> str:
    """A number with 万 or 亿 written out, where that can be done."""
    digits = "".join(c for c in text if c.isdigit() or c == ".")
    factor = (10_000 if "万" in text else 1) * (100_000_000 if "亿" in text else 1)
    try:
        return f"{float(digits) * factor:.0f}" if digits and factor > 1 else "without 万 or 亿"
    except ValueError:
        return "without 万 or 亿"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
