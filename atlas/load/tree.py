"""The data folder read as a whole: every record file, in name order, as a document of nodes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from atlas.load.nodes import MAX_BYTES, Node, read, too_large
from atlas.message import Text, say, series
from atlas.problem import Place, Problem, nearest

# What lies under data/ beside records: generated schemas, map geometry, prose, and the list of addresses.
BESIDE_RECORDS = frozenset({"schema", "geo", "README.md", "addresses.txt"})

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")
_NO_NODE = Node({}, 0, 0, 1, {})


class Document(Struct, frozen=True):
    """One record file: the folder it lies in, its name, its nodes, and where load has found fault with it.

    A file that cannot be read is a document all the same, so that references to it are not faults as well.
    """

    folder: str
    stem: str
    file: str
    source: Node | bytes
    """The nodes; or the bytes they are read from again, in the rare case that a place is asked for."""
    is_readable: bool = True
    faulted: frozenset[Place] = frozenset()

    @property
    def node(self) -> Node:
        """The nodes of the file."""
        if isinstance(self.source, Node):
            return self.source
        return read(self.file, self.source)[0] or _NO_NODE

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> tuple[Place, int]:
        """Where a path stands: its value, or with `key` the field's name; and how long it is."""
        node, taken = self.node.find(path)
        if key and taken and isinstance(taken[-1], str):
            parent, _ = self.node.find(taken[:-1])
            if parent.keys and taken[-1] in parent.keys:
                line, column = parent.keys[taken[-1]]
                return Place(self.file, line, column), len(taken[-1])
        return Place(self.file, node.line, node.column), node.length


# A record's file: its folder, its name and its bytes.
Content = tuple[str, str, bytes]
# Such a file to its document, and the faults of its YAML.
Parse = Callable[[str, str, bytes], tuple[Document, tuple[Problem, ...]]]


def load(
    root: Path,
    folders: tuple[str, ...],
    parse: Parse | None = None,
    ahead: Callable[[Sequence[Content]], None] = lambda contents: None,
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Every document under `root`/data, in order of folder and name, and the faults of the files.

    `parse` takes the place of `parsed`, for who knows some of the files already; `ahead` is shown all of them before
    the first is parsed.
    """
    files: list[Content | Document] = []
    problems: list[Problem] = []
    data = root / "data"
    if not data.is_dir():
        what, fix = say("there is no folder data/ here"), say("run the command in the project's folder")
        return (), (Problem(Place("data"), what, "no-data", fix),)
    for entry in _visible(data):
        if entry.name in BESIDE_RECORDS and not entry.is_symlink():
            continue
        if not entry.is_dir() or entry.is_symlink() or entry.name not in folders:
            place, what = Place(_shown(f"data/{entry.name}")), say("not a folder of records")
            problems.append(Problem(place, what, "stray-file", _better_folder(entry, folders)))
            continue
        for path in _visible(entry):
            found, faults = _content(entry.name, path)
            problems.extend(faults)
            if found is not None:
                files.append(found)
    ahead([file for file in files if not isinstance(file, Document)])
    documents: list[Document] = []
    for file in files:
        document, faults = (file, ()) if isinstance(file, Document) else (parse or parsed)(*file)
        problems.extend(faults)
        documents.append(document)
    return tuple(documents), tuple(problems)


def load_one(root: Path, folder: str, stem: str, parse: Parse) -> tuple[Document | None, tuple[Problem, ...]]:
    """One document under `root`/data and the faults of its file; None where it is no record's file any more."""
    found, faults = _content(folder, root / "data" / folder / f"{stem}.yaml")
    if found is None or isinstance(found, Document):
        return found, faults
    return parse(*found)


def _visible(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.iterdir() if not path.name.startswith(".")))


def _content(folder: str, path: Path) -> tuple[Content | Document | None, tuple[Problem, ...]]:
    """What a file holds; of one that is too large a document without nodes, of one that is no record nothing."""
    file = _shown(f"data/{folder}/{path.name}")
    if path.is_symlink() or not path.is_file() or not _NAME.fullmatch(path.name):
        return None, (Problem(Place(file), say("not a record file"), "stray-file", _better_name(path)),)
    try:
        with path.open("rb") as opened:
            # However large the file may be, or become.
            raw = opened.read(MAX_BYTES + 1)
            size = os.fstat(opened.fileno()).st_size
    except OSError as error:
        what = say("the file cannot be opened ({reason})", reason=error.strerror)
        return None, (Problem(Place(file), what, "stray-file", say("check who may read it")),)
    if len(raw) > MAX_BYTES:
        return Document(folder, path.stem, file, _NO_NODE, False), (too_large(file, size),)
    return (folder, path.stem, raw), ()


def parsed(folder: str, stem: str, raw: bytes) -> tuple[Document, tuple[Problem, ...]]:
    """A record's bytes as a document, wherever they were kept, and the faults of its YAML."""
    file = _shown(f"data/{folder}/{stem}.yaml")
    node, faults = read(file, raw)
    faulted = frozenset(problem.place for problem in faults)
    return Document(folder, stem, file, node or _NO_NODE, node is not None, faulted), faults


def record_name(path: str) -> tuple[str, str] | None:
    """Folder and stem of a record's file by its path from the project's root, or None where it is no record."""
    top, _, rest = path.partition("/")
    folder, _, name = rest.partition("/")
    if top != "data" or folder in BESIDE_RECORDS or not _NAME.fullmatch(name):
        return None
    return folder, name.removesuffix(".yaml")


def _better_folder(entry: Path, folders: tuple[str, ...]) -> Text:
    """What to do about something that lies beside the folders of records."""
    if entry.is_symlink():
        return say("a symbolic link leads out of what is kept together: put the files themselves here")
    if entry.suffix == ".yaml":
        names = series(f"data/{folder}/" for folder in folders)
        return say("move it into the folder of its type: {folders}", folders=names)
    near = nearest(entry.name, folders)
    return say("did you mean {near}?", near=f"data/{near}/") if near else say("move it out of data/")


def _better_name(path: Path) -> Text:
    """What to do about a file that is not named `<id>.yaml`."""
    if path.is_symlink() or not path.is_file():
        return say("records are plain files named <id>.yaml")
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    if path.suffix in (".yaml", ".yml") and stem and path.stem.isascii():
        return say("rename it to {name}", name=f"{stem}.yaml")
    return say("name it <id>.yaml, the id in a-z, 0-9 and hyphens, or move it out of data/")


def _shown(name: str) -> str:
    """A file's name as it can be printed on one line, whatever bytes it holds."""
    return "".join(c if c.isprintable() else "�" for c in name)
