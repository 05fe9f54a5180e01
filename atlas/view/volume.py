"""One language's volume of the atlas: what its pages share, each worked out when it is first needed.

It lives as long as its site. What is kept depends on the records, the settings and the language, never on the
page that asked; what depends on where a page stands is kept by its seat (see `urls.seat`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.records import edtf
from atlas.records.base import NamedRecord
from atlas.records.commitment import Commitment
from atlas.settings import Settings
from atlas.trace import Kept
from atlas.view import dates, urls
from atlas.view.attribution import Cited, cited
from atlas.view.indexes import Indexes
from atlas.view.marks import Language, Link, Mark, Moment, Words
from atlas.view.shell import Assets, Frame, frame
from atlas.view.strings import Strings

NO_ASSETS = Assets("", "", "")


class Title(Struct, frozen=True):
    """What a record is called: in the page's language, and beside it in the other."""

    own: Words
    alt: str | None


class Bilingual(Protocol):
    """Whatever has words in both languages."""

    @property
    def zh(self) -> str | None: ...

    @property
    def en(self) -> str | None: ...


class Volume:
    """The records in one language, and what is kept of them: titles, terms, dates, addresses, links."""

    def __init__(
        self,
        atlas: Atlas,
        settings: Settings,
        strings: Strings,
        language: Language,
        assets: Assets = NO_ASSETS,
        indexes: Indexes | None = None,
    ) -> None:
        self.atlas = atlas
        self.assets = assets
        self.indexes = indexes or Indexes(atlas)
        self.settings = settings
        self.strings = strings
        self.language = language
        self.other_lang = urls.HTML_LANG[urls.OTHER[language]]
        self.texts = {key: texts[language] for key, texts in strings.texts.items()}
        self.titles: Kept[str, Title] = Kept(self._title)
        """By key of the record."""
        self.terms: Kept[tuple[str, str], Words] = Kept(lambda at: self.words(atlas.term(*at)))
        """By vocabulary and term."""
        self.moments: Kept[str, Moment] = Kept(lambda text: dates.moment(edtf.parse(text), language, strings))
        """By the date as records write it."""
        self.marks: Kept[int, Mark] = Kept(lambda n: Mark(n, f"n{n}", strings.get(language, "source.mark", n=n)))
        """By number."""
        self.hrefs: Kept[str, Kept[str, str]] = Kept(lambda seat: Kept(partial(self.href, seat)))
        """By seat, then by the path pointed at."""
        self.links: Kept[str, Kept[str, Link]] = Kept(lambda seat: Kept(partial(self.link, seat)))
        """By seat, then by key of the record."""
        self.frames: Kept[str, Frame] = Kept(lambda seat: frame(self, seat))
        """By seat: what surrounds its pages."""
        self.notes: Kept[tuple[str, int], Cited] = Kept(lambda at: cited(self, *at))
        """By source and paragraph."""

    def t(self, key: str, **values: object) -> str:
        """A string of the catalogue."""
        return self.strings.get(self.language, key, **values) if values else self.texts[key]

    def join(self, parts: Iterable[str]) -> str:
        """Words in a row, as the language separates them."""
        return self.texts["list.join"].join(part for part in parts if part)

    def words(self, text: Bilingual) -> Words:
        """Text in the volume's language, or in the other with a remark that a translation is missing."""
        own = text.zh if self.language == "zh" else text.en
        if own is not None:
            return Words(own)
        other = (text.en if self.language == "zh" else text.zh) or ""
        return Words(other, self.other_lang, self.texts["text.untranslated"])

    def href(self, path: str, target: str) -> str:
        """How the page at a path points at another, both beneath the language."""
        here, there = (urls.page(self.language, at) for at in (path, target))
        return urls.relative(here, there, clean=self.settings.site_url is not None)

    def permanent(self, path: str) -> str:
        """The address of a page that will not change: whole where the site's own is known, else from its root."""
        target = urls.page(self.language, path)
        return urls.absolute(self.settings.site_url, target) if self.settings.site_url else f"/{target}"

    def link(self, path: str, key: str) -> Link:
        """How the page at a path shows a record: its name leading to it, with its name in the other language."""
        title = self.titles[key]
        own, alt = title.own, title.alt
        return Link(own.text, self.href(path, f"{key}/"), own.lang, alt, self.other_lang if alt else None)

    def _title(self, key: str) -> Title:
        """The name of a record; a commitment is named by what it says."""
        record = self.atlas.get(key)
        if isinstance(record, Commitment):
            words = self.words(record.what)
            return Title(Words(words.text.rstrip("。."), words.lang, words.missing), None)
        assert isinstance(record, NamedRecord)
        own = self.words(record.names)
        other = record.names.en if self.language == "zh" else record.names.zh
        return Title(own, other if own.lang is None else None)
