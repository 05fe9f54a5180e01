"""The prose under content/ before Pelican reads it: only plain files of UTF-8 and of a sensible size, without HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from atlas.load.markup import raw_html
from atlas.load.syntax import decoded
from atlas.message import Text, say
from atlas.problem import Place, Problem

FOLDER = "content"
MOST_BYTES = 512_000
_DEEPEST = 4
RULE = "bad-content"


def prose_problems(root: Path) -> tuple[Problem, ...]:
    """Everything under content/ that is not to be read: links, devices, what is too large, invisible characters, HTML."""
    folder = root / FOLDER
    if folder.is_symlink():
        return (_refused(FOLDER, say("a symbolic link"), say("put the files themselves here")),)
    return tuple(_beneath(folder, FOLDER, 1)) if folder.is_dir() else ()


def _beneath(folder: Path, name: str, depth: int) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        file = "".join(c if c.isprintable() else "�" for c in f"{name}/{path.name}")
        if path.is_symlink():
            yield _refused(file, say("a symbolic link"), say("put the files themselves here"))
        elif path.is_dir():
            if depth == _DEEPEST:
                yield _refused(file, say("folders within folders"), say("put the pages into content/zh and content/en"))
            else:
                yield from _beneath(path, file, depth + 1)
        else:
            yield from _page(path, file)


def _page(path: Path, file: str) -> Iterator[Problem]:
    if not path.is_file():
        yield _refused(file, say("not a plain file"), say("move it out of content/"))
        return
    if path.stat().st_size > MOST_BYTES:
        what = say(
            "the file has {size:,} bytes; at most {limit:,} are read", size=path.stat().st_size, limit=MOST_BYTES
        )
        yield _refused(file, what, say("split it, or keep the data elsewhere"))
    elif path.suffix == ".md":
        try:
            text, faults = decoded(file, path.read_bytes())
            yield from faults
            yield from raw_html(file, text)
        except OSError as error:
            what = say("the file cannot be opened ({reason})", reason=error.strerror)
            yield _refused(file, what, say("check who may read it"))


def _refused(file: str, what: Text, fix: Text) -> Problem:
    return Problem(Place(file), what, RULE, fix)
