"""The search page: an index of every record by name, for readers without the script, and its letters.

In English by letter, in Chinese by the initial of the pinyin; other names lead to the record they belong to.
A large atlas has several pages, the same number in both languages.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.records import Record
from atlas.view import names, urls
from atlas.view.composer import Composer
from atlas.view.fold import spoken
from atlas.view.marks import Language, Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.rows import IndexEntry

PATH = "search/"
# A page of this many stays within 30 KB on the way to the reader.
MOST_ENTRIES = 360
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Whatever begins with none of them: digits, other scripts.
OTHERS = "0"


class _Place(NamedTuple):
    """Where a name stands in the index."""

    letter: str
    sound: tuple[str, ...]
    name: str
    key: str
    other: bool
    """Whether it is another name than the record's own."""


class Index(Struct, frozen=True):
    """Every name in each language's order, on so many pages."""

    places: Mapping[Language, Sequence[_Place]]
    pages: int


def index(atlas: Atlas) -> Index:
    """The index of an atlas."""
    places = {language: sorted(_places(atlas, at)) for at, language in enumerate(urls.PREFIX)}
    return Index(places, max(1, *(-(-len(found) // MOST_ENTRIES) for found in places.values())))


def path(number: int) -> str:
    """The path of one page of the index."""
    return PATH if number == 1 else f"{PATH}{number}/"


def blocks(c: Composer, whole: Index, number: int) -> Iterator[Block]:
    """One page of the index: all letters, each leading to its page, then this page's own."""
    places = whole.places[c.language]
    # Each page has the same share, so that none is empty in the language with fewer names.
    share = -(-len(places) // whole.pages) or 1
    first: dict[str, int] = {}
    for at, place in enumerate(places):
        first.setdefault(place.letter, at // share + 1)
    letters = tuple(
        Link(_title(c, letter), ("" if page == number else c.href(path(page))) + f"#{_anchor(letter)}")
        for letter, page in first.items()
    )
    yield Block("letters", c.t("search.letters"), "letters", letters)
    for letter, here in itertools.groupby(places[(number - 1) * share : number * share], lambda place: place.letter):
        # A letter that began on a page before has its anchor there.
        anchor = _anchor(letter) if first[letter] == number else f"{_anchor(letter)}-{number}"
        yield Block(anchor, _title(c, letter), "index", tuple(_entry(c, place) for place in here))
    if not places:
        yield Block("none", c.t("search.title"), "index", empty=c.t("list.empty"))


def kind(c: Composer, record: Record) -> str:
    """Of which kind a record is, in a word."""
    term = getattr(record, "kind", None)
    return c.term(f"{record.folder[:-1]}-kinds", term) if term else c.t(f"kind.{record.folder}")


def area(c: Composer, record: Record) -> str:
    """The area a record lies in; empty where there is none or it is not known."""
    district = getattr(record, "district", None)
    return c.title(f"districts/{district}").text if isinstance(district, str) else ""


def _places(atlas: Atlas, at: int) -> Iterator[_Place]:
    """Every name in one language; where a record has none in it, that in the other."""
    for record in atlas.published():
        pair = names.own_names(record)
        yield _place(pair[at] or pair[1 - at], record.key, other=False)
        for alias in names.aliases(record):
            if alias[at] and alias[at] != pair[at]:
                yield _place(alias[at], record.key, other=True)


def _entry(c: Composer, place: _Place) -> IndexEntry:
    record = c.atlas.get(place.key)
    own = c.title(place.key)
    meta = c.join([kind(c, record), area(c, record)])
    if place.other:
        return IndexEntry(Link(place.name, c.href(f"{place.key}/")), of=own.text, meta=meta)
    texts = [
        Words(text, None if language == c.language else urls.HTML_LANG[language])
        for pair in (names.own_names(record), *names.aliases(record))
        for text, language in zip(pair, urls.PREFIX, strict=True)
        if text and text != place.name
    ]
    return IndexEntry(Link(place.name, c.href(f"{place.key}/"), own.lang), tuple(texts), meta=meta)


def _place(name: str, key: str, *, other: bool) -> _Place:
    sound = spoken(name)
    first = sound[0][0] if sound else OTHERS
    return _Place(first if first in LETTERS else OTHERS, sound, name, key, other)


def _title(c: Composer, letter: str) -> str:
    return c.t("search.others") if letter == OTHERS else letter.upper()


def _anchor(letter: str) -> str:
    return f"l-{letter}"


def page(c: Composer, whole: Index, number: int) -> Page:
    """One page of the index; the first is where searches lead."""
    title, lead = c.t("search.title"), Said(Words(c.t("search.lead")))
    above = ((PATH, title),) if number > 1 else ()
    shown = title if number == 1 else c.t("search.page", title=title, n=number)
    return put_together(
        c, "search", Names(Words(shown)), blocks(c, whole, number),
        title=shown, description=lead.words.text, crumbs=above, lead=lead,
    )  # fmt: skip
