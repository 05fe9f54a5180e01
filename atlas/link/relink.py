"""An atlas linked again where records have changed in what concerns no other: without going through all of them.

What follows from a record for the others is little: that it is there, to which records it leads and what it cites, whom
it belongs to, of a source how many paragraphs it has and when it appeared, of an indicator its unit. Where that is as it
was, so are the others' problems and states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from atlas.link import checks
from atlas.link.atlas import Atlas
from atlas.link.context import Context
from atlas.link.standing import standing
from atlas.link.walked import Walked
from atlas.problem import Problem, has_errors
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.exceptions import Exceptions
from atlas.records.indicator import Indicator
from atlas.records.project import Project
from atlas.records.redirects import Redirects
from atlas.records.source import Source
from atlas.records.vocabulary import Vocabulary

K = TypeVar("K", bound=Any)
V = TypeVar("V", bound=Any)


class Change(Struct, frozen=True):
    """One record as it was and as it is, walked through, and what is wrong with its file by itself."""

    before: Walked
    after: Walked
    faults: tuple[Problem, ...]


def relink(
    atlas: Atlas, problems: Iterable[Problem], context: Context, changes: Sequence[Change]
) -> tuple[Atlas | None, list[Problem]] | None:
    """What `link` makes of the records as they are now; None where only that can tell.

    Args:
        atlas: all records as they were.
        problems: those that were found then.
        context: all records as they are.
    """
    if not all(_is_its_own(change, atlas) for change in changes):
        return None
    files = {change.after.document.file for change in changes}
    found = [problem for problem in problems if problem.place.file not in files]
    for change in changes:
        found += change.faults
        found += context.problems(change.after)
        used = {vocabulary for _, vocabulary, _ in change.after.terms}
        found += checks.unknown_vocabularies(used, context.known["vocabulary"])
    if has_errors(found):
        return None, found
    standings, progress = dict(atlas.standings), dict(atlas.progress)
    for change in changes:
        record = change.after.record
        if isinstance(record, Commitment):
            standings[record.id] = standing(record, atlas.as_of)
        elif isinstance(record, Project):
            progress[record.id] = context.progress(record, change.after.cited)
    shown = [change for change in changes if isinstance(change.after.record, PUBLISHED)]
    return (
        replace(
            atlas,
            records=context.records,
            referring=_moved(
                atlas.referring,
                gone=(pair for change in shown for pair in change.before.refers - change.after.refers),
                come=(pair for change in shown for pair in change.after.refers - change.before.refers),
            ),
            citing=_moved(
                atlas.citing,
                gone=(pair for change in shown for pair in _cites(change.before) - _cites(change.after)),
                come=(pair for change in shown for pair in _cites(change.after) - _cites(change.before)),
            ),
            standings=standings,
            progress=progress,
        ),
        found,
    )


def _is_its_own(change: Change, atlas: Atlas) -> bool:
    """Whether what has changed of a record concerns that record alone."""
    before, after = change.before.record, change.after.record
    allowed = (item for record in atlas.all(Exceptions).values() for item in record.allowed)
    return (
        before.key == after.key
        and not isinstance(after, (Vocabulary, Exceptions, Redirects))
        and _bearing(before) == _bearing(after)
        and all(item.record != after.key for item in allowed)
    )


def _bearing(record: Record) -> object:
    """What the problems and states of other records are told by, beside what it leads to."""
    if isinstance(record, Source):
        return record.published, len(record.paragraphs or ())
    if isinstance(record, Indicator):
        return record.unit
    belongs = checks.parent(record)
    return belongs and belongs[1]


def _cites(item: Walked) -> set[tuple[tuple[str, int], str]]:
    """Each paragraph that a record cites, with the record's key."""
    return {((citation.source, number), item.record.key) for citation in item.cited for number in citation.paragraphs}


def _moved(
    held: Mapping[K, tuple[V, ...]], gone: Iterable[tuple[K, V]], come: Iterable[tuple[K, V]]
) -> Mapping[K, tuple[V, ...]]:
    """Values by key, both in order, without those that are gone and with those that have come."""
    changed: dict[K, set[V]] = {}
    for key, value in gone:
        changed.setdefault(key, set(held[key])).discard(value)
    for key, value in come:
        changed.setdefault(key, set(held.get(key, ()))).add(value)
    if not changed:
        return held
    values = {**held, **{key: tuple(sorted(found)) for key, found in changed.items()}}
    return {key: values[key] for key in sorted(values) if values[key]}
