"""A new record: what has been answered in canonical form, and what may still be said as hints in comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from atlas.check.fault import part_of
from atlas.check.record import check
from atlas.dictionary import meaning
from atlas.edit.choices import Choice, Known, records
from atlas.edit.comments import Comments
from atlas.edit.questions import group_of
from atlas.edit.wrap import scalar
from atlas.edit.writer import written
from atlas.load.nodes import Node, Numeral, read
from atlas.load.tree import Document
from atlas.message import Lang, say
from atlas.problem import Place, Problem
from atlas.records.parts import Names, Part, Text, Unknown
from atlas.records.shape import Declared, Path, declared
from atlas.records.types import Ref
from atlas.schema import is_required

Answers = Mapping[Path, str | list[str]]

_NESTED_AT_MOST = 3
# What the next answers may still put right.
_ASKED_LATER = frozenset({"missing-field", "missing-noun"})


def scaffold(known: Known, name: str, answers: Answers, lang: Lang, prepared: Mapping[str, Any] | None = None) -> str:
    """The file of a new record: its id, the answers by path, what was prepared otherwise, and a hint for each field left."""
    node = _nodes({("id",): name, **answers})
    assert isinstance(node.value, dict)
    node = replace(node, value={**{key: _exactly(value) for key, value in (prepared or {}).items()}, **node.value})
    return written(known.cls.folder, node, _Hints(known, lang).comments(node))


def document(known: Known, name: str, text: str) -> tuple[Document, tuple[Problem, ...]]:
    """A new record as `check` sees it."""
    file = f"data/{known.cls.folder}/{name}.yaml"
    node, faults = read(file, text.encode("utf-8"))
    assert node is not None
    found = Document(known.cls.folder, name, file, node, True, frozenset(problem.place for problem in faults))
    return found, (*faults, *check(found)[1])


def complaint(known: Known, name: str, answers: Answers, path: Path) -> Problem | None:
    """What `check` has against the answer at a path, whatever else is still missing."""
    found, problems = document(known, name, scaffold(known, name, answers, "en"))
    node, taken = found.node.find(path)
    if taken != path:
        return None
    places = {Place(found.file, each.line, each.column) for each in (node, *_items(node))}
    return next((item for item in problems if item.place in places and item.rule not in _ASKED_LATER), None)


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []


def _nodes(answers: Answers) -> Node:
    """The answers as the nodes that the file will hold."""
    whole: dict[str, Any] = {}
    for path, value in answers.items():
        here: Any = whole
        for step, following in pairwise(path):
            if isinstance(step, int):
                while len(here) <= step:
                    here.append({})
                here = here[step]
            else:
                here = here.setdefault(step, [] if isinstance(following, int) else {})
        here[path[-1]] = value
    return _node(whole)


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: _node(child) for key, child in value.items()}, 0, 0, 1)
    if isinstance(value, list):
        return Node([_node(child) for child in value], 0, 0, 1)
    bare, problems = read("", f"a: {value}".encode())
    inner = bare.value.get("a") if bare is not None and not problems and isinstance(bare.value, dict) else None
    return Node(inner.value if inner is not None and isinstance(inner.value, Numeral | bool) else value, 0, 0, 1)


def _exactly(value: Any) -> Node:
    """Plain values as nodes: a text is a text whatever it looks like, and None is a blank to be filled in."""
    if isinstance(value, Mapping):
        return Node({key: _exactly(child) for key, child in value.items()}, 0, 0, 1)
    if isinstance(value, list):
        return Node([_exactly(child) for child in value], 0, 0, 1)
    return Node(Numeral(value) if isinstance(value, int) else value, 0, 0, 1)


class _Hints:
    """The comments of a new file: every field that it does not have, with an example and what it means."""

    def __init__(self, known: Known, lang: Lang) -> None:
        self.known = known
        self.lang: Lang = lang
        self.above: dict[Path, tuple[str, ...]] = {}
        self.below: dict[Path, tuple[str, ...]] = {}

    def comments(self, node: Node) -> Comments:
        self.group(node, self.known.cls, ())
        return Comments(above=self.above, below=self.below)

    def group(self, node: Node, cls: type[Part], path: Path) -> None:
        """Puts the hints of a group's absent fields where the fields would stand."""
        assert isinstance(node.value, dict)
        waiting: list[str] = []
        for key, field in declared(cls).items():
            if key not in node.value:
                waiting += self.hint(cls, field) if self.is_told(cls, key) else []
                continue
            if waiting:
                self.above[(*path, key)], waiting = tuple(waiting), []
            child = node.value[key]
            entries = _items(child) or [child]
            for number, entry in enumerate(entries):
                if isinstance(entry.value, dict):
                    inner = part_of(field, is_unknown="unknown" in entry.value)
                    here = (*path, key, number) if isinstance(child.value, list) else (*path, key)
                    if inner is not None:
                        self.group(entry, inner, here)
        if waiting:
            self.below[path] = tuple(waiting)

    def is_told(self, cls: type[Part], key: str) -> bool:
        """Of the record every field; of words only what is missing; of other groups all but who said it."""
        if key == "digest":
            return False  # counted from the article, not typed
        if cls is self.known.cls or is_required(cls, declared(cls)[key]):
            return True
        return not issubclass(cls, Text | Names | Unknown) and key != "said_by"

    def hint(self, cls: type[Part], field: Declared) -> list[str]:
        lines = list(self.example(cls, field, _NESTED_AT_MOST))
        zh, en, _ = meaning(field)
        note = zh if self.lang == "zh" else en
        if is_required(cls, field):
            note = f"{say('required').said(self.lang)} · {note}"
        return [f"# {lines[0]}  # {note}", *(f"# {line}" for line in lines[1:])]

    def example(self, cls: type[Part], field: Declared, depth: int) -> Iterator[str]:
        """A field as it may be written, line by line."""
        part = group_of(field) or (field.parts[0] if field.many and field.parts else None)
        if part is not None and depth:
            inner = list(self.inside(part, depth - 1))
            yield f"{field.key}:"
            for number, line in enumerate(inner):
                yield f"  {'' if not field.many else '- ' if number == 0 else '  '}{line}"
        else:
            value = self.value(cls, field)
            yield f"{field.key}: {f'[{value}]' if field.many and field.key != 'cite' else value}"

    def inside(self, part: type[Part], depth: int) -> Iterator[str]:
        """The fields of a group that an example needs: the required ones, and the body or place that it is about."""
        first = next(field for field in declared(part).values() if field.key != "cite")
        fields = [field for field in declared(part).values() if is_required(part, field)]
        if isinstance(first.marker, Ref) or all(field.key == "cite" for field in fields):
            fields = [first, *(field for field in fields if field is not first)]
        for field in fields:
            yield from self.example(part, field, depth)

    def value(self, cls: type[Part], field: Declared) -> str:
        """One value: the declared example, else the first of what is known."""
        if field.info.examples:
            given = field.info.examples[0]
            return ", ".join(map(str, given)) if isinstance(given, list) else scalar(_node(given).value)
        choices = self.known.choices(cls, field)
        if field.marker == Ref(None):
            choices = tuple(Choice(f"projects/{each.id}") for each in records(self.known.root, "projects")[:1])
        if choices:
            return f"{choices[0].id}#p1" if field.key == "cite" else choices[0].id
        return "…"
