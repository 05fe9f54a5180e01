"""Folding: the forms in which a name is compared with what a reader types, and the places where a match may begin.

The script of the search box folds in the same way (theme/static/js/search.js); tests hold the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

Form = Literal["words", "pinyin", "initials"]

# Spelled out, so that Python and the browser mean the same characters: 〇, the unified and compatibility ideographs.
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_NUMERALS = "〇零一二三四五六七八九"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# Two or more in a row are read out digit by digit, as a name is: 七〇七. One alone is a number or a word.
_SPELLED = re.compile(f"[{_NUMERALS}]{{2,}}")
# Pinyin by text: of a run before, and of this one.
_known: dict[str, str] = {}
_readings: dict[str, str] = {}


class Stream(Struct, frozen=True):
    """One form of a text, without what does not count, and the offsets where its words or syllables begin."""

    form: Form
    chars: str
    starts: tuple[int, ...]


def tokens(text: str) -> Iterator[str]:
    """Each Han character, and each run of letters or of digits; lower case, without accents; ü is v, as it is typed."""
    run, kind = "", ""
    for char in unicodedata.normalize("NFC", text):
        for part, now in _parts(char):
            if run and (now != kind or now == "H"):
                yield run
                run = ""
            kind = now
            if now:
                run += part
    if run:
        yield run


@cache
def _parts(char: str) -> tuple[tuple[str, str], ...]:
    """What counts of a character, and what each of it is: H of Han, L a letter, N a digit, empty what parts words."""
    found = []
    for part in unicodedata.normalize("NFKD", char).lower().replace("u\u0308", "v"):
        category = unicodedata.category(part)[0]
        if category != "M" and part not in "'’":
            found.append((part, "H" if _IS_HAN.match(part) else category if category in "LN" else ""))
    return tuple(found)


def folded(text: str) -> str:
    """A text or query as it is compared: its tokens in a row, numerals that are spelled out as digits."""
    return _as_digits("".join(tokens(text)))


def streams(text: str, syllables: str = "") -> tuple[Stream, ...]:
    """The forms of a text: its words, the same with spelled numerals as digits, and pinyin with its initials.

    Args:
        syllables: the pinyin of its Han characters, separated by spaces; empty where it has none.
    """
    parts = list(tokens(text))
    found = [_stream("words", parts)]
    digits = _as_digits(found[0].chars)
    if digits != found[0].chars:
        found.append(Stream("words", digits, found[0].starts))
    if syllables:
        read = _read(parts, syllables)
        brief = [sound[0] if _IS_HAN.match(part) else part for part, sound in zip(parts, read, strict=True)]
        found += [_stream("pinyin", read), _stream("initials", brief)]
    return tuple(found)


def pinyin(text: str) -> str:
    """The pinyin of a text's Han characters without tones, separated by spaces; ü is v."""
    if text not in _readings:
        _readings[text] = _known[text] if text in _known else _reading(text)
    return _readings[text]


def know(readings: Mapping[str, str]) -> None:
    """Takes the pinyin of texts as it was found before."""
    _known.update(readings)


def readings() -> dict[str, str] | None:
    """The pinyin of every text asked for so far; None where that is what was known before."""
    return None if _readings == _known else dict(_readings)


def _reading(text: str) -> str:
    # Its dictionaries take a fifth of a second to load: who builds no site, or one whose names are known, need not wait.
    from pypinyin import lazy_pinyin

    han = [part for part in tokens(text) if _IS_HAN.match(part)]
    sounds = lazy_pinyin(text, errors="ignore")
    if len(sounds) != len(han):
        # A character the phrases do not know: one by one, so that syllables and characters stay abreast.
        sounds = [(lazy_pinyin(char, errors="ignore") or [char])[0] for char in han]
    return " ".join(sounds)


@cache
def spoken(text: str) -> tuple[str, ...]:
    """A text as it is read out: its words, and the syllables of its Han characters; lists are ordered by it."""
    return tuple(_read(list(tokens(text)), pinyin(text)))


def _read(parts: list[str], syllables: str) -> list[str]:
    sounds = iter(syllables.split())
    return [next(sounds, part) if _IS_HAN.match(part) else part for part in parts]


def _stream(form: Form, parts: list[str]) -> Stream:
    starts, offset = [], 0
    for part in parts:
        starts.append(offset)
        offset += len(part)
    return Stream(form, "".join(parts), tuple(starts))


def _as_digits(text: str) -> str:
    return _SPELLED.sub(lambda found: found[0].translate(_DIGITS), text)
