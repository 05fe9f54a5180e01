"""Addresses for ever: no published address without a page or a way on, and none given to two records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.load.addresses import FILE, Address
from atlas.load.tree import Document
from atlas.message import say, say_count
from atlas.problem import Place, Problem, Severity, nearest
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.redirects import Redirects

_FOLDERS = frozenset(cls.folder for cls in PUBLISHED)


def taken_addresses(pairs: list[tuple[Document, Record]], known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Redirects from where a record stands, and two from one address."""
    seen: set[str] = set()
    for document, record in pairs:
        for index, move in enumerate(record.moved if isinstance(record, Redirects) else ()):
            if move is None or move.from_ is None:
                continue
            place, length = document.place(("moved", index, "from"))
            folder, _, name = move.from_.partition("/")
            if folder in known and name in known[folder]:
                what = say("'{record}' is a record, and its address cannot lead elsewhere", record=move.from_)
                fix = say(
                    "give the record an id that was never used, or delete this entry if it was not renamed after all"
                )
                yield Problem(place, what, "address-taken", fix, length)
            elif move.from_ in seen:
                what = say("'{record}' leads to two records", record=move.from_)
                yield Problem(place, what, "address-taken", say("keep the entry that is right"), length)
            seen.add(move.from_)


def lost_addresses(
    pairs: list[tuple[Document, Record]], known: Mapping[str, frozenset[str]], published: tuple[Address, ...] | None
) -> Iterator[Problem]:
    """Published addresses of records that are gone, and addresses of records not yet on the list."""
    if published is None:
        return
    moved = {
        move.from_ for _, record in pairs if isinstance(record, Redirects) for move in record.moved if move is not None
    }
    for address in published:
        folder, _, name = address.path.rstrip("/").partition("/")
        if folder not in _FOLDERS or not name or "/" in name or name.startswith("by-"):
            continue
        if name not in known[folder] and f"{folder}/{name}" not in moved:
            near = nearest(name, known[folder]) or "NEW"
            what = say("{address} was published, and no record stands there any more", address=f"/{address.path}")
            fix = say(
                "restore {file} from Git; `{command}` then renames it and leaves a way on, and with --merge joins it to "
                "another",
                file=f"data/{folder}/{name}.yaml",
                command=f"atlas mv {folder.removesuffix('s')} {name} {near}",
            )
            yield Problem(address.place, what, "lost-address", fix, len(address.path))
    listed = {address.path for address in published}
    new = [document for document, _ in pairs if document.folder in _FOLDERS and _path(document) not in listed]
    if new:
        first = f"/{_path(new[0])}"
        what = say_count(
            "{first} is not on the list of addresses yet",
            "{first} and others, {count} in all, are not on the list of addresses yet",
            len(new),
            first=first,
        )
        yield Problem(Place(FILE), what, "unlisted-address", say("run: atlas fmt"), severity=Severity.WARNING)


def _path(document: Document) -> str:
    return f"{document.folder}/{document.stem}/"
