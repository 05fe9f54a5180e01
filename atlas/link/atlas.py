"""The atlas: every record, who refers to whom, and what is derived; frozen, and complete or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from atlas.link import checks
from atlas.link.context import Context, ids
from atlas.link.coverage import Citing, citing
from atlas.link.exceptions import apply
from atlas.link.progress import Progress
from atlas.link.redirects import lost_addresses, taken_addresses
from atlas.link.standing import Standing, standing
from atlas.link.walked import Reference, Walked, Walks, walked
from atlas.load.addresses import Address
from atlas.load.geography import Geography
from atlas.load.tree import Document
from atlas.problem import Problem, has_errors
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.citation import Citation
from atlas.records.commitment import Commitment
from atlas.records.project import Project
from atlas.records.redirects import Move, Redirects
from atlas.records.vocabulary import Vocabulary, VocabularyTerm

R = TypeVar("R", bound=Record)


class Atlas(Struct, frozen=True):
    """All that is known on one day."""

    as_of: dt.date
    records: Mapping[str, Mapping[str, Record]]
    vocabulary: Mapping[str, Mapping[str, VocabularyTerm]]
    referring: Mapping[str, tuple[Reference, ...]]
    citing: Citing
    standings: Mapping[str, Standing]
    progress: Mapping[str, Progress]
    geography: Geography
    moved: tuple[Move, ...] = ()

    def all(self, cls: type[R]) -> Mapping[str, R]:
        """The records of one type, by id, in order of id."""
        return cast("Mapping[str, R]", self.records.get(cls.folder, {}))

    def get(self, key: str) -> Record:
        """The record at `folder/id`.

        Raises:
            KeyError: never for a reference of a linked atlas; rule `unknown-record` guards it.
        """
        folder, _, name = key.partition("/")
        return self.records[folder][name]

    def published(self) -> tuple[Record, ...]:
        """Every record that has a page, in order of type and id."""
        return tuple(record for cls in PUBLISHED for record in self.records.get(cls.folder, {}).values())

    def term(self, vocabulary: str, term: str) -> VocabularyTerm:
        """A term of a vocabulary."""
        return self.vocabulary[vocabulary][term]


def link(
    documents: tuple[Document, ...],
    pairs: list[tuple[Document, Record]],
    problems: list[Problem],
    geography: Geography,
    addresses: tuple[Address, ...] | None,
    as_of: dt.date,
    silent_after_months: int,
    walks: Walks | None = None,
) -> tuple[Atlas | None, list[Problem]]:
    """The atlas of the records, and every problem so far with those that span records; no atlas where any is an error."""
    records = by_folder(pairs)
    context = Context(ids(documents), records, geography, as_of, silent_after_months)
    problems = apply(pairs, problems)
    problems += checks.duplicate_ids(pairs)
    problems += taken_addresses(pairs, context.known)
    problems += lost_addresses(pairs, context.known, addresses)
    ends, walk = _Ends(), walks.of if walks is not None else walked
    for document, record in pairs:
        item = walk(document, record)
        problems += context.problems(item)
        ends.add(item)
    problems += checks.unknown_vocabularies(ends.vocabularies, context.known["vocabulary"])
    if has_errors(problems):
        return None, problems
    return (
        replace(
            gathered(records, as_of),
            referring=ends.referring(),
            citing=citing(ends.cited),
            progress={
                key: context.progress(item, ends.cited[item.key])
                for key, item in records.get("projects", {}).items()
                if isinstance(item, Project)
            },
            geography=geography,
            moved=tuple(
                move
                for item in records.get("redirects", {}).values()
                if isinstance(item, Redirects)
                for move in item.moved
            ),
        ),
        problems,
    )


class _Ends:
    """What records lead to, gathered as they are walked: references and citations by who makes them, vocabularies used."""

    def __init__(self) -> None:
        self.vocabularies: set[str] = set()
        self.cited: dict[str, tuple[Citation, ...]] = {}
        self._referring: dict[str, set[Reference]] = {}

    def add(self, item: Walked) -> None:
        """Adds one record; only what has a page refers and cites."""
        self.vocabularies.update(vocabulary for _, vocabulary, _ in item.terms)
        if not isinstance(item.record, PUBLISHED):
            return
        self.cited[item.record.key] = item.cited
        for key, reference in item.refers:
            self._referring.setdefault(key, set()).add(reference)

    def referring(self) -> dict[str, tuple[Reference, ...]]:
        """For each record, who refers to it and in which field, in order."""
        return {key: tuple(sorted(items)) for key, items in sorted(self._referring.items())}


def by_folder(pairs: Iterable[tuple[Document, Record]]) -> dict[str, dict[str, Record]]:
    """Records by folder and id, both in order; of two with one key the first."""
    found: dict[str, dict[str, Record]] = {}
    for _, record in sorted(pairs, key=lambda pair: pair[1].key):
        found.setdefault(record.folder, {}).setdefault(record.id, record)
    return found


def terms_of(records: Mapping[str, Mapping[str, Record]]) -> dict[str, dict[str, VocabularyTerm]]:
    """Every vocabulary among the records, by name, its terms by id."""
    vocabulary = cast("Mapping[str, Vocabulary]", records.get("vocabulary", {}))
    return {name: {term.id: term for term in file.terms} for name, file in vocabulary.items()}


def gathered(records: Mapping[str, Mapping[str, Record]], as_of: dt.date) -> Atlas:
    """Records by themselves, with how their commitments stand: an atlas that knows of no links between them."""
    return Atlas(
        as_of=as_of,
        records=records,
        vocabulary=terms_of(records),
        referring={},
        citing={},
        standings={
            key: standing(item, as_of)
            for key, item in records.get("commitments", {}).items()
            if isinstance(item, Commitment)
        },
        progress={},
        geography=Geography(),
    )
