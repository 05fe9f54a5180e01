"""Changes between two states: facts added, changed and removed, each told for what it is; and the changes applied."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from atlas.diff.facts import Fact, is_prose
from atlas.diff.snapshot import Snapshot
from atlas.records.base import Doubts
from atlas.records.shape import Path, declared

Words = dict[Path, str]

# Two entries that share less than this are two entries, not one that was changed.
ALIKE = 0.5
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[〇一二三四五六七八九十百千万亿]{2,}")


class Kind(StrEnum):
    """What a change is: something newly recorded, a mistake of ours mended, the world moved on, or only other words.

    Or nothing that is said, only where it stands: `MOVED`.
    """

    NEW = "new"
    CORRECTION = "correction"
    WORLD = "world"
    WORDING = "wording"
    MOVED = "moved"


class Verb(StrEnum):
    """What was done to a fact, or to a record as a whole."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    JOINED = "joined"


class Change(Struct, frozen=True):
    """One fact before and after; one of the two is None where it was added or removed."""

    record: str
    kind: Kind
    old: Fact | None
    new: Fact | None

    @property
    def verb(self) -> Verb:
        if self.old is None:
            return Verb.ADDED
        return Verb.REMOVED if self.new is None else Verb.CHANGED

    @property
    def fact(self) -> Fact:
        """The fact as it stands after the change, or as it last stood."""
        found = self.new or self.old
        assert found is not None
        return found


def diff(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Every change from one state to another, by record, in canonical order of fields."""
    found: list[Change] = []
    for key in sorted(before.keys | after.keys):
        if key in before.joined or before.documents.get(key) is not after.documents.get(key):
            found.extend(_of_record(key, before, after))
    return tuple(found)


def apply(facts: Iterable[Fact], changes: Iterable[Change]) -> Counter[Fact]:
    """The facts after the changes, each with how often it stands."""
    found = Counter(facts)
    for change in changes:
        if change.old is not None:
            found[change.old] -= 1
        if change.new is not None:
            found[change.new] += 1
    return +found


def comparable(key: str, before: Snapshot, after: Snapshot) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """A record's facts on both sides: as declared, or as bare nodes where one side no longer fits its declaration."""
    bare = before.is_bare(key) or after.is_bare(key)
    old, new = (side.facts(key, bare=bare) if key in side.keys else () for side in (before, after))
    return old, new


def _of_record(key: str, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    old, new = comparable(key, before, after)
    joined = before.joined_facts(key, bare=before.is_bare(key) or after.is_bare(key))
    old = (*old, *(fact for fact in joined if fact not in old))
    fields = list(dict.fromkeys(fact.field for fact in (*new, *old)))
    for field in fields:
        gone, come, pairs = paired(
            [fact for fact in old if fact.field == field], [fact for fact in new if fact.field == field]
        )
        last = _last_day(old, field) if old else None
        yield from (Change(key, _changed(one, other), one, other) for one, other in pairs)
        yield from (Change(key, _added(fact, last), None, fact) for fact in come)
        yield from (Change(key, Kind.CORRECTION, fact, None) for fact in gone)


def paired(old: list[Fact], new: list[Fact]) -> tuple[list[Fact], list[Fact], list[tuple[Fact, Fact]]]:
    """Entries of one field that are gone, that have come, and pairs of one entry before and after."""
    both = Counter(old) & Counter(new)
    gone, come = _without(old, both), _without(new, both)
    scored = sorted(
        ((-_likeness(one, other), i, j) for i, one in enumerate(gone) for j, other in enumerate(come)),
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if -score >= ALIKE and not any(i == a or j == b for a, b in pairs):
            pairs.append((i, j))
    pairs.sort(key=lambda pair: pair[1])
    return (
        [fact for i, fact in enumerate(gone) if i not in {a for a, _ in pairs}],
        [fact for j, fact in enumerate(come) if j not in {b for _, b in pairs}],
        [(gone[i], come[j]) for i, j in pairs],
    )


def _without(facts: list[Fact], common: Counter[Fact]) -> list[Fact]:
    left, kept = Counter(common), []
    for fact in facts:
        if left[fact] > 0:
            left[fact] -= 1
        else:
            kept.append(fact)
    return kept


def _likeness(one: Fact, other: Fact) -> float:
    """How much of two entries is the same, from 0 to 1; the value of a field without a list is always the same entry."""
    if not one.is_listed and not other.is_listed:
        return 1.0
    if one.name != other.name:
        return 0.0
    if not any(path for path, _ in (*one.leaves, *other.leaves)):
        return 0.0  # single words of a list, such as ids: another one is another fact
    here, there = dict(one.leaves), dict(other.leaves)
    score = 0.0
    for path in here.keys() & there.keys():
        same = here[path] == there[path]
        score += 1.0 if same else SequenceMatcher(None, here[path], there[path], autojunk=False).ratio() / 2
    return score / len(here.keys() | there.keys())


def _last_day(facts: Iterable[Fact], field: str) -> dt.date | None:
    """The newest day of a field's entries; where it had none, that of the record's own dates."""
    listed = tuple(facts)
    days = [fact.day for fact in listed if fact.field == field and fact.day is not None]
    plain = [fact for fact in listed if fact.field not in _LOOKED_AT and fact.leaves and not fact.leaves[0][0]]
    own = [fact.day for fact in plain if fact.day]
    return max(days or own, default=None)


# The day somebody looked says nothing about the world.
_LOOKED_AT = frozenset(declared(Doubts))


def _added(fact: Fact, last: dt.date | None) -> Kind:
    """A dated entry later than all there were tells of the world; anything else is newly recorded."""
    if fact.field in _LOOKED_AT:
        return Kind.CORRECTION if fact.field == "corrections" else Kind.NEW
    return Kind.WORLD if last is not None and fact.day is not None and fact.day > last else Kind.NEW


def _changed(old: Fact, new: Fact) -> Kind:
    """What it is that one entry became another."""
    here, there = dict(old.leaves), dict(new.leaves)
    differing = [path for path in {**here, **there} if here.get(path) != there.get(path)]
    if all(is_prose(new, path) for path in differing) and not _renumbered(here, there, differing):
        return Kind.WORDING
    if new.field == "checked":
        return Kind.NEW
    if set(old.cites) == set(new.cites):
        return Kind.CORRECTION
    if old.day is not None and new.day is not None and new.day > old.day:
        return Kind.WORLD
    return Kind.NEW


def _renumbered(here: Words, there: Words, paths: list[Path]) -> bool:
    """Whether words at some paths give another number than before; one that is only gone or only new is no correction."""
    for lang in {path[-1] for path in paths}:
        old, new = (
            Counter(number for path in paths if path[-1] == lang for number in _NUMBER.findall(side.get(path, "")))
            for side in (here, there)
        )
        if old - new and new - old:
            return True
    return False
