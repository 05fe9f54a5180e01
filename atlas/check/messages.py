"""A record held against its declaration: pydantic's findings in an editor's words, each with rule, place and remedy."""

from __future__ import annotations

from collections.abc import Callable

from atlas.check import values
from atlas.check.fault import Fault, kind_of, shown
from atlas.load.tree import Document
from atlas.problem import Problem, nearest
from atlas.records.commitment import Commitment
from atlas.records.parts import Claim, Part, Statement
from atlas.records.project import Project
from atlas.records.shape import Declared, declared

Words = tuple[str, str, str]

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
        where: dict[type[Part], str] = {
            Commitment: "; give a dated entry under `findings`",
            Project: "; give a dated entry under `history`",
        }
        return "typed-status", f"'{name}' is typed by hand", f"delete '{name}'{where.get(fault.owner, '')}"
    above = next((step for step in reversed(fault.path[:-1]) if isinstance(step, str)), None)
    what = f"'{shown(name)}' is not a field of " + (f"'{above}'" if above else f"a record in {_folder(fault.owner)}")
    near = meant(fault)
    return (
        "unknown-field",
        what,
        f"did you mean '{near}'?" if near else "the fields here are: " + ", ".join(declared(fault.owner)),
    )


def _folder(owner: type[Part]) -> str:
    return f"data/{owner.folder}/" if hasattr(owner, "folder") else owner.__name__.lower()


def _missing(fault: Fault) -> Words:
    name = str(fault.path[-1])
    meaning = f": {fault.meaning}" if fault.meaning else ""
    return "missing-field", f"'{name}' is missing{meaning}", f"add `{name}:`{_form(fault)}"


def _form(fault: Fault) -> str:
    """How a field is filled in: by its example, or by the fields beneath it."""
    if fault.example:
        return f", for example `{fault.name}: {fault.example}`"
    return f" with {_beneath(fault.field)} beneath it" if fault.field and fault.field.parts else ""


def _beneath(field: Declared) -> str:
    """The fields that a part cannot do without; for words, both languages."""
    part = next((part for part in field.parts if part.__name__ != "Unknown"), field.parts[0])
    names = [key for key, item in declared(part).items() if item.info.is_required()]
    names = names or [key for key in declared(part) if key in ("zh", "en")] or list(declared(part))[:1]
    names += ["cite"] if issubclass(part, Claim) or part is Statement else []
    return ", ".join(f"`{name}:`" for name in names)


def _needs_text(fault: Fault) -> Words:
    alone = fault.given[0] if isinstance(fault.given, list) and len(fault.given) == 1 else None
    example = shown(alone) if isinstance(alone, str) else fault.example
    fix = (
        f"write it on one line, as `{fault.name}: {example}`" if example else f"write it as one text: `{fault.name}: …`"
    )
    return "wrong-type", f"'{fault.name}' needs one text, not {kind_of(fault.given)}", fix


def _needs_group(fault: Fault) -> Words:
    beneath = f"write {_beneath(fault.field)} beneath it, indented" if fault.field and fault.field.parts else ""
    name = f"an entry of '{fault.name}'" if isinstance(fault.path[-1], int) else f"'{fault.name}'"
    return "wrong-type", f"{name} needs fields of its own, not {kind_of(fault.given)}", beneath


def _needs_list(fault: Fault) -> Words:
    if isinstance(fault.given, dict):
        fix = "put `- ` before its first field, and line the others up with that one"
    else:
        fix = f"write `{fault.name}: [{shown(fault.given)}]`, or one entry a line, each after `- `"
    return "wrong-type", f"'{fault.name}' needs a list, not {kind_of(fault.given)}", fix


def _text_for_boolean(fault: Fault) -> Words:
    given = f"'{shown(fault.given)}'" if isinstance(fault.given, str) else kind_of(fault.given)
    return "wrong-type", f"'{fault.name}' needs true or false, not {given}", "write true or false"


def _boolean_for_text(fault: Fault) -> Words:
    word = shown(fault.given)
    return "wrong-type", f"'{fault.name}' needs text; a bare {word} is a yes or no", f'put it in quotes: "{word}"'


def _too_long(fault: Fault) -> Words:
    limit = fault.context["max_length"]
    return "bad-value", f"'{fault.name}' has {len(fault.given):,} characters; at most {limit:,} fit", "shorten it"


def _other(fault: Fault) -> Words:
    meaning = f"it holds {fault.meaning}" if fault.meaning else ""
    return "wrong-type", f"'{fault.name}' cannot be read as it stands", meaning


_WORDS: dict[str, Callable[[Fault], Words]] = {
    "extra_forbidden": _unknown_field,
    "missing": _missing,
    "too_short": lambda fault: (
        "missing-field",
        f"'{fault.name}' has no entry",
        f"add at least one entry: {fault.meaning}",
    ),
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
