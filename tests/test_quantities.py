"""Quantities as readers see them: base units scaled, the qualifier kept, nothing rounded."""

from decimal import Decimal

import pytest

from atlas.records.quantity import Counted, Qualifier
from atlas.view.quantities import amount, text

HALLS = Counted(zh="老厂房", en="old factory buildings", en_one="old factory building", zh_unit="间")
PEOPLE = Counted(zh="人", en="people", en_one="person", zh_unit="人")


def shown(strings, language, value, unit, counted=None, qualifier=None, **more):
    return text(amount(value, unit, counted, qualifier, language, strings, **more), language)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (510000, "m2", Qualifier.OVER, "超51万平方米", "over 510,000 m²"),
        (100000, "m2", None, "10万平方米", "100,000 m²"),
        (123456, "m2", None, "123,456平方米", "123,456 m²"),
        (4200000000, "CNY", Qualifier.OVER, "超42亿元", "over CNY 4.2 billion"),
        (37600000, "CNY", Qualifier.NEARLY, "近3,760万元", "nearly CNY 37.6 million"),
        (99999999, "CNY", None, "99,999,999元", "CNY 99,999,999"),
        (10160, "m", None, "10.16公里", "10.16 km"),
        (600, "m", Qualifier.ABOUT, "约600米", "about 600 m"),
        (94, "percent", Qualifier.OVER, "超94%", "over 94%"),
        (Decimal("0.5"), "percent", Qualifier.AT_LEAST, "至少0.5%", "at least 0.5%"),
    ],
)
def test_units_are_scaled_as_each_language_expects(strings, value, unit, qualifier, zh, en):
    assert shown(strings, "zh", value, unit, None, qualifier) == zh
    assert shown(strings, "en", value, unit, None, qualifier) == en


@pytest.mark.parametrize(
    ("value", "counted", "qualifier", "zh", "en"),
    [
        (6, HALLS, Qualifier.EXACT, "6间老厂房", "6 old factory buildings"),
        (1, HALLS, None, "1间老厂房", "1 old factory building"),
        (10000, PEOPLE, Qualifier.OVER, "超1万人", "over 10,000 people"),
        (12345, PEOPLE, None, "12,345人", "12,345 people"),
    ],
)
def test_a_count_names_what_it_counts(strings, value, counted, qualifier, zh, en):
    assert shown(strings, "zh", value, "count", counted, qualifier) == zh
    assert shown(strings, "en", value, "count", counted, qualifier) == en


def test_a_noun_beside_its_label_is_not_said_twice(strings):
    assert shown(strings, "zh", 6, "count", HALLS, name_noun=False) == "6间"
    assert shown(strings, "en", 6, "count", HALLS, name_noun=False) == "6"
