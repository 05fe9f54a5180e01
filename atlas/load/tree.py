"""The data folder read as a whole: every record file, in name order, as a document of nodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from atlas.load.nodes import Node, read
from atlas.problem import Place, Problem, nearest

# What lies under data/ beside records: generated schemas, map geometry, prose, and the list of addresses.
BESIDE_RECORDS = frozenset({"schema", "geo", "README.md", "addresses.txt"})


@dataclass(frozen=True, slots=True)
class Document:
    """One record file: the folder it lies in, its name, and its nodes."""

    folder: str
    stem: str
    file: str
    node: Node

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> tuple[Place, int]:
        """Where a path stands: its value, or with `key` the field's name; and how long it is."""
        node, taken = self.node.find(path)
        if key and taken and isinstance(taken[-1], str):
            parent, _ = self.node.find(taken[:-1])
            if parent.keys and taken[-1] in parent.keys:
                line, column = parent.keys[taken[-1]]
                return Place(self.file, line, column), len(taken[-1])
        return Place(self.file, node.line, node.column), node.length


def load(root: Path, folders: tuple[str, ...]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Every document under `root`/data, in order of folder and name, and the faults of the files."""
    documents: list[Document] = []
    problems: list[Problem] = []
    data = root / "data"
    for entry in sorted(data.iterdir()) if data.is_dir() else ():
        if entry.name in BESIDE_RECORDS or entry.name.startswith("."):
            continue
        if not entry.is_dir() or entry.is_symlink() or entry.name not in folders:
            near = nearest(entry.name, folders)
            fix = f"did you mean data/{near}/?" if near else "move it out of data/"
            problems.append(Problem(Place(f"data/{entry.name}"), "not a folder of records", "stray-file", fix))
            continue
        for path in sorted(entry.iterdir()):
            if path.name.startswith("."):
                continue
            file = f"data/{entry.name}/{path.name}"
            if path.suffix != ".yaml" or path.is_symlink() or not path.is_file():
                fix = "records are plain files named <id>.yaml"
                problems.append(Problem(Place(file), "not a record file", "stray-file", fix))
                continue
            node, faults = read(file, path.read_bytes())
            problems.extend(faults)
            if node is not None:
                documents.append(Document(entry.name, path.stem, file, node))
    return tuple(documents), tuple(problems)
