"""Rules of parts that any record may hold: citations, both languages, numbers, unknowns, lists."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.fingerprint import digest
from atlas.message import Message, say, series
from atlas.message import Text as Words
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

Breach = tuple[Path, Words, Words]

# Groups in which every field may be left out, but not all that say who, where or by when; and what is beside the point.
_GROUPS: tuple[tuple[type[Part], frozenset[str], Message], ...] = (
    (Actor, frozenset({"capacity"}), say("names nobody")),
    (Party, frozenset({"roles", "note"}), say("names nobody")),
    (SaidBy, frozenset(), say("names nobody")),
    (Location, frozenset(), say("does not say where")),
    (Due, frozenset({"reason"}), say("does not say by when")),
)


def _saying(kind: type[Part], beside: frozenset[str]) -> dict[str, str]:
    """The fields of a group that say something by themselves, with their attributes."""
    return {key: item.attribute for key, item in declared(kind).items() if key not in beside | {"cite", "said_by"}}


SAYING = tuple({key for kind, beside, _ in _GROUPS for key in _saying(kind, beside)})


def _named(path: Path) -> Words:
    """A part as an editor would point at it: 'figures', or entry 2 of 'figures'."""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if path and isinstance(path[-1], int):
        return say("entry {number} of '{field}'", number=path[-1] + 1, field=name)
    return say("'{field}'", field=name)


def uncited(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        if isinstance(found.value, Claim) and not found.value.cite:
            fix = say("add `cite:` with source and paragraph, as in hongqiao-report#p4")
            yield found.path, say("{part} has no citation", part=_named(found.path)), fix


def missing_language(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Alias):
            if value.zh is None and value.en is None:
                yield found.path, say("{part} gives no name", part=_named(found.path)), say("add `zh:` or `en:`")
        elif isinstance(value, (Text, Names, Counted, Person, Industry)):
            for language in ("zh", "en"):
                if getattr(value, language) is None:
                    yield found.path, *_untranslated(_named(found.path), language)


def _untranslated(part: Words, language: str) -> tuple[Words, Words]:
    fix = say("add `{language}:`, or put an exception on file with its reason", language=language)
    return say("{part} has no Chinese", part=part) if language == "zh" else say("{part} has no English", part=part), fix


def stale_translation(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Text) and value.en_of and value.zh and not digest(value.zh).startswith(value.en_of[:12]):
            now = digest(value.zh)
            what = say("the Chinese of {part} has changed since it was translated", part=_named(found.path))
            yield (*found.path, "en_of"), what, say('mend the English, then write `en_of: "{now}"`', now=now)


def missing_noun(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if (
            isinstance(value, (Quantity, Measure))
            and value.unit == "count"
            and value.counted is None
            and value.value is not None
        ):
            fix = say("add `counted:` with `zh:`, `en:`, `en_one:` and `zh_unit:`")
            yield (*found.path, "unit"), say("{number} of what?", number=value.value), fix


def negative_value(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, (Quantity, Measure, Finding)) and value.value is not None and value.value < 0:
            fix = say("write the amount without a minus; say a fall in `note`")
            yield (*found.path, "value"), say("{number} is below zero", number=value.value), fix


def date_without_search(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Unknown) and value.unknown is UnknownKind.CHECKED_NOT_FOUND and value.on is None:
            what = say("searched for, but not said when")
            yield (*found.path, "unknown"), what, say("add `on:` with the day of the search")


def empty_group(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        for kind, beside, lack in _GROUPS:
            if not isinstance(found.value, kind):
                continue
            saying = _saying(kind, beside)
            if all(getattr(found.value, attribute) is None for attribute in saying.values()):
                fix = say("add one of {fields}", fields=series(f"`{name}:`" for name in saying))
                yield found.path, say("{part} {lack}", part=_named(found.path), lack=lack), fix


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
            what = say("{part} is the same as entry {first}", part=_named(found.path), first=seen[key])
            yield found.path, what, say("delete one of the two")
        else:
            what = say("the id '{id}' is taken by entry {first} of this list", id=own, first=seen[key])
            yield (*found.path, "id"), what, say("give this entry an id of its own")


def unknown_total(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    known = {total.id for total in getattr(record, "totals", ()) if total is not None and total.id is not None}
    for found in parts:
        for index, other in enumerate(found.value.not_additive_with if isinstance(found.value, Total) else ()):
            others = known - {found.value.id}
            if other is not None and other not in others:
                what = say("no total of this record has id '{id}'", id=other)
                what = say("a total named beside itself") if other in known else what
                fix = say("delete it: there is no other total here")
                fix = say("the other totals here: {ids}", ids=series(sorted(others))) if others else fix
                yield (*found.path, "not_additive_with", index), what, fix
