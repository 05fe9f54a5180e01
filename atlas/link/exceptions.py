"""Exceptions applied: faults an editor has allowed are taken out, and exceptions no longer needed are faults."""

from __future__ import annotations

from atlas.load.tree import Document
from atlas.problem import Problem
from atlas.records.base import Record
from atlas.records.exceptions import Exceptions


def apply(pairs: list[tuple[Document, Record]], problems: list[Problem]) -> list[Problem]:
    """The problems that remain, stale exceptions included.

    A path counts list entries from 1, as an editor does: `figures/1` is the first figure.
    """
    documents = {f"{document.folder}/{document.stem}": document for document, _ in pairs}
    remaining = list(problems)
    for own, record in pairs:
        if not isinstance(record, Exceptions):
            continue
        for index, exception in enumerate(record.allowed):
            document = documents.get(exception.record)
            path = tuple(int(step) - 1 if step.isdigit() else step for step in exception.path.split("/"))
            place = document.place(path)[0] if document is not None else None
            matched = [item for item in remaining if item.rule == exception.rule and item.place == place]
            if matched:
                remaining = [item for item in remaining if item not in matched]
                continue
            at, length = own.place(("allowed", index, "record"))
            what = f"'{exception.record}' no longer needs an exception from '{exception.rule}' at {exception.path}"
            remaining.append(Problem(at, what, "stale-exception", "delete this entry", length))
    return remaining
