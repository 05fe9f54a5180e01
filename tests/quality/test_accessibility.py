"""axe-core on pages that show every part of the theme: both languages, schemes and widths, closed and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import Locator, Page, expect

from tests.axe import View, violations
from tests.browser import survey
from tests.samples import every_part

VIEWS = [View(width, scheme) for width in (390, 1440) for scheme in ("light", "dark")]
LANGUAGES = ("", "en/")
# The largest, and the one page that no list of samples has.
GALLERY = "gallery/index.html"
Act = Callable[[Page], Locator]


def seen(page: Page, what: str, opened: Iterable[Locator] = ()) -> list[str]:
    """The violations in every view of a page, in which what was opened has stayed open."""
    found = []
    for view in VIEWS:
        view.set(page)
        for one in opened:
            expect(one).to_be_visible()
        found += violations(page, f"{what} {view.width} {view.scheme}")
    return found


def test_no_page_breaks_wcag(served):
    def look(page: Page, address: str) -> list[str]:
        page.goto(served.url(address))
        return seen(page, address)

    pages = [language + address for address in (GALLERY, *every_part(served.site)) for language in LANGUAGES]
    found = survey(pages, look)
    assert not found, "\n".join(found)


def open_note(page: Page) -> Locator:
    page.locator(".source-mark__button:visible").first.click()
    return page.locator(".note:popover-open")


def choose(page: Page) -> Locator:
    option = page.locator(".facets__option").nth(1)
    option.click()
    return option.filter(has=page.locator(":checked"))


def search(page: Page) -> Locator:
    page.locator("header .search-box__field").fill("117")
    return page.get_by_role("option").first


def find(page: Page) -> Locator:
    page.goto(f"{page.url}?q=117")
    return page.locator(".search-results a").first


def unfold(page: Page) -> Locator:
    page.locator("details").evaluate_all("all => { for (const one of all) one.open = true }")
    return page.locator("details[open]").first


# What a reader may open, and a page to do it on.
OPENED: list[tuple[str, tuple[Act, ...]]] = [
    ("projects/jjj-business-district/", (unfold, open_note)),
    ("commitments/", (choose, open_note)),
    ("projects/", (choose,)),
    ("", (search,)),
    ("search/", (find,)),
]


def test_nothing_opened_breaks_wcag(served):
    def look(page: Page, visit: tuple[str, tuple[Act, ...]]) -> list[str]:
        address, acts = visit
        page.goto(served.url(address))
        opened = [act(page) for act in acts]
        return seen(page, f"{address} {' '.join(act.__name__ for act in acts)}", opened)

    visits = [(language + address, acts) for address, acts in OPENED for language in LANGUAGES]
    found = survey(visits, look)
    assert not found, "\n".join(found)
