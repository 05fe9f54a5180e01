"""Dates as readers see them, in both languages."""

import pytest

from atlas.records import edtf
from atlas.view import dates


@pytest.mark.parametrize(
    ("text", "zh", "en", "machine"),
    [
        ("2026-06-12", "2026年6月12日", "12 June 2026", "2026-06-12"),
        ("2024-06", "2024年6月", "June 2024", "2024-06"),
        ("2024", "2024年", "2024", "2024"),
        ("2026~", "约2026年", "about 2026", "2026"),
        ("2021/2035", "2021—2035年", "2021–2035", None),
        ("2025/..", "2025年起", "from 2025", None),
        ("../2025", "至2025年", "until 2025", None),
    ],
)
def test_a_date_is_shown_at_the_precision_it_has(strings, text, zh, en, machine):
    when = edtf.parse(text)
    assert dates.moment(when, "zh", strings).text == zh
    assert dates.moment(when, "en", strings).text == en
    assert dates.moment(when, "en", strings).machine == machine


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2025?", "年份为推断", "year inferred"),
        ("2026?-06-12", "年份为推断", "year inferred"),
        ("2026-06?", "日期为推断", "date inferred"),
        ("2026", None, None),
    ],
)
def test_what_is_inferred_is_said(strings, text, zh, en):
    when = edtf.parse(text)
    assert dates.moment(when, "zh", strings).remark == zh
    assert dates.moment(when, "en", strings).remark == en


@pytest.mark.parametrize(("text", "zh", "en"), [("P5Y", "5年", "5 years"), ("P1Y6M", "1年、6个月", "1 year, 6 months")])
def test_a_span_is_told_in_words(strings, text, zh, en):
    duration = edtf.parse_duration(text)
    assert dates.duration_text(duration, "zh", strings) == zh
    assert dates.duration_text(duration, "en", strings) == en
