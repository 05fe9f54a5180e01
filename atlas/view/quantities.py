"""Quantities in words: base units scaled as a reader of each language expects, the qualifier kept beside them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from atlas.records.quantity import Counted, Qualifier
from atlas.view.marks import Amount, Language
from atlas.view.strings import Strings

_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_YI, _WAN = 100_000_000, 10_000
_BILLION, _MILLION = 1_000_000_000, 1_000_000


def amount(
    value: int | Decimal,
    unit: str,
    counted: Counted | None,
    qualifier: Qualifier | None,
    language: Language,
    strings: Strings,
    *,
    name_noun: bool = True,
) -> Amount:
    """A quantity ready to print.

    Args:
        value: the number in base units.
        unit: a term of the vocabulary of units.
        counted: the noun of a count.
        name_noun: whether the noun is printed; False where a label beside it already names it.
    """
    before = "" if qualifier in (None, Qualifier.EXACT) else strings.get(language, f"qualifier.{qualifier}")
    number = Decimal(value)
    if unit == "count":
        number, scale = _scaled(number, language)
        return Amount(
            _digits(number, language), before, unit=scale + _noun(counted, number, language, strings, name_noun)
        )
    if unit == "percent":
        return Amount(_digits(number, language) + "%", before)
    if unit == "CNY":
        return _money(number, before, language, strings)
    if unit == "m" and number >= 1000:
        return Amount(_digits(number / 1000, language), before, unit=strings.get(language, "unit.km"))
    if unit == "m2" and language == "zh":
        number, scale = _scaled(number, language)
        return Amount(_digits(number, language), before, unit=scale + strings.get(language, "unit.m2"))
    return Amount(_digits(number, language), before, unit=strings.get(language, f"unit.{unit}", n=value))


def text(amount_: Amount, language: Language) -> str:
    """An amount as one run of text."""
    parts = [part for part in (amount_.before, amount_.number, amount_.unit, amount_.after) if part]
    return ("" if language == "zh" else " ").join(parts)


def _money(number: Decimal, before: str, language: Language, strings: Strings) -> Amount:
    if language == "zh":
        number, scale = _scaled(number, language)
        return Amount(_digits(number, language), before, unit=scale + strings.get(language, "unit.CNY"))
    before = f"{before} {strings.get(language, 'unit.CNY')}".strip()
    for factor, key in ((_BILLION, "scale.billion"), (_MILLION, "scale.million")):
        if number >= factor and _short(number / factor):
            return Amount(_digits(number / factor, language), before, unit=strings.get(language, key))
    return Amount(_digits(number, language), before)


def _scaled(number: Decimal, language: Language) -> tuple[Decimal, str]:
    """In Chinese, 万 or 亿 where the number stays exact to two decimals; in English the full number."""
    if language == "zh":
        for factor, word in ((_YI, "亿"), (_WAN, "万")):
            if abs(number) >= factor and _short(number / factor):
                return number / factor, word
    return number, ""


def _short(number: Decimal) -> bool:
    return number == number.quantize(Decimal("0.01"))


@lru_cache(maxsize=20_000)
def _digits(number: Decimal, language: Language) -> str:
    """A number in digits. The same few thousand are told on page after page, and Babel takes its time."""
    return str(format_decimal(number.normalize(), format="#,##0.######", locale=_LOCALE[language]))


def _noun(counted: Counted | None, number: Decimal, language: Language, strings: Strings, name_noun: bool) -> str:
    if counted is None:
        return ""
    if language == "zh":
        measure_word = counted.zh_unit or strings.get("zh", "unit.count")
        # A noun that is its own measure word (人, 户) is not said twice.
        return measure_word + ((counted.zh or "") if name_noun and counted.zh != measure_word else "")
    if not name_noun:
        return ""
    return (counted.en_one if number == 1 and counted.en_one else counted.en) or ""
