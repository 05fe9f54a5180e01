"""One record file brought into canonical form, or left as it is with what stands in the way.

The writer is our own, over the nodes that `check` reads: a library that keeps comments reads YAML by other rules
than our loader, and loses comments when fields change places. What it gives is read again before anything is written.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from atlas.check.record import check
from atlas.edit.comments import comments
from atlas.edit.writer import written
from atlas.fingerprint import digest
from atlas.load.nodes import Node, Numeral, read
from atlas.load.tree import Document
from atlas.problem import Place, Problem, has_errors
from atlas.records.numerals import spelled
from atlas.records.parts import Text
from atlas.records.shape import Path, walk

# What `check` says of a number that is written otherwise than in plain digits.
_OF_NUMBERS = frozenset({"bad-number", "wrong-type"})


class Change(Struct, frozen=True):
    """A value that fmt has written otherwise: where it stood, what it was, and what it is now."""

    place: Place
    old: str
    new: str


class Layout(Struct, frozen=True):
    """What fmt makes of one file: its text, or None where it is to be left as it is, and why."""

    text: str | None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def laid_out(folder: str, stem: str, raw: bytes, *, is_translated: bool = False) -> Layout:
    """The canonical text of a record file; `is_translated` says that its English renders the Chinese as it now stands."""
    file = f"data/{folder}/{stem}.yaml"
    node, faults = read(file, raw)
    if node is None or has_errors(faults):
        return Layout(None, problems=faults)
    document = Document(folder, stem, file, node)
    node, changes = _with_plain_numbers(document)
    document = replace(document, source=node)
    record, problems = check(document)
    if record is None or has_errors(problems):
        return Layout(None, problems=tuple(problems))
    if is_translated:
        node = _marked(node, [found.path for found in walk(record) if isinstance(found.value, Text)])
    text = written(folder, node, comments(_unix(raw)))
    if not _says_the_same(file, node, text):
        return Layout(None)
    return Layout(text, changes)


def _unix(raw: bytes) -> str:
    return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _says_the_same(file: str, node: Node, text: str) -> bool:
    """Whether a text is read as the very values it was written from."""
    again, faults = read(file, text.encode("utf-8"))
    return again is not None and not faults and _typed(again) == _typed(node)


def _typed(node: Node) -> object:
    """A node's values, in which a bare 764 is not the text "764"."""
    if isinstance(node.value, dict):
        return {key: _typed(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_typed(child) for child in node.value]
    return type(node.value).__name__, node.value


def _with_plain_numbers(document: Document) -> tuple[Node, tuple[Change, ...]]:
    """The nodes with every number that `check` cannot read as one, but that can be told, in base units."""
    _, problems = check(document)
    places = {problem.place for problem in problems if problem.rule in _OF_NUMBERS}
    changes: list[Change] = []

    def plain(node: Node) -> Node:
        if isinstance(node.value, dict):
            return replace(node, value={key: plain(child) for key, child in node.value.items()})
        if isinstance(node.value, list):
            return replace(node, value=[plain(child) for child in node.value])
        place = Place(document.file, node.line, node.column)
        number = spelled(node.value) if isinstance(node.value, str) and place in places else None
        if number is None:
            return node
        new = Numeral(f"{number:f}")
        changes.append(Change(place, str(node.value), new))
        return replace(node, value=new)

    return (plain(document.node), tuple(changes)) if places else (document.node, ())


def _marked(node: Node, texts: list[Path]) -> Node:
    """The nodes with the digest of the Chinese beside every English text; `texts` are the paths of texts in two languages."""

    def marked(node: Node, path: Path) -> Node:
        if isinstance(node.value, list):
            return replace(node, value=[marked(child, (*path, index)) for index, child in enumerate(node.value)])
        if not isinstance(node.value, dict):
            return node
        fields = {key: marked(child, (*path, key)) for key, child in node.value.items()}
        zh, en = fields.get("zh"), fields.get("en")
        if path in texts and zh is not None and en is not None:
            fields["en_of"] = replace(en, value=digest(str(zh.value)))
        return replace(node, value=fields)

    return marked(node, ())
