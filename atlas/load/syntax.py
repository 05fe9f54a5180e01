"""What cannot be read as YAML at all, in an editor's words: encodings, invisible characters, libyaml's complaints."""

# ruff: noqa: E501 (a complaint a line reads as a table)

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import yaml

from atlas.message import Message, say
from atlas.problem import Place, Problem

# YAML's line breaks; U+2028 and the like break lines for some readers only, and are refused below.
_BREAK = re.compile(r"\r\n|\r|\n")
# Control characters, invisible formatting (zero width, direction, soft hyphen), letters that show nothing, tags, and
# what Unicode calls no character. Variation selectors may stay: they tell apart the forms of a Chinese name.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]+"
)
_REPORTED_AT_MOST = 50

_BRACKET = say("write the closing bracket, and a comma between entries")

# libyaml's complaint: the rule, our words, the remedy, and whether the fault lies where the construct began.
_COMPLAINTS: dict[str, tuple[str, Message, Message, bool]] = {
    "did not find expected '-' indicator": ("bad-indent", say("a field stands where the list goes on"), say("begin it with `- `, or indent it"), False),
    "could not find expected ':'": ("bad-indent", say("a line without a colon"), say("write `name: value`, with a space after the colon"), True),
    "block sequence entries are not allowed in this context": ("bad-indent", say("a list cannot start on this line"), say("start it on a line of its own"), False),
    "did not find expected ',' or ']'": ("yaml-syntax", say("a list opened with [ is not closed"), _BRACKET, True),
    "did not find expected ',' or '}'": ("yaml-syntax", say("a group opened with {{ is not closed"), _BRACKET, True),
    "found unexpected end of stream": ("yaml-syntax", say("a quotation mark is not closed"), say("write the closing quotation mark"), True),
    "found unknown escape character": ("yaml-syntax", say("a backslash before a letter that means nothing"), say("write \\\\ for a backslash"), False),
    "did not find expected <document start>": ("second-document", say("the record ends above, and more follows"), say("delete the line `...`"), False),
    "found unknown directive name": ("yaml-syntax", say("a line cannot start with %"), say("put the text in quotes, or delete the line"), True),
    "did not find expected comment or line break": ("yaml-syntax", say("text behind | or >"), say("start the text on the next line"), False),
}  # fmt: skip

_UNHEARD = ("yaml-syntax", None, say("quotes and brackets come in pairs; compare with a neighbouring record"), False)


class End(NamedTuple):
    """Where a text ends, as libyaml counts lines and columns: from 0."""

    line: int
    column: int


def end(text: str) -> End:
    """The end of a text; to libyaml every last line has a break, so that what is missing there stands on one more."""
    lines = _BREAK.split(text)
    return End(len(lines) - 1, len(lines[-1]))


def decoded(file: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, or why it has none: another encoding, a byte order mark, invisible characters."""
    if raw.startswith(b"\xef\xbb\xbf"):
        what, fix = say("the file starts with a byte order mark"), say("save it as UTF-8 without BOM")
        return "", (Problem(Place(file, 1, 1), what, "byte-order-mark", fix),)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        what = say("byte 0x{byte:02X} is not UTF-8", byte=raw[error.start])
        fix = say("save the file as UTF-8 (it may be GBK or UTF-16)")
        return "", (Problem(_place(file, before, len(before)), what, "not-utf8", fix),)
    return text, tuple(islice(_invisible(file, text), _REPORTED_AT_MOST))


def invisible(text: str) -> int | None:
    """The first invisible character of a text, by its number."""
    match = _INVISIBLE.search(text)
    return ord(match.group()[0]) if match else None


def _invisible(file: str, text: str) -> Iterator[Problem]:
    for match in _INVISIBLE.finditer(text):
        what = say("the invisible character U+{code:04X}", code=ord(match.group()[0]))
        yield Problem(
            _place(file, text, match.start()), what, "control-character", say("delete it"), len(match.group())
        )


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
        return Problem(place, say("a tab in the indentation"), "tab", say("replace it with spaces, two a level"))
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
    if said == "mapping values are not allowed in this context" and not re.search(r":\s", before):
        place = Place(file, place.line, len(indent) + 1)
        what = say("a field is indented, but nothing above it takes fields")
        fix = say("line it up with its neighbours, or put the text above in quotes")
        return Problem(place, what, "bad-indent", fix, max(1, len(before.strip())))
    if said == "mapping values are not allowed in this context":
        rule, what = "bad-indent", say("a second colon on one line")
        fix = say("put text that holds ': ' in quotes")
    elif said == "did not find expected key" and before.strip():
        rule, what = "yaml-syntax", say("text goes on after its closing quotation mark or bracket")
        fix = say('put the whole text in quotes; inside double quotes write \\" for a quotation mark')
    elif said == "did not find expected key":
        rule, what = "bad-indent", say("the line starts in another column than its neighbours")
        fix = say("line it up with them")
    elif said == "did not find expected node content" and not here:
        return _unclosed(file, text)
    elif said == "did not find expected node content" or said.startswith("found character that cannot start"):
        what, fix = say("a value cannot start with '{character}'", character=here), say("put the text in quotes")
    return Problem(place, what or say("the text cannot be read from here on ({said})", said=said), rule, fix)


def _unclosed(file: str, text: str) -> Problem:
    """A bracket that nothing follows, at the last one that was opened."""
    position = max(text.rfind("["), text.rfind("{"), 0)
    what = say("nothing follows the {bracket}", bracket=text[position])
    return Problem(_place(file, text, position), what, "yaml-syntax", _BRACKET)


def plainer(text: str, form: str) -> Message:
    """How to write a scalar so that everybody reads it alike."""
    if form == "word":
        meant = str(text.lower() in ("y", "yes", "on")).lower()
        return say('for text put it in quotes: "{text}"; for yes or no write {meant}', text=text, meant=meant)
    if form in ("zeros", "grouped") and (number := text.replace("_", "").lstrip("0").rstrip(".")):
        return say('for text put it in quotes: "{text}"; for a number write {number}', text=text, number=number)
    if form == "short":
        return say('for text put it in quotes: "{text}"; for a number write all its digits', text=text)
    return say('put it in quotes: "{text}"', text=text)
