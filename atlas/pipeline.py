"""The flow: load → check → link. The only module that knows the order of the stages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from atlas.check.record import check
from atlas.link.atlas import Atlas, link
from atlas.load.tree import load
from atlas.problem import Problem, in_order
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.settings import Settings


@dataclass(frozen=True)
class Linked:
    """What the first three stages give: the atlas, or None, and every problem found on the way, in order."""

    atlas: Atlas | None
    problems: tuple[Problem, ...]


def linked(root: Path, settings: Settings) -> Linked:
    """The records under `root`/data as one atlas, with all their problems."""
    documents, faults = load(root, tuple(RECORD_TYPES))
    problems: list[Problem] = list(faults)
    pairs: list[tuple[object, Record]] = []
    for document in documents:
        record, found = check(document)
        problems.extend(found)
        if record is not None:
            pairs.append((document, record))
    atlas, problems = link(documents, pairs, problems, settings.as_of, settings.silent_after_months)  # type: ignore[arg-type]
    return Linked(atlas, in_order(problems))
