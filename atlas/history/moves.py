"""Earlier states as moves made since have left them: records under their new ids, references with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from atlas.diff.snapshot import Moved, Snapshot
from atlas.load.tree import Document, record_name
from atlas.pipeline import Reader
from atlas.records.base import Record
from atlas.records.redirects import Move, MoveKind, Redirects
from atlas.rename import mentions, replaced

Read = Callable[[str, str, bytes], tuple[Document, Record | None]]


class Followed(Struct):
    """A state's files after the moves; those of records joined to others stand apart, by the key they had."""

    files: dict[str, bytes]
    joined: dict[str, bytes] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)


def moves(after: Snapshot) -> list[Move]:
    """The moves that a state has on its list, and has made."""
    lists = after.atlas.records.get(Redirects.folder, {}).values()
    found = (move for item in lists if isinstance(item, Redirects) for move in item.moved)
    return [move for move in found if move.from_ not in after.keys and move.to in after.keys]


def earlier(reader: Reader, files: Mapping[str, bytes], after: Snapshot, as_of: dt.date | None = None) -> Snapshot:
    """The state that files gave, to be held against a later one: as the moves made since have left it."""
    origin = reader.snapshot(files, as_of)
    found = followed(files, moves(after), reader.document)
    if not found.moved:
        return origin
    joined: dict[str, tuple[tuple[Document, Record | None], ...]] = {}
    for item in found.moved:
        if item.is_joined:
            folder, _, name = item.new.partition("/")
            pair = reader.document(folder, name, found.joined[item.old])
            joined[item.new] = (*joined.get(item.new, ()), pair)
    before = reader.snapshot(found.files, as_of)
    return replace(before, moved=tuple(found.moved), joined=joined, origin=origin)


def followed(files: Mapping[str, bytes], moves: Iterable[Move], read: Read) -> Followed:
    """An earlier state as moves made since have left it.

    What a record says stays as it was, so that it can be held against what the moved record says now.
    """
    found = Followed(dict(files))
    for move in moves:
        (folder, _, old), (other, _, new) = move.from_.partition("/"), move.to.partition("/")
        own, target = f"data/{folder}/{old}.yaml", f"data/{folder}/{new}.yaml"
        if own not in found.files or folder != other:
            continue
        found.files = {path: _following(path, raw, folder, old, new, read) for path, raw in found.files.items()}
        found.joined = {
            key: _following(f"data/{key}.yaml", raw, folder, old, new, read) for key, raw in found.joined.items()
        }
        raw = found.files.pop(own)
        is_joined = move.kind is MoveKind.MERGED or target in found.files
        if is_joined:
            found.joined[move.from_] = raw
        else:
            found.files[target] = raw
        found.moved.append(Moved(move.from_, move.to, is_joined))
    return found


def _following(path: str, raw: bytes, folder: str, old: str, new: str, read: Read) -> bytes:
    """A file in which what named the one record names the other."""
    name = record_name(path)
    document, record = read(*name, raw) if name and old.encode() in raw else (None, None)
    if document is None or record is None:
        return raw
    places = [document.place(steps)[0] for steps in mentions(record, folder, old)]
    places += [document.place(("id",))[0]] if name == (folder, old) else []
    return replaced(raw.decode("utf-8"), places, old, new).encode("utf-8")
