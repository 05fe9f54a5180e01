"""What linking gave last time, carried over to records of which some have changed in what concerns no other.

Files are known by their digests, all else that linking asks for by a key; where these do not tell, every record is
linked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atlas.incremental.digests import of_bytes
from atlas.incremental.records import Digests, Records
from atlas.incremental.store import Store
from atlas.link.atlas import Atlas, by_folder, terms_of
from atlas.link.context import Context, ids
from atlas.link.relink import Change, relink
from atlas.link.walked import walked
from atlas.load.geography import Geography
from atlas.load.tree import Document
from atlas.problem import Problem, in_order
from atlas.records.base import Record


class Asked(Struct, frozen=True):
    """What is to be linked: the files, the records that could be read, the problems so far, and what lies beside."""

    documents: tuple[Document, ...]
    pairs: Sequence[tuple[Document, Record]]
    problems: tuple[Problem, ...]
    geography: Geography
    as_of: dt.date
    silent_after_months: int
    beside: str
    """The digest of the files that linking depends on beside the records."""

    @property
    def key(self) -> str:
        """What linking depends on beside the records."""
        return of_bytes(repr((self.as_of, self.silent_after_months, self.beside)).encode())


class State(Struct, frozen=True):
    """An atlas without errors as it was linked, and what it was linked from."""

    key: str
    files: Digests
    given: tuple[Problem, ...]
    """The problems found before linking."""
    problems: tuple[Problem, ...]
    """All that were there in the end."""
    atlas: Atlas
    """What linking derived; without the records and the map, which are read each time."""


class Links:
    """The state that the last build has left, and the one that this build leaves for the next."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        found = store.load() if store is not None else None
        self._before: State | None = found if isinstance(found, State) else None
        self._now: State | None = None

    def carried(self, asked: Asked, records: Records) -> tuple[Atlas | None, list[Problem]] | None:
        """What `link` makes of the records; None where what it gave last time does not tell.

        `records` has read them, and what is not as it was then it still holds as it was.
        """
        before, files = self._before, records.digests()
        if before is None or before.key != asked.key or before.files.keys() != files.keys():
            return None
        names = {name for name, digest in files.items() if before.files[name] != digest}
        shown = {document.file for document in asked.documents if (document.folder, document.stem) in names}
        if _others(before.given, shown) != _others(asked.problems, shown):
            return None
        changes: list[Change] = []
        for document, record in asked.pairs:
            name = document.folder, document.stem
            if name in names:
                read = records.before(*name, before.files[name])
                if read is None or read.record is None:
                    return None
                faults = tuple(problem for problem in asked.problems if problem.place.file == document.file)
                changes.append(Change(walked(read.document, read.record), walked(document, record), faults))
        if len(changes) != len(names):
            # One that changed can no longer be read.
            return None
        held = by_folder(asked.pairs)
        context = Context(ids(asked.documents), held, asked.geography, asked.as_of, asked.silent_after_months)
        atlas = replace(before.atlas, records=held, vocabulary=terms_of(held), geography=asked.geography)
        return relink(atlas, before.problems, context, changes)

    def hold(self, asked: Asked, atlas: Atlas, problems: Iterable[Problem], records: Records) -> None:
        """Takes what linking gave, for the next build; nothing where the same was asked last time."""
        before, files, given = self._before, records.digests(), in_order(asked.problems)
        if before is None or (before.key, before.files, before.given) != (asked.key, files, given):
            derived = replace(atlas, records={}, vocabulary={}, geography=Geography())
            self._now = State(asked.key, files, given, in_order(problems), derived)

    def save(self) -> None:
        """Keeps what was taken."""
        if self._store is not None and self._now is not None:
            self._store.save(self._now)


def _others(problems: Iterable[Problem], files: set[str]) -> tuple[Problem, ...]:
    """The problems of all files but some, in order."""
    return in_order(problem for problem in problems if problem.place.file not in files)
