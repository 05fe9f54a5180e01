"""Rules of corrections: what a record says was corrected is what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.message import Text, say
from atlas.records.base import Correction, Doubts, Record
from atlas.records.parts import Part
from atlas.records.shape import Found, Path, same_spelling, spelled

Breach = tuple[Path, Text, Text]


def correction_mismatch(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """The last correction of a field must give what stands there, and each must take up where the one before it ended."""
    if not isinstance(record, Doubts):
        return
    values = {found.path: found.value for found in parts}
    last = {entry.path: index for index, entry in _entries(record)}
    before: dict[Path, str] = {}
    for index, entry in _entries(record):
        at: Path = ("corrections", index)
        value = values.get(entry.path)
        if value is None or isinstance(value, Part):
            yield _breach(
                (*at, "field"),
                say("there is no single value at '{field}'", field=entry.field_),
                say("name one value, as in figures/1/value; lists count from 1"),
            )
            continue
        if entry.path in before and not same_spelling(before[entry.path], entry.old):
            yield _breach(
                (*at, "old"),
                say(
                    "'{old}' is not what the correction before it left ('{new}')", old=entry.old, new=before[entry.path]
                ),
                say("write `old: {value}`", value=before[entry.path]),
            )
        stands = spelled(value)
        if last[entry.path] == index and not same_spelling(stands, entry.new):
            yield _breach(
                (*at, "new"),
                say(
                    "'{new}' is not what stands at '{field}' ('{value}')",
                    new=entry.new,
                    field=entry.field_,
                    value=stands,
                ),
                say("write `new: {value}`, or add a further correction", value=stands),
            )
        before[entry.path] = entry.new


def _entries(record: Doubts) -> Iterator[tuple[int, Correction]]:
    for index, entry in enumerate(record.corrections or ()):
        if entry is not None and None not in (entry.field_, entry.old, entry.new):
            yield index, entry


def _breach(path: Path, what: Text, fix: Text) -> Breach:
    return path, what, fix
