"""Rules of commitments: measures that can be checked, findings that show something, restatements that follow on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from atlas.message import Joined, Text, say
from atlas.records import edtf
from atlas.records.base import Record
from atlas.records.commitment import Commitment, MeasureKind, RestatedField
from atlas.records.shape import Found, Path

Breach = tuple[Path, Text, Text]


def incomplete_measure(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    measure = record.measure if isinstance(record, Commitment) else None
    if measure is None:
        return
    needed = measure.needed.get(("kind", measure.kind), ())
    lacking = [f"`{name}`" for name in needed if getattr(measure, name) is None]
    if lacking:
        yield (
            ("measure",),
            say("a {kind} measure lacks {fields}", kind=measure.kind, fields=Joined(tuple(lacking), say(" and "))),
            say("add what is lacking, or use `kind: yes_no`"),
        )


def finding_without_value(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """A finding without outcome needs a value, and a measure that a value can be held against."""
    if not isinstance(record, Commitment) or record.measure is None:
        return
    for index, finding in enumerate(record.findings):
        if finding is None or finding.outcome is not None:
            continue
        if finding.value is None:
            yield (
                ("findings", index),
                say("entry {number} of 'findings' shows nothing", number=index + 1),
                say("add `outcome:` (done, partly, not_done) or `value:`"),
            )
        elif record.measure.kind in (MeasureKind.STAGE, MeasureKind.YES_NO):
            what = say("a number does not show whether a {kind} commitment is met", kind=record.measure.kind)
            yield ("findings", index, "value"), what, say("add `outcome:` (done, partly, not_done)")


def restatement_order(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    if not isinstance(record, Commitment):
        return
    last: dt.date | None = record.made_on.earliest if record.made_on else None
    above = say("the commitment was made")
    for index, entry in enumerate(record.restated):
        when = entry.on if entry is not None else None
        if when is None:
            continue
        if last is not None and when.latest is not None and when.latest < last:
            yield (
                ("restated", index, "on"),
                say("{date} is before {above}", date=when.text, above=above),
                say("list restatements oldest first; check the year"),
            )
        last = when.earliest or last
        above = say("the restatement listed above it")


def restatement_mismatch(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    if not isinstance(record, Commitment) or record.measure is None:
        return
    due = getattr(record.due, "date", None) or getattr(record.due, "duration", None)
    stands: dict[RestatedField, str | None] = {
        RestatedField.DUE: due.text if due else None,
        RestatedField.VALUE: str(record.measure.value) if record.measure.value is not None else None,
    }
    for index, entry in enumerate(record.restated):
        if entry is None or entry.field_ is None:
            continue
        before = stands.get(entry.field_)
        if before is not None and entry.old is not None and entry.old != before:
            yield (
                ("restated", index, "old"),
                say("'{old}' is not what stood before ('{before}')", old=entry.old, before=before),
                say("write `old: {before}`", before=before),
            )
        stands[entry.field_] = entry.new


def restated_date(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """A due date restated as something that is no date."""
    for index, entry in enumerate(record.restated if isinstance(record, Commitment) else ()):
        if entry is None or entry.field_ is not RestatedField.DUE or entry.new is None:
            continue
        try:
            edtf.parse_duration(entry.new) if entry.new.startswith("P") else edtf.parse(entry.new)
        except edtf.DateError as error:
            fix = say("a due date is written 2026, 2026-06, 2026-06-30 or P5Y")
            yield ("restated", index, "new"), error.words, fix


def restated_number(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """A value restated as something that is no number."""
    for index, entry in enumerate(record.restated if isinstance(record, Commitment) else ()):
        new = entry.new if entry is not None and entry.field_ is RestatedField.VALUE else None
        if new is not None and not re.fullmatch(r"[0-9]{1,18}(?:\.[0-9]{1,18})?", new):
            what = say("'{given}' is not a number", given=new)
            yield ("restated", index, "new"), what, say("write digits only, in base units")
