"""Numbers and dates as articles write them: value, unit and qualifier read surely, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atlas.article import english
from atlas.article.dates import agrees, dates, stated
from atlas.article.numerals import han, numbers
from atlas.article.paragraphs import plain
from atlas.records import edtf
from atlas.records.quantity import Qualifier

DIGITS = "零一二三四五六七八九"


def spelt(number: int) -> str:
    """A number in Chinese numerals, written the way schools teach it; apart from the reader's own code."""
    if number >= 10_000:
        name, scale = ("亿", 10**8) if number >= 10**8 else ("万", 10**4)
        high, low = divmod(number, scale)
        gap = "零" if low and low < scale // 10 else ""
        return spelt(high) + name + (gap + spelt(low) if low else "")
    text, pending = "", False
    for name, scale in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // scale % 10
        if digit:
            text += ("零" if pending and text else "") + DIGITS[digit] + name
            pending = False
        else:
            pending = True
    return text or "零"


def said(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (f"{number.value.normalize():f}", number.unit, number.qualifier and str(number.qualifier))
        for number in numbers(plain(text))
    ]


@given(st.integers(0, 10**12 - 1))
def test_every_number_is_read_as_it_is_spelt(number):
    assert han(spelt(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("两百", 200),
        ("一百五", 150),
        ("一百零五", 105),
        ("三万五", 35_000),
        ("二〇二四", 2024),
        ("一万亿", 10**12),
        ("三点五", Decimal("3.5")),
        ("七八", None),
        ("十七八", None),
        ("百百", None),
        ("十五五", None),
        ("一二三亿", None),
    ],
)
def test_numerals_that_schools_do_not_teach(text, value):
    assert han(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("占地51万平方米", ("510000", "m2", "exact")),
        ("占地超51万平方米", ("510000", "m2", "over")),
        ("占地超过51万平方米", ("510000", "m2", "over")),
        ("占地６万多平方米", ("60000", "m2", "over")),
        ("占地6万余平方米", ("60000", "m2", "over")),
        ("占地3.5公顷", ("35000", "m2", "exact")),
        ("占地2平方公里", ("2000000", "m2", "exact")),
        ("长10.16公里", ("10160", "m", "exact")),
        ("长约１０．５千米", ("10500", "m", "about")),
        ("投资4.2亿元", ("420000000", "CNY", "exact")),
        ("投资3亿5000万元", ("350000000", "CNY", "exact")),
        ("投资过百亿元", ("10000000000", "CNY", "over")),
        ("占比94%", ("94", "percent", "exact")),
        ("占比超94％", ("94", "percent", "over")),
        ("占比百分之九十四", ("94", "percent", "exact")),
        ("占比近百分之九十四点五", ("94.5", "percent", "nearly")),
        ("共五十五条", ("55", "条", "exact")),
        ("共两个", ("2", "个", "exact")),
        ("共１，２３４个", ("1234", "个", "exact")),
        ("带动超万人", ("10000", "人", "over")),
        ("带动上万人", ("10000", "人", "at_least")),
        ("接待近百家", ("100", "家", "nearly")),
        ("接待百余家", ("100", "家", "over")),
        ("接待60家以上", ("60", "家", "at_least")),
        ("接待60家左右", ("60", "家", "about")),
        ("接待不少于60家", ("60", "家", "at_least")),
        ("接待不超过60家", ("60", "家", "at_most")),
        ("接待达到60家", ("60", "家", "exact")),
        ("签约60家", ("60", "家", "exact")),
        ("位列第四", ("4", "rank", "exact")),
        ("为期一年半", ("1.5", "year", "exact")),
    ],
)
def test_number_with_its_unit_and_qualifier(text, found):
    assert said(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "不足50家",
        "未达到50家",
        "十几家",
        "几十家",
        "数百家",
        "七八家",
        "约50多家",
        "3万5",
        "3至5家",
        "3-5家",
        "5.5.5家",
    ],
)
def test_number_that_cannot_be_read_surely_equals_no_record(text):
    found = numbers(plain(text))
    assert found
    assert all(number.qualifier is None for number in found)


@pytest.mark.parametrize("text", ["万象城", "百姓", "千方百计", "白桦"])
def test_word_that_only_looks_like_a_number_is_none(text):
    assert numbers(text) == ()


@pytest.mark.parametrize("text", ["117项目", "764主题园", "三大学", "20条件"])
def test_noun_is_not_taken_for_a_measure_word(text):
    assert [number.unit for number in numbers(text)] == [""]


AMOUNTS = st.decimals(min_value=1, max_value=9999, places=2, allow_nan=False, allow_infinity=False)
PREFIXES = {
    "": Qualifier.EXACT,
    "超": Qualifier.OVER,
    "超过": Qualifier.OVER,
    "约": Qualifier.ABOUT,
    "近": Qualifier.NEARLY,
    "至少": Qualifier.AT_LEAST,
    "不超过": Qualifier.AT_MOST,
}
UNITS = {
    "平方米": ("m2", 1),
    "公里": ("m", 1000),
    "亿元": ("CNY", 10**8),
    "万元": ("CNY", 10**4),
    "家": ("家", 1),
    "%": ("percent", 1),
}


@given(AMOUNTS, st.sampled_from(sorted(PREFIXES)), st.sampled_from(sorted(UNITS)), st.booleans())
def test_number_put_into_a_sentence_is_read_back(value, prefix, unit, is_wide):
    written = f"{value.normalize():f}"
    if is_wide:
        written = written.translate({ord(a): chr(ord(a) + 0xFEE0) for a in "0123456789."})
    (found,) = numbers(plain(f"全年建成{prefix}{written}{unit}的场馆，"))
    code, factor = UNITS[unit]
    assert (found.value, found.unit, found.qualifier) == (value * factor, code, PREFIXES[prefix])


@given(st.integers(1, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_digit_changed_is_another_number(value, place, by):
    digits = list(str(value))
    assume(place < len(digits))
    digits[place] = str((int(digits[place]) + by) % 10)
    changed = "".join(digits)
    assume(changed[0] != "0")
    (found,) = numbers(f"共{changed}家。")
    assert found.value != value


@given(st.text(max_size=40))
def test_no_text_trips_the_readers(text):
    for language in ("zh", "en"):
        words = plain(text, language)
        for found in (*numbers(words), *english.numbers(words), *dates(words, language)):
            assert 0 <= found.start < found.end <= len(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("more than 510,000 m²", ("510000", "m2", "over")),
        ("about 4.2 billion yuan", ("4200000000", "CNY", "about")),
        ("CNY 4.2 billion", ("4200000000", "CNY", "exact")),
        ("nearly 94 per cent", ("94", "percent", "nearly")),
        ("at least seven parks", ("7", "", "at_least")),
        ("no more than 30 days", ("30", "day", "at_most")),
        ("10.16 km", ("10160", "m", "exact")),
        ("fewer than 50 firms", ("50", "", None)),
        ("3 to 5 firms", ("3", "", None)),
        ("the 4th place", ("4", "rank", "exact")),
    ],
)
def test_english_number(text, found):
    number = english.numbers(plain(text, "en"))[0]
    assert (f"{number.value.normalize():f}", number.unit, number.qualifier and str(number.qualifier)) == found


@pytest.mark.parametrize(
    ("date", "text", "is_there"),
    [
        ("2024", "2024年开工", True),
        ("2024", "二〇二四年开工", True),
        ("2024", "2025年开工", False),
        ("2024", "共2024家", False),
        ("2026?-06-12", "6月12日召开", True),
        ("2026?-06-12", "六月十二日召开", True),
        ("2026?-06-12", "2026年6月12日召开", True),
        ("2026?-06-12", "6月13日召开", False),
        ("2026-06-12", "6月12日召开", False),
        ("2026-06", "2026年6月召开", True),
        ("2021/2035", "规划(2021-2035年)", True),
        ("2021/2035", "规划(2021-2030年)", False),
        ("../2025", "到2025年", True),
    ],
)
def test_date_stands_as_far_as_it_is_stated(date, text, is_there):
    found = dates(plain(text))
    assert all(any(agrees(day, sought) for day in found) for sought in stated(edtf.parse(date))) is is_there


def test_inferred_year_need_not_stand():
    assert stated(edtf.parse("2025?")) == ()


def test_english_date():
    (day,) = dates(plain("It opened on 12 June 2026.", "en"), "en")
    assert (day.year, day.month, day.day) == (2026, 6, 12)
