"""A record's nodes written out in canonical form: the order of the declarations, one layout for one content.

Nodes and comments say all there is to say, so that one record has one form, whoever wrote it: a group of plain
values, or a list of them, stands on one line where it fits; everything else stands a field a line.
"""

from __future__ import annotations

from functools import cache

from atlas.check.fault import part_of
from atlas.edit.comments import MODELINE, Comments
from atlas.edit.wrap import WIDTH, folded, scalar, width
from atlas.load.nodes import Node
from atlas.records import RECORD_TYPES
from atlas.records.parts import Part
from atlas.records.shape import Declared, Path, declared


def modeline(folder: str) -> str:
    """The first line of a record file, which leads an editor to the schema of its type."""
    return f"# yaml-language-server: $schema=../schema/{folder}.json"


def written(folder: str, node: Node, comments: Comments) -> str:
    """The file of a record of one type."""
    head = [line for line in comments.head if not MODELINE.match(line)]
    while head and not head[0]:
        head.pop(0)
    while head and not head[-1]:
        head.pop()
    body = _Writer(comments).group(node, RECORD_TYPES[folder], (), 0)
    return "\n".join([modeline(folder), *head, *([""] if head else []), *body]) + "\n"


@cache
def is_small(cls: type[Part]) -> bool:
    """Whether a declaration holds single values only, and so may stand on one line: names, words, a count's noun."""
    return not any(field.parts or field.many for field in declared(cls).values())


class _Writer:
    def __init__(self, comments: Comments) -> None:
        self.comments = comments
        self.commented = comments.within()

    def group(self, node: Node, cls: type[Part], path: Path, indent: int) -> list[str]:
        """The fields of a group, a field a line, in declared order."""
        assert isinstance(node.value, dict)
        lines: list[str] = []
        for key, field in declared(cls).items():
            if key in node.value:
                child, here = node.value[key], (*path, key)
                lines += self.above(here, indent, is_first=not lines)
                lines += self.entry(f"{' ' * indent}{key}:", child, field, here, indent)
        return lines + self.below(path, indent)

    def items(self, node: Node, field: Declared | None, path: Path, indent: int) -> list[str]:
        """The entries of a list, a dash each."""
        assert isinstance(node.value, list)
        lines: list[str] = []
        for number, child in enumerate(node.value):
            here = (*path, number)
            lines += self.above(here, indent, is_first=not lines)
            lines += self.item(child, field, here, indent)
        return lines + self.below(path, indent)

    def item(self, child: Node, field: Declared | None, path: Path, indent: int) -> list[str]:
        """One entry. What stands above its first field, or behind its bare dash, goes above the dash."""
        part = _part(field, child)
        lead = f"{' ' * indent}-"
        if not child.value or self.one_line(child, part, path, lead) or not isinstance(child.value, dict) or not part:
            return self.entry(lead, child, field, path, indent)
        lines = self.group(child, part, path, indent + 2)
        raised = [f"{' ' * indent}{line}" for line in self.comments.beside.get(path, ())]
        while lines[0].lstrip().startswith("#") or not lines[0]:
            raised.append(lines.pop(0)[2:])
        return [*raised, f"{lead} {lines[0][indent + 2 :]}", *lines[1:]]

    def entry(self, lead: str, child: Node, field: Declared | None, path: Path, indent: int) -> list[str]:
        """A field or an entry with its value, on one line if it may."""
        part, notes = _part(field, child), self.comments.beside.get(path, ())
        raised = [f"{' ' * indent}{line}" for line in notes[:-1]]
        note = f"  {notes[-1]}" if notes else ""
        if (line := self.one_line(child, part, path, lead)) is not None:
            return [*raised, f"{lead} {line}{note}".rstrip()]
        if isinstance(child.value, dict) and part is not None:
            return [*raised, f"{lead}{note}", *self.group(child, part, path, indent + 2)]
        if isinstance(child.value, list):
            return [*raised, f"{lead}{note}", *self.items(child, field, path, indent + 2)]
        text = str(child.value)
        lines = folded(text, WIDTH - indent - 2) or []
        return [*raised, f"{lead} {'>' if text.endswith(chr(10)) else '>-'}{note}", *(
            f"{' ' * (indent + 2)}{line}" if line else "" for line in lines)]  # fmt: skip

    def one_line(self, node: Node, part: type[Part] | None, path: Path, lead: str) -> str | None:
        """A value as it stands behind its field's name; None where it takes lines of its own."""
        value = node.value
        if not isinstance(value, dict | list):
            line = scalar(value)
            fits = width(lead) + 1 + width(line) <= WIDTH and "\n" not in str(value)
            is_broken = isinstance(value, str) and not fits and folded(value, WIDTH - _indent(lead) - 2)
            return None if is_broken else line
        if not value:
            return "{}" if isinstance(value, dict) else "[]"
        children = list(value.values()) if isinstance(value, dict) else value
        if path in self.commented or any(isinstance(child.value, dict | list) for child in children):
            return None
        if any(child.value is None or "\n" in str(child.value) or _trips(child.value) for child in children):
            return None
        if isinstance(value, list):
            line = "[" + ", ".join(scalar(child.value, in_flow=True) for child in value) + "]"
        elif part is not None and is_small(part):
            fields = [key for key in declared(part) if key in value]
            line = "{" + ", ".join(f"{key}: {scalar(value[key].value, in_flow=True)}" for key in fields) + "}"
        else:
            return None
        return line if width(lead) + 1 + width(line) <= WIDTH else None

    def above(self, path: Path, indent: int, *, is_first: bool) -> list[str]:
        """The comments above an entry; nothing opens with a blank line."""
        lines = list(self.comments.above.get(path, ()))
        while is_first and lines and not lines[0]:
            lines.pop(0)
        return [f"{' ' * indent}{line}" if line else "" for line in lines]

    def below(self, path: Path, indent: int) -> list[str]:
        return [f"{' ' * indent}{line}" if line else "" for line in self.comments.below.get(path, ())]


def _trips(value: object) -> bool:
    """Whether a text would need quotes for the brackets' sake alone: a comma there starts a new field."""
    return scalar(value) == value != scalar(value, in_flow=True)


def _indent(lead: str) -> int:
    return len(lead) - len(lead.lstrip())


def _part(field: Declared | None, node: Node) -> type[Part] | None:
    if field is None or not isinstance(node.value, dict):
        return None
    return part_of(field, is_unknown="unknown" in node.value)
