"""The rules within one record, and how they are run; each yields the path of a breach, what it is, and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from atlas.check import claims, corrections, ledger, order
from atlas.load.tree import Document
from atlas.message import Text, say
from atlas.problem import Problem, Severity
from atlas.records.base import Record
from atlas.records.shape import Found, Path, walk

# Source: Microsoft, Naming Files, Paths, and Namespaces.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}

Breach = tuple[Path, Text, Text]


class RecordRule(Struct, frozen=True):
    """A check of one record.

    `about` names the fields whose absence it may report: one that is there but faulty is no absence. A rule that
    `compares` whole entries says nothing of one that could be read only in part.
    """

    id: str
    check: Callable[[Record, tuple[Found, ...]], Iterator[Breach]]
    about: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    compares: bool = False


RECORD_RULES = (
    RecordRule("uncited", claims.uncited, ("cite",)),
    RecordRule("missing-language", claims.missing_language, ("zh", "en")),
    RecordRule("stale-translation", claims.stale_translation, severity=Severity.WARNING),
    RecordRule("missing-noun", claims.missing_noun, ("counted",)),
    RecordRule("negative-value", claims.negative_value),
    RecordRule("date-without-search", claims.date_without_search, ("on",)),
    RecordRule("empty-group", claims.empty_group, claims.SAYING),
    RecordRule("duplicate-entry", claims.duplicate_entry, compares=True),
    RecordRule("unknown-total", claims.unknown_total, ("totals", "id")),
    RecordRule("history-order", order.history_order),
    RecordRule("paragraph-order", order.paragraph_order, ("p",)),
    RecordRule("why-missing", order.why_missing, ("why", "recorded")),
    RecordRule("end-before-start", order.end_before_start),
    RecordRule("unknown-term", order.unknown_inverse, ("id",)),
    RecordRule("incomplete-measure", ledger.incomplete_measure, ("kind", "value", "unit", "project", "stage")),
    RecordRule("finding-without-value", ledger.finding_without_value, ("value", "outcome")),
    RecordRule("restatement-order", ledger.restatement_order),
    RecordRule("restatement-mismatch", ledger.restatement_mismatch),
    RecordRule("bad-date", ledger.restated_date),
    RecordRule("bad-number", ledger.restated_number),
    RecordRule("correction-mismatch", corrections.correction_mismatch, ("field", "old", "new")),
)


def record_problems(
    document: Document, record: Record, holes: frozenset[Path], unread: frozenset[Path] = frozenset()
) -> Iterator[Problem]:
    """Every breach that one record shows by itself, save what only follows from what is already reported.

    `holes` are the paths of fields that are missing for that reason; `unread`, of all that could not be read.
    """
    parts = tuple(walk(record))
    naming = RecordRule("id-not-file-name", lambda item, _: _id_not_file_name(item, document.stem))
    for rule in (naming, RecordRule("reserved-id", _reserved_id), *RECORD_RULES):
        for path, what, fix in rule.check(record, parts):
            is_half_read = rule.compares and any(one[: len(path)] == path for one in unread)
            if not is_half_read and not any(_follows(path, rule.about, hole) for hole in holes):
                place, length = document.place(path)
                yield Problem(place, what, rule.id, fix, length, rule.severity)


def _follows(path: Path, about: tuple[str, ...], hole: Path) -> bool:
    """Whether a breach at a path only repeats that something in the hole cannot be read."""
    return any(hole[: len(part) + 1] == (*part, name) for part in (path, path[:-1]) for name in about)


def _id_not_file_name(record: Record, stem: str) -> Iterator[Breach]:
    if record.id != stem:
        what = say("the id is '{id}', the file '{file}'", id=record.id, file=f"{stem}.yaml")
        yield ("id",), what, say("write `id: {id}`, or rename the file", id=stem)


def _reserved_id(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    if record.id == "page" or record.id.startswith("by-"):
        what = say("the lists keep '{id}' for their own pages", id=record.id)
        yield ("id",), what, say("choose an id that says what it is")
    if record.id in _DEVICES:
        what = say("Windows keeps '{id}' for a device: no file or folder there can have this name", id=record.id)
        yield ("id",), what, say("choose an id that says what it is")
