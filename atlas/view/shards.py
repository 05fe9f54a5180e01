"""The search box's data, cut so that a key pressed loads little: files of JavaScript that call one function.

They are scripts because a page opened from a folder may not fetch. A small atlas is one file. Of a large one,
names.js tells which file holds the matches of which first characters; where there are too many for one file,
it holds the best and their number, and the next character leads on. A file is named by its content, names.js
is not: pages stay the same when a name changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from atlas.view.names import FOLDERS, Entry, Rank, ranked

ADDRESS = "search/names.js"
MOST_BYTES = 120_000
"""The most a file may hold; less than half of it goes over the wire."""
BEST = 60
"""How many records are told where a query finds too many for one file."""

# Where so many characters are shared, the best are enough.
_DEEPEST = 24

# Characters that may come next, and the file of what they lead to.
Table = list[tuple[str, str]]


class Words(NamedTuple):
    """What the data say of a record beside its names, in every language: its kind and its area, which may be empty."""

    kind: tuple[str, ...]
    area: tuple[str, ...]


class _Cut(Struct, frozen=True):
    """What the files are cut from: each record as JSON, its size, and the most a file may hold."""

    rows: Sequence[str]
    sizes: Sequence[int]
    most: int


def files(items: Sequence[Entry], words: Callable[[Entry], Words], most: int = MOST_BYTES) -> dict[str, bytes]:
    """The files by their addresses from the site's root."""
    kinds: dict[tuple[str, ...], int] = {}
    areas: dict[tuple[str, ...], int] = {}
    rows = []
    for item in items:
        kind, area = words(item)
        numbers = kinds.setdefault(kind, len(kinds)), areas.setdefault(area, len(areas))
        rows.append(_json([item.folder, item.id, *numbers, *(part for pair in item.texts for part in pair)]))
    sizes = [len(row.encode("utf-8")) + 1 for row in rows]
    head = {"folders": FOLDERS, "kinds": [*kinds], "areas": [*areas]}
    if sum(sizes) <= most:
        return {ADDRESS: _call("", {**head, "total": len(rows)}, rows)}
    suffixes = sorted((suffix[:_DEEPEST], rank) for item in items for suffix, rank in item.places())
    table, found = _cut(_Cut(rows, sizes, most), "", suffixes)
    return {ADDRESS: _call("", {**head, "total": len(rows), "table": table}, []), **found}


def _cut(cut: _Cut, prefix: str, suffixes: list[tuple[str, Rank]]) -> tuple[Table, dict[str, bytes]]:
    """The files of the suffixes that begin with `prefix`, and which of them holds which characters after it."""
    depth = len(prefix)
    groups: dict[str, list[tuple[str, Rank]]] = {}
    for pair in suffixes:
        if len(pair[0]) > depth:
            groups.setdefault(pair[0][depth], []).append(pair)
    table: Table = []
    found: dict[str, bytes] = {}

    def add(chars: str, numbers: Iterable[int], total: int, below: Table | None = None) -> None:
        data = {"total": total, **({"table": below} if below is not None else {})}
        body = _call(f"{prefix}|{chars}", data, [cut.rows[number] for number in numbers])
        name = f"names/{hashlib.sha256(body).hexdigest()[:10]}.js"
        table.append((chars, name))
        found[f"search/{name}"] = body

    chars, held, weight = "", set[int](), 0
    for char, group in groups.items():
        numbers = {rank.number for _, rank in group}
        if sum(cut.sizes[number] for number in numbers) > cut.most:
            below, deeper = _cut(cut, prefix + char, group)
            found |= deeper
            best = sorted(ranked(prefix + char, suffix, rank) for suffix, rank in group)
            add(char, [*dict.fromkeys(rank.number for rank in best)][:BEST], len(numbers), below)
            continue
        new = sum(cut.sizes[number] for number in numbers - held)
        if chars and weight + new > cut.most:
            add(chars, sorted(held), len(held))
            chars, held, weight = "", set(), 0
            new = sum(cut.sizes[number] for number in numbers)
        chars, held, weight = chars + char, held | numbers, weight + new
    if chars:
        add(chars, sorted(held), len(held))
    return table, found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _call(key: str, data: dict[str, Any], rows: list[str]) -> bytes:
    """A script that hands over one file's data; the rows are JSON already."""
    return f'atlasNames({_json(key)},{_json(data)[:-1]},"rows":[{",".join(rows)}]}})\n'.encode()
