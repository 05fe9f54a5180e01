"""Exceptions applied: faults an editor has allowed are taken out, and exceptions no longer needed are faults."""

from __future__ import annotations

from atlas.load.tree import Document
from atlas.message import say
from atlas.problem import Problem
from atlas.records.base import Record
from atlas.records.exceptions import Exceptions, RuleException
from atlas.rules import DECLARATION, LOAD

_UNREAD = frozenset(rule.id for rule in (*LOAD, *DECLARATION))


def apply(pairs: list[tuple[Document, Record]], problems: list[Problem]) -> list[Problem]:
    """The problems that remain, stale exceptions included.

    A path counts list entries from 1, as an editor does: `figures/1` is the first figure. Whether an exception is
    still needed cannot be told of a record that does not exist or cannot be read; those are faults of their own.
    """
    documents = {f"{document.folder}/{document.stem}": document for document, _ in pairs}
    unread = {problem.place.file for problem in problems if problem.rule in _UNREAD}
    remaining = list(problems)
    for own, record in pairs:
        for index, exception in enumerate(record.allowed if isinstance(record, Exceptions) else ()):
            document = documents.get(exception.record) if exception is not None else None
            if document is None or exception.path is None or exception.rule is None:
                continue
            path = _steps(exception.path)
            place = document.place(path)[0] if document.node.find(path)[1] == path else None
            matched = [item for item in remaining if item.rule == exception.rule and item.place == place]
            if matched:
                remaining = [item for item in remaining if item not in matched]
            elif document.file not in unread:
                remaining.append(_stale(own, index, exception, is_there=place is not None))
    return remaining


def _steps(path: str) -> tuple[str | int, ...]:
    """A path as typed, with list entries counted from 0."""
    return tuple(int(step) - 1 if step.isascii() and step.isdigit() else step for step in path.split("/"))


def _stale(own: Document, index: int, exception: RuleException, *, is_there: bool) -> Problem:
    place, length = own.place(("allowed", index, "record" if is_there else "path"))
    if is_there:
        what = say(
            "'{record}' no longer needs an exception from '{rule}' at {path}",
            record=exception.record, rule=exception.rule, path=exception.path,
        )  # fmt: skip
        return Problem(place, what, "stale-exception", say("delete this entry"), length)
    what = say("'{record}' has nothing at {path}", record=exception.record, path=exception.path)
    fix = say("correct the path (entries of a list count from 1, as in figures/1), or delete this entry")
    return Problem(place, what, "stale-exception", fix, length)
