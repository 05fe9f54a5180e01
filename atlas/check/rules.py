"""Rules within one record: each a generator that yields the path of a fault, what it is, and its remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from atlas.fingerprint import digest
from atlas.load.tree import Document
from atlas.problem import Problem, Severity
from atlas.records.base import Record
from atlas.records.commitment import Commitment, Finding, Measure, MeasureKind, RestatedField
from atlas.records.district import Industry
from atlas.records.parts import Alias, Claim, Names, Person, Text, Unknown, UnknownKind
from atlas.records.quantity import Counted, Quantity
from atlas.records.shape import Found, Path, walk
from atlas.records.source import Recorded, Source

Fault = tuple[Path, str, str]
Rule = Callable[[Record, tuple[Found, ...]], Iterator[Fault]]


def _id_not_file_name(record: Record, stem: str) -> Iterator[Fault]:
    if record.id != stem:
        yield ("id",), f"the id is '{record.id}', the file '{stem}.yaml'", f"write `id: {stem}`, or rename the file"


def _uncited(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        if isinstance(found.value, Claim) and not found.value.cite:
            name = next(str(step) for step in reversed(found.path) if isinstance(step, str))
            yield found.path, f"'{name}' has no citation", "add `cite:` with source and paragraph, as in hongqiao-report#p4"


def _missing_language(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        value = found.value
        if isinstance(value, Alias):
            if value.zh is None and value.en is None:
                yield found.path, "an alias without a name", "give `zh:` or `en:`"
        elif isinstance(value, (Text, Names, Counted, Person, Industry)):
            for language, name in (("zh", "Chinese"), ("en", "English")):
                if getattr(value, language) is None:
                    yield found.path, f"the {name} is missing", f"add `{language}:`, or put an exception on file with its reason"


def _stale_translation(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        value = found.value
        if isinstance(value, Text) and value.en_of and value.zh and not digest(value.zh).startswith(value.en_of[:12]):
            now = digest(value.zh)
            yield (*found.path, "en_of"), "the Chinese has changed since", f"mend the English, then write `en_of: {now}`"


def _quantities(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        value = found.value
        if isinstance(value, Quantity) and value.unit == "count" and value.counted is None:
            yield (*found.path, "unit"), "a count without a noun", "add `counted:` with zh, en and zh_unit"


def _negative(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        value = found.value
        if isinstance(value, (Quantity, Measure, Finding)) and value.value is not None and value.value < 0:
            yield (*found.path, "value"), f"{value.value} is below zero", "write the amount without a minus; say a fall in `note`"


def _searches(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    for found in parts:
        value = found.value
        if isinstance(value, Unknown) and value.unknown is UnknownKind.CHECKED_NOT_FOUND and value.on is None:
            yield (*found.path, "unknown"), "searched for, but not said when", "add `on:` with the day of the search"


def _duplicate_entries(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    seen: dict[tuple[Path, object], int] = {}
    for found in parts:
        if not (found.field.many and found.path and isinstance(found.path[-1], int)) or isinstance(found.value, (Unknown,)):
            continue
        key = (found.path[:-1], found.value)
        if key in seen:
            yield found.path, f"the same entry as number {seen[key] + 1} of this list", "delete one of the two"
        else:
            seen[key] = int(found.path[-1])


def _measures(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if not isinstance(record, Commitment):
        return
    measure = record.measure
    if measure.kind in (MeasureKind.THRESHOLD, MeasureKind.LEVEL) and (measure.value is None or measure.unit is None):
        yield ("measure",), f"a {measure.kind} needs `value` and `unit`", "add them, or use `kind: yes_no`"
    if measure.kind is MeasureKind.STAGE and (measure.project is None or measure.stage is None):
        yield ("measure",), "a stage needs `project` and `stage`", "add them, or use `kind: yes_no`"


def _findings(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if isinstance(record, Commitment):
        for index, finding in enumerate(record.findings):
            if finding.value is None and finding.outcome is None:
                yield ("findings", index), "a finding that shows nothing", "add `outcome:` or `value:`"


def _restatement_order(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if not isinstance(record, Commitment):
        return
    last: dt.date | None = record.made_on.earliest if record.made_on else None
    for index, entry in enumerate(record.restated):
        if last is not None and entry.on.latest is not None and entry.on.latest < last:
            yield ("restated", index, "on"), f"{entry.on.text} comes before what stands above it", "append restatements, oldest first"
        last = entry.on.earliest or last


def _restatement_chain(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if not isinstance(record, Commitment):
        return
    due = getattr(record.due, "date", None) or getattr(record.due, "duration", None)
    stands: dict[RestatedField, str | None] = {
        RestatedField.DUE: due.text if due else None,
        RestatedField.VALUE: str(record.measure.value) if record.measure.value is not None else None,
    }
    for index, entry in enumerate(record.restated):
        before = stands.get(entry.field_)
        if before is not None and entry.old != before:
            yield ("restated", index, "old"), f"'{entry.old}' is not what stood before ('{before}')", f"write `old: {before}`"
        stands[entry.field_] = entry.new


def _paragraphs(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if isinstance(record, Source):
        for index, paragraph in enumerate(record.paragraphs):
            if paragraph.p != index + 1:
                yield ("paragraphs", index, "p"), f"paragraph {paragraph.p} stands where {index + 1} belongs", "number the paragraphs 1, 2, 3 …"


def _reasons(record: Record, parts: tuple[Found, ...]) -> Iterator[Fault]:
    if isinstance(record, Source):
        for index, paragraph in enumerate(record.paragraphs):
            if paragraph.recorded is not Recorded.FULL and paragraph.why is None:
                yield ("paragraphs", index, "recorded"), f"'{paragraph.recorded}' without a reason", "add `why:` in zh and en"


RECORD_RULES: tuple[tuple[str, Rule], ...] = (
    ("uncited", _uncited),
    ("missing-language", _missing_language),
    ("stale-translation", _stale_translation),
    ("missing-noun", _quantities),
    ("negative-value", _negative),
    ("date-without-search", _searches),
    ("duplicate-entry", _duplicate_entries),
    ("incomplete-measure", _measures),
    ("finding-without-value", _findings),
    ("restatement-order", _restatement_order),
    ("restatement-mismatch", _restatement_chain),
    ("paragraph-order", _paragraphs),
    ("why-missing", _reasons),
)
WARNINGS = frozenset({"stale-translation"})


def record_problems(document: Document, record: Record) -> Iterator[Problem]:
    """Every fault that one record shows by itself."""
    parts = tuple(walk(record))
    for path, what, fix in _id_not_file_name(record, document.stem):
        place, length = document.place(path)
        yield Problem(place, what, "id-not-file-name", fix, length)
    for rule, check in RECORD_RULES:
        for path, what, fix in check(record, parts):
            place, length = document.place(path)
            severity = Severity.WARNING if rule in WARNINGS else Severity.ERROR
            yield Problem(place, what, rule, fix, length, severity)
