"""The record of a source as far as its article gives it: paragraphs, locators, fingerprints; the rest left to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from atlas import fingerprint
from atlas.article.paragraphs import Article, short
from atlas.records.parts import Part
from atlas.records.shape import declared
from atlas.records.source import Paragraph, Recorded, Source

# Stands where an editor has to write something: an empty value, which atlas check reports with its place.
TO_WRITE = None
_NOT_YET = {"zh": "还没有录入。", "en": "Not recorded yet."}
# What YAML takes for text without quotation marks, whatever version reads it.
_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][-\w /.·、，。（）\u4e00-\u9fff]*(?<! )\Z")
# Ids, citations, dates and digests; one of digits and e alone would be a number.
_CODE = re.compile(r"(?=.*[a-df-z-])[a-z0-9][a-z0-9-]*(?:#p[0-9]+)?\Z")
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)\Z", re.IGNORECASE)


def prepared(
    name: str,
    article: Article,
    *,
    zh: str | None = None,
    en: str | None = None,
    printed: object = False,
    kind: str | None = "media",
    publisher: str | None = None,
    published: str | None = None,
    address: str | None = None,
) -> dict[str, Any]:
    """The record as plain values, in canonical order; `TO_WRITE` where only the editor can say."""
    first = f"{name}#p1"
    record = {
        "id": name,
        "names": {"zh": zh, "en": en},
        "kind": kind,
        "title_is": "printed" if printed else "ours",
        "publisher": {"organisation": publisher, "cite": first} if publisher else {"unknown": "not_stated"},
        "published": {"earliest": published, "latest": published, "cite": first}
        if published
        else {"reason": {"zh": TO_WRITE, "en": TO_WRITE}, "cite": first},
        "language": article.language,
        "address": address or {"unknown": "not_stated"},
        "paragraphs": [_paragraph(index, text) for index, text in enumerate(article.paragraphs, 1)],
        "digest": fingerprint.digest("".join(article.paragraphs)),
    }
    return _ordered(Source, record)


def _paragraph(number: int, text: str) -> dict[str, Any]:
    return _ordered(
        Paragraph,
        {
            "p": number,
            "gist": {"zh": TO_WRITE, "en": TO_WRITE},
            "locator": short(text).rstrip(),
            "recorded": str(Recorded.PART),
            "why": dict(_NOT_YET),
            "digest": fingerprint.digest(text),
        },
    )


def _ordered(cls: type[Part], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the order in which their fields are declared."""
    return {key: values[key] for key in declared(cls) if key in values}


def yaml_of(record: Mapping[str, Any]) -> str:
    """A prepared record as a file; the writer of `atlas fmt` may take its place."""
    return "# yaml-language-server: $schema=../schema/sources.json\n" + "".join(f"{line}\n" for line in _lines(record))


def _lines(value: Any, indent: str = "") -> Iterator[str]:
    for key, child in value.items():
        if isinstance(child, dict):
            yield f"{indent}{key}:"
            yield from _lines(child, indent + "  ")
        elif isinstance(child, list):
            yield f"{indent}{key}:"
            for item in child:
                head, *rest = _lines(item, indent + "    ")
                yield f"{indent}  - {head.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{key}:" + ("" if child is TO_WRITE else f" {_scalar(child)}")


def _scalar(value: object) -> str:
    text = str(value)
    if isinstance(value, int) or ((_PLAIN.match(text) or _CODE.match(text)) and not _WORDS.match(text)):
        return text
    return json.dumps(text, ensure_ascii=False)
