"""The names of every record, as the search box knows them, and the order in which it offers them.

The order depends on no language, so that one set of files serves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.records import NamedRecord, Record
from atlas.records.commitment import Commitment
from atlas.view.fold import Form, Stream, folded, pinyin, streams

# What is looked for by name comes first; commitments have no name but what they say, and come last.
FOLDERS = (
    "districts",
    "projects",
    "organisations",
    "plans",
    "places",
    "events",
    "indicators",
    "sources",
    "commitments",
)
# How good a match is, best first. A match inside a text begins at a character, a word or a syllable.
EXACT, PREFIX, ALIAS = 0, 1, 2
_AT_START: dict[Form, int] = {"words": PREFIX, "pinyin": 3, "initials": 4}
_INSIDE: dict[Form, int] = {"words": 5, "pinyin": 6}


class Rank(NamedTuple):
    """Where a record stands among those a query finds; the least comes first."""

    tier: int
    folder: int
    length: int
    number: int


class Entry(Struct, frozen=True, dict=True):
    """One record and what it is called."""

    number: int
    folder: int
    id: str
    texts: tuple[tuple[str, str], ...]
    """Each name with the pinyin of its Han characters: the Chinese name, the English one, aliases; empty where missing."""

    @property
    def key(self) -> str:
        """The record's address within the atlas."""
        return f"{FOLDERS[self.folder]}/{self.id}"

    def places(self) -> Iterator[tuple[str, Rank]]:
        """Every string that a query finding this record is the beginning of, with the rank it then has."""
        for number, (text, spoken) in enumerate(self.texts):
            forms = streams(text, spoken)
            for stream in forms:
                # Initials are those of the whole name.
                for start in stream.starts[:1] if stream.form == "initials" else stream.starts:
                    tier = _tier(stream, start, alias=number > 1)
                    yield stream.chars[start:], Rank(tier, self.folder, len(forms[0].chars), self.number)

    @cached_property
    def _kept(self) -> tuple[tuple[str, Rank], ...]:
        return tuple(self.places())

    def rank(self, query: str) -> Rank | None:
        """Where this record stands for a folded query; None where it does not match."""
        found = (ranked(query, suffix, rank) for suffix, rank in self._kept if suffix.startswith(query))
        return min(found, default=None)


def ranked(query: str, suffix: str, rank: Rank) -> Rank:
    """The rank of a match: a name that is the whole query comes before those that only begin with it."""
    return rank._replace(tier=EXACT) if rank.tier == PREFIX and query == suffix else rank


def entries(atlas: Atlas) -> tuple[Entry, ...]:
    """Every published record in the order of their types and ids."""
    records = [record for folder in FOLDERS for _, record in sorted(atlas.records.get(folder, {}).items())]
    return tuple(_entry(number, record) for number, record in enumerate(records))


def search(items: Sequence[Entry], query: str) -> list[Entry]:
    """The records a query finds, best first."""
    wanted = folded(query)
    if not wanted:
        return []
    found = [(rank, item) for item in items if (rank := item.rank(wanted)) is not None]
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def own_names(record: Record) -> tuple[str, str]:
    """A record's name in Chinese and in English; a commitment is named by what it says."""
    if isinstance(record, Commitment):
        return (record.what.zh or "").rstrip("。"), (record.what.en or "").rstrip(".")
    assert isinstance(record, NamedRecord)
    return record.names.zh or "", record.names.en or ""


def aliases(record: Record) -> tuple[tuple[str, str], ...]:
    """A record's other names, in Chinese and in English each; empty where it has none in a language."""
    if not isinstance(record, NamedRecord):
        return ()
    return tuple((alias.zh or "", alias.en or "") for alias in record.aliases)


def _tier(stream: Stream, start: int, *, alias: bool) -> int:
    if start:
        return _INSIDE[stream.form]
    return ALIAS if alias and stream.form == "words" else _AT_START[stream.form]


def _entry(number: int, record: Record) -> Entry:
    names = (*own_names(record), *(name for pair in aliases(record) for name in pair if name))
    # What somebody promised is a sentence: it is found by its words.
    read = not isinstance(record, Commitment)
    texts = tuple((name, pinyin(name) if read else "") for name in names)
    return Entry(number, FOLDERS.index(record.folder), record.id, texts)
