"""One document held against its declaration: a typed record, or every fault at once."""

from __future__ import annotations

from pydantic import ValidationError

from atlas.check.messages import explain
from atlas.check.rules import record_problems
from atlas.load.tree import Document
from atlas.problem import Place, Problem
from atlas.records import RECORD_TYPES
from atlas.records.base import Record


def check(document: Document) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record a document holds, with its problems; no record where the declaration is not met."""
    cls = RECORD_TYPES[document.folder]
    if not isinstance(document.node.value, dict):
        place = Place(document.file, document.node.line, document.node.column)
        return None, (Problem(place, "a record is fields with values", "wrong-type", "start with `id:`"),)
    try:
        record = cls.model_validate(document.node.plain())
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, tuple(explain(document, cls, item) for item in found)
    return record, tuple(record_problems(document, record))
