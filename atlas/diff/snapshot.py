"""One state of the atlas as far as it can be read: records that fit their declarations, the rest as bare nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from atlas.diff.facts import Fact, bare_facts, facts
from atlas.link.atlas import Atlas
from atlas.load.tree import Document
from atlas.records import PUBLISHED
from atlas.records.base import Record

_PAGES = frozenset(cls.folder for cls in PUBLISHED)


@dataclass(frozen=True)
class Snapshot:
    """The records that stood at one commit, or that stand in the working tree.

    `atlas` holds those that fit; `misfits` are documents that do not, by the key they would have.
    """

    atlas: Atlas
    documents: Mapping[str, Document]
    misfits: Mapping[str, Document]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every published record, whatever its shape."""
        return frozenset(record.key for record in self.atlas.published()) | frozenset(self.misfits)

    def record(self, key: str) -> Record | None:
        """A published record that fits its declaration."""
        folder, _, name = key.partition("/")
        return self.atlas.records.get(folder, {}).get(name)

    def facts(self, key: str, *, bare: bool = False) -> tuple[Fact, ...]:
        """The facts of a record; as bare nodes where it does not fit, or where those of another state do not."""
        record = self.record(key)
        if record is not None and not bare:
            return tuple(facts(record))
        return tuple(bare_facts(key, self.documents[key].node.plain()))


def is_published(document: Document) -> bool:
    """Whether a document lies in a folder whose records have pages."""
    return document.folder in _PAGES
