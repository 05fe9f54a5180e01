"""Names in an article: whether one stands in a text, and what the text puts in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.article.numerals import NUMERAL

_MARKS = "“”‘’「」『』《》〈〉\"'"
# A quotation longer than this, or with a stop in it, is speech and no name.
LONGEST_NAME = 24
_INNER = rf"([^{_MARKS}]{{1,{LONGEST_NAME}}})"
# Innermost pairs; a title may hold a quotation, and a speech its own.
_QUOTED = re.compile("|".join(f"{first}{_INNER}{last}" for first, last in ("“”", "‘’", "「」", "『』", "《》", "〈〉")))
_QUOTED_STRAIGHT = re.compile(r'(?<!\w)"([^"]{1,60}?)"(?!\w)')
_SPEECH = re.compile(r"[。!?;]")


def occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """The spans at which a name stands in a text (both normalised), whatever quotation marks surround its words.

    A name that begins or ends in a numeral or a Latin letter stands only where none goes on from it: 6号地 does not
    stand in 16号地. It may stand inside a longer name, as a firm's does in its project's.
    """
    bare = [character for character in name if character not in _MARKS]
    if not bare:
        return
    pattern = f"[{_MARKS}]*".join(re.escape(character) for character in bare)
    for match in re.finditer(pattern, text):
        if not _goes_on(text[match.start() - 1 : match.start()], bare[0]) and not _goes_on(
            text[match.end() : match.end() + 1], bare[-1]
        ):
            yield match.span()


def _goes_on(neighbour: str, edge: str) -> bool:
    """Whether a numeral or a Latin word runs across the edge of a name."""
    for kind in (rf"[{NUMERAL}]", r"[A-Za-z0-9]"):
        if neighbour and re.fullmatch(kind, edge) and re.fullmatch(kind, neighbour):
            return True
    return False


def quoted(text: str) -> tuple[tuple[int, int, str], ...]:
    """What a text puts in quotation or title marks, speech left aside: span, marks included, and the words."""
    found = []
    for expression in (_QUOTED, _QUOTED_STRAIGHT):
        for match in expression.finditer(text):
            words = next(group for group in match.groups() if group is not None)
            if not _SPEECH.search(words):
                found.append((*match.span(), words))
    return tuple(sorted(found))
