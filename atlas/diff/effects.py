"""What changes bring with them: statuses of commitments, how many records there are, addresses, pages to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from atlas.diff.changes import Change
from atlas.diff.snapshot import Snapshot
from atlas.link.standing import Status
from atlas.records import PUBLISHED


@dataclass(frozen=True)
class StatusChange:
    """A commitment whose derived status is another one; None where there is no such commitment on that side."""

    record: str
    old: Status | None
    new: Status | None


@dataclass(frozen=True)
class Effects:
    """What follows from the changes, beyond the facts themselves.

    `counts` and `statuses` hold how many there were and are, by type and by status, where the two differ.
    `added` and `removed` are the records that gain or lose their address; `affected` those whose page shows a change.
    """

    status_changes: tuple[StatusChange, ...]
    counts: Mapping[str, tuple[int, int]]
    statuses: Mapping[Status, tuple[int, int]]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    affected: tuple[str, ...]


def effects(before: Snapshot, after: Snapshot, changes: Iterable[Change]) -> Effects:
    """What follows from the changes between two states."""
    listed, keys = tuple(changes), ({*before.keys}, {*after.keys})
    touched = {change.record for change in listed}
    status_changes = tuple(_status_changes(before, after))
    # Other pages show of a record its name, and of a commitment its status; neither, if only other facts changed.
    renamed = {change.record for change in listed if change.fact.field in _NAMING} | keys[0] ^ keys[1]
    named = renamed | {item.record for item in status_changes}
    referring = {item.key for side in (before, after) for key in named for item in side.atlas.referring.get(key, ())}
    return Effects(
        status_changes=status_changes,
        counts=_differing([_folders(side) for side in keys], _FOLDERS),
        statuses=_differing([Counter(_statuses(side).values()) for side in (before, after)], Status),
        added=tuple(sorted(keys[1] - keys[0])),
        removed=tuple(sorted(keys[0] - keys[1])),
        affected=tuple(sorted((touched | referring) & keys[1])),
    )


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
