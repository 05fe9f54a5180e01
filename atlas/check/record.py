"""One document held against its declaration: a typed record, and every fault at once."""

from __future__ import annotations

from itertools import islice
from typing import Any

from pydantic import ValidationError

from atlas.check.fault import Fault, fault, kind_of
from atlas.check.messages import meant, problem
from atlas.check.partial import partial
from atlas.check.rules import record_problems
from atlas.load.nodes import Node
from atlas.load.tree import Document
from atlas.message import say
from atlas.problem import Place, Problem
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.records.shape import Path

# Nobody mends more at a time, and to find the near match of each takes long.
_FAULTS_AT_MOST = 100


def check(document: Document) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record a document holds, with its problems.

    Where the declaration is not met there are errors, and the record holds what could be read, for the checks
    that follow; there is no record where the document holds no fields at all.
    """
    cls = RECORD_TYPES[document.folder]
    if not document.is_readable:
        return None, ()
    if not isinstance(document.node.value, dict):
        return None, _no_fields(document)
    blanks: set[Path] = set()
    given = _without(document, document.node, (), blanks)
    holes, unread, faults = set(blanks), set(blanks), list[Fault]()
    try:
        record = cls.model_validate(given)
    except ValidationError as error:
        found = [fault(cls, item) for item in error.errors(include_url=False)[:_FAULTS_AT_MOST]]
        misspelt = {(*item.path[:-1], near) for item in found if (near := meant(item))}
        faults = [item for item in found if item.path not in blanks and not _follows(item, found, misspelt)]
        unread |= {item.path for item in found}
        holes |= misspelt
        holes |= {item.path for item in found if item.kind != "extra_forbidden"}
        record = partial(cls, given)
        if record.id is None:
            record = record.model_copy(update={"id": document.stem})
    breaches = record_problems(document, record, frozenset(holes), frozenset(unread))
    return record, (*(problem(document, item) for item in faults), *islice(breaches, _FAULTS_AT_MOST))


def _follows(fault: Fault, others: list[Fault], misspelt: set[Path]) -> bool:
    """Whether a fault only repeats another: what is missing was misspelt, what is too short holds what cannot be read."""
    if fault.kind == "too_short":
        return any(
            len(other.path) > len(fault.path) and other.path[: len(fault.path)] == fault.path for other in others
        )
    return fault.kind == "missing" and fault.path in misspelt


def _no_fields(document: Document) -> tuple[Problem, ...]:
    place = Place(document.file, document.node.line, document.node.column)
    if place in document.faulted:
        return ()
    what = say("the file holds {given}; a record is fields with values", given=kind_of(document.node.value))
    fix = say("start with `id:` in the first column, a space after each colon")
    return (Problem(place, what, "wrong-type", fix, document.node.length),)


def _without(document: Document, node: Node, path: Path, blanks: set[Path]) -> Any:
    """A node's plain value without the fields that load has found fault with; where they stood is added to `blanks`."""
    if isinstance(node.value, list):
        return [_without(document, child, (*path, index), blanks) for index, child in enumerate(node.value)]
    if not isinstance(node.value, dict):
        is_blank = Place(document.file, node.line, node.column) in document.faulted
        blanks.update([path] if is_blank else [])
        return None if is_blank else node.value
    kept = {}
    for key, child in node.value.items():
        value = _without(document, child, (*path, key), blanks)
        if (*path, key) not in blanks:
            kept[key] = value
    return kept
