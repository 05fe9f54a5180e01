"""How one text stands in a file: bare or quoted, on one line or folded, by columns as a screen shows them.

A line break inside a text is read as a space, so that a text is only ever broken where it has a space. Chinese
has none and stays on one line, however long: the editor's screen wraps it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from atlas.load.nodes import Numeral, read

WIDTH = 100

# Bare, each of these is read as text by our loader, but begins something else for other readers, or for people.
_ODD = re.compile(r"[=<>.+~^$;\\/()]|.*[\t\u3000\u00a0]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def width(text: str) -> int:
    """The columns a text takes: two for Han and full-width characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "FW" else 1 for c in text)


def scalar(value: object, *, in_flow: bool = False) -> str:
    """A value on one line: numbers, true and false as they are; a text bare wherever it reads the same, else in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""  # to be filled in
    text = str(value)
    if isinstance(value, Numeral) or _reads_bare(text, in_flow):
        return text
    if not all(_is_plain(c) for c in text):
        return '"' + "".join(_escaped(c) for c in text) + '"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def folded(text: str, columns: int) -> list[str] | None:
    """The lines of a text beneath `>-` (or `>`, where it ends with a line break), or None where it cannot stand so.

    Every line fits within the columns; a text that no break at a space would make fit stays as it is.
    """
    paragraphs = text.removesuffix("\n").split("\n")
    if any(not each.strip() or each != each.strip() or not all(_is_plain(c) for c in each) for each in paragraphs):
        return None
    lines: list[str] = []
    for paragraph in paragraphs:
        wrapped = _wrapped(paragraph, columns)
        if len(paragraphs) == 1 and any(width(line) > columns for line in wrapped):
            return None
        lines += ["", *wrapped] if lines else wrapped
    return lines


def _wrapped(text: str, columns: int) -> list[str]:
    """A text as lines, broken at single spaces."""
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?! )", text):
        if lines and width(lines[-1]) + 1 + width(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=20_000)
def _reads_bare(text: str, in_flow: bool) -> bool:
    """Whether a text without quotes is read as that very text: asked of the loader itself."""
    if not text or text != text.strip() or _ODD.match(text) or _is_float(text) or not all(map(_is_plain, text)):
        return False
    node, problems = read("", (f"{{a: {text}}}" if in_flow else f"a: {text}").encode())
    inner = node.value.get("a") if node is not None and isinstance(node.value, dict) else None
    return not problems and inner is not None and type(inner.value) is str and inner.value == text and _is_alone(node)


def _is_alone(node: object) -> bool:
    return len(getattr(node, "value", ())) == 1


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_plain(character: str) -> bool:
    """Whether a character can be seen, or is a space of some width."""
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_plain(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
