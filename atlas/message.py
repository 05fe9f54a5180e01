"""Messages to editors: English with named gaps where the code stands, said in the editor's language at the rim.

The Chinese of every message lies in locale/zh/*.po (gettext's format, read by Babel), keyed by the English.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

CATALOGUES = Path(__file__).parent / "locale"
SHOWN_AT_MOST = 40

_asked: ContextVar[Lang | None] = ContextVar("asked", default=None)


class Message(Struct, frozen=True):
    """One sentence or part of one; its gaps hold values, texts or further messages."""

    english: str
    gaps: tuple[tuple[str, object], ...] = ()

    def said(self, lang: Lang) -> str:
        """The message in a language; English where the catalogue has no words for it."""
        template = self.english if lang == "en" else catalogue(lang).get(self.english, self.english)
        return template.format(**{name: said(value, lang) for name, value in self.gaps})

    def __str__(self) -> str:
        return self.said("en")


class Joined(Struct, frozen=True):
    """Messages one after another, with a separator that may be a message itself."""

    parts: tuple[Message | Joined | Bilingual | str, ...]
    between: Message | str = ""

    def said(self, lang: Lang) -> str:
        return str(said(self.between, lang)).join(str(said(part, lang)) for part in self.parts)

    def __str__(self) -> str:
        return self.said("en")


class Bilingual(Struct, frozen=True):
    """Words that stand in both languages where they are declared: what a field means."""

    zh: str
    en: str

    def said(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return self.en


# What stands where an editor reads: plain text is the same in every language (a name, an id, a path).
Text = Message | Joined | Bilingual | str


class Complaint(ValueError):
    """What keeps a run or a value from being used, in words for whoever caused it."""

    def __init__(self, words: Text) -> None:
        super().__init__(str(words))
        self.words = words


def say(english: str, /, **gaps: object) -> Message:
    """A message; `english` is its words and its key, with `{name}` for each gap.

    >>> str(say("'{field}' is missing", field="due"))
    "'due' is missing"
    """
    return Message(english, tuple(sorted(gaps.items())))


def say_count(one: str, many: str, /, count: int, **gaps: object) -> Message:
    """A message about a number of things, which stands in the gap `{count}`; each form has its own entry in the catalogue."""
    return Message(one if count == 1 else many, tuple(sorted({"count": count, **gaps}.items())))


def series(parts: Iterable[Text]) -> Joined:
    """Several things in a row, with commas between them."""
    return Joined(tuple(parts), say(", "))


def brief(value: object) -> str:
    """A value as it can stand in a message: one line, not too long."""
    text = " ".join((str(value).lower() if isinstance(value, bool) else str(value)).split())
    return text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"


def said(value: object, lang: Lang) -> object:
    """A gap's value as it is put into words: messages in the language, everything else as it is."""
    return value.said(lang) if isinstance(value, Message | Joined | Bilingual) else value


def spoken(text: Text, lang: Lang | None = None) -> str:
    """A text in a language; without one, in the editor's."""
    return str(said(text, lang or editor_language()))


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """Every translation into a language, by the English it translates."""
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=lang)
        found.update({str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string})
    return MappingProxyType(found)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Makes a language the editor's, whatever the locale, until the block ends."""
    before = _asked.set(lang)
    try:
        yield
    finally:
        _asked.reset(before)


def editor_language(asked: str | None = None) -> Lang:
    """The language to speak: the one asked for (here, or of the command by --lang), else the locale's, else English."""
    for lang in LANGS:
        if lang == (asked or _asked.get()):
            return lang
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), None) or ""
    return "zh" if chosen.lower().startswith("zh") else "en"
