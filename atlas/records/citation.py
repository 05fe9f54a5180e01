"""Citations: the paragraph of a source that supports a claim, written `hexi-briefing#p4` or `…#p10-p11`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)#p([1-9][0-9]{0,3})(?:-p([1-9][0-9]{0,3}))?\Z")


class CitationError(ValueError):
    """A citation that names no paragraph; the message is written for editors."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
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
            raise CitationError(f"'{text}' names a source but no paragraph")
        raise CitationError(f"'{text}' is not a citation")
    source, first, last = match.group(1), int(match.group(2)), int(match.group(3) or match.group(2))
    if last < first:
        raise CitationError(f"'{text}' runs backwards")
    return Citation(source, first, last)
