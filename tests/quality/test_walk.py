"""A walk through the site: every page fits a small screen and large text, and none says or asks what it should not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import listening, survey
from tests.samples import every_part

# What reaches beyond the screen's edge, unless it scrolls by itself or is only for the ear.
TOO_WIDE = """() => {
  const root = document.documentElement, edge = root.clientWidth;
  const scrolls = (one) => one && one !== root
    && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const unseen = (one) => !one.checkVisibility({ visibilityProperty: true })
    || one.closest(".visually-hidden, thead, svg *");
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > edge + 1 && !scrolls(one.parentElement) && !unseen(one))
    .map((one) => one.localName + (one.classList.length ? "." + one.classList[0] : ""));
  const over = root.scrollWidth - edge;
  return [...(over > 0 ? ["the page scrolls " + over + " px"] : []), ...wide.slice(0, 3)];
}"""


def too_wide(page: Page, where: str) -> list[str]:
    return [f"{where}: {what}" for what in page.evaluate(TOO_WIDE)]


def text_size(page: Page, times: int) -> None:
    """So many times the size of text that a browser starts with."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * times, "fixed": 13 * times}})
    session.detach()


def test_every_page_fits_a_small_screen_and_is_quiet(served):
    def look(page: Page, address: str) -> list[str]:
        text_size(page, 1)
        page.set_viewport_size({"width": 320, "height": 700})
        with listening(page, served.base) as heard:
            page.goto(served.url(address))
            found = too_wide(page, f"{address} at 320 px")
            page.set_viewport_size({"width": 390, "height": 844})
            text_size(page, 2)
            found += too_wide(page, f"{address} at 390 px, text 200 %")
        return found + [f"{address} {what}" for what in heard]

    found = survey(served.site.pages, look)
    assert not found, "\n".join(found)


# Without scripts a page asks for nothing more from a server than it does from a folder.
@pytest.mark.parametrize(("origin", "scripts"), [("a folder", True), ("a folder", False), ("a server", True)])
def test_no_page_says_or_asks_what_it_should_not(site, served, origin, scripts):
    def look(page: Page, address: str) -> list[str]:
        base, url = (
            (served.base, served.url(address))
            if origin == "a server"
            else (site.folder.as_uri(), (site.folder / address).as_uri())
        )
        with listening(page, base) as heard:
            page.goto(url)
            if scripts and (page.locator("#find").count()):
                page.locator("#find").fill("117")
                page.get_by_role("option").first.wait_for()
            if page.locator(".facets__option").count():
                page.locator(".facets__option").nth(1).click()
        return [f"{address}: {what}" for what in heard]

    pages = [language + address for address in every_part(site) for language in ("", "en/")]
    found = survey(pages, look, java_script_enabled=scripts)
    assert not found, "\n".join(found)


def test_a_table_is_a_table_on_a_phone_too(served):
    """Rows become blocks there, and still a screen reader must hear rows, heads and cells."""

    def look(page: Page, address: str) -> list[str]:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(served.url(address))
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        heard = [node["role"]["value"] for node in nodes if not node["ignored"]]
        shown = {
            "table": page.locator("table:visible").count(),
            "row": page.locator("tr:visible").count(),
            "columnheader": page.locator("th[scope=col]").count(),
            "rowheader": page.locator("th[scope=row]:visible").count(),
            "cell": page.locator("td:visible").count(),
        }
        return [f"{address}: {role}" for role, count in shown.items() if heard.count(role) != count]

    found = survey(["projects/", "commitments/", "compare/", "districts/hexi/"], look)
    assert not found, "\n".join(found)
