"""Raw HTML in a page of prose: found where it stands, outside of what Markdown shows as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.message import say
from atlas.problem import Place, Problem

# A tag, a comment, a declaration or an instruction; an address in angle brackets is Markdown's own.
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)[^<>\n]*>?|<!|<\?", re.M)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:[^\n]|\n(?!\s*\n))+?)(?<!`)\1(?!`)")
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]+\.)\s")
# Markdown's width of one level: a paragraph of a list is indented so far, and code beneath it twice as far.
_LEVEL = 4


def raw_html(file: str, text: str) -> Iterator[Problem]:
    """Every piece of HTML in a page of Markdown."""
    prose = _SPAN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), "".join(_without_code(text)))
    for found in _TAG.finditer(prose):
        line = prose.count("\n", 0, found.start()) + 1
        column = found.start() - (prose.rfind("\n", 0, found.start()) + 1) + 1
        what = say("HTML in a page: '{found}'", found=found.group())
        fix = say("write it in Markdown; put code between backticks")
        yield Problem(Place(file, line, column), what, "raw-html", fix, len(found.group()))


def _without_code(text: str) -> Iterator[str]:
    """The lines of a page, those of blocks of code left blank."""
    is_in_list, is_blank_before, is_code = False, True, False
    for line in text.splitlines(keepends=True):
        bare = line.expandtabs(_LEVEL)
        indent = len(bare) - len(bare.lstrip())
        if not bare.strip():
            is_blank_before = True
            yield line
            continue
        if indent < _LEVEL:
            is_in_list = _ITEM.match(bare) is not None or (is_in_list and not is_blank_before)
        is_code = indent >= _LEVEL * (1 + is_in_list) and (is_blank_before or is_code)
        is_blank_before = False
        yield "\n" if is_code else line
