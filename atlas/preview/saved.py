"""Records that were saved, read and linked again without the others: what the pipeline would make of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atlas.check.record import check
from atlas.incremental.records import Records
from atlas.link.context import Context, ids
from atlas.link.relink import Change, relink
from atlas.link.walked import Walks, walked
from atlas.load.tree import load_one, record_name
from atlas.pipeline import Linked
from atlas.problem import in_order
from atlas.records.base import Record
from atlas.settings import Settings


def relinked(
    root: Path, paths: Sequence[str], before: Linked, settings: Settings, records: Records, walks: Walks
) -> Linked | None:
    """The atlas with the records at some paths read again; None where that is not enough to tell how it stands now.

    `before` is an atlas without errors, of the same files; `walks` holds its records.
    """
    if before.atlas is None:
        return None
    held: dict[str, dict[str, Record]] = {}
    changes: list[Change] = []
    for path in paths:
        name = record_name(path)
        document, faults = load_one(root, *name, records.parse) if name is not None else (None, ())
        if document is None:
            return None
        record, found = records.checked(document, check)
        known = walks.known(document)
        if record is None or known is None or known.record is not before.atlas.records[document.folder][document.stem]:
            return None
        if record is known.record:
            # Saved as it was, or put back.
            continue
        changes.append(Change(known, walked(document, record), (*faults, *found)))
        held.setdefault(document.folder, {})[document.stem] = record
    now = {folder: {**of_folder, **held.get(folder, {})} for folder, of_folder in before.atlas.records.items()}
    geography, day = before.atlas.geography, before.atlas.as_of
    context = Context(ids(before.documents), now, geography, day, settings.silent_after_months)
    linked = relink(before.atlas, before.problems, context, changes)
    if linked is None:
        return None
    atlas, problems = linked
    new = {change.after.document.file: change.after.document for change in changes}
    documents = tuple(new.get(document.file, document) for document in before.documents)
    if atlas is not None:
        for change in changes:
            walks.keep(change.after)
    return Linked(atlas, in_order(problems), documents)
