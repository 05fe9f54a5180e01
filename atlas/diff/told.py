"""Changes put into words of both languages: what pages, feeds and reviewers are told, free of the records they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct

from atlas.diff.changes import Kind, Verb

# Beside the fields of records: a record as a whole, and the status that is derived of a commitment.
WHOLE, STATUS = "", "status"


class Both(Struct, frozen=True):
    """Words in both languages."""

    zh: str
    en: str


class Told(Struct, frozen=True):
    """One change in words: of a fact, of a record as a whole, or of a commitment's derived status.

    `remark` says what changed where the words are the same before and after; `facts` counts those of a whole record.
    Of a record that has moved, `old` and `new` are the keys that it had and has.
    """

    record: str
    name: Both
    field: str
    label: Both
    verb: Verb
    kind: Kind | None
    old: Both | None = None
    new: Both | None = None
    old_cites: tuple[str, ...] = ()
    new_cites: tuple[str, ...] = ()
    remark: Both | None = None
    facts: int = 0

    @property
    def cites(self) -> tuple[str, ...]:
        """What supports it now, or supported it last."""
        return self.new_cites or self.old_cites

    def data(self) -> dict[str, Any]:
        """As JSON holds it."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def by_record(told: Iterable[Told]) -> dict[str, list[Told]]:
    """Changes in groups of one record each, in the order met."""
    groups: dict[str, list[Told]] = {}
    for item in told:
        groups.setdefault(item.record, []).append(item)
    return groups


class Entry(Struct, frozen=True):
    """What one commit changed, and the day it was made, in Tianjin."""

    day: dt.date
    told: tuple[Told, ...]


# Words shorter than this are shown whole; around what differs in longer ones, so much of what does not.
SHORT, AROUND = 56, 14


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two texts cut down to where they differ, with some of what stands around it."""
    if max(len(old), len(new)) <= SHORT or old == new:
        return old, new
    head = _shared(old, new)
    tail = min(_shared(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    start, end = max(0, head - AROUND), max(0, tail - AROUND)
    if " " in old[:start]:
        start = old.rfind(" ", 0, start) + 1 or start
    found = []
    for text in (old, new):
        stop = len(text) - end
        found.append(("…" if start else "") + text[start:stop] + ("…" if end else ""))
    return found[0], found[1]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def clipped(text: str, most: int) -> str:
    """A text that is not longer than so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


Gap = Literal["no-git", "shallow", "not-asked"]


class History(Struct, frozen=True, dict=True):
    """What has changed since the first edition, newest first; or why that cannot be told here."""

    since: dt.datetime | None = None
    entries: tuple[Entry, ...] = ()
    gap: Gap | None = "not-asked"

    def of(self, record: str) -> tuple[tuple[dt.date, Told], ...]:
        """What has changed of one record, newest first."""
        return self._by_record.get(record, ())

    @cached_property
    def _by_record(self) -> dict[str, tuple[tuple[dt.date, Told], ...]]:
        found: dict[str, tuple[tuple[dt.date, Told], ...]] = {}
        for entry in self.entries:
            for told in entry.told:
                found[told.record] = (*found.get(told.record, ()), (entry.day, told))
        return found
