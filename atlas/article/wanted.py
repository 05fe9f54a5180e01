"""What may be sought in an article: a name, a number, a date, each knowing where it stands and what stands instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from atlas.article.dates import Day, agrees
from atlas.article.names import occurrences
from atlas.article.numerals import RANK, Number
from atlas.article.paragraphs import Passage, plain, short
from atlas.article.units import MEASURE_WORDS, NEUTRAL
from atlas.message import Joined, Text, say
from atlas.records.quantity import Qualifier

Spans = Iterator[tuple[Passage, int, int]]

# Where a clause ends; a comma between digits groups them.
_CLAUSE = re.compile(r"[。;:!?]|(?<![0-9]),|,(?![0-9])")
# What may join a second thing to the one counted.
_JOINT = re.compile(r"[、和及与]")

# Before a word, these say that it is not so: 未开工.
NOT = "未没不非无"


class Wanted(Protocol):
    """Something that a record says and its article must say too."""

    @property
    def rule(self) -> str:
        """The finding where it does not stand."""

    def told(self) -> Text:
        """What is sought, in an editor's words."""

    def spans(self, passages: Iterable[Passage]) -> Spans:
        """Everywhere it stands."""

    def instead(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        """What stands there that comes nearest, at most twelve characters each."""


class Name(Struct, frozen=True):
    """A name in any of its forms, or a word of the source that a record quotes."""

    forms: tuple[str, ...]
    rule: str = "name-elsewhere"

    def told(self) -> Text:
        return Joined(tuple(dict.fromkeys(self.forms)), " / ")

    def spans(self, passages: Iterable[Passage]) -> Spans:
        for passage in passages:
            for form in self.forms:
                for start, end in occurrences(plain(form, passage.language).strip(), passage.text):
                    yield passage, start, end

    def instead(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        best = ""
        for passage in passages:
            for form in self.forms:
                wanted = plain(form, passage.language).strip()
                match = difflib.SequenceMatcher(None, passage.text, wanted, autojunk=False).find_longest_match()
                found = passage.text[match.a : match.a + match.size]
                best = max(best, found, key=len)
        return (short(best),) if len(best) > 1 else ()


class Wording(Struct, frozen=True):
    """The source's own word for a stage; … stands for what is left out within one sentence."""

    words: str
    rule: str = "wording-elsewhere"

    def told(self) -> Text:
        return self.words

    def spans(self, passages: Iterable[Passage]) -> Spans:
        parts = [re.escape(plain(part)) for part in self.words.split("…")]
        for passage in passages:
            for match in re.finditer(rf"(?<![{NOT}])" + "[^。;!?]*?".join(parts), passage.text):
                yield passage, *match.span()

    def instead(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        return Name((self.words,)).instead(passages)


class Dated(Struct, frozen=True):
    """A date, or as much of it as a record says is stated."""

    day: Day
    rule: str = "date-elsewhere"

    def told(self) -> Text:
        parts = ((self.day.year, 4), (self.day.month, 2), (self.day.day, 2))
        return "-".join(f"{part:0{width}}" for part, width in parts if part is not None)

    def spans(self, passages: Iterable[Passage]) -> Spans:
        for passage in passages:
            for day in passage.dates:
                if agrees(day, self.day):
                    yield passage, day.start, day.end

    def instead(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        found = (short(passage.text[day.start : day.end]) for passage in passages for day in passage.dates)
        return tuple(dict.fromkeys(found))[:3]


class Amount(Struct, frozen=True):
    """A number with its unit and qualifier; a count with its noun, which must stand beside it.

    Without a qualifier any that can be read surely will do: a structure's parts are counted, not measured.
    """

    value: Decimal
    unit: str = ""
    noun: str = ""
    word: str = ""
    qualifier: Qualifier | None = None
    rule: str = "number-elsewhere"

    def told(self) -> Text:
        value = self.value.normalize()
        unit = self.word if self.unit in ("count", "") else "" if self.unit == RANK else self.unit
        words = " ".join(part for part in (f"{value:,f}", unit, self.noun if self.noun != unit else "") if part)
        return words if self.qualifier is None else say_qualified(self.qualifier, words)

    def spans(self, passages: Iterable[Passage]) -> Spans:
        held = list(passages)
        is_whole = any(self._beside(passage, number, self.noun) for passage in held for number in passage.numbers)
        noun = self.noun if is_whole else self._head(held)
        for passage in held:
            for number in passage.numbers:
                if self._agrees(number) and (not self.noun or self._beside(passage, number, noun)):
                    yield passage, number.start, number.end

    def instead(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        found = [
            short(passage.text[number.start : number.end])
            for passage in passages
            for number in passage.numbers
            if number.value == self.value or self._is_like(passage, number)
        ]
        return tuple(dict.fromkeys(found))[:3]

    def _agrees(self, number: Number) -> bool:
        """Whether a number says the same, its noun aside."""
        if number.value != self.value or number.qualifier is None or self.qualifier not in (None, number.qualifier):
            return False
        if self.unit in ("count", ""):
            if self.word:
                return number.unit in NEUTRAL or number.unit == self.word
            return number.unit in NEUTRAL or number.unit in MEASURE_WORDS  # five shares are not five per cent
        return number.unit == self.unit

    def _is_like(self, passage: Passage, number: Number) -> bool:
        """Whether a number measures the same thing, whatever it says."""
        if self.unit in ("count", ""):
            return number.unit == self.word and self._beside(passage, number, self.noun)
        return number.unit == self.unit

    def _head(self, passages: list[Passage]) -> str:
        """The end of the noun, which says what kind of thing it is; taken where the article nowhere has all of it."""
        if any(passage.language == "en" for passage in passages):
            return self.noun.split()[-1] if self.noun else ""
        return self.noun[-2:]

    def _beside(self, passage: Passage, number: Number, noun: str) -> bool:
        """Whether a noun is what a number counts: after it, before the next thing; or before it at a clause's end."""
        if not noun or noun == number.unit:
            return bool(noun)
        after, before = _around(passage, number)
        if passage.language == "zh" and (number.unit + after).startswith(noun):
            return True  # 四片区, where 片 is no measure word
        if passage.language == "zh" and not number.unit:
            return False
        nearest = after if after.startswith(noun) else _JOINT.split(after)[0]
        if noun in nearest:
            return True
        return not re.match(r"\w", after) and noun in before


def say_qualified(qualifier: Qualifier, number: str) -> Text:
    """A number with its qualifier, in words."""
    return {
        Qualifier.EXACT: say("exactly {number}", number=number),
        Qualifier.OVER: say("over {number}", number=number),
        Qualifier.ABOUT: say("about {number}", number=number),
        Qualifier.NEARLY: say("nearly {number}", number=number),
        Qualifier.AT_LEAST: say("at least {number}", number=number),
        Qualifier.AT_MOST: say("at most {number}", number=number),
    }[qualifier]


def _around(passage: Passage, number: Number) -> tuple[str, str]:
    """The text after and before a number, within its clause and up to the numbers next to it."""
    ends = [match.start() for match in _CLAUSE.finditer(passage.text, number.end)][:1]
    ends += [other.start for other in passage.numbers if other.start >= number.end and _counts(other)][:1]
    begins = [match.end() for match in _CLAUSE.finditer(passage.text, 0, number.start)][-1:]
    begins += [other.end for other in passage.numbers if other.end <= number.start and _counts(other)][-1:]
    return (
        passage.text[number.end : min(ends, default=len(passage.text))],
        passage.text[max(begins, default=0) : number.start],
    )


def _counts(number: Number) -> bool:
    """Whether a numeral surely counts something, rather than being part of a word."""
    return bool(number.unit) or not number.is_numeral
