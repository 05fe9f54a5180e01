"""The record of a source as far as its article gives it: paragraphs, locators, fingerprints; the rest left to fill in."""

from __future__ import annotations

import re
from typing import Any

from atlas import fingerprint
from atlas.article.paragraphs import Article, short
from atlas.records.source import Recorded

# Stands where an editor has to write something: an empty value, which atlas check reports with its place.
TO_WRITE = None
_NOT_YET = {"zh": "还没有录入。", "en": "Not recorded yet."}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def language(article: Article) -> str:
    """The language an article is written in, by its characters."""
    return "zh" if any(_HAN.search(text) for text in article.paragraphs) else "en"


def prepared(name: str, article: Article) -> dict[str, Any]:
    """The fields of the record as plain values; `TO_WRITE` where only the editor can say."""
    return {
        "published": {"reason": {"zh": TO_WRITE, "en": TO_WRITE}, "cite": f"{name}#p1"},
        "language": article.language,
        "paragraphs": [_paragraph(index, text) for index, text in enumerate(article.paragraphs, 1)],
        "digest": fingerprint.digest("".join(article.paragraphs)),
    }


def _paragraph(number: int, text: str) -> dict[str, Any]:
    return {
        "p": number,
        "gist": {"zh": TO_WRITE, "en": TO_WRITE},
        "locator": short(text).rstrip(),
        "recorded": str(Recorded.PART),
        "why": dict(_NOT_YET),
        "digest": fingerprint.digest(text),
    }
