"""A record held against its declaration: pydantic's findings in an editor's words, each with rule, place and remedy."""

from __future__ import annotations

from collections.abc import Callable

from atlas.check import values
from atlas.check.fault import Fault, kind_of
from atlas.load.tree import Document
from atlas.message import Text, brief, say, series
from atlas.problem import Problem, nearest
from atlas.records.commitment import Commitment
from atlas.records.parts import Claim, Part, Statement
from atlas.records.project import Project
from atlas.records.shape import Declared, declared

Words = tuple[str, Text, Text]

# Fields that editors may be tempted to type although they are derived.
DERIVED = frozenset({"status", "late", "slip", "coverage", "silent"})


def problem(document: Document, fault: Fault) -> Problem:
    """One fault as a problem at its place."""
    place, length = document.place(fault.path, key=fault.kind == "extra_forbidden")
    rule, what, fix = _WORDS.get(fault.kind, _other)(fault)
    return Problem(place, what, rule, fix, length)


def meant(fault: Fault) -> str | None:
    """The field that a misspelt one was meant to be."""
    return nearest(str(fault.path[-1]), declared(fault.owner)) if fault.kind == "extra_forbidden" else None


def _unknown_field(fault: Fault) -> Words:
    name = str(fault.path[-1])
    if name in DERIVED:
        fixes: dict[type[Part], Text] = {
            Commitment: say("delete '{field}'; give a dated entry under `findings`", field=name),
            Project: say("delete '{field}'; give a dated entry under `history`", field=name),
        }
        what = say("'{field}' is typed by hand", field=name)
        return "typed-status", what, fixes.get(fault.owner, say("delete '{field}'", field=name))
    above = next((step for step in reversed(fault.path[:-1]) if isinstance(step, str)), None)
    if above:
        what = say("'{field}' is not a field of '{above}'", field=brief(name), above=above)
    else:
        what = say("'{field}' is not a field of a record in {folder}", field=brief(name), folder=_folder(fault.owner))
    near = meant(fault)
    listed = say("the fields here are: {fields}", fields=series(declared(fault.owner)))
    return "unknown-field", what, say("did you mean '{near}'?", near=near) if near else listed


def _folder(owner: type[Part]) -> str:
    return f"data/{owner.folder}/" if hasattr(owner, "folder") else owner.__name__.lower()


def _missing(fault: Fault) -> Words:
    name = str(fault.path[-1])
    what = say("'{field}' is missing", field=name)
    if fault.meaning:
        what = say("'{field}' is missing: {meaning}", field=name, meaning=fault.meaning)
    return "missing-field", what, _adding(fault)


def _adding(fault: Fault) -> Text:
    """How a field is filled in: by its example, or by the fields beneath it."""
    name = fault.name
    if fault.example:
        return say("add `{field}:`, for example `{field}: {example}`", field=name, example=fault.example)
    if fault.field and fault.field.parts:
        return say("add `{field}:` with {fields} beneath it", field=name, fields=_beneath(fault.field))
    return say("add `{field}:`", field=name)


def _beneath(field: Declared) -> Text:
    """The fields that a part cannot do without; for words, both languages."""
    part = next((part for part in field.parts if part.__name__ != "Unknown"), field.parts[0])
    names = [key for key, item in declared(part).items() if item.info.is_required()]
    names = names or [key for key in declared(part) if key in ("zh", "en")] or list(declared(part))[:1]
    names += ["cite"] if issubclass(part, Claim) or part is Statement else []
    return series(f"`{name}:`" for name in names)


def _needs_text(fault: Fault) -> Words:
    alone = fault.given[0] if isinstance(fault.given, list) and len(fault.given) == 1 else None
    example = brief(alone) if isinstance(alone, str) else fault.example
    fix = say("write it as one text: `{field}: …`", field=fault.name)
    if example:
        fix = say("write it on one line, as `{field}: {example}`", field=fault.name, example=example)
    return "wrong-type", say("'{field}' needs one text, not {given}", field=fault.name, given=kind_of(fault.given)), fix


def _needs_group(fault: Fault) -> Words:
    fix: Text = ""
    if fault.field and fault.field.parts:
        fix = say("write {fields} beneath it, indented", fields=_beneath(fault.field))
    given = kind_of(fault.given)
    what = say("'{field}' needs fields of its own, not {given}", field=fault.name, given=given)
    if isinstance(fault.path[-1], int):
        what = say("an entry of '{field}' needs fields of its own, not {given}", field=fault.name, given=given)
    return "wrong-type", what, fix


def _needs_list(fault: Fault) -> Words:
    if isinstance(fault.given, dict):
        fix = say("put `- ` before its first field, and line the others up with that one")
    else:
        given = brief(fault.given)
        fix = say("write `{field}: [{given}]`, or one entry a line, each after `- `", field=fault.name, given=given)
    return "wrong-type", say("'{field}' needs a list, not {given}", field=fault.name, given=kind_of(fault.given)), fix


def _text_for_boolean(fault: Fault) -> Words:
    if isinstance(fault.given, str):
        what = say("'{field}' needs true or false, not '{given}'", field=fault.name, given=brief(fault.given))
    else:
        what = say("'{field}' needs true or false, not {given}", field=fault.name, given=kind_of(fault.given))
    return "wrong-type", what, say("write true or false")


def _boolean_for_text(fault: Fault) -> Words:
    word = brief(fault.given)
    what = say("'{field}' needs text; a bare {word} is a yes or no", field=fault.name, word=word)
    return "wrong-type", what, say('put it in quotes: "{word}"', word=word)


def _too_long(fault: Fault) -> Words:
    limit, count = fault.context["max_length"], len(fault.given)
    what = say("'{field}' has {count:,} characters; at most {limit:,} fit", field=fault.name, count=count, limit=limit)
    return "bad-value", what, say("shorten it")


def _no_entry(fault: Fault) -> Words:
    fix = say("add at least one entry: {meaning}", meaning=fault.meaning)
    return "missing-field", say("'{field}' has no entry", field=fault.name), fix


def _other(fault: Fault) -> Words:
    fix = say("it holds {meaning}", meaning=fault.meaning) if fault.meaning else ""
    return "wrong-type", say("'{field}' cannot be read as it stands", field=fault.name), fix


_WORDS: dict[str, Callable[[Fault], Words]] = {
    "extra_forbidden": _unknown_field,
    "missing": _missing,
    "too_short": _no_entry,
    "string_type": _needs_text,
    "model_type": _needs_group,
    "tuple_type": _needs_list,
    "bool_type": _text_for_boolean,
    "bare_boolean": _boolean_for_text,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "bad_date": values.date,
    "bad_duration": values.duration,
    "bad_citation": values.citation,
    "grouped_number": values.grouped_number,
    "scaled_number": values.scaled_number,
    "quoted_number": values.quoted_number,
    "not_a_number": values.not_a_number,
    "int_from_float": values.not_whole,
    "greater_than": values.out_of_range,
    "greater_than_equal": values.out_of_range,
    "less_than": values.out_of_range,
    "less_than_equal": values.out_of_range,
    "blank_text": values.blank_text,
    "raw_html": values.raw_html,
    "unsafe_link": values.unsafe_link,
    "enum": values.not_listed,
    "literal_error": values.not_listed,
    "string_pattern_mismatch": values.wrong_form,
}
