"""Comments and blank lines of a record file, each tied to the field or entry it speaks of, so that it moves with it.

Nodes carry no comments, so the events are read once more: what lies between scalars and starts with `#` is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from atlas.records.shape import Path

Lines = tuple[str, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# A comment, or a blank line.
_BETWEEN = re.compile(r"#[^\n]*|^[ \t]*\n", re.MULTILINE)
MODELINE = re.compile(r"#\s*yaml-language-server\s*:")


class Comments(Struct, frozen=True):
    """Comment lines by the path they belong to; an empty line among them is a blank one."""

    head: Lines = ()
    above: dict[Path, Lines] = field(default_factory=dict)
    beside: dict[Path, Lines] = field(default_factory=dict)
    below: dict[Path, Lines] = field(default_factory=dict)

    def within(self) -> set[Path]:
        """Every group and list that holds a comment somewhere inside, and so cannot stand on one line."""
        inside = [path[:-1] for path, lines in (*self.above.items(), *self.beside.items()) if any(lines)]
        return {path[:depth] for path in (*inside, *self.below) for depth in range(len(path) + 1)}


class _Entry(Struct, frozen=True):
    """A field or a list's entry: where it starts (a field's name, an entry's dash), and where its value does."""

    path: Path
    start: int
    column: int
    value: int
    end: int
    is_flow: bool
    is_block: bool
    in_flow: bool


class _Layout:
    """The entries of a file in the order they stand in, and the spans of its scalars."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[_Entry] = []
        self.scalars: list[tuple[int, int]] = []
        self.loader = _Loader(text)
        try:
            for _ in range(2):
                self.loader.get_event()
            self.value((), in_flow=False)
        finally:
            self.loader.dispose()
        self.starts = [entry.start for entry in self.entries]
        self.by_path = {entry.path: entry for entry in self.entries}

    def value(self, path: Path, *, in_flow: bool) -> Any:
        """Reads one value; its first event, and the index it ends at."""
        event: Any = self.loader.get_event()
        end: int = event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
            return event, end
        is_flow = bool(event.flow_style)
        if isinstance(event, yaml.MappingStartEvent):
            while not isinstance(self.loader.peek_event(), yaml.MappingEndEvent):
                key = self.loader.get_event()
                self.scalar(key)
                self.entry((*path, key.value), key.start_mark.index, key.start_mark.column, in_flow=in_flow or is_flow)
        else:
            begun: Any = event.start_mark
            number, after = 0, begun.index
            while not isinstance(self.loader.peek_event(), yaml.SequenceEndEvent):
                following: Any = self.loader.peek_event()
                first = following.start_mark.index
                dash = first if is_flow else self.dash(begun.column, after, first)
                after = self.entry((*path, number), dash, begun.column, in_flow=in_flow or is_flow)
                number += 1
        return event, self.loader.get_event().end_mark.index

    def entry(self, path: Path, start: int, column: int, *, in_flow: bool) -> int:
        position = len(self.entries)
        event, end = self.value(path, in_flow=in_flow)
        is_scalar = isinstance(event, yaml.ScalarEvent)
        is_flow = not is_scalar and bool(event.flow_style)
        is_block = not is_scalar and not is_flow
        self.entries.insert(
            position, _Entry(path, start, column, event.start_mark.index, end, is_flow, is_block, in_flow)
        )
        return int(end)

    def dash(self, column: int, after: int, first: int) -> int:
        """Where the dash of an entry stands: in its list's column, on the entry's line or above it."""
        line = first
        while line > after:
            line = self.text.rfind("\n", 0, line) + 1
            if self.text[line + column : line + column + 1] == "-" and line + column < first:
                return line + column
            line -= 1
        return min(after, first)

    def scalar(self, event: Any) -> None:
        """Notes the span of a scalar; a block's header and the blank lines behind it are no part of it."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            header, _, body = self.text[start:end].partition("\n")
            start += len(header)
            if "+" not in header.partition("#")[0]:
                end = start + 1 + len(body.rstrip())
        self.scalars.append((start, end))

    def gaps(self) -> Iterator[tuple[int, int]]:
        """What lies between scalars."""
        before = 0
        for start, end in sorted(self.scalars):
            yield before, start
            before = end
        yield before, len(self.text)

    def found(self) -> Iterator[tuple[int, str]]:
        """Comments, and blank lines as empty texts, with their places, in order."""
        for start, end in self.gaps():
            for match in _BETWEEN.finditer(self.text, start, end):
                yield match.start(), match.group().rstrip()


class _Sorter:
    """Gives each comment to what it speaks of."""

    def __init__(self, layout: _Layout) -> None:
        self.layout = layout
        self.above: dict[Path, list[str]] = defaultdict(list)
        self.beside: dict[Path, list[str]] = defaultdict(list)
        self.below: dict[Path, list[str]] = defaultdict(list)
        self.slot = -1
        self.blank = False
        self.last: list[str] | None = None

    def sort(self) -> Comments:
        for index, text in self.layout.found():
            slot = bisect_right(self.layout.starts, index)
            if slot != self.slot:
                self.settle()
                self.slot, self.last = slot, None
            if not text:
                self.blank = True
            elif self.layout.text[self.layout.text.rfind("\n", 0, index) + 1 : index].strip():
                self.beside[self.neighbour(slot, index)].append(text)
            else:
                self.own_line(slot, index, text)
        self.settle()
        head = self.head()
        return Comments(head, *({path: tuple(lines) for path, lines in found.items() if lines}
                                for found in (self.above, self.beside, self.below)))  # fmt: skip

    def settle(self) -> None:
        """A blank line that no comment follows belongs to the entry below it."""
        entries = self.layout.entries
        if self.blank and 0 <= self.slot < len(entries):
            self.above[entries[self.slot].path].append("")
        self.blank = False

    def own_line(self, slot: int, index: int, text: str) -> None:
        lines = self.last if self.last is not None else self.target(slot, index)
        following = self.layout.entries[slot].path if slot < len(self.layout.entries) else None
        if following is not None and lines is self.above.get(following):
            self.last = lines
        lines.extend(["", text] if self.blank else [text])
        self.blank = False

    def target(self, slot: int, index: int) -> list[str]:
        """The lines above the next entry, or at the end of the group or list that the comment is indented into."""
        entries = self.layout.entries
        following = entries[slot] if slot < len(entries) else None
        last = entries[slot - 1] if slot else None
        if last is not None and last.start < index < last.value and not last.is_block:
            return self.above[last.path]
        flow = self.enclosing_flow(last, index)
        if flow is not None:
            return self.above[following.path] if following and following.start < flow.end else self.below[flow.path]
        column = index - (self.layout.text.rfind("\n", 0, index) + 1)
        limit = following.column if following else -1
        around = [self.layout.by_path[last.path[:depth]] for depth in range(1, len(last.path) + 1)] if last else []
        deeper = [entry for entry in around if not entry.in_flow and limit < entry.column <= column]
        if deeper:
            # A list's dashes may stand in the column of its name; the comment there is the outer group's.
            return self.below[max(deeper, key=lambda entry: entry.column).path[:-1]]
        return self.above[following.path] if following else self.below[()]

    def enclosing_flow(self, last: _Entry | None, index: int) -> _Entry | None:
        for depth in range(len(last.path) if last else 0, 0, -1):
            entry = self.layout.by_path[last.path[:depth]] if last else None
            if entry and entry.is_flow and entry.value < index < entry.end:
                return entry
        return None

    def neighbour(self, slot: int, index: int) -> Path:
        """The entry that a comment behind it speaks of: the last one begun, or the brackets just closed."""
        if not slot:
            return ()
        path = self.layout.entries[slot - 1].path
        for depth in range(len(path) - 1, 0, -1):
            around = self.layout.by_path[path[:depth]]
            if around.is_flow and around.end <= index:
                path = around.path
        return path

    def head(self) -> Lines:
        """What stands at the top of the file by itself: the modeline, and comments that a blank line sets off."""
        first = self.layout.entries[0].path if self.layout.entries else ()
        lines = self.above.pop(first, [])
        stray = self.beside.pop((), [])
        end = max((index + 1 for index, line in enumerate(lines) if not line), default=0)
        while end < len(lines) and MODELINE.match(lines[end]):
            end += 1
        if lines[end:]:
            self.above[first] = lines[end:]
        return (*stray, *lines[:end])


def comments(text: str) -> Comments:
    """The comments and blank lines of a file that has been read without a fault; line breaks are `\\n`."""
    return _Sorter(_Layout(text)).sort()
