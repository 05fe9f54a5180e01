"""Whether two sites say the same: the words of each page a reader sees, page by page, what only one prints left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

FOLDERS = ("districts", "projects", "organisations", "commitments", "places", "sources")
# What the atlas prints and the other site does not, each with the reason in benchmarks/README.md.
LEFT_OUT = (
    '//*[@data-kind="map" or @data-kind="standings" or @data-kind="ladder" or @data-kind="pipeline"]',
    '//*[contains(@class, "aside__tool") or contains(@class, "paper-line")]',
    '//form[contains(@class, "facets")]',
    '//*[contains(@class, "listing__orders") or contains(@class, "listing__meaning")]',
    '//*[contains(@class, "listing__none") or contains(@class, "listing__shown")]',
)
# Facts beside a record that depend on the whole export or on Git; by their terms in both languages.
LEFT_OUT_PAIRS = ("条目摘要", "Record digest", "本条目的改动", "Changes to this record")
_NO_WORDS = re.compile(r"[\s\u2060]+")


@dataclass(frozen=True)
class Difference:
    """A page whose words differ, and where they begin to."""

    page: str
    ours: str
    theirs: str


def words(page: bytes) -> str:
    """The words of a page's body, without space: what stands between them is layout."""
    body = html.document_fromstring(page).body
    drawn = body.xpath("//script | //style | //svg")
    for path in LEFT_OUT:
        drawn += body.xpath(path)
    for term in body.xpath('//div[contains(@class, "pairs__pair")]/dt'):
        if term.text_content().strip() in LEFT_OUT_PAIRS:
            drawn.append(term.getparent())
    for element in drawn:
        if element.getparent() is not None:
            element.drop_tree()
    return _NO_WORDS.sub("", etree.tostring(body, method="text", encoding="unicode"))


def pages(site: Path) -> list[str]:
    """The pages that are compared, by file: every record of six types and every page of their lists, in both languages."""
    found = []
    for prefix in ("", "en/"):
        for folder in FOLDERS:
            for file in (site / prefix / folder).rglob("index.html"):
                path = file.relative_to(site / prefix / folder).parts
                if (len(path) <= 2 and not path[0].startswith("by-")) or path[0] == "page":
                    found.append(file.relative_to(site).as_posix())
    return sorted(found)


def differences(ours: Path, theirs: Path) -> Iterator[Difference]:
    """Every page of either site that the other does not have, or that says something else there."""
    for page in sorted({*pages(ours), *pages(theirs)}):
        texts = [words((site / page).read_bytes()) if (site / page).is_file() else "" for site in (ours, theirs)]
        if texts[0] != texts[1]:
            at = next((at for at, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), min(map(len, texts)))
            yield Difference(page, *(text[max(0, at - 30) : at + 50] for text in texts))
