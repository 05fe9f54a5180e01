"""What changes bring with them: statuses of commitments, how many records there are, addresses, pages to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from atlas.diff.changes import Change
from atlas.diff.snapshot import Moved, Snapshot
from atlas.link.standing import Status
from atlas.records import PUBLISHED
from atlas.records.shape import references


class StatusChange(Struct, frozen=True):
    """A commitment whose derived status is another one; None where there is no such commitment on that side."""

    record: str
    old: Status | None
    new: Status | None


class Effects(Struct, frozen=True):
    """What follows from the changes, beyond the facts themselves.

    `counts` and `statuses` hold how many there were and are, by type and by status, where the two differ.
    `added` and `removed` are the records that gain or lose their address; `moved` are those whose old address leads on.
    """

    status_changes: tuple[StatusChange, ...]
    counts: Mapping[str, tuple[int, int]]
    statuses: Mapping[Status, tuple[int, int]]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[Moved, ...] = ()


def effects(before: Snapshot, after: Snapshot) -> Effects:
    """What differs of all that follows from the records of two states."""
    counted = (before.origin or before, after)
    return Effects(
        status_changes=tuple(_status_changes(before, after)),
        counts=_differing([_folders(side.keys) for side in counted], _FOLDERS),
        statuses=_differing([Counter(_statuses(side).values()) for side in counted], Status),
        added=tuple(sorted(after.keys - before.keys)),
        removed=tuple(sorted(before.keys - after.keys)),
        moved=before.moved,
    )


def affected(before: Snapshot, after: Snapshot, changes: Iterable[Change], found: Effects) -> tuple[str, ...]:
    """The records whose page shows a change: those that changed, and those that name one which reads otherwise now.

    Other pages show of a record its name, and of a commitment its status; not its other facts.
    """
    listed = tuple(changes)
    named = {change.record for change in listed if change.fact.field in _NAMING}
    named |= {*found.added, *found.removed, *(item.record for item in found.status_changes)}
    naming = {
        record.key
        for side in (before, after)
        for record in side.atlas.published()
        if any(f"{folder}/{name}" in named for _, folder, name in references(record))
    }
    own = {change.record for change in listed} | {item.new for item in found.moved}
    return tuple(sorted((own | naming) & after.keys))


T = TypeVar("T")
# A commitment is called by what was said.
_NAMING = frozenset({"names", "what"})
_FOLDERS = tuple(cls.folder for cls in PUBLISHED)


def _folders(keys: Iterable[str]) -> Counter[str]:
    return Counter(key.partition("/")[0] for key in keys)


def _differing(sides: list[Counter[T]], order: Iterable[T]) -> dict[T, tuple[int, int]]:
    old, new = sides
    return {key: (old[key], new[key]) for key in order if old[key] != new[key]}


def _statuses(side: Snapshot) -> dict[str, Status]:
    return {name: standing.status for name, standing in side.atlas.standings.items()}


def _status_changes(before: Snapshot, after: Snapshot) -> Iterable[StatusChange]:
    old, new = _statuses(before), _statuses(after)
    for name in sorted({*old, *new}):
        if old.get(name) is not new.get(name):
            yield StatusChange(f"commitments/{name}", old.get(name), new.get(name))
