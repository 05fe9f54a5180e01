"""How commitments stand: every status, the days around a due date, lateness and slip, thresholds by qualifier."""

from __future__ import annotations

import datetime as dt

import pytest

from atlas.link.standing import Standing, standing
from atlas.records.commitment import Commitment

CITE = ["alder-gazette#p2"]
COUNT = {"kind": "threshold", "measure": "shops", "value": 50, "unit": "count"}


def commitment(**fields) -> Commitment:
    given = {
        "id": "cedar",
        "what": {"zh": "建成。", "en": "It opens.", "cite": CITE},
        "class": "commitment",
        "strength": "statement",
        "made_by": [{"organisation": "alder-council"}],
        "made_on": "2024-03",
        "measure": {"kind": "yes_no"},
        "due": {"date": "2025", "cite": CITE},
        **fields,
    }
    return Commitment.model_validate({key: value for key, value in given.items() if value is not None})


def finding(on: str, outcome: str | None = None, **fields) -> dict:
    return {"on": on, "by": "self_reported", "cite": CITE, **({"outcome": outcome} if outcome else {}), **fields}


def restated(on: str, old: str, new: str, field: str = "due") -> dict:
    return {"on": on, "field": field, "old": old, "new": new, "cite": CITE}


def stands(day: str, **fields) -> Standing:
    return standing(commitment(**fields), dt.date.fromisoformat(day))


# --- status


@pytest.mark.parametrize(
    ("due", "last"),
    [
        pytest.param("2025-06-12", "2025-06-12", id="a day"),
        pytest.param("2025-06", "2025-06-30", id="a month: its last day"),
        pytest.param("2024-02", "2024-02-29", id="February of a leap year"),
        pytest.param("2025", "2025-12-31", id="a year: its last day"),
        pytest.param("2025?", "2025-12-31", id="an inferred year"),
        pytest.param("2025?-06", "2025-06-30", id="a stated month of an inferred year"),
        pytest.param("2025?-06-12", "2025-06-12", id="a stated day of an inferred year"),
        pytest.param("2024/2025-03", "2025-03-31", id="a period: its end"),
        pytest.param("../2025", "2025-12-31", id="a period without a beginning"),
    ],
)
def test_open_until_the_last_due_day_and_unverified_after_it(due, last):
    day = dt.date.fromisoformat(last)
    promise = commitment(due={"date": due, "cite": CITE}, made_on=None)
    assert standing(promise, day - dt.timedelta(1)).status == "open"
    assert standing(promise, day).status == "open"
    assert standing(promise, day + dt.timedelta(1)).status == "not_verified"


@pytest.mark.parametrize(("due", "basis"), [("2025", "stated"), ("2025?", "inferred"), ("2025?-06-12", "inferred")])
def test_due_day_says_whether_it_is_inferred(due, basis):
    assert stands("2025-01-01", due={"date": due, "cite": CITE}).due.basis == basis


@pytest.mark.parametrize(
    ("span", "made_on", "last"),
    [
        ("P5Y", "2021-03-04", "2026-03-04"),
        ("P6M", "2025-08-31", "2026-02-28"),
        ("P1Y", "2024-03", "2025-03-31"),
        ("P1Y", "2024?", "2025-12-31"),
        ("P30D", "2025-12-15", "2026-01-14"),
    ],
)
def test_span_counts_from_the_last_day_it_can_have_been_made(span, made_on, last):
    promise = commitment(due={"duration": span, "cite": CITE}, made_on=made_on)
    day = dt.date.fromisoformat(last)
    assert standing(promise, day).due.last == day
    assert standing(promise, day).due.is_span
    assert standing(promise, day).status == "open"
    assert standing(promise, day + dt.timedelta(1)).status == "not_verified"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"due": None}, id="no due date"),
        pytest.param({"due": {"unknown": "not_stated"}}, id="due date not stated"),
        pytest.param({"due": {"date": "2024/..", "cite": CITE}}, id="a period without end"),
        pytest.param({"due": {"duration": "P5Y", "cite": CITE}, "made_on": None}, id="a span from an unknown day"),
        pytest.param({"due": {"duration": "P999Y", "cite": CITE}, "made_on": "9500"}, id="a span beyond the calendar"),
    ],
)
def test_without_a_last_day_there_is_no_due_date(fields):
    assert stands("2099-01-01", **fields).status == "no_due_date"


@pytest.mark.parametrize("class_", ["forecast", "instruction"])
@pytest.mark.parametrize("outcome", ["done", "not_done"])
def test_forecast_and_instruction_have_no_status_but_a_date(class_, outcome):
    found = stands("2027-01-01", findings=[finding("2026-05", outcome)], **{"class": class_})
    assert found.status == "not_applicable"
    assert found.due.last == dt.date(2025, 12, 31)
    assert (found.met_by, found.timeliness, found.days_late) == (None, None, None)


@pytest.mark.parametrize(
    ("day", "findings", "status"),
    [
        pytest.param("2025-06-01", [finding("2025-05", "done")], "met", id="done before it is due"),
        pytest.param("2026-06-01", [finding("2026-05", "done")], "met", id="done after it was due"),
        pytest.param("2025-06-01", [finding("2025-05", "partly")], "open", id="partly, not yet due"),
        pytest.param("2026-06-01", [finding("2025-05", "partly")], "partly_met", id="partly, past due"),
        pytest.param("2026-06-01", [finding("2026-05", "partly")], "partly_met", id="partly, found past due"),
        pytest.param("2025-06-01", [finding("2025-05", "not_done")], "open", id="not done, not yet due"),
        pytest.param("2026-06-01", [finding("2026-05", "not_done")], "missed", id="not done, past due"),
        pytest.param("2026-06-01", [finding("2025-12-31", "not_done")], "not_verified", id="not done on the last day"),
        pytest.param("2026-06-01", [finding("2026-01-01", "not_done")], "missed", id="not done on the day after"),
        pytest.param("2026-06-01", [finding("2025", "not_done")], "not_verified", id="not done in that year"),
        pytest.param(
            "2026-06-01",
            [finding("2026-02", "partly"), finding("2026-05", "not_done")],
            "missed",
            id="partly, then denied",
        ),
        pytest.param(
            "2026-06-01",
            [finding("2025-05", "done"), finding("2026-05", "not_done")],
            "missed",
            id="claimed, then denied",
        ),
        pytest.param(
            "2025-06-01", [finding("2025-03", "done"), finding("2025-05", "not_done")], "open", id="denied, not yet due"
        ),
        pytest.param(
            "2026-06-01", [finding("2026-02", "not_done"), finding("2026-05", "done")], "met", id="denied, then done"
        ),
        pytest.param(
            "2026-06-01", [finding("2026-05", "not_done"), finding("2025-05", "done")], "missed", id="order in the file"
        ),
        pytest.param("2026-06-01", [], "not_verified", id="nothing found"),
    ],
)
def test_status_follows_from_the_findings(day, findings, status):
    assert stands(day, findings=findings).status == status


def test_withdrawn_finding_does_not_count():
    withdrawn = finding("2025-05", "done", withdrawn={"zh": "误记。", "en": "An error.", "cite": CITE})
    found = stands("2026-06-01", findings=[withdrawn])
    assert (found.status, found.newest_evidence) == ("not_verified", None)


def test_finding_of_tomorrow_does_not_count_yet():
    fields = {"findings": [finding("2025-05-02", "done")]}
    assert stands("2025-05-01", **fields).status == "open"
    assert stands("2025-05-02", **fields).status == "met"


def test_newest_evidence_is_the_latest_finding_that_counts():
    findings = [finding("2025-05", "partly"), finding("2025-03", "not_done"), finding("2027", "done")]
    assert stands("2026-01-01", findings=findings).newest_evidence.text == "2025-05"


# --- thresholds


@pytest.mark.parametrize(
    ("qualifier", "value", "status"),
    [
        ("over", 50, "missed"),
        ("over", 51, "met"),
        ("at_least", 49, "missed"),
        ("at_least", 50, "met"),
        ("exact", 49, "missed"),
        ("exact", 50, "met"),
        ("at_most", 50, "met"),
        ("at_most", 51, "missed"),
        ("about", 50, "met"),
        ("about", 49, "not_verified"),
        ("nearly", 50, "met"),
        ("nearly", 49, "not_verified"),
        (None, 49, "missed"),
        (None, 50, "met"),
    ],
)
def test_value_is_held_against_the_threshold_as_qualified(qualifier, value, status):
    measure = {**COUNT, **({"qualifier": qualifier} if qualifier else {})}
    assert stands("2026-06-01", measure=measure, findings=[finding("2026-05", value=value)]).status == status


def test_outcome_speaks_before_the_value():
    findings = [finding("2026-05", "done", value=49)]
    assert stands("2026-06-01", measure={**COUNT, "qualifier": "nearly"}, findings=findings).status == "met"
    findings = [finding("2026-05", "not_done", value=60)]
    assert stands("2026-06-01", measure=COUNT, findings=findings).status == "missed"


def test_value_short_of_the_threshold_before_it_is_due_leaves_it_open():
    assert stands("2025-06-01", measure=COUNT, findings=[finding("2025-05", value=10)]).status == "open"


@pytest.mark.parametrize(("new", "status"), [("40", "met"), ("40.5", "met"), ("45.5", "missed")])
def test_restated_value_is_the_one_that_counts(new, status):
    fields = {"restated": [restated("2025-02", "50", new, "value")], "findings": [finding("2026-05", value=45)]}
    assert stands("2026-06-01", measure=COUNT, **fields).status == status


# --- restated due dates


def test_restated_due_date_is_in_force_and_the_slip_is_counted():
    found = stands("2026-06-01", restated=[restated("2025-06", "2025", "2026"), restated("2026-02", "2026", "2027-06")])
    assert (found.original_due.text, found.due.text) == ("2025", "2027-06")
    assert found.slip_days == (dt.date(2027, 6, 30) - dt.date(2025, 12, 31)).days
    assert found.status == "open"


def test_restatement_of_tomorrow_does_not_count_yet():
    fields = {"restated": [restated("2026-02-02", "2025", "2026")]}
    assert stands("2026-02-01", **fields).status == "not_verified"
    assert stands("2026-02-02", **fields).status == "open"


def test_due_date_brought_forward_is_a_negative_slip():
    assert stands("2025-01-01", restated=[restated("2024-06", "2025", "2025-11")]).slip_days == -31


def test_due_date_restated_as_a_span_counts_from_the_restatement():
    found = stands("2025-01-01", restated=[restated("2024-12-31", "2025", "P2Y")])
    assert found.due.last == dt.date(2026, 12, 31)


def test_without_an_original_due_date_there_is_no_slip():
    found = stands("2025-06-01", due={"unknown": "not_stated"}, restated=[restated("2025-02", "none", "2026")])
    assert (found.status, found.slip_days, found.original_due) == ("open", None, None)


def test_unrestated_due_date_has_not_slipped():
    assert stands("2025-06-01").slip_days == 0


def test_restated_wording_moves_no_date():
    found = stands("2026-06-01", restated=[restated("2025-02", "opens", "is built", "wording")])
    assert (found.due.text, found.slip_days, found.status) == ("2025", 0, "not_verified")


# --- lateness


@pytest.mark.parametrize(
    ("findings", "timeliness", "days_late"),
    [
        pytest.param([finding("2025-05", "done")], "on_time", None, id="evidence before the due day"),
        pytest.param([finding("2025", "done")], "on_time", None, id="evidence within the year it was due"),
        pytest.param([finding("2026-05", "done")], "cannot_tell", None, id="evidence after it, day reached unknown"),
        pytest.param([finding("2026-05", "done", reached="2025-12-31")], "on_time", None, id="reached on the last day"),
        pytest.param([finding("2026-05", "done", reached="2026-01-01")], "late", 1, id="reached a day late"),
        pytest.param(
            [finding("2026-05", "done", reached="2026-03")], "late", 60, id="reached in March: since the first"
        ),
        pytest.param(
            [finding("2026-05", "done", reached="2025/2026")], "cannot_tell", None, id="reached before or after"
        ),
        pytest.param(
            [finding("2026-01-20", "not_done"), finding("2026-05", "done")], "late", 20, id="not done past due"
        ),
        pytest.param(
            [finding("2025-11-20", "not_done"), finding("2026-05", "done")], "cannot_tell", None, id="not done before"
        ),
    ],
)
def test_lateness_counts_to_the_first_day_it_can_have_been_reached(findings, timeliness, days_late):
    found = stands("2026-06-01", findings=findings)
    assert (found.status, found.timeliness, found.days_late) == ("met", timeliness, days_late)


def test_what_has_no_due_date_is_neither_late_nor_in_time():
    found = stands("2026-06-01", due=None, findings=[finding("2026-05", "done")])
    assert (found.status, found.timeliness, found.days_late) == ("met", None, None)


def test_lateness_is_held_against_the_restated_due_date():
    found = stands(
        "2026-06-01", restated=[restated("2025-06", "2025", "2026-06")], findings=[finding("2026-05", "done")]
    )
    assert found.timeliness == "on_time"


@pytest.mark.parametrize("by", ["self_reported", "independent"])
def test_who_says_that_it_is_met_is_kept(by):
    assert stands("2026-06-01", findings=[finding("2026-05", "done", by=by)]).met_by == by


def test_first_finding_that_satisfies_is_the_one_named():
    findings = [finding("2025-05", "done", by="self_reported"), finding("2025-09", "done", by="independent")]
    assert stands("2026-06-01", findings=findings).met_by == "self_reported"
