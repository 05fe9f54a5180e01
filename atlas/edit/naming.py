"""Ids suggested from names: the English words, or the Chinese ones in pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from atlas.records.types import ID_PATTERN
from atlas.view.fold import spoken

_LONGEST = 48
_SMALL = frozenset(
    {"the", "a", "an", "of", "and", "for", "to", "in", "on", "at", "with", "its", "from", "by", "is", "are", "be"}
)


def suggested(zh: str | None, en: str | None, taken: Container[str] = ()) -> str | None:
    """An id that says what a record is of, and that no record has; None where the names give none."""
    stem = slug(en or "") or slug(" ".join(spoken(zh or "")))
    if not stem or not re.match(ID_PATTERN, stem):
        return None
    return next(name for name in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if name not in taken)


def slug(text: str) -> str:
    """A text as an id: its words in lower case without accents, the small ones left out, as many as an id can hold."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    kept = [word for word in words if word not in _SMALL] or words
    while len(kept) > 1 and len("-".join(kept)) > _LONGEST:
        kept.pop()
    return "-".join(kept)[:_LONGEST]
