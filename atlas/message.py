"""Messages to editors: English with named gaps where the code stands, said in the editor's language at the rim.

The Chinese of every message lies in locale/zh/*.po (gettext's format, read by Babel), keyed by the English.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

CATALOGUES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence or part of one; its gaps hold values, texts or further messages."""

    english: str
    gaps: tuple[tuple[str, object], ...] = ()

    def said(self, lang: Lang) -> str:
        """The message in a language; English where the catalogue has no words for it."""
        template = self.english if lang == "en" else catalogue(lang).get(self.english, self.english)
        return template.format(**{name: said(value, lang) for name, value in self.gaps})

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class Joined:
    """Messages one after another, with a separator that may be a message itself."""

    parts: tuple[Message | Joined | str, ...]
    between: Message | str = ""

    def said(self, lang: Lang) -> str:
        return str(said(self.between, lang)).join(str(said(part, lang)) for part in self.parts)

    def __str__(self) -> str:
        return self.said("en")


# What stands where an editor reads: plain text is the same in every language (a name, an id, a path).
Text = Message | Joined | str


def say(english: str, /, **gaps: object) -> Message:
    """A message; `english` is its words and its key, with `{name}` for each gap.

    >>> str(say("'{field}' is missing", field="due"))
    "'due' is missing"
    """
    return Message(english, tuple(sorted(gaps.items())))


def say_count(one: str, many: str, /, count: int, **gaps: object) -> Message:
    """A message about a number of things, which stands in the gap `{count}`; each form has its own entry in the catalogue."""
    return say(one if count == 1 else many, count=count, **gaps)


def said(value: object, lang: Lang) -> object:
    """A gap's value as it is put into words: messages in the language, everything else as it is."""
    return value.said(lang) if isinstance(value, Message | Joined) else value


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


def editor_language(asked: str | None = None) -> Lang:
    """The language to speak: the one asked for, else the locale's, else English."""
    if asked in LANGS:
        return asked
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), None) or ""
    return "zh" if chosen.lower().startswith("zh") else "en"
