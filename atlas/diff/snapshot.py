"""One state of the atlas as far as it can be read: records that fit their declarations, the rest as bare nodes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from atlas.diff.facts import Fact, bare_facts, facts
from atlas.link.atlas import Atlas
from atlas.load.tree import Document
from atlas.records import PUBLISHED
from atlas.records.base import Record

_PAGES = frozenset(cls.folder for cls in PUBLISHED)


class Moved(Struct, frozen=True):
    """A record that another state has under another key, or as part of the record that it was joined to."""

    old: str
    new: str
    is_joined: bool


class Snapshot(Struct, frozen=True, dict=True):
    """The records that stood at one commit, or that stand in the working tree.

    `atlas` holds those that fit; `misfits` are documents that do not, by the key they would have.

    Where the state is to be held against a later one, its records stand under the keys that they have there:
    `moved` says which had another, `joined` holds the records that were joined to one, by its key, and `origin` is
    the state as it was.
    """

    atlas: Atlas
    documents: Mapping[str, Document]
    misfits: Mapping[str, Document]
    moved: tuple[Moved, ...] = ()
    joined: Mapping[str, tuple[tuple[Document, Record | None], ...]] = field(default_factory=dict)
    origin: Snapshot | None = None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every published record, whatever its shape."""
        return frozenset(record.key for record in self.atlas.published()) | frozenset(self.misfits)

    def record(self, key: str) -> Record | None:
        """A published record that fits its declaration."""
        folder, _, name = key.partition("/")
        return self.atlas.records.get(folder, {}).get(name)

    def is_bare(self, key: str) -> bool:
        """Whether a record, or one that was joined to it, does not fit its declaration."""
        return key in self.misfits or any(record is None for _, record in self.joined.get(key, ()))

    def facts(self, key: str, *, bare: bool = False) -> tuple[Fact, ...]:
        """The facts of a record; as bare nodes where it does not fit, or where those of another state do not."""
        return _facts(key, self.documents[key], None if bare else self.record(key))

    def joined_facts(self, key: str, *, bare: bool = False) -> tuple[Fact, ...]:
        """The facts of the records that were joined to a record, as its own."""
        pairs = self.joined.get(key, ())
        return tuple(fact for document, record in pairs for fact in _facts(key, document, None if bare else record))


def _facts(key: str, document: Document, record: Record | None) -> tuple[Fact, ...]:
    return tuple(facts(record) if record is not None else bare_facts(key, document.node.plain()))


def is_published(document: Document) -> bool:
    """Whether a document lies in a folder whose records have pages."""
    return document.folder in _PAGES
