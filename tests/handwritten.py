"""Record files as hands write them: fields in any order, any quotes and brackets, comments and blank lines anywhere."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from atlas.load.nodes import read
from atlas.records import RECORD_TYPES
from atlas.records.parts import Part, Unknown
from atlas.records.shape import Declared, declared

Draw = Callable[[st.SearchStrategy[Any]], Any]

WORDS = st.text(alphabet="abz XY.,:;#'\"\\[]{}&*!|>%@`?-=~/<$+3天津，。“” 　", min_size=1, max_size=30)
PROSE = st.lists(
    st.sampled_from(["the", "renewal", "of", "和平路:", "骑楼", "#4", "- ", "“quoted”", "it's", "2025?", "launched,"]),
    min_size=1,
    max_size=45,
).map(" ".join)
LINES = st.lists(st.sampled_from(["one", "二", "", "three: 3", "# four"]), min_size=2, max_size=4).map("\n".join)
NAMES = st.sampled_from(
    ["street", "和平路", "hongqiao-report#p4", "2026-11-22", "2025?", "764", "no", "12:30", "0012", ".5"]
)
TEXTS = st.one_of(WORDS, PROSE, LINES, NAMES, st.text(max_size=8))


class Writing:
    """One file being written; each comment is numbered, and known with the path it was given to."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.numbers = itertools.count(1)
        self.comments: dict[str, tuple[str | int, ...]] = {}

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) < percent)

    def comment(self, path: tuple[str | int, ...]) -> str:
        text = f"# remark {next(self.numbers)}: 说明"
        self.comments[text] = path
        return text

    def file(self, cls: type[Part]) -> str:
        lines = self.fields(cls, (), 0, 0)
        head = ["# yaml-language-server: $schema=../schema/other.json"] if self.chance(50) else []
        if self.chance(20):
            head += [self.comment(()), ""]
        tail = ["", self.comment(())] if self.chance(20) else []
        return "\n".join([*head, *lines, *tail]) + "\n"

    def fields(self, cls: type[Part], path: tuple[str | int, ...], indent: int, depth: int) -> list[str]:
        known = [key for key in declared(cls) if key != "unknown"]
        keys = self.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
        if cls is Unknown:
            keys = self.draw(st.permutations([*keys, "unknown"]))
        lines: list[str] = []
        for key in keys:
            field, here = declared(cls)[key], (*path, key)
            lines += self.spaced(here, indent)
            lines += self.value(f"{' ' * indent}{key}:", field, here, indent, depth)
        return lines

    def spaced(self, path: tuple[str | int, ...], indent: int) -> list[str]:
        """What stands above an entry."""
        blank = [""] if self.chance(15) else []
        return [*blank, " " * indent + self.comment(path)] if self.chance(20) else blank

    def value(self, lead: str, field: Declared, path: tuple[str | int, ...], indent: int, depth: int) -> list[str]:
        part = self.draw(st.sampled_from(field.parts)) if field.parts else None
        note = f"  {self.comment(path)}" if self.chance(15) else ""
        if field.many and depth < 3:
            count = self.draw(st.integers(1, 3))
            if part is None and self.chance(50):
                return [
                    f"{lead} [{', '.join(self.quoted(self.draw(TEXTS), one_line=True) for _ in range(count))}]{note}"
                ]
            lines = [f"{lead}{note}"]
            for number in range(count):
                here = (*path, number)
                lines += self.spaced(here, indent + 2)
                lines += self.item(part, here, indent + 2, depth)
            return lines
        if part is not None and depth < 3:
            return [f"{lead}{note}", *self.fields(part, path, indent + 2, depth + 1)]
        return self.scalar(lead, note, indent)

    def item(self, part: type[Part] | None, path: tuple[str | int, ...], indent: int, depth: int) -> list[str]:
        if part is None:
            return self.scalar(" " * indent + "-", "", indent)
        lines = self.fields(part, path, indent + 2, depth + 1)
        first = next(number for number, line in enumerate(lines) if line and not line.lstrip().startswith("#"))
        above = [line[2:] for line in lines[:first]]
        return [*above, f"{' ' * indent}- {lines[first][indent + 2 :]}", *lines[first + 1 :]]

    def scalar(self, lead: str, note: str, indent: int) -> list[str]:
        text = self.draw(TEXTS)
        if self.chance(15) and text.strip() == text and text.isprintable() and text:
            return [f"{lead} {self.draw(st.sampled_from(['>-', '|', '>', '|-']))}{note}", f"{' ' * (indent + 2)}{text}"]
        return [f"{lead} {self.quoted(text)}{note}"]

    def quoted(self, text: str, *, one_line: bool = False) -> str:
        ways = [json.dumps(text)]
        if text.isprintable():
            ways.append("'" + text.replace("'", "''") + "'")
            bare, faults = read("", f"[{text}]".encode() if one_line else f"a: {text}".encode())
            held = bare is not None and not faults and len(bare.value) == 1
            if held and text.strip() == text and " #" not in text and text:
                ways.append(text)
        return str(self.draw(st.sampled_from(ways)))


@st.composite
def handwritten(draw: Draw) -> tuple[str, str, dict[str, tuple[str | int, ...]]]:
    """A folder, the text of a file in it, and its comments with the paths they belong to."""
    folder = draw(st.sampled_from(sorted(RECORD_TYPES)))
    writing = Writing(draw)
    return folder, writing.file(RECORD_TYPES[folder]), writing.comments
