"""Citations: the paragraph of a source that supports a claim, written `hexi-briefing#p4` or `…#p10-p11`."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from atlas.message import Complaint, Text, brief, say

_FORM = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)#p([1-9][0-9]{0,3})(?:-p([1-9][0-9]{0,3}))?\Z")


class CitationError(Complaint):
    """A citation that names no paragraph, or a run of them that ends before it starts (`order`)."""

    def __init__(self, words: Text, lapse: Literal["form", "order"] = "form") -> None:
        super().__init__(words)
        self.lapse = lapse


class Citation(Struct, frozen=True, order=True):
    """One source and a run of its paragraphs, first and last inclusive, counted from 1."""

    source: str
    first: int
    last: int

    @property
    def paragraphs(self) -> range:
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        run = f"p{self.first}" if self.first == self.last else f"p{self.first}-p{self.last}"
        return f"{self.source}#{run}"


def parse(text: str) -> Citation:
    """The citation a text spells.

    Raises:
        CitationError: no paragraph, not of the form, or a run that ends before it starts.
    """
    match = _FORM.match(text)
    if match is None:
        if re.fullmatch(r"[a-z0-9-]+", text):
            raise CitationError(say("'{text}' names a source but no paragraph", text=brief(text)))
        raise CitationError(say("'{text}' is not a citation", text=brief(text)))
    source, first, last = match.group(1), int(match.group(2)), int(match.group(3) or match.group(2))
    if last < first:
        raise CitationError(say("'{text}' runs backwards", text=text), "order")
    return Citation(source, first, last)
