"""Numbers as people write them, with 万 or 亿, a scale in English, or commas, as the plain number they spell."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

SCALES = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 100_000_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "bn": 1_000_000_000,
}

_PLAIN = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,15})?"
_WHOLE = re.compile(_PLAIN)
_ENGLISH = re.compile(rf"({_PLAIN})\s*(thousand|million|billion|trillion|bn)", re.IGNORECASE)
_HAN = re.compile(rf"({_PLAIN})\s*([百千万亿]{{1,3}})")


def spelled(text: str) -> Decimal | None:
    """The number a text spells and nothing more, or None: a unit, a qualifier or a range beside it is none of ours.

    >>> spelled("51万"), spelled("4.2 billion"), spelled("10,160"), spelled("超51万")
    (Decimal('510000'), Decimal('4200000000'), Decimal('10160'), None)
    """
    text = unicodedata.normalize("NFKC", text).strip()
    sign = -1 if text.startswith("-") else 1
    text = text.removeprefix("-")
    if _WHOLE.fullmatch(text):
        return sign * _plain(text)
    if match := _ENGLISH.fullmatch(text):
        return sign * _written_out(_plain(match[1]) * SCALES[match[2].lower()])
    parts = [(_plain(match[1]), _scale(match[2])) for match in _HAN.finditer(text)]
    is_descending = all(high > low for (_, high), (_, low) in pairwise(parts))
    if not parts or not is_descending or re.fullmatch(rf"(?:{_HAN.pattern}\s*)+", text) is None:
        return None
    return sign * _written_out(sum((number * scale for number, scale in parts), Decimal()))


def _plain(text: str) -> Decimal:
    return Decimal(re.sub("[,，]", "", text))


def _scale(words: str) -> int:
    scale = 1
    for word in words:
        scale *= SCALES[word]
    return scale


def _written_out(number: Decimal) -> Decimal:
    """A number without trailing zeros behind its point."""
    return Decimal(f"{number.normalize():f}")
