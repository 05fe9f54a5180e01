"""axe-core at work on a page: what it holds against WCAG 2.2 AA and the practice of the field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Preloading would fetch the style sheet once more, which the pages' policy forbids.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
# What takes most of the time, and tells the same of two texts that look the same.
OF_COLOUR = ("color-contrast", "link-in-text-block")
# Every state of a part of the page bears that part's one name there.
OF_THE_GALLERY = ("landmark-unique",)
# Marks each text whose look three before it have shown: its colours and size, its classes, and all of these of what it
# stands in. Of three, one at least is not covered or cut off.
MARK_REPEATED = """() => {
  const looks = new Map([[document.documentElement, 0]]), numbers = new Map(), met = new Map();
  const look = (one) => {
    if (!looks.has(one)) {
      const style = getComputedStyle(one);
      const all = [look(one.parentElement), one.localName, one.getAttribute("class"), style.color,
        style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize, style.fontWeight,
        style.textShadow, style.textDecorationLine, style.position].join();
      numbers.has(all) || numbers.set(all, numbers.size + 1);
      looks.set(one, numbers.get(all));
    }
    return looks.get(one);
  };
  for (const one of document.body.querySelectorAll(":not(:has(*))")) {
    const seen = one.checkVisibility({ visibilityProperty: true }) && look(one);
    met.set(seen, (met.get(seen) ?? 0) + 1);
    one.toggleAttribute("data-repeated", Boolean(seen) && met.get(seen) > 3);
  }
}"""
RUN = "([context, options]) => axe.run(context, options).then((results) => results.violations)"


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
    return [
        f"{where}: {rule['id']} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in _broken(page)
        for node in rule["nodes"]
    ]


def _broken(page: Page) -> list[dict[str, Any]]:
    """What axe says of the page; colours are looked at once in every look that the page has."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe().axe_script)
    off = [*OF_COLOUR, *(OF_THE_GALLERY if "/gallery/" in page.url else ())]
    found = page.evaluate(
        RUN, [{"include": ["html"]}, {**OPTIONS, "rules": {name: {"enabled": False} for name in off}}]
    )
    page.evaluate(MARK_REPEATED)
    colours = {**OPTIONS, "runOnly": {"type": "rule", "values": OF_COLOUR}}
    return [*found, *page.evaluate(RUN, [{"include": ["html"], "exclude": ["[data-repeated]"]}, colours])]


@cache
def _axe() -> Axe:
    return Axe()
