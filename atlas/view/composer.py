"""The composer of one page in one language: words, dates, links, and the notes its citations open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from atlas.link.atlas import Atlas
from atlas.records.base import NamedRecord, Record
from atlas.records.citation import Citation
from atlas.records.commitment import Commitment
from atlas.records.edtf import When
from atlas.records.parts import Actor, Names, SaidBy, Text, Translation, Unknown, UnknownKind
from atlas.records.source import Source
from atlas.settings import Settings
from atlas.view import dates, urls
from atlas.view.model import Language, Link, Mark, Moment, Note, Said, Words
from atlas.view.model import Names as NamesView
from atlas.view.strings import Strings

# The fields of an actor that name a record; each is its folder in the singular.
ACTORS = ("organisation", "district", "project", "place")


class Bilingual(Protocol):
    """Whatever has words in both languages."""

    @property
    def zh(self) -> str | None: ...

    @property
    def en(self) -> str | None: ...


class Cited(Bilingual, Protocol):
    """A cited sentence: a statement, or a part of a project."""

    @property
    def cite(self) -> tuple[Citation, ...]: ...

    @property
    def said_by(self) -> tuple[SaidBy, ...]: ...


class Composer:
    """Turns records into what one page shows, and numbers the page's notes by first use.

    The same records in the same order give the same note numbers in both languages.
    """

    def __init__(self, atlas: Atlas, settings: Settings, strings: Strings, language: Language, path: str) -> None:
        self.atlas = atlas
        self.settings = settings
        self.strings = strings
        self.language = language
        self.path = path
        self.address = urls.page(language, path)
        self._notes: dict[tuple[str, int], int] = {}
        self._explained: set[str] = set()

    def t(self, key: str, **values: object) -> str:
        """A string of the catalogue."""
        return self.strings.get(self.language, key, **values)

    def join(self, parts: Iterable[str]) -> str:
        """Words in a row, as the language separates them."""
        return self.t("list.join").join(part for part in parts if part)

    # words

    def words(self, text: Bilingual) -> Words:
        """Text in the page's language, or in the other with a remark that a translation is missing."""
        own = text.zh if self.language == "zh" else text.en
        if own is not None:
            return Words(own)
        other = (text.en if self.language == "zh" else text.zh) or ""
        return Words(other, urls.HTML_LANG[urls.OTHER[self.language]], self.t("text.untranslated"))

    def said(self, statement: Cited) -> Said:
        """A cited sentence with its speaker and marks."""
        return Said(self.words(statement), self.marks(statement.cite), self.speaker(statement.said_by))

    def plain(self, text: Bilingual) -> Said:
        """An uncited sentence."""
        return Said(self.words(text))

    def speaker(self, said_by: Iterable[SaidBy]) -> str | None:
        """Who says it, in words; None where it is the writer of the source."""
        names = []
        for speaker in said_by:
            body = self.title(f"organisations/{speaker.organisation}").text if speaker.organisation else ""
            names.append(self._person(body, speaker.capacity, speaker.person))
        return self.t("list.people").join(names) or None

    def actor(self, actor: Actor) -> str:
        """Somebody who acts, in words: body, capacity and name."""
        body = ""
        for folder in ACTORS:
            if name := getattr(actor, folder):
                body = self.title(f"{folder}s/{name}").text
        if actor.text is not None:
            body = self.words(actor.text).text
        return self._person(body, actor.capacity, actor.person)

    def people(self, actors: Iterable[Actor]) -> str:
        """Several who act together, in words."""
        return self.t("list.people").join(self.actor(actor) for actor in actors)

    def _person(self, body: str, capacity: Text | None, person: Bilingual | None) -> str:
        title = self.words(capacity).text if capacity is not None else ""
        name = self.words(person).text if person is not None else ""
        if body and title and not name:
            bracketed = not any(mark in title for mark in "(（")
            return body + self.t("text.in-brackets" if bracketed else "text.after-comma", text=title)
        if self.language == "zh":
            return _overlapping(body, title) + name
        if body.casefold() in title.casefold():
            body = ""
        return ", ".join(part for part in (name, title, body) if part)

    def term(self, vocabulary: str, term: str) -> str:
        """The name of a term."""
        return self.words(self.atlas.term(vocabulary, term)).text

    # names and links

    def title(self, key: str) -> Words:
        """The name of a record; a commitment is named by what it says."""
        record = self.atlas.get(key)
        if isinstance(record, Commitment):
            words = self.words(record.what)
            return Words(words.text.rstrip("。."), words.lang, words.missing)
        assert isinstance(record, NamedRecord)
        return self.words(record.names)

    def names(self, names: Names) -> NamesView:
        """A heading: own-language name first, the other beside it, and whose translation it is."""
        own, other = (names.zh, names.en) if self.language == "zh" else (names.en, names.zh)
        remark = self.t("names.our-translation") if names.translation is Translation.OURS and names.en else None
        return NamesView(
            self.words(names),
            other if own is not None else None,
            urls.HTML_LANG[urls.OTHER[self.language]],
            remark,
        )

    def href(self, path: str, language: Language | None = None) -> str:
        """How this page points at another, by its path beneath a language."""
        target = urls.page(language or self.language, path)
        return urls.relative(self.address, target, clean=self.settings.site_url is not None)

    def permanent(self, path: str) -> str:
        """The address of a page that will not change: whole where the site's own is known, else from its root."""
        target = urls.page(self.language, path)
        return urls.absolute(self.settings.site_url, target) if self.settings.site_url else f"/{target}"

    def file_href(self, address: str) -> str:
        """How this page points at a file, by its address from the site's root."""
        return urls.relative(self.address, address, clean=True)

    def link(self, key: str) -> Link:
        """A record's name leading to its page, with its name in the other language."""
        record = self.atlas.get(key)
        own = self.title(key)
        alt = None
        if isinstance(record, NamedRecord) and own.lang is None:
            alt = record.names.en if self.language == "zh" else record.names.zh
        return Link(
            own.text, self.href(f"{key}/"), own.lang, alt, urls.HTML_LANG[urls.OTHER[self.language]] if alt else None
        )

    def links(self, keys: Iterable[str]) -> tuple[Link, ...]:
        """Links to several records."""
        return tuple(self.link(key) for key in keys)

    def explained(self, kind: str, term: str) -> str:
        """Where the glossary explains a word, at its first mention on the page; nothing after that."""
        anchor = urls.anchor(kind, term)
        if anchor in self._explained:
            return ""
        self._explained.add(anchor)
        return self.href(f"glossary/#{anchor}")

    def gloss(self, kind: str, term: str, text: str) -> Link:
        """A word as a link to the glossary, at its first mention."""
        return Link(text, self.explained(kind, term), term=True)

    # dates

    def moment(self, when: When | None, missing: str = "date.not-stated") -> Moment:
        """A date in words, or that it is not stated."""
        if when is None:
            return Moment(self.t(missing))
        return dates.moment(when, self.language, self.strings)

    def day(self, day: dt.date) -> Moment:
        """A calendar day in words."""
        return Moment(dates.day_text(day, self.language), day.isoformat())

    # evidence

    def marks(self, cites: Iterable[Citation]) -> tuple[Mark, ...]:
        """Source marks in order of number, one for each paragraph cited; a new paragraph gets the page's next number."""
        marks = []
        for citation in cites:
            for paragraph in citation.paragraphs:
                number = self._notes.setdefault((citation.source, paragraph), len(self._notes) + 1)
                marks.append(Mark(number, f"n{number}", self.t("source.mark", n=number)))
        return tuple(sorted({mark.number: mark for mark in marks}.values(), key=lambda mark: mark.number))

    def notes(self) -> tuple[Note, ...]:
        """The notes of every mark made so far, in order of number."""
        sources = self.atlas.all(Source)
        return tuple(self._note(sources[name], paragraph, number) for (name, paragraph), number in self._notes.items())

    def _note(self, source: Source, paragraph: int, number: int) -> Note:
        entry = source.paragraphs[paragraph - 1]
        meta = self.join([self.publisher(source), self.published(source), self.t("source.paragraph", n=paragraph)])
        return Note(
            number,
            f"n{number}",
            self.words(source.names),
            self.href(f"sources/{source.id}/#p{paragraph}"),
            meta,
            self.words(entry.gist),
            entry.locator,
            urls.HTML_LANG[source.language],
            self.permanent(f"sources/{source.id}/"),
        )

    def publisher(self, source: Source) -> str:
        """Who published a source, or that this is not stated; nothing where it has no publisher."""
        if isinstance(source.publisher, Unknown):
            applies = source.publisher.unknown is not UnknownKind.NOT_APPLICABLE
            return self.t("source.publisher-not-stated") if applies else ""
        return self.title(f"organisations/{source.publisher.organisation}").text

    def published(self, source: Source) -> str:
        """When a source appeared, as near as can be told."""
        earliest, latest = source.published.earliest, source.published.latest
        if earliest is None and latest is None:
            return self.t("source.date-not-stated")
        if earliest is not None and latest is not None and earliest.text == latest.text:
            return self._dated(earliest)
        if latest is None:
            assert earliest is not None
            return self.t("source.not-before", date=self._dated(earliest))
        if earliest is None:
            return self.t("source.not-after", date=self._dated(latest))
        return self.t("date.span", start=self._dated(earliest), end=self._dated(latest))

    def _dated(self, when: When) -> str:
        """A date as a run of text, what is inferred in brackets."""
        found = self.moment(when)
        return found.text + (self.t("text.in-brackets", text=found.remark) if found.remark else "")


def _overlapping(body: str, title: str) -> str:
    """A body and a title in Chinese, what they share said once: 天津市委 and 市委书记 give 天津市委书记."""
    for length in range(min(len(body), len(title)), 0, -1):
        if body.endswith(title[:length]):
            return body + title[length:]
    return body + title


def by_district(records: Iterable[Record]) -> dict[str | None, list[Record]]:
    """Records by the district they name, in order; None for those that name none or an unknown one."""
    groups: dict[str | None, list[Record]] = {}
    for record in records:
        district = getattr(record, "district", None)
        groups.setdefault(district if isinstance(district, str) else None, []).append(record)
    return groups
