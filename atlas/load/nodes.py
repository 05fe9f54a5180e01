"""Strict YAML: one document of bytes to a tree of positioned nodes.

Built on libyaml's event stream, so that a place is kept for every key and value, and so that
whatever YAML lets two readers understand differently is refused rather than guessed:
duplicate keys, anchors, aliases, merge keys, tags, further documents, and bare scalars that
YAML 1.1 and 1.2 read differently (`no`, `12:30`, `0012`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from atlas.problem import Place, Problem

MAX_BYTES = 512_000
MAX_DEPTH = 24

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_AMBIGUOUS = re.compile(
    r"(?:y|n|yes|no|on|off)\Z"  # booleans in YAML 1.1, words in 1.2
    r"|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?\Z"  # base-60 numbers in YAML 1.1
    r"|[-+]?0[0-9_]+\Z"  # octal in YAML 1.1
    r"|[-+]?0[xob][0-9a-f_]+\Z"
    r"|[-+]?\d[\d_]*_[\d_]*\Z"  # 1_000
    r"|[-+]?\.(?:inf|nan)\Z",
    re.IGNORECASE,
)
_NULL = re.compile(r"(?:~|null)\Z", re.IGNORECASE)
_BOOL = re.compile(r"(?:true|false)\Z", re.IGNORECASE)


class Numeral(str):
    """A bare scalar that spells a number, kept as written: the declared field type decides how to read it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Node:
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
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
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
        self.loader = _Loader(text)

    def fault(self, mark: yaml.Mark, rule: str, what: str, fix: str, length: int = 1) -> Problem:
        return Problem(Place(self.file, mark.line + 1, mark.column + 1), what, rule, fix, max(1, length))

    def stop(self, mark: yaml.Mark, rule: str, what: str, fix: str, length: int = 1) -> _Fault:
        return _Fault(self.fault(mark, rule, what, fix, length))

    def document(self) -> Node | None:
        self.loader.get_event()  # stream start
        if isinstance(self.loader.get_event(), yaml.StreamEndEvent):
            return None
        node = self.node(0)
        self.loader.get_event()  # document end
        event = self.loader.get_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.stop(
                event.start_mark, "second-document", "a second document starts here", "move it into a file of its own", 3
            )
        return node

    def node(self, depth: int) -> Node:
        event = self.loader.get_event()
        mark = event.start_mark
        if depth > MAX_DEPTH:
            raise self.stop(mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "flatten the value")
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

    def refuse_indirection(self, event: yaml.Event) -> None:
        """Raises at an alias, an anchor or a tag."""
        mark, anchor, tag = event.start_mark, getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            raise self.stop(mark, "alias", f"the alias '*{anchor}'", "write the value out here", len(anchor) + 1)
        if anchor is not None:
            raise self.stop(mark, "anchor", f"the anchor '&{anchor}'", f"delete '&{anchor}'", len(anchor) + 1)
        if tag is not None:
            raise self.stop(mark, "tag", f"the tag '{tag}'", "delete the tag", len(tag))

    def mapping(self, mark: yaml.Mark, depth: int) -> Node:
        values: dict[str, Node] = {}
        places: dict[str, tuple[int, int]] = {}
        while not isinstance(self.loader.peek_event(), yaml.MappingEndEvent):
            key, key_mark = self.key()
            value = self.node(depth + 1)
            if key in places:
                self.problems.append(
                    self.fault(
                        key_mark,
                        "duplicate-key",
                        f"the key '{key}' stands twice; first on line {places[key][0]}",
                        "keep one of the two, or merge them",
                        len(key),
                    )
                )
                continue
            places[key] = (key_mark.line + 1, key_mark.column + 1)
            values[key] = value
        self.loader.get_event()
        return Node(values, mark.line + 1, mark.column + 1, 1, places)

    def key(self) -> tuple[str, yaml.Mark]:
        event = self.loader.get_event()
        self.refuse_indirection(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self.stop(event.start_mark, "bad-key", "a key that is not a plain word", "write a field's name here")
        if event.value == "<<" and not event.style:
            raise self.stop(event.start_mark, "merge-key", "the merge key '<<'", "write the fields out", 2)
        return event.value, event.start_mark

    def scalar(self, event: yaml.ScalarEvent) -> Node:
        text, mark = event.value, event.start_mark
        length = event.end_mark.column - mark.column if event.end_mark.line == mark.line else 1
        value: object = text
        if event.style:
            pass  # quoted: text, whatever it looks like
        elif text == "" or _NULL.match(text):
            what = f"'{text}' says that there is no value" if text else "no value"
            fix = "give the value, delete the field, or state what is unknown under `unknowns`"
            self.problems.append(self.fault(mark, "empty-value", what, fix, length))
        elif _AMBIGUOUS.match(text):
            what = f"'{text}' without quotes is read differently by YAML 1.1 and 1.2"
            self.problems.append(self.fault(mark, "ambiguous-scalar", what, f'put it in quotes: "{text}"', length))
        elif _BOOL.match(text):
            value = text.lower() == "true"
        elif _NUMBER.match(text):
            value = Numeral(text)
        return Node(value, mark.line + 1, mark.column + 1, length)


def read(file: str, raw: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The node tree of one file, and its faults; no tree where the file cannot be read at all."""
    text, fault = _decoded(file, raw)
    if fault is not None:
        return None, (fault,)
    reader = _Reader(file, text)
    try:
        node = reader.document()
    except _Fault as stopped:
        return None, (*reader.problems, stopped.problem)
    except yaml.reader.ReaderError as error:
        return None, (*reader.problems, _control_character(file, text, error))
    except yaml.MarkedYAMLError as error:
        return None, (*reader.problems, _syntax(file, text, error))
    finally:
        reader.loader.dispose()
    if node is None:
        return None, (Problem(Place(file, 1, 1), "the file is empty", "empty-file", "write the record, or delete the file"),)
    return node, tuple(reader.problems)


def _decoded(file: str, raw: bytes) -> tuple[str, Problem | None]:
    start = Place(file, 1, 1)
    if len(raw) > MAX_BYTES:
        what = f"{len(raw):,} bytes; at most {MAX_BYTES:,} are read"
        return "", Problem(start, what, "too-large", "split it, or keep the data elsewhere")
    if raw.startswith(b"\xef\xbb\xbf"):
        return "", Problem(start, "the file starts with a byte order mark", "byte-order-mark", "save as UTF-8 without BOM")
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        fix = "save the file as UTF-8 (not GBK)"
        return "", Problem(Place(file, before.count(b"\n") + 1, column), what, "not-utf8", fix)


def _control_character(file: str, text: str, error: yaml.reader.ReaderError) -> Problem:
    # libyaml counts bytes, not characters: look for the character itself.
    position = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r" or "\x7f" <= c <= "\x9f"), 0)
    line = text.count("\n", 0, position) + 1
    place = Place(file, line, position - text.rfind("\n", 0, position))
    return Problem(place, f"the control character U+{ord(text[position]):04X}", "control-character", "delete it")


_INDENT_COMPLAINTS = (
    "did not find expected key",
    "mapping values are not allowed in this context",
    "did not find expected '-' indicator",
    "could not find expected ':'",
    "block sequence entries are not allowed in this context",
)


def _syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """libyaml's complaint in an editor's words."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    said = (error.problem or "").strip()
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        place = Place(file, mark.line + 1, line.index("\t") + 1)
        return Problem(place, "a tab in the indentation", "tab", "replace it with spaces, two a level")
    place = Place(file, mark.line + 1, mark.column + 1)
    if said in _INDENT_COMPLAINTS:
        fix = "line the field up with its neighbours; put text that holds ': ' or ' #' in quotes"
        return Problem(place, "the indentation or a colon is out of place", "bad-indent", fix)
    fix = "quotes and brackets come in pairs; compare with a neighbouring record"
    return Problem(place, f"not YAML: {said}", "yaml-syntax", fix)
