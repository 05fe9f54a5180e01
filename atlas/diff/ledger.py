"""What was published stays: rules that hold one state of the records against an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from atlas.diff.changes import comparable
from atlas.diff.facts import Fact
from atlas.diff.snapshot import Snapshot
from atlas.load.addresses import FILE
from atlas.message import Text, say, say_count
from atlas.problem import Place, Problem
from atlas.records.base import Correction, Doubts, NamedRecord, Record
from atlas.records.commitment import Commitment, RestatedField
from atlas.records.shape import Path, citations, same_spelling

# Texts that share less than this say different things.
ALIKE = 0.4
# Lists that are only added to, and what may be added to an entry that stands.
APPENDED: Mapping[str, str | None] = {"findings": "withdrawn", "restated": None, "corrections": None}
# Beside the statement itself: why, who says so, and where.
_BESIDE = frozenset({"cite", "said_by", "reason"})
Leaves = dict[Path, str]


def append_only(before: Snapshot, after: Snapshot) -> list[Problem]:
    """Every breach of what was published in `before`, where records moved since stand under their new ids."""
    found: list[Problem] = []
    for key in sorted(before.keys - after.keys):
        what = say("'{key}' was published and is gone", key=key)
        fix = say("restore the file from Git; to rename it or to join it to another use `atlas mv`")
        found.append(Problem(Place(f"data/{key}.yaml"), what, "record-lost", fix))
    for key in sorted(after.keys):
        record = after.record(key)
        if record is None:
            continue  # it has problems of its own
        old, new = comparable(key, before, after)
        corrected = _corrections(record, old)
        found.extend(_unfounded(after, record, old, corrected))
        if key in before.keys:
            found.extend(_reused(before, after, key))
            found.extend(_edited(after, record, _leaves(old), _leaves(new), corrected))
            found.extend(_removed(after, key, old, new, corrected))
        found.extend(_left_behind(before, after, key, new))
    return found


def addresses_kept(before: Iterable[str], after: Iterable[str]) -> list[Problem]:
    """The breach of the list of addresses, which only grows."""
    gone = sorted(set(before) - set(after))
    if not gone:
        return []
    what = say_count(
        "/{first} was on the list of addresses and is gone",
        "/{first} and others, {count} in all, were on the list of addresses and are gone",
        len(gone),
        first=gone[0],
    )
    return [Problem(Place(FILE), what, "lost-address", say("restore the list from Git, then run: atlas fmt"))]


def _problem(after: Snapshot, key: str, path: Path, rule: str, what: Text, fix: Text) -> Problem:
    place, length = after.documents[key].place(path)
    return Problem(place, what, rule, fix, length)


def _leaves(facts: Iterable[Fact]) -> Leaves:
    """All single values of a record, by path."""
    found: Leaves = {}
    counts: dict[str, int] = {}
    for fact in facts:
        at = counts.setdefault(fact.field, 0)
        counts[fact.field] += 1
        start: Path = (fact.field, at) if fact.is_listed else (fact.field,)
        found.update({(*start, *path): text for path, text in fact.leaves})
    return found


def _corrections(record: Record, old: Iterable[Fact]) -> list[tuple[int, Correction]]:
    """The corrections made since, with their positions."""
    if not isinstance(record, Doubts):
        return []
    known = sum(fact.field == "corrections" for fact in old)
    return list(enumerate(record.corrections))[known:]


def _unfounded(
    after: Snapshot, record: Record, old: tuple[Fact, ...], corrected: list[tuple[int, Correction]]
) -> Iterator[Problem]:
    stood, seen = _leaves(old), set[Path]()
    for index, entry in corrected:
        if entry.path in seen:
            continue  # it follows on from the one before it, which rule correction-mismatch holds
        seen.add(entry.path)
        value = stood.get(entry.path)
        if value is not None and same_spelling(value, entry.old):
            continue
        what = (
            say("nothing was published at '{field}'", field=entry.field_)
            if value is None
            else say(
                "'{field}' was published as '{value}', not '{old}'", field=entry.field_, value=value, old=entry.old
            )
        )
        fix = (
            say("delete the correction: what was never published needs none")
            if value is None
            else say("write `old: {value}`", value=value)
        )
        yield _problem(after, record.key, ("corrections", index, "old"), "correction-unfounded", what, fix)


def _reused(before: Snapshot, after: Snapshot, key: str) -> Iterator[Problem]:
    """A record without a name and without a citation in common with the one that had its id."""
    old, new = before.record(key), after.record(key)
    if old is None or new is None:
        return
    cites = [{str(citation) for _, citation in citations(record)} for record in (old, new)]
    if cites[0] & cites[1]:
        return
    if isinstance(old, NamedRecord) and isinstance(new, NamedRecord):
        is_other = not _called(old) & _called(new)
        name, here = old.names.zh or old.names.en or "", ("names",)
    elif isinstance(old, Commitment) and isinstance(new, Commitment):
        name, here = old.what.zh or old.what.en or "", ("what",)
        is_other = _likeness(name, new.what.zh or new.what.en or "") < ALIKE
    else:
        return
    if is_other:
        what = say("'{id}' was the id of '{name}'", id=old.id, name=name)
        fix = say(
            "give this record an id of its own, and restore the other; a new name keeps the old one under `aliases`"
        )
        yield _problem(after, key, here, "id-reused", what, fix)


def _called(record: NamedRecord) -> set[str]:
    """Every name a record goes by."""
    aliases = (word for item in record.aliases for word in (item.zh, item.en))
    words = (record.names.zh, record.names.en, *aliases)
    return {word.casefold() for word in words if word is not None}


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _edited(
    after: Snapshot, record: Record, old: Leaves, new: Leaves, corrected: list[tuple[int, Correction]]
) -> Iterator[Problem]:
    """A due date, value or wording that is not what was published, nor corrected in the open."""
    if not isinstance(record, Commitment):
        return
    for restated in RestatedField:
        start = restated.path
        if (*start, "unknown") in old:
            continue  # nothing was published that could be held to
        for path, text in old.items():
            if path[: len(start)] != start or _BESIDE & set(path) or _is_as_published(path, text, new, corrected):
                continue
            name = "/".join(map(str, path))
            now = new.get(path)
            what = (
                say("'{field}' was published as '{value}' and is gone", field=name, value=text)
                if now is None
                else say("'{field}' was published as '{value}', and is '{now}' now", field=name, value=text, now=now)
            )
            fix = say(
                "put it back; a later statement goes under `restated` (field: {restated}), a mistake of ours under `corrections`",
                restated=str(restated),
            )
            yield _problem(after, record.key, path, "published-edited", what, fix)


def _is_as_published(path: Path, text: str, new: Leaves, corrected: list[tuple[int, Correction]]) -> bool:
    return new.get(path) == text or any(entry.path == path and same_spelling(entry.old, text) for _, entry in corrected)


def _removed(
    after: Snapshot,
    key: str,
    old: tuple[Fact, ...],
    new: tuple[Fact, ...],
    corrected: list[tuple[int, Correction]],
) -> Iterator[Problem]:
    """An entry of a list that is only added to, which is gone or says something else."""
    for field, allowed in APPENDED.items():
        here, there = ([fact for fact in side if fact.field == field] for side in (old, new))
        for index, fact in enumerate(here):
            if fact in there or (index < len(there) and _still(fact, there[index], index, allowed, corrected)):
                continue
            where: Path = (field, index) if index < len(there) else (field,)
            what = say(
                "entry {number} of '{field}', which was published, is gone or says something else",
                number=index + 1,
                field=field,
            )
            fix = (
                say("put it back as it was; evidence that was wrong gets `withdrawn:` with the reason")
                if allowed
                else say("put it back as it was, and add what is new as a further entry")
            )
            yield _problem(after, key, where, "entry-removed", what, fix)


def _left_behind(before: Snapshot, after: Snapshot, key: str, new: tuple[Fact, ...]) -> Iterator[Problem]:
    """Evidence of a record that has been joined to this one, and which this one does not have."""
    bare = before.is_bare(key) or after.is_bare(key)
    kept = [fact for fact in new if fact.field == "findings"]
    for fact in before.joined_facts(key, bare=bare):
        if fact.field != "findings" or any(_still(fact, one, 0, APPENDED["findings"], []) for one in kept):
            continue
        what = say("evidence of a record that was joined to this one was published and is gone")
        fix = say("add it to `findings` here, as it stood there; `git show` has it")
        yield _problem(after, key, (fact.field,), "entry-removed", what, fix)


def _still(old: Fact, new: Fact, index: int, allowed: str | None, corrected: list[tuple[int, Correction]]) -> bool:
    """Whether an entry stands as it was, but for what may be added and what was corrected in the open."""
    there: Leaves = dict(new.leaves)
    if any(path[0] != allowed for path in there.keys() - dict(old.leaves).keys()):
        return False
    moved: Leaves = {(old.field, index, *path): text for path, text in there.items()}
    return all(_is_as_published((old.field, index, *path), text, moved, corrected) for path, text in old.leaves)
