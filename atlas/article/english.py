"""Numbers as English articles write them, in the same terms as `numerals` reads the Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from atlas.article.numerals import RANK, Number
from atlas.records.quantity import Qualifier

_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDERED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
WORDS = {word: index + 1 for index, word in enumerate(_SMALL)} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ORDINALS = {word: index + 1 for index, word in enumerate(_ORDERED)}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9}
UNITS: dict[str, tuple[str, Decimal]] = {
    r"per ?cent|percent|%": ("percent", Decimal(1)),
    r"percentage points?": ("percentage point", Decimal(1)),
    r"square kilomet(?:re|er)s?|km2": ("m2", Decimal(1_000_000)),
    r"square met(?:re|er)s?|sq m|m2": ("m2", Decimal(1)),
    r"hectares?|ha": ("m2", Decimal(10_000)),
    r"kilomet(?:re|er)s?|km": ("m", Decimal(1000)),
    r"met(?:re|er)s?|m": ("m", Decimal(1)),
    r"yuan|CNY|RMB": ("CNY", Decimal(1)),
    r"minutes?": ("minute", Decimal(1)),
    r"years?": ("year", Decimal(1)),
    r"months?": ("month", Decimal(1)),
    r"days?": ("day", Decimal(1)),
}

_BEFORE: tuple[tuple[str, Qualifier | None], ...] = (
    (r"under|below|(?<!no )less than|(?<!no )fewer than|short of|between|not|dozens of", None),
    (r"at most|up to|(?:no|not) more than", Qualifier.AT_MOST),
    (r"at least|no (?:less|fewer) than|a minimum of", Qualifier.AT_LEAST),
    (r"(?<!no )(?<!not )more than|over|above|exceed(?:s|ed|ing)?|upwards of", Qualifier.OVER),
    (r"about|around|some|roughly|approximately|~", Qualifier.ABOUT),
    (r"nearly|almost|close to", Qualifier.NEARLY),
)
_AFTER: tuple[tuple[str, Qualifier | None], ...] = (
    (r"\s+or more", Qualifier.AT_LEAST),
    (r"\s+or (?:less|fewer)", Qualifier.AT_MOST),
)
_FOUND = re.compile(
    r"(?<![\w.])(?P<money>CNY|RMB|¥)? ?(?P<value>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    rf"|\b(?:{'|'.join([*WORDS, *ORDINALS])})\b)(?P<th>st|nd|rd|th)?(?![0-9])"
    rf"(?P<scales>(?:[ -]?(?:{'|'.join(SCALES)})\b)*)(?P<unit>[ -]?(?:{'|'.join(UNITS)})(?![A-Za-z]))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:-|–|to)\s?[0-9]")


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of an English text (normalised, single spaces), in order, whether it has a unit or not."""
    return tuple(_read(text, match) for match in _FOUND.finditer(text))


def _read(text: str, match: re.Match[str]) -> Number:
    word = match["value"].lower()
    is_ordinal = word in ORDINALS or match["th"] is not None
    value = Decimal(WORDS.get(word) or ORDINALS.get(word) or word.replace(",", ""))
    for scale in re.findall(r"[a-z]+", match["scales"].lower()):
        value *= SCALES[scale]
    unit, factor = ("CNY", Decimal(1)) if match["money"] else _unit(match["unit"])
    qualifier, begin = _qualifier(text, match)
    if _RANGE.match(text, match.end()) or re.search(r"[0-9]\s?(?:-|–|to)\s?\Z", text[: match.start()]):
        qualifier = None
    return Number(
        begin, match.end(), value * factor, RANK if is_ordinal else unit, qualifier, word in WORDS or word in ORDINALS
    )


def _unit(written: str | None) -> tuple[str, Decimal]:
    plain = (written or "").strip(" -")
    for pattern, found in UNITS.items():
        if plain and re.fullmatch(pattern, plain, re.IGNORECASE):
            return found
    return "", Decimal(1)


def _qualifier(text: str, match: re.Match[str]) -> tuple[Qualifier | None, int]:
    """What the words around a number say of it, and where they begin."""
    said: list[Qualifier | None] = []
    begin = match.start()
    for pattern, qualifier in _BEFORE:
        led = re.search(rf"\b(?:{pattern}) ?\Z", text[max(0, match.start() - 20) : match.start()], re.IGNORECASE)
        if led:
            said.append(qualifier)
            begin = min(begin, match.start() - len(led.group()))
    said += [qualifier for pattern, qualifier in _AFTER if re.match(pattern, text[match.end() :], re.IGNORECASE)]
    if not said:
        return Qualifier.EXACT, begin
    return (said[0] if len(set(said)) == 1 else None), begin
