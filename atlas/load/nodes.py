"""Strict YAML: one document of bytes to a tree of positioned nodes.

Built on libyaml's event stream, so that a place is kept for every key and value, and so that
whatever YAML lets two readers understand differently is refused rather than guessed:
duplicate keys, anchors, aliases, merge keys, tags, further documents, and bare scalars that
YAML 1.1 and 1.2 read differently (`no`, `12:30`, `0012`).
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from atlas.load import syntax
from atlas.message import Text, brief, say
from atlas.problem import Place, Problem

MAX_BYTES = 512_000
MAX_DEPTH = 24
# The largest record of a city has some hundreds of values, and nobody reads beyond some dozens of faults.
MAX_NODES = 10_000
MAX_FAULTS = 100
# Beyond this a bare scalar is text: no number is as long, and patterns need not run over half a megabyte.
LONGEST_LITERAL = 60

# Its events always carry their marks, though their type says that they may not.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# No record needs more digits; a longer run would be read as text by some and cost others minutes to convert.
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?\Z")
_AMBIGUOUS = re.compile(
    r"(?P<word>y|n|yes|no|on|off)\Z"  # booleans in YAML 1.1, words in 1.2
    r"|(?P<time>[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?)\Z"  # base-60 numbers in YAML 1.1
    r"|(?P<zeros>[-+]?0[0-9_]+)\Z"  # octal in YAML 1.1
    r"|(?P<code>[-+]?0[xob][0-9a-f_]+)\Z"
    r"|(?P<grouped>[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?)\Z"  # 1_000
    r"|(?P<short>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+)\Z"  # 1e9
    r"|(?P<special>[-+]?\.(?:inf|nan))\Z",
    re.IGNORECASE,
)
# Nothing longer is a slip of the pen, and the expression above would take minutes over a file of digits.
_LONGEST_AMBIGUOUS = 64
_NULL = re.compile(r"(?:~|null)\Z", re.IGNORECASE)
_BOOL = re.compile(r"(?:true|false)\Z", re.IGNORECASE)


class Numeral(str):
    """A bare scalar that spells a number, kept as written: the declared field type decides how to read it."""

    __slots__ = ()


class Node(Struct, frozen=True):
    """A value with the place where it starts, and, in a mapping, the places of its keys.

    `value` is a str, a Numeral, a bool, a list of Nodes, or a dict of str to Node.
    """

    value: object
    line: int
    column: int
    length: int
    keys: dict[str, tuple[int, int]] | None = None

    def plain(self) -> object:
        """The bare value, children included, without places."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...]) -> tuple[Node, tuple[str | int, ...]]:
        """The deepest node on a path, with the steps that could be taken; unknown steps are passed over."""
        node, taken = self, []
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
                node = node.value[step]
            else:
                continue
            taken.append(step)
        return node, tuple(taken)


class _Fault(Exception):
    """Carries the fault that ends a file out of the recursive reader."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Turns libyaml's events into nodes, noting what can be passed over and stopping at what cannot."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.count = 0
        self.text = text
        self.loader = _Loader(text)

    def fault(self, mark: Any, rule: str, what: Text, fix: Text, length: int = 1) -> Problem:
        return Problem(Place(self.file, mark.line + 1, mark.column + 1), what, rule, fix, max(1, length))

    def stop(self, mark: Any, rule: str, what: Text, fix: Text, length: int = 1) -> _Fault:
        return _Fault(self.fault(mark, rule, what, fix, length))

    def document(self) -> Node | None:
        self.loader.get_event()  # stream start
        if isinstance(self.loader.get_event(), yaml.StreamEndEvent):
            return None
        node = self.node(0)
        self.loader.get_event()  # document end
        event = self.loader.get_event()
        if not isinstance(event, yaml.StreamEndEvent):
            what, fix = say("a second document starts here"), say("move it into a file of its own")
            raise self.stop(event.start_mark, "second-document", what, fix, 3)
        return node

    def node(self, depth: int) -> Node:
        event = self.loader.get_event()
        mark = event.start_mark
        if depth > MAX_DEPTH:
            what = say("nested deeper than {limit} levels", limit=MAX_DEPTH)
            raise self.stop(mark, "too-deep", what, say("flatten the value"))
        self.count += 1
        if self.count > MAX_NODES:
            what = say("more than {limit:,} values", limit=MAX_NODES)
            raise self.stop(mark, "too-large", what, say("split it, or keep the data elsewhere"))
        if len(self.problems) >= MAX_FAULTS:
            raise _Fault(self.problems.pop())
        self.refuse_indirection(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(mark, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(self.loader.peek_event(), yaml.SequenceEndEvent):
                items.append(self.node(depth + 1))
            self.loader.get_event()
            return Node(items, mark.line + 1, mark.column + 1, 1)
        return self.scalar(event)

    def refuse_indirection(self, event: Any) -> None:
        """Raises at an alias, an anchor or a tag."""
        mark, anchor, tag = event.start_mark, getattr(event, "anchor", ""), getattr(event, "tag", "")
        if isinstance(event, yaml.AliasEvent):
            fix = say('write the value out here; for text that starts with *, put it in quotes: "*{name}"', name=anchor)
            raise self.stop(mark, "alias", say("the alias '*{name}'", name=anchor), fix, len(anchor) + 1)
        if anchor:
            fix = say("delete '&{name}'; for text that starts with &, put it in quotes", name=anchor)
            raise self.stop(mark, "anchor", say("the anchor '&{name}'", name=anchor), fix, len(anchor) + 1)
        if tag:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            fix = say("delete the tag; for text that starts with !, put it in quotes")
            raise self.stop(mark, "tag", say("the tag '{tag}'", tag=short), fix, len(short))

    def refuse_escapes(self, event: Any) -> None:
        """Notes an invisible character that a quoted text spells with a backslash, as the file itself may not hold it."""
        if event.style == '"' and (code := syntax.invisible(event.value)) is not None:
            what = say("the invisible character U+{code:04X}, spelt with a backslash", code=code)
            self.problems.append(self.fault(event.start_mark, "control-character", what, say("delete it")))

    def mapping(self, mark: Any, depth: int) -> Node:
        values: dict[str, Node] = {}
        places: dict[str, tuple[int, int]] = {}
        while not isinstance(self.loader.peek_event(), yaml.MappingEndEvent):
            key, key_mark, plain = self.key()
            before = len(self.problems)
            value = self.node(depth + 1)
            if (
                plain
                and value.value == ""
                and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", key)
                and before < len(self.problems)
            ):
                del self.problems[before:]  # what follows a comma within braces has no value to speak of
                what = say("the number {number} stands where a field's name belongs", number=key)
                fix = say("a comma inside {{ }} starts a new field: write numbers without commas")
                self.problems.append(self.fault(key_mark, "bad-key", what, fix, len(key)))
            elif key in places:
                what = say("the key '{key}' stands twice; first on line {line}", key=brief(key), line=places[key][0])
                fix = say("keep one of the two, or merge them")
                self.problems.append(self.fault(key_mark, "duplicate-key", what, fix, len(key)))
            else:
                places[key] = (key_mark.line + 1, key_mark.column + 1)
                values[key] = value
        self.loader.get_event()
        return Node(values, mark.line + 1, mark.column + 1, 1, places)

    def key(self) -> tuple[str, Any, bool]:
        """A key, its place, and whether it stands without quotes."""
        event = self.loader.get_event()
        self.refuse_indirection(event)
        if not isinstance(event, yaml.ScalarEvent):
            what = say("a list or a group stands where a field's name belongs")
            fix = say("write a field's name here; put text that starts with [ or {{ in quotes")
            raise self.stop(event.start_mark, "bad-key", what, fix)
        if event.value == "<<" and not event.style:
            raise self.stop(event.start_mark, "merge-key", say("the merge key '<<'"), say("write the fields out"), 2)
        self.refuse_escapes(event)
        return event.value, event.start_mark, not event.style

    def scalar(self, event: Any) -> Node:
        text, mark = event.value, event.start_mark
        if not text and mark.index >= len(self.text):
            mark = syntax.end(self.text)
        self.refuse_escapes(event)
        length = event.end_mark.column - mark.column if event.end_mark.line == mark.line else 1
        value: object = text
        if event.style or len(text) > LONGEST_LITERAL:
            pass  # quoted, or longer than any number or boolean: text, whatever it looks like
        elif text == "" or _NULL.match(text):
            what = say("'{text}' says that there is no value", text=text) if text else say("no value")
            fix = say("give the value, delete the field, or state what is unknown under `unknowns`")
            self.problems.append(self.fault(mark, "empty-value", what, fix, length))
        elif len(text) <= _LONGEST_AMBIGUOUS and (match := _AMBIGUOUS.match(text)):
            what = say("a bare '{text}' is read differently by different programs", text=text)
            plainer = syntax.plainer(text, match.lastgroup or "")
            self.problems.append(self.fault(mark, "ambiguous-scalar", what, plainer, length))
        elif _BOOL.match(text):
            value = text.lower() == "true"
        elif _NUMBER.match(text):
            value = Numeral(text)
        return Node(value, mark.line + 1, mark.column + 1, length)


def too_large(file: str, size: int) -> Problem:
    """That a file holds more than is read."""
    what = say("the file has {size:,} bytes; at most {limit:,} are read", size=size, limit=MAX_BYTES)
    return Problem(Place(file, 1, 1), what, "too-large", say("split it, or keep the data elsewhere"))


def read(file: str, raw: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The node tree of one file, and its faults; no tree where the file cannot be read at all."""
    if len(raw) > MAX_BYTES:
        return None, (too_large(file, len(raw)),)
    text, faults = syntax.decoded(file, raw)
    if faults:
        return None, faults
    reader = _Reader(file, text)
    try:
        node = reader.document()
    except _Fault as stopped:
        return None, (*reader.problems, stopped.problem)
    except yaml.MarkedYAMLError as error:
        return None, (*reader.problems, syntax.complaint(file, text, error))
    finally:
        reader.loader.dispose()
    if node is None:
        what = say("the file holds only comments") if text.strip() else say("the file is empty")
        return None, (Problem(Place(file, 1, 1), what, "empty-file", say("write the record, or delete the file")),)
    return node, tuple(reader.problems)
