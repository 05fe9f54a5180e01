"""One page of every kind, before axe-core: in Chinese by day on a phone, in English by night on a desk.

`make quality` holds both languages, schemes and widths together, and what opens on a page.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.axe import View, violations
from tests.browser import browser, survey
from tests.samples import one_of_each

VIEWS = {"": View(390, "light"), "en/": View(1440, "dark")}


@pytest.mark.parametrize("language", VIEWS)
def test_no_kind_of_page_breaks_wcag(site, language):
    def look(page: Page, address: str) -> list[str]:
        page.goto((site.folder / language / address).as_uri())
        VIEWS[language].set(page)
        return violations(page, language + address)

    found = survey(one_of_each(site), look)
    assert not found, "\n".join(found)


def test_one_text_of_many_that_cannot_be_read_is_found():
    """Colours are looked at once for texts that look alike, and no text is passed over that looks another way."""
    rows = "<p>words</p>" * 9
    with browser() as opened:
        page = opened.new_page()
        page.set_content(f'<html lang="en"><title>x</title><main><h1>x</h1>{rows}</main></html>')
        assert violations(page, "all alike") == []
        page.locator("p").nth(7).evaluate("one => one.style.color = '#999'")
        (found,) = violations(page, "one pale")
    assert "color-contrast" in found and "p:nth-child(9)" in found
