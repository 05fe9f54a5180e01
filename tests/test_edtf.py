"""Dates: what is accepted, its first and last possible day, and the package `edtf` as the judge of both."""

from __future__ import annotations

import datetime as dt
from functools import cache

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.records.edtf import DateError, parse, parse_duration

D = dt.date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "basis", "precision"),
    [
        ("2024", D(2024, 1, 1), D(2024, 12, 31), "stated", "year"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "stated", "month"),
        ("2023-02", D(2023, 2, 1), D(2023, 2, 28), "stated", "month"),
        ("2026-06-12", D(2026, 6, 12), D(2026, 6, 12), "stated", "day"),
        ("2026?", D(2026, 1, 1), D(2026, 12, 31), "inferred", "year"),
        ("2026?-06-12", D(2026, 6, 12), D(2026, 6, 12), "inferred", "day"),
        ("2026~", D(2026, 1, 1), D(2026, 12, 31), "stated", "year"),
        ("2026%", D(2026, 1, 1), D(2026, 12, 31), "inferred", "year"),
        ("2021/2035", D(2021, 1, 1), D(2035, 12, 31), "stated", "year"),
        ("2024-06/2024-07-03", D(2024, 6, 1), D(2024, 7, 3), "stated", "month"),
        ("2025/..", D(2025, 1, 1), None, "stated", "year"),
        ("../2025?", None, D(2025, 12, 31), "inferred", "year"),
    ],
)
def test_date_has_its_bounds(text, earliest, latest, basis, precision):
    when = parse(text)
    assert (when.earliest, when.latest, when.basis, when.precision, when.text) == (
        earliest,
        latest,
        basis,
        precision,
        text,
    )


@pytest.mark.parametrize(("text", "approximate"), [("2026~", True), ("2026%", True), ("2026?", False), ("2026", False)])
def test_approximate_is_told_from_inferred(text, approximate):
    assert parse(text).approximate is approximate


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024/06", "form"),
        ("2024/06/12", "form"),
        ("2024.6", "form"),
        ("2024年6月", "form"),
        ("2024-6", "two digits"),
        ("2024-6-2", "two digits"),
        ("2026-02-30", "no day 30; its last is 28"),
        ("2024-02-30", "no day 30; its last is 29"),
        ("2026-06-31", "its last is 30"),
        ("2026-06-00", "no day 00"),
        ("2024-13", "no month 13"),
        ("2024-00", "no month 00"),
        ("0000", "no year 0000"),
        ("2035/2021", "ends (2021) before it starts (2035)"),
        ("../..", "at least one end"),
        ("last spring", "is not a date"),
        ("24", "is not a date"),
        ("", "is not a date"),
        ("2024-06-12T10:00", "is not a date"),
        ("2024-W03", "is not a date"),
        ("202X", "is not a date"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(text, said):
    with pytest.raises(DateError) as caught:
        parse(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("P5Y", D(2021, 3, 4), D(2026, 3, 4)),
        ("P6M", D(2025, 8, 31), D(2026, 2, 28)),
        ("P2Y6M", D(2023, 12, 31), D(2026, 6, 30)),
        ("P1Y", D(2024, 2, 29), D(2025, 2, 28)),
        ("P30D", D(2025, 12, 15), D(2026, 1, 14)),
        ("P12M", D(2025, 1, 31), D(2026, 1, 31)),
    ],
)
def test_span_ends_where_the_calendar_says(span, start, end):
    assert parse_duration(span).after(start) == end


@pytest.mark.parametrize("text", ["P", "5Y", "P5", "PY", "P5y", "P1W", "P-5Y", "five years", "", "PT5M", "P5YX"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(DateError):
        parse_duration(text)


days = st.dates(min_value=D(1900, 1, 1), max_value=D(2199, 12, 31))
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def dates(draw):
    """A date of any precision in the profile that both readers share."""
    day = draw(days)
    form = draw(st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
    return day.strftime(form) + draw(marks)


@cache
def bounds(text: str) -> tuple[D, D]:
    found = oracle.parse_edtf(text)
    return D(*found.lower_strict()[:3]), D(*found.upper_strict()[:3])


@given(dates())
def test_bounds_agree_with_the_edtf_package(text):
    when = parse(text)
    assert (when.earliest, when.latest) == bounds(text)


@given(dates(), dates())
def test_interval_bounds_agree_with_the_edtf_package(left, right):
    if bounds(left)[0] > bounds(right)[1]:
        with pytest.raises(DateError):
            parse(f"{left}/{right}")
        return
    when = parse(f"{left}/{right}")
    assert (when.earliest, when.latest) == (bounds(left)[0], bounds(right)[1])


@given(dates())
def test_what_we_accept_the_edtf_package_accepts(text):
    assert oracle.parse_edtf(parse(text).text) is not None
