"""Records walked through once for every rule that spans records, and what each of them leads to."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from atlas.load.tree import Document
from atlas.records.base import Record
from atlas.records.citation import Citation
from atlas.records.parts import Part
from atlas.records.shape import Found, citations_among, references_among, terms_among, walk


class Reference(NamedTuple):
    """One link seen from its end: the record that refers, and the field it does so in."""

    key: str
    field: str


class Walked(Struct, frozen=True):
    """One record with what rules ask for of all that it holds; of values by themselves nothing is left."""

    document: Document
    record: Record
    references: tuple[tuple[Found, str, str], ...]
    """Where it refers to a record, with the folder and the id."""
    citations: tuple[tuple[Found, Citation], ...]
    terms: tuple[tuple[Found, str, str], ...]
    """Where it uses a term, with the vocabulary and the term."""
    parts: tuple[Found, ...]
    cited: tuple[Citation, ...]
    """Each citation once."""
    refers: frozenset[tuple[str, Reference]]
    """The key of every record it refers to, with the reference."""


def walked(document: Document, record: Record) -> Walked:
    """A record walked through."""
    found = tuple(walk(record))
    references, citations = tuple(references_among(found)), tuple(citations_among(found))
    return Walked(
        document,
        record,
        references,
        citations,
        tuple(terms_among(found)),
        tuple(item for item in found if isinstance(item.value, Part)),
        tuple(dict.fromkeys(citation for _, citation in citations)),
        frozenset((f"{folder}/{name}", Reference(record.key, str(item.path[0]))) for item, folder, name in references),
    )


class Walks:
    """Records as they were walked through, for whoever links one state of the atlas after another.

    Whoever links once does without: all that a city's records hold would fill the memory.
    """

    def __init__(self) -> None:
        self._held: dict[str, Walked] = {}

    def of(self, document: Document, record: Record) -> Walked:
        """A record walked through, now or when it was last met."""
        known = self._held.get(document.file)
        if known is None or known.record is not record:
            known = self._held[document.file] = walked(document, record)
        return known

    def known(self, document: Document) -> Walked | None:
        """The record of a document as it was walked through last."""
        return self._held.get(document.file)

    def keep(self, item: Walked) -> None:
        """Keeps a record that was walked through elsewhere."""
        self._held[item.document.file] = item
