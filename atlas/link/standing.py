"""How a commitment stands: status, lateness and slip, derived from its dated findings and one day.

Depends on the record and `as_of` alone. Nothing here reads a clock.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from atlas.records import edtf
from atlas.records.commitment import (
    Commitment,
    CommitmentClass,
    Due,
    Finding,
    Independence,
    Outcome,
    RestatedField,
    Restatement,
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


class DueDay(Struct, frozen=True):
    """A due date as written and the last day that satisfies it; a span counts from the day it was made."""

    text: str
    last: dt.date | None
    basis: edtf.Basis
    is_span: bool = False


class Standing(Struct, frozen=True):
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
    """The state of one commitment on one day; what is dated later than that day does not count."""
    restated = [entry for entry in commitment.restated if (entry.on.earliest or dt.date.min) <= as_of]
    original, current = _dues(commitment, restated)
    slip = (current.last - original.last).days if original and current and original.last and current.last else None
    findings = sorted(
        (finding for finding in commitment.findings if finding.withdrawn is None and _first(finding) <= as_of),
        key=_first,
    )
    newest = findings[-1].on if findings else None
    if commitment.class_ is not CommitmentClass.COMMITMENT:
        return Standing(Status.NOT_APPLICABLE, current, original, slip, newest)
    threshold = _threshold(commitment, restated)
    met = _met(findings, threshold)
    if met is not None:
        timeliness, late = _timeliness(met, findings, current)
        return Standing(Status.MET, current, original, slip, newest, met.by, met.reached, timeliness, late)
    return Standing(_unmet(findings, threshold, current, as_of), current, original, slip, newest)


def _first(finding: Finding) -> dt.date:
    return finding.on.earliest or dt.date.min


def _dues(commitment: Commitment, restated: list[Restatement]) -> tuple[DueDay | None, DueDay | None]:
    """The original due date and the one in force after the restatements."""
    if not isinstance(commitment.due, Due):
        original = None
    elif commitment.due.date is not None:
        original = _dated(commitment.due.date)
    elif commitment.due.duration is not None:
        original = _span(commitment.due.duration, commitment.made_on)
    else:
        original = None
    current = original
    for entry in restated:
        if entry.field_ is RestatedField.DUE:
            new = entry.new
            current = _span(edtf.parse_duration(new), entry.on) if new.startswith("P") else _dated(edtf.parse(new))
    return original, current


def _dated(when: edtf.When) -> DueDay:
    return DueDay(when.text, when.latest, when.basis)


def _span(duration: edtf.Duration, made_on: edtf.When | None) -> DueDay:
    try:
        last = duration.after(made_on.latest) if made_on is not None and made_on.latest is not None else None
    except (ValueError, OverflowError):  # beyond the year 9999
        last = None
    basis: edtf.Basis = made_on.basis if made_on is not None else "inferred"
    return DueDay(duration.text, last, basis, is_span=True)


class _Threshold(Struct, frozen=True):
    """The value to be reached, restatements applied, and how the source qualifies it."""

    value: int | Decimal | None
    qualifier: Qualifier | None

    def is_reached(self, value: int | Decimal) -> bool:
        if self.value is None:
            return False
        if self.qualifier is Qualifier.OVER:
            return value > self.value
        return value <= self.value if self.qualifier is Qualifier.AT_MOST else value >= self.value

    @property
    def is_sharp(self) -> bool:
        """Whether a value short of it is a miss: short of 'about 50', that is for a finding's outcome to say."""
        return self.value is not None and self.qualifier not in (Qualifier.ABOUT, Qualifier.NEARLY)


def _threshold(commitment: Commitment, restated: list[Restatement]) -> _Threshold:
    value = commitment.measure.value
    for entry in restated:
        if entry.field_ is RestatedField.VALUE:
            value = Decimal(entry.new)
    return _Threshold(value, commitment.measure.qualifier)


def _satisfies(finding: Finding, threshold: _Threshold) -> bool:
    if finding.outcome is not None:
        return finding.outcome is Outcome.DONE
    return finding.value is not None and threshold.is_reached(finding.value)


def _denies(finding: Finding, threshold: _Threshold) -> bool:
    """Whether a finding shows that it was not, or not wholly, done on its day."""
    if finding.outcome is not None:
        return finding.outcome is not Outcome.DONE
    return finding.value is not None and threshold.is_sharp and not threshold.is_reached(finding.value)


def _met(findings: list[Finding], threshold: _Threshold) -> Finding | None:
    """The first finding that satisfies it, unless a later one says that it is not done."""
    for index, finding in enumerate(findings):
        if _satisfies(finding, threshold):
            later = findings[index + 1 :]
            if not any(other.outcome is Outcome.NOT_DONE for other in later):
                return finding
    return None


def _unmet(findings: list[Finding], threshold: _Threshold, due: DueDay | None, as_of: dt.date) -> Status:
    if due is None or due.last is None:
        return Status.NO_DUE_DATE
    if as_of <= due.last:
        return Status.OPEN
    if findings and findings[-1].outcome is Outcome.PARTLY:
        return Status.PARTLY_MET
    if any(_first(finding) > due.last and _denies(finding, threshold) for finding in findings):
        return Status.MISSED
    return Status.NOT_VERIFIED


def _timeliness(met: Finding, findings: list[Finding], due: DueDay | None) -> tuple[Timeliness | None, int | None]:
    """Whether it was met in time; days late count from the due day to the first day it can have been reached."""
    if due is None or due.last is None:
        return None, None
    known = met.reached or met.on
    if known.latest is not None and known.latest <= due.last:
        return Timeliness.ON_TIME, None
    # Not reached before the day given, nor while an earlier finding says that it was not done.
    denied = [
        _first(finding)
        for finding in findings[: findings.index(met)]
        if finding.outcome in (Outcome.NOT_DONE, Outcome.PARTLY)
    ]
    first_days = [
        *denied,
        *([met.reached.earliest] if met.reached is not None and met.reached.earliest is not None else []),
    ]
    if first_days and max(first_days) > due.last:
        return Timeliness.LATE, (max(first_days) - due.last).days
    return Timeliness.CANNOT_TELL, None
