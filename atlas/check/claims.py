"""Rules of parts that any record may hold: citations, both languages, numbers, unknowns, lists."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.fingerprint import digest
from atlas.records.base import Record
from atlas.records.commitment import Due, Finding, Measure
from atlas.records.district import Industry
from atlas.records.parts import (
    Actor,
    Alias,
    Claim,
    Location,
    Names,
    Part,
    Person,
    SaidBy,
    Text,
    Unknown,
    UnknownKind,
)
from atlas.records.project import Party
from atlas.records.quantity import Counted, Quantity, Total
from atlas.records.shape import Found, Path, declared

Breach = tuple[Path, str, str]

# Groups in which every field may be left out, but not all that say who, where or by when; and what is beside the point.
_GROUPS: tuple[tuple[type[Part], frozenset[str], str], ...] = (
    (Actor, frozenset({"capacity"}), "names nobody"),
    (Party, frozenset({"roles", "note"}), "names nobody"),
    (SaidBy, frozenset(), "names nobody"),
    (Location, frozenset(), "does not say where"),
    (Due, frozenset({"reason"}), "does not say by when"),
)


def _saying(kind: type[Part], beside: frozenset[str]) -> dict[str, str]:
    """The fields of a group that say something by themselves, with their attributes."""
    return {key: item.attribute for key, item in declared(kind).items() if key not in beside | {"cite", "said_by"}}


SAYING = tuple({key for kind, beside, _ in _GROUPS for key in _saying(kind, beside)})


def _named(path: Path) -> str:
    """A part as an editor would point at it: 'figures', or entry 2 of 'figures'."""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return f"entry {path[-1] + 1} of '{name}'" if path and isinstance(path[-1], int) else f"'{name}'"


def uncited(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        if isinstance(found.value, Claim) and not found.value.cite:
            yield (
                found.path,
                f"{_named(found.path)} has no citation",
                "add `cite:` with source and paragraph, as in hongqiao-report#p4",
            )


def missing_language(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Alias):
            if value.zh is None and value.en is None:
                yield found.path, f"{_named(found.path)} gives no name", "add `zh:` or `en:`"
        elif isinstance(value, (Text, Names, Counted, Person, Industry)):
            for language, name in (("zh", "Chinese"), ("en", "English")):
                if getattr(value, language) is None:
                    fix = f"add `{language}:`, or put an exception on file with its reason"
                    yield found.path, f"{_named(found.path)} has no {name}", fix


def stale_translation(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Text) and value.en_of and value.zh and not digest(value.zh).startswith(value.en_of[:12]):
            now = digest(value.zh)
            what = f"the Chinese of {_named(found.path)} has changed since it was translated"
            yield (*found.path, "en_of"), what, f'mend the English, then write `en_of: "{now}"`'


def missing_noun(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if (
            isinstance(value, (Quantity, Measure))
            and value.unit == "count"
            and value.counted is None
            and value.value is not None
        ):
            yield (
                (*found.path, "unit"),
                f"{value.value} of what?",
                "add `counted:` with `zh:`, `en:`, `en_one:` and `zh_unit:`",
            )


def negative_value(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, (Quantity, Measure, Finding)) and value.value is not None and value.value < 0:
            yield (
                (*found.path, "value"),
                f"{value.value} is below zero",
                "write the amount without a minus; say a fall in `note`",
            )


def date_without_search(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Unknown) and value.unknown is UnknownKind.CHECKED_NOT_FOUND and value.on is None:
            yield (*found.path, "unknown"), "searched for, but not said when", "add `on:` with the day of the search"


def empty_group(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        for kind, beside, lack in _GROUPS:
            if not isinstance(found.value, kind):
                continue
            saying = _saying(kind, beside)
            if all(getattr(found.value, attribute) is None for attribute in saying.values()):
                yield (
                    found.path,
                    f"{_named(found.path)} {lack}",
                    "add one of " + ", ".join(f"`{name}:`" for name in saying),
                )


def duplicate_entry(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """The same entry twice in one list, or one id twice among its entries."""
    seen: dict[tuple[Path, object], int] = {}
    for found in parts:
        if found.value is None or isinstance(found.value, Unknown) or not isinstance(found.path[-1], int):
            continue
        number = found.path[-1] + 1
        own = getattr(found.value, "id", None)
        key = (found.path[:-1], found.value if own is None else own)
        if key not in seen:
            seen[key] = number
        elif own is None:
            yield found.path, f"{_named(found.path)} is the same as entry {seen[key]}", "delete one of the two"
        else:
            yield (
                (*found.path, "id"),
                f"the id '{own}' is taken by entry {seen[key]} of this list",
                "give this entry an id of its own",
            )


def unknown_total(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    known = {total.id for total in getattr(record, "totals", ()) if total is not None and total.id is not None}
    for found in parts:
        for index, other in enumerate(found.value.not_additive_with if isinstance(found.value, Total) else ()):
            others = known - {found.value.id}
            if other is not None and other not in others:
                what = "a total named beside itself" if other in known else f"no total of this record has id '{other}'"
                fix = (
                    "the other totals here: " + ", ".join(sorted(others))
                    if others
                    else "delete it: there is no other total here"
                )
                yield (*found.path, "not_additive_with", index), what, fix
