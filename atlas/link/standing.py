"""How a commitment stands: status, lateness and slip, derived from its dated findings and one day.

Depends on the record and `as_of` alone. Nothing here reads a clock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from atlas.records import edtf
from atlas.records.commitment import (
    Commitment,
    CommitmentClass,
    Due,
    Finding,
    Independence,
    Outcome,
    RestatedField,
)
from atlas.records.quantity import Qualifier


class Status(StrEnum):
    """The state of a commitment; forecasts and instructions have none."""

    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    OPEN = "open"
    NOT_VERIFIED = "not_verified"
    NO_DUE_DATE = "no_due_date"
    NOT_APPLICABLE = "not_applicable"


class Timeliness(StrEnum):
    """Whether what was met was met in time."""

    ON_TIME = "on_time"
    LATE = "late"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due date as written and the last day that satisfies it; a span counts from the day it was made."""

    text: str
    last: dt.date | None
    basis: edtf.Basis
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment's derived state."""

    status: Status
    due: DueDay | None
    original_due: DueDay | None
    slip_days: int | None
    newest_evidence: edtf.When | None
    met_by: Independence | None = None
    reached: edtf.When | None = None
    timeliness: Timeliness | None = None
    days_late: int | None = None


def standing(commitment: Commitment, as_of: dt.date) -> Standing:
    """The state of one commitment on one day."""
    original, current = _dues(commitment)
    slip = (current.last - original.last).days if original and current and original.last and current.last else None
    findings = sorted(
        (finding for finding in commitment.findings if finding.withdrawn is None and _first(finding) <= as_of),
        key=_first,
    )
    newest = findings[-1].on if findings else None
    if commitment.class_ is not CommitmentClass.COMMITMENT:
        return Standing(Status.NOT_APPLICABLE, current, original, slip, newest)
    met = _met(commitment, findings)
    if met is not None:
        timeliness, late = _timeliness(met, current)
        return Standing(Status.MET, current, original, slip, newest, met.by, met.reached, timeliness, late)
    status = _unmet(commitment, findings, current, as_of)
    return Standing(status, current, original, slip, newest)


def _first(finding: Finding) -> dt.date:
    return finding.on.earliest or dt.date.min


def _dues(commitment: Commitment) -> tuple[DueDay | None, DueDay | None]:
    """The original due date and the one in force after all restatements."""
    if not isinstance(commitment.due, Due):
        original = None
    elif commitment.due.date is not None:
        original = _dated(commitment.due.date)
    elif commitment.due.duration is not None:
        original = _span(commitment.due.duration, commitment.made_on)
    else:
        original = None
    current = original
    for entry in commitment.restated:
        if entry.field_ is RestatedField.DUE:
            new = entry.new
            current = _span(edtf.parse_duration(new), entry.on) if new.startswith("P") else _dated(edtf.parse(new))
    return original, current


def _dated(when: edtf.When) -> DueDay:
    return DueDay(when.text, when.latest, when.basis)


def _span(duration: edtf.Duration, made_on: edtf.When | None) -> DueDay:
    last = duration.after(made_on.latest) if made_on is not None and made_on.latest is not None else None
    basis: edtf.Basis = made_on.basis if made_on is not None else "inferred"
    return DueDay(duration.text, last, basis, is_span=True)


def _threshold(commitment: Commitment) -> tuple[object, Qualifier | None]:
    value: object = commitment.measure.value
    for entry in commitment.restated:
        if entry.field_ is RestatedField.VALUE:
            value = type(commitment.measure.value or 0)(entry.new)
    return value, commitment.measure.qualifier


def _satisfies(commitment: Commitment, finding: Finding) -> bool:
    if finding.outcome is not None:
        return finding.outcome is Outcome.DONE
    threshold, qualifier = _threshold(commitment)
    if finding.value is None or threshold is None:
        return False
    if qualifier is Qualifier.OVER:
        return finding.value > threshold  # type: ignore[operator]
    if qualifier is Qualifier.AT_MOST:
        return finding.value <= threshold  # type: ignore[operator]
    return finding.value >= threshold  # type: ignore[operator]


def _met(commitment: Commitment, findings: list[Finding]) -> Finding | None:
    """The first finding that satisfies it, unless a later one says that it is not done."""
    for index, finding in enumerate(findings):
        if _satisfies(commitment, finding):
            later = findings[index + 1 :]
            if not any(other.outcome is Outcome.NOT_DONE for other in later):
                return finding
    return None


def _unmet(commitment: Commitment, findings: list[Finding], due: DueDay | None, as_of: dt.date) -> Status:
    if due is None or due.last is None:
        return Status.NO_DUE_DATE
    if as_of <= due.last:
        return Status.OPEN
    if findings and findings[-1].outcome is Outcome.PARTLY:
        return Status.PARTLY_MET
    if any(_first(finding) > due.last and not _satisfies(commitment, finding) for finding in findings):
        return Status.MISSED
    return Status.NOT_VERIFIED


def _timeliness(met: Finding, due: DueDay | None) -> tuple[Timeliness | None, int | None]:
    """Whether it was met in time; days late count from the due day to the first day it can have been reached."""
    if due is None or due.last is None:
        return None, None
    known = met.reached or met.on
    if known.latest is not None and known.latest <= due.last:
        return Timeliness.ON_TIME, None
    if met.reached is not None and met.reached.earliest is not None and met.reached.earliest > due.last:
        return Timeliness.LATE, (met.reached.earliest - due.last).days
    return Timeliness.CANNOT_TELL, None
