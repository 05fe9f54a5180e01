"""What cannot be read as YAML at all, in an editor's words: encodings, invisible characters, libyaml's complaints."""

# ruff: noqa: E501 (a complaint a line reads as a table)

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from atlas.problem import Place, Problem

# YAML's line breaks; U+2028 and the like break lines for some readers only, and are refused below.
_BREAK = re.compile(r"\r\n|\r|\n")
# Control characters, invisible formatting (zero width, direction, soft hyphen) and what Unicode calls no character.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_REPORTED_AT_MOST = 50

_BRACKET = "write the closing bracket, and a comma between entries"

# libyaml's complaint: the rule, our words, the remedy, and whether the fault lies where the construct began.
_COMPLAINTS: dict[str, tuple[str, str, str, bool]] = {
    "did not find expected '-' indicator": ("bad-indent", "a field stands where the list goes on", "begin it with `- `, or indent it", False),
    "could not find expected ':'": ("bad-indent", "a line without a colon", "write `name: value`, with a space after the colon", True),
    "block sequence entries are not allowed in this context": ("bad-indent", "a list cannot start on this line", "start it on a line of its own", False),
    "did not find expected ',' or ']'": ("yaml-syntax", "a list opened with [ is not closed", _BRACKET, True),
    "did not find expected ',' or '}'": ("yaml-syntax", "a group opened with { is not closed", _BRACKET, True),
    "found unexpected end of stream": ("yaml-syntax", "a quotation mark is not closed", "write the closing quotation mark", True),
    "found unknown escape character": ("yaml-syntax", "a backslash before a letter that means nothing", "write \\\\ for a backslash", False),
    "did not find expected <document start>": ("second-document", "the record ends above, and more follows", "delete the line `...`", False),
    "found unknown directive name": ("yaml-syntax", "a line cannot start with %", "put the text in quotes, or delete the line", True),
    "did not find expected comment or line break": ("yaml-syntax", "text behind | or >", "start the text on the next line", False),
}  # fmt: skip

_UNHEARD = ("yaml-syntax", "", "quotes and brackets come in pairs; compare with a neighbouring record", False)


def decoded(file: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, or why it has none: another encoding, a byte order mark, invisible characters."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "", (
            Problem(
                Place(file, 1, 1),
                "the file starts with a byte order mark",
                "byte-order-mark",
                "save it as UTF-8 without BOM",
            ),
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        what = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        return "", (
            Problem(
                _place(file, before, len(before)), what, "not-utf8", "save the file as UTF-8 (it may be GBK or UTF-16)"
            ),
        )
    return text, tuple(islice(_invisible(file, text), _REPORTED_AT_MOST))


def _invisible(file: str, text: str) -> Iterator[Problem]:
    for match in _INVISIBLE.finditer(text):
        what = f"the invisible character U+{ord(match.group()[0]):04X}"
        yield Problem(_place(file, text, match.start()), what, "control-character", "delete it", len(match.group()))


def _place(file: str, text: str, position: int) -> Place:
    """The line and column of a position in a text."""
    breaks = list(_BREAK.finditer(text, 0, position))
    start = breaks[-1].end() if breaks else 0
    return Place(file, len(breaks) + 1, position - start + 1)


def complaint(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """libyaml's complaint as a problem, at the place an editor has to look at."""
    said = (error.problem or "").strip()
    mark: Any = error.problem_mark or error.context_mark
    rule, what, fix, at_start = _COMPLAINTS.get(said, _UNHEARD)
    if at_start and error.context_mark is not None:
        mark = error.context_mark
    lines = _BREAK.split(text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = Place(file, mark.line + 1, mark.column + 1)
    if "\t" in (indent := line[: len(line) - len(line.lstrip())]):
        place = Place(file, mark.line + 1, indent.index("\t") + 1)
        return Problem(place, "a tab in the indentation", "tab", "replace it with spaces, two a level")
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
    if said == "mapping values are not allowed in this context" and not re.search(r":\s", before):
        place = Place(file, place.line, len(indent) + 1)
        what, fix = "a field is indented, but nothing above it takes fields", "line it up with its neighbours"
        return Problem(
            place, what, "bad-indent", f"{fix}, or put the text above in quotes", max(1, len(before.strip()))
        )
    if said == "mapping values are not allowed in this context":
        rule, what, fix = "bad-indent", "a second colon on one line", "put text that holds ': ' in quotes"
    elif said == "did not find expected key" and before.strip():
        rule, what = "yaml-syntax", "text goes on after its closing quotation mark or bracket"
        fix = 'put the whole text in quotes; inside double quotes write \\" for a quotation mark'
    elif said == "did not find expected key":
        rule, what, fix = "bad-indent", "the line starts in another column than its neighbours", "line it up with them"
    elif said == "did not find expected node content" and not here:
        return _unclosed(file, text)
    elif said == "did not find expected node content" or said.startswith("found character that cannot start"):
        what, fix = f"a value cannot start with '{here}'", "put the text in quotes"
    return Problem(place, what or f"the text cannot be read from here on ({said})", rule, fix)


def _unclosed(file: str, text: str) -> Problem:
    """A bracket that nothing follows, at the last one that was opened."""
    position = max(text.rfind("["), text.rfind("{"), 0)
    return Problem(_place(file, text, position), f"nothing follows the {text[position]}", "yaml-syntax", _BRACKET)


def plainer(text: str, form: str) -> str:
    """How to write a scalar so that everybody reads it alike."""
    quoted = f'"{text}"'
    if form == "word":
        return f"for text put it in quotes: {quoted}; for yes or no write {str(text.lower() in ('y', 'yes', 'on')).lower()}"
    if form in ("zeros", "grouped") and (number := text.replace("_", "").lstrip("0").rstrip(".")):
        return f"for text put it in quotes: {quoted}; for a number write {number}"
    if form == "short":
        return f"for text put it in quotes: {quoted}; for a number write all its digits"
    return f"put it in quotes: {quoted}"
