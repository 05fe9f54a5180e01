"""axe-core at work on a page: what it holds against WCAG 2.2 AA and the practice of the field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Preloading would fetch the style sheet once more, which the pages' policy forbids.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
# Every state of a part of the page bears that part's one name there.
GALLERY = {**OPTIONS, "rules": {"landmark-unique": {"enabled": False}}}


@dataclass(frozen=True, slots=True)
class View:
    """How a reader has the page before them."""

    width: int
    scheme: Literal["light", "dark"]

    def set(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(color_scheme=self.scheme)


def violations(page: Page, where: str) -> list[str]:
    """Each violation on the page as it stands: where, which rule, which element, and why."""
    response = _axe().run(page, options=GALLERY if "/gallery/" in page.url else OPTIONS).response
    return [
        f"{where}: {rule['id']} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


@cache
def _axe() -> Axe:
    return Axe()
