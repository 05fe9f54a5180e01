"""The composer of one page in one language: words, dates, links, and the notes its citations open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from atlas.records.citation import Citation
from atlas.records.edtf import When
from atlas.records.parts import Actor, Names, SaidBy, Text, Translation
from atlas.view import dates, urls
from atlas.view.marks import Link, Mark, Moment, Said, Words
from atlas.view.model import Names as NamesView
from atlas.view.model import Note
from atlas.view.volume import Bilingual, Volume

# The fields of an actor that name a record; each is its folder in the singular.
ACTORS = ("organisation", "district", "project", "place")


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

    def __init__(self, volume: Volume, path: str) -> None:
        self.volume = volume
        self.atlas = volume.atlas
        self.settings = volume.settings
        self.strings = volume.strings
        self.language = volume.language
        self.indexes = volume.indexes
        self.path = path
        self.address = urls.page(volume.language, path)
        self._seat = urls.seat(path)
        self._notes: dict[tuple[str, int], int] = {}
        self._explained: set[str] = set()

    def t(self, key: str, **values: object) -> str:
        """A string of the catalogue."""
        return self.volume.t(key, **values)

    def join(self, parts: Iterable[str]) -> str:
        """Words in a row, as the language separates them."""
        return self.t("list.join").join(part for part in parts if part)

    # words

    def words(self, text: Bilingual) -> Words:
        """Text in the page's language, or in the other with a remark that a translation is missing."""
        return self.volume.words(text)

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
        return self.volume.terms[vocabulary, term].text

    # names and links

    def title(self, key: str) -> Words:
        """The name of a record; a commitment is named by what it says."""
        return self.volume.titles[key].own

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

    def href(self, path: str) -> str:
        """How this page points at another, by its path beneath a language."""
        if path.startswith(self.path):
            return self.volume.href(self.path, path)
        return self.volume.hrefs[self._seat][path]

    def permanent(self, path: str) -> str:
        """The address of a page that will not change: whole where the site's own is known, else from its root."""
        return self.volume.permanent(path)

    def file_href(self, address: str) -> str:
        """How this page points at a file, by its address from the site's root."""
        return urls.relative(self.address, address, clean=True)

    def link(self, key: str) -> Link:
        """A record's name leading to its page, with its name in the other language."""
        if f"{key}/".startswith(self.path):
            return self.volume.link(self.path, key)
        return self.volume.links[self._seat][key]

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
        return self.volume.moments[when.text]

    def day(self, day: dt.date) -> Moment:
        """A calendar day in words."""
        return Moment(dates.day_text(day, self.language), day.isoformat())

    # evidence

    def marks(self, cites: Iterable[Citation]) -> tuple[Mark, ...]:
        """Source marks in order of number, one for each paragraph cited; a new paragraph gets the page's next number."""
        notes = self._notes
        numbers = {
            notes.setdefault((citation.source, paragraph), len(notes) + 1)
            for citation in cites
            for paragraph in citation.paragraphs
        }
        return tuple(self.volume.marks[number] for number in sorted(numbers))

    def notes(self) -> tuple[Note, ...]:
        """The notes of every mark made so far, in order of number."""
        return tuple(self._note(number, *place) for place, number in self._notes.items())

    def _note(self, number: int, source: str, paragraph: int) -> Note:
        held = self.volume.notes[source, paragraph]
        href = f"{self.href(f'sources/{source}/')}#p{paragraph}"
        return Note(
            number, f"n{number}", held.title, href, held.meta, held.gist, held.locator, held.locator_lang, held.address
        )


def _overlapping(body: str, title: str) -> str:
    """A body and a title in Chinese, what they share said once: 天津市委 and 市委书记 give 天津市委书记."""
    for length in range(min(len(body), len(title)), 0, -1):
        if body.endswith(title[:length]):
            return body + title[length:]
    return body + title
