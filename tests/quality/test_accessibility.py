"""axe-core on pages that show every part of the theme: both languages, schemes and widths, closed and opened."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.axe import View, violations
from tests.browser import survey
from tests.samples import every_part

VIEWS = [View(width, scheme) for width in (390, 1440) for scheme in ("light", "dark")]
LANGUAGES = ("", "en/")


def test_no_page_breaks_wcag(served):
    def look(page: Page, address: str) -> list[str]:
        page.goto(served.url(address))
        found = []
        for view in VIEWS:
            view.set(page)
            found += violations(page, f"{address} {view.width} {view.scheme}")
        return found

    pages = [language + address for address in every_part(served.site) for language in LANGUAGES]
    found = survey(pages, look)
    assert not found, "\n".join(found)


def open_note(page: Page) -> None:
    page.locator(".source-mark__button:visible").first.click()
    expect(page.locator(".note:popover-open")).to_have_count(1)


def choose(page: Page) -> None:
    page.locator(".facets__option").nth(1).click()
    expect(page.locator(".facets__input").nth(1)).to_be_checked()


def search(page: Page) -> None:
    page.locator("header .search-box__field").fill("117")
    expect(page.get_by_role("option").first).to_be_visible()


def find(page: Page) -> None:
    page.goto(f"{page.url}?q=117")
    expect(page.locator(".search-results a").first).to_be_visible()


def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => { for (const one of all) one.open = true }")
    expect(page.locator("details[open]").first).to_be_visible()


# What a reader may open, and a page to do it on.
OPENED: list[tuple[str, Callable[[Page], None]]] = [
    ("projects/jjj-business-district/", open_note),
    ("commitments/", open_note),
    ("commitments/", choose),
    ("projects/", choose),
    ("", search),
    ("search/", find),
    ("projects/jjj-business-district/", unfold),
]


def test_nothing_opened_breaks_wcag(served):
    def look(page: Page, visit: tuple[str, Callable[[Page], None], View]) -> list[str]:
        address, act, view = visit
        view.set(page)
        page.goto(served.url(address))
        act(page)
        return violations(page, f"{address} {act.__name__} {view.width} {view.scheme}")

    visits = [(language + address, act, view) for address, act in OPENED for language in LANGUAGES for view in VIEWS]
    found = survey(visits, look)
    assert not found, "\n".join(found)
