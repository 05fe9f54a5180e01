"""Numbers as articles write them: Arabic or Chinese numerals with scale, unit and qualifier, each where it stands.

`numbers` finds them in Chinese text, `english.numbers` in English. Own code because the libraries that read
Chinese numerals (cn2an among them) convert a string that is known to be a number: they find none in a sentence,
and know neither units nor 多, 余, 超, 近. What cannot be read surely (十几, 七八个, 不足50) has no qualifier and so
equals no record: better a false alarm than a false agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from atlas.article.units import MEASURE_WORDS, NO_MEASURE, UNITS
from atlas.records.quantity import Qualifier

HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMERAL = "0-9" + "".join(HAN_DIGITS) + "".join(SCALES)
RANK = "rank"

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_HAN = f"[{''.join(HAN_DIGITS)}{''.join(SCALES)}]+(?:点[{''.join(HAN_DIGITS)}]+)?"
_VALUE = rf"(?:(?:{_ARABIC})(?:[{''.join(SCALES)}]{{1,3}}))+|{_ARABIC}|{_HAN}"
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))

# Words before a number; where one is part of another word (签约, 附近), it says nothing of the number.
_BEFORE: tuple[tuple[str, Qualifier | None], ...] = (
    (r"(?:未|没有?|未能)(?:达到?|超过?|突破)|不足|不到|低于|少于|小于|未满|不满|<", None),
    (r"不超过|不高于|不多于|不大于|至多|最多|最高|≤", Qualifier.AT_MOST),
    (r"不少于|不低于|不小于|不下于?|至少|起码|最少|最低|≥", Qualifier.AT_LEAST),
    (r"超过|超出|(?<!赶)超|逾|突破|高于|多于|大于|不止|>", Qualifier.OVER),
    (r"大约|大概|大致|(?<![签节条合预公特制邀契违履])约|~|≈", Qualifier.ABOUT),
    (r"接近|将近|(?<![最附邻临靠相远新就])近", Qualifier.NEARLY),
)
# What may stand before a scale without a digit: 上万, 过百, 数十.
_BEFORE_SCALE: tuple[tuple[str, Qualifier | None], ...] = (
    (r"[数几]", None),
    (r"(?<!以)上", Qualifier.AT_LEAST),
    (r"过", Qualifier.OVER),
)
_AFTER: tuple[tuple[str, Qualifier | None], ...] = (
    (r"及?以上(?!海)", Qualifier.AT_LEAST),
    (r"及?以下|以内|之内", Qualifier.AT_MOST),
    (r"左右|上下", Qualifier.ABOUT),
)


def _any(words: tuple[tuple[str, Qualifier | None], ...]) -> str:
    """An expression whose group `w<i>` tells which of the words is met."""
    return "|".join(f"(?P<w{i}>{pattern})" for i, (pattern, _) in enumerate(words))


_LED = re.compile(rf"(?:{_any(_BEFORE)})(?:达到|[了为达出])?\Z")
_LED_SCALE = re.compile(rf"(?:{_any((*_BEFORE, *_BEFORE_SCALE))})(?:达到|[了为达出])?\Z")
_FOLLOWED = re.compile(_any(_AFTER))
_FOUND = re.compile(
    rf"(?P<ordinal>第)?(?:(?P<whole>百|千|{_HAN}|[0-9]+)分之)?(?P<value>{_VALUE})"
    rf"(?P<more>[多余来几]?)(?P<scale>[{''.join(SCALES)}]*)(?P<late>[多余来几]?)"
    rf"(?P<unit>{_UNIT}|(?!{NO_MEASURE})[{MEASURE_WORDS}])?(?P<tail>[多余](?!功能)|半)?"
)
_RANGE = re.compile(rf"[-–—~至到](?=[{NUMERAL}])")
_DIGIT = "[一二两三四五六七八九]"
_SMALL = re.compile(rf"(?P<千>{_DIGIT}?千)?零?(?P<百>{_DIGIT}?百)?零?(?P<十>{_DIGIT}?十)?零?(?P<一>{_DIGIT}|零)?")
# How far behind a number a word such as 左右 may still belong to it.
_REACH = 8
_STOP = re.compile(r"[,。;:!?、()“”《》]")


class Number(Struct, frozen=True):
    """One number in a text: its span with qualifier and unit, and what it says in base units.

    `unit` is a unit's code, a Chinese measure word, `rank` for an ordinal, or empty; without a qualifier it cannot be
    read surely.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: Qualifier | None
    is_numeral: bool = False
    """Whether it is spelt in Chinese numerals or words, which are parts of many words that count nothing."""


def han(text: str) -> Decimal | None:
    """The number that Chinese numerals spell, or None where they spell none.

    >>> han("一千二百零三"), han("二〇二四"), han("七八")
    (Decimal('1203'), Decimal('2024'), None)
    """
    whole, point, part = text.partition("点")
    if point:
        value, digits = han(whole), [HAN_DIGITS.get(character) for character in part]
        if value is None or not digits or None in digits:
            return None
        return value + Decimal("0." + "".join(map(str, digits)))
    if len(text) > 1 and all(character in HAN_DIGITS for character in text):
        is_spelt_out = len(text) > 2 or text[1] in "零〇○"  # 二〇二四, 七〇七; but 七八 is seven or eight
        return Decimal("".join(str(HAN_DIGITS[character]) for character in text)) if is_spelt_out else None
    for name in ("亿", "万"):
        left, found, right = text.rpartition(name)
        if found:
            return _above(left, SCALES[name], right)
    return _below(text)


def _above(left: str, scale: int, right: str) -> Decimal | None:
    """So many times 万 or 亿, and what comes after."""
    many = han(left) if left else Decimal(1)
    if many is None or (len(left) > 1 and all(character in HAN_DIGITS for character in left)):
        return None
    if len(right) == 1 and right in HAN_DIGITS:
        return many * scale + HAN_DIGITS[right] * (scale // 10)  # 三万五 is 35,000
    rest = han(right.lstrip("零〇○") or "零")
    return None if rest is None or rest >= scale else many * scale + rest


def _below(text: str) -> Decimal | None:
    """A number below 10,000."""
    match = _SMALL.fullmatch(text)
    if match is None or not text:
        return None
    total, lowest = 0, 1
    for name in "千百十":
        if match[name] is not None:
            total += (HAN_DIGITS[match[name][0]] if len(match[name]) > 1 else 1) * SCALES[name]
            lowest = SCALES[name]
    if match["一"]:
        # 一百五 is 150, but 十五 is 15 and 一百零五 is 105.
        total += HAN_DIGITS[match["一"]] * (lowest // 10 if lowest > 10 and text[-2] not in "零〇○" else 1)
    return Decimal(total)


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of a Chinese text (normalised), in order, whether it has a unit or not."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    for match in _FOUND.finditer(text):
        number = _read(text, match)
        if number is not None:
            yield number


def _read(text: str, match: re.Match[str]) -> Number | None:
    value = _value(match["value"])
    is_numeral = match["value"][0] not in "0123456789"
    start, end = match.span()
    is_scale = match["value"][0] in SCALES
    led = None if match["ordinal"] else (_LED_SCALE if is_scale else _LED).search(text, max(0, start - 6), start)
    more = match["more"] + match["late"] + (match["tail"] or "")
    if is_scale and match["value"][0] != "十" and not (led or more or match["whole"]):
        return None  # 万象城, 百姓, 千方百计
    qualifier, sure = _qualifier(text, match, led, more)
    for scale in match["scale"]:
        value = value * SCALES[scale] if value is not None else None
    unit, factor = UNITS.get(match["unit"] or "", (match["unit"] or "", Decimal(1)))
    if value is not None and match["tail"] == "半":
        value += Decimal("0.5")
    if value is not None and match["whole"]:
        whole = (
            Decimal(100)
            if match["whole"] == "百"
            else Decimal(1000)
            if match["whole"] == "千"
            else _value(match["whole"])
        )
        value, unit, factor = (value * 100 / whole if whole else None), "percent", Decimal(1)
    if match["ordinal"]:
        unit, factor = RANK, Decimal(1)
    if value is None or not sure or _adjoins(text, start, end):
        qualifier = None
    begin = led.start() if led else start
    return Number(begin, end, (value or Decimal(0)) * factor, unit, qualifier, is_numeral)


def _value(text: str) -> Decimal | None:
    """What a numeral spells: Arabic digits, Chinese numerals, or Arabic digits with Chinese scales (3亿5000万)."""
    if text[0] not in "0123456789":
        return han(text)
    total = Decimal(0)
    for digits, scales in re.findall(rf"({_ARABIC})([{''.join(SCALES)}]*)", text):
        part = Decimal(digits.replace(",", ""))
        for scale in scales:
            part *= SCALES[scale]
        total += part
    return total


def _qualifier(text: str, match: re.Match[str], led: re.Match[str] | None, more: str) -> tuple[Qualifier | None, bool]:
    """What the words around a number say of it, and whether they leave no doubt."""
    said: set[Qualifier | None] = set()
    if led:
        said.add(_meant((*_BEFORE, *_BEFORE_SCALE), led))
    if "多" in more or "余" in more:
        said.add(Qualifier.OVER)
    if "来" in more:
        said.add(Qualifier.ABOUT)
    if "几" in more:
        said.add(None)
    stop = _STOP.search(text, match.end())
    behind = _FOLLOWED.search(text, match.end(), min(match.end() + _REACH, stop.start() if stop else len(text)))
    if behind:
        said.add(_meant(_AFTER, behind))
    if not said:
        return Qualifier.EXACT, True
    return next(iter(said)), len(said) == 1 and None not in said


def _meant(words: tuple[tuple[str, Qualifier | None], ...], match: re.Match[str]) -> Qualifier | None:
    return next(words[int(group[1:])][1] for group, found in match.groupdict().items() if found is not None)


def _adjoins(text: str, start: int, end: int) -> bool:
    """Whether a numeral runs into another (3万5, 5.5.5), or is one end of a range (3至5家)."""
    if re.match(rf"[.]?[{NUMERAL}]", text[end : end + 2]) or re.search(rf"[{NUMERAL}][.]?\Z", text[:start][-2:]):
        return True
    if _RANGE.match(text, end):
        return True
    return bool(re.search(rf"[{NUMERAL}][{MEASURE_WORDS}]?[-–—~至到]\Z", text[max(0, start - 3) : start]))


def moved(number: Number, by: int) -> Number:
    """A number seen from another beginning of the text."""
    return replace(number, start=number.start + by, end=number.end + by)
