"""Records as they were read and checked before, each known again by the bytes of its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from msgspec import Struct
from msgspec.structs import replace

from atlas.incremental.digests import of_bytes
from atlas.incremental.store import Store
from atlas.incremental.workers import FEWEST, Workers
from atlas.load.tree import Content, Document, parsed
from atlas.problem import Problem
from atlas.records.base import Record

# By folder and name of a file, the digest of its bytes.
Digests = dict[tuple[str, str], str]
Checked = tuple[Record | None, tuple[Problem, ...]]
Check = Callable[[Document], Checked]


class Read(Struct, frozen=True):
    """One file as it was read: its document, its record where it holds one, and the problems of both."""

    document: Document
    faults: tuple[Problem, ...]
    record: Record | None
    found: tuple[Problem, ...]


# By folder, name and digest of a file.
Reads = dict[tuple[str, str, str], Read]
# The share of the store, as one in so many, that may be new or gone before all of it is written again.
MOST_SINCE = 16


class Records:
    """The files that this build reads; those that have not changed since the last one are taken from its store.

    A file is known by its folder, its name and the digest of its bytes, which is all that reading and checking it
    depends on. What this build has met is kept for the next: the few files that are new beside the store, until they
    and those that are gone from it are many, so that not all is written again after each edit.
    """

    def __init__(self, store: Store | None = None, workers: Workers | None = None) -> None:
        """`workers` share the reading of many files that are not known."""
        self._store = store
        self._workers = workers or Workers(1)
        self._since = store.beside("since") if store is not None else None
        self._base: Reads = (store.load() if store is not None else None) or {}
        self._before: Reads = {**self._base, **((self._since.load() if self._since is not None else None) or {})}
        self._ahead: Reads = {}
        self._now: Reads = {}
        self._met: dict[tuple[str, str], tuple[str, bytes, tuple[Problem, ...]]] = {}

    def ahead(self, contents: Sequence[Content], check: Check) -> None:
        """Reads and checks those of the files that are not known, where there are enough for workers to share it.

        Of each, no more is kept than of one that was known: the nodes of all of them at once would fill the memory.
        """
        places = [(folder, stem, of_bytes(raw)) for folder, stem, raw in contents]
        new = [number for number, place in enumerate(places) if place not in self._before]
        if len(new) < FEWEST:
            return

        def read(number: int) -> Read:
            document, faults = parsed(*contents[number])
            return _read(document, contents[number][2], faults, check)

        with closing(self._workers.each(read, new)) as reads:
            for number, found in zip(new, reads, strict=True):
                self._ahead[places[number]] = found

    def parse(self, folder: str, stem: str, raw: bytes) -> tuple[Document, tuple[Problem, ...]]:
        """A file's document and its faults, as `load` asks for them."""
        digest = of_bytes(raw)
        known = self._known((folder, stem, digest))
        document, faults = (known.document, known.faults) if known is not None else parsed(folder, stem, raw)
        self._met[folder, stem] = digest, raw, faults
        return document, faults

    def checked(self, document: Document, check: Check) -> Checked:
        """A document's record and the problems that checking finds."""
        place = document.folder, document.stem
        if place not in self._met:
            return check(document)
        digest, raw, faults = self._met[place]
        known = self._known((*place, digest)) or _read(document, raw, faults, check)
        self._now[*place, digest] = known
        return known.record, known.found

    def _known(self, place: tuple[str, str, str]) -> Read | None:
        return self._before.get(place) or self._ahead.get(place)

    def following(self) -> Records:
        """The files as they are read next time, without a store: what this reading has met is known to it."""
        found = Records()
        found._before = self._now
        return found

    def stamps(self) -> dict[str, str]:
        """The digest of every record's file, by the record's key."""
        found: dict[str, str] = {}
        for (_, _, digest), read in self._now.items():
            if read.record is not None:
                # Of two files with one key, each counts.
                found[read.record.key] = found.get(read.record.key, "") + digest
        return found

    def earlier(self, key: str, stamp: str) -> Record | None:
        """The record that a file of this digest held when an earlier build read it; None where that is not kept."""
        folder, _, name = key.partition("/")
        read = self.before(folder, name, stamp)
        return read.record if read is not None else None

    def before(self, folder: str, stem: str, digest: str) -> Read | None:
        """A file of this digest as an earlier build read it; None where that is not kept any more."""
        return self._before.get((folder, stem, digest))

    def digests(self) -> Digests:
        """The digest of every file that was read."""
        return {place: digest for place, (digest, _, _) in self._met.items()}

    def digest(self) -> str:
        """One digest of every file that was read."""
        return of_bytes(repr(sorted((*place, digest) for place, (digest, _, _) in self._met.items())).encode())

    def save(self) -> None:
        """Keeps what this build has met, unless it is what was kept before."""
        if self._store is None or self._since is None or self._now.keys() == self._before.keys():
            return
        new = {place: read for place, read in self._now.items() if place not in self._base}
        gone = len(self._base) + len(new) - len(self._now)
        if self._base and MOST_SINCE * (len(new) + gone) <= len(self._base):
            self._since.save(new)
        else:
            self._store.save(self._now)
            self._since.save({})


def _read(document: Document, raw: bytes, faults: tuple[Problem, ...], check: Check) -> Read:
    """What is kept of a document: not its nodes, but the bytes that they can be read from again."""
    return Read(replace(document, source=raw), faults, *check(document))
