"""The policy in a browser: with the meta element alone, from a folder, and with all headers, from a server."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import browser, listening, survey
from tests.hostile.site import LOUD
from tests.samples import one_of_each

INJECTED = {
    "an inline script": "<script>alert(1)</script>",
    "a handler": '<img src="assets/x.svg" onerror="alert(1)">',
    "a script from elsewhere": '<script src="https://elsewhere.invalid/x.js"></script>',
    "a style": "<style>body{display:none}</style>",
    "a base": '<base href="https://elsewhere.invalid/">',
}


@pytest.mark.parametrize("origin", ["a folder", "a server"])
def test_no_page_breaks_the_policy(site, served, origin):
    def look(page: Page, address: str) -> list[str]:
        base = served.base if origin == "a server" else site.folder.as_uri()
        with listening(page, base) as heard:
            page.goto(served.url(address) if origin == "a server" else f"{base}/{address}")
        return [f"{address}: {what}" for what in heard]

    found = survey(one_of_each(site), look, LOUD)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", INJECTED)
@pytest.mark.parametrize("origin", ["a folder", "a server"])
def test_what_is_put_into_a_page_is_stopped(site, served, tmp_path, origin, what):
    folder = served.site.folder if origin == "a server" else Path(shutil.copytree(site.folder, tmp_path / "copy"))
    page = folder / f"injected-{list(INJECTED).index(what)}.html"
    text = (folder / "about" / "index.html").read_text("utf-8")
    page.write_text(re.sub("</head>|<main", lambda found: INJECTED[what] + found.group(), text, count=1), "utf-8")
    try:
        with browser() as opened:
            tab = opened.new_page()
            tab.add_init_script(LOUD)
            with listening(tab, "") as heard:
                tab.goto(served.base + page.name if origin == "a server" else page.as_uri())
            assert any("violation of" in line for line in heard), heard
            assert not any("a script ran" in line for line in heard), heard
            assert tab.locator("main").is_visible()
    finally:
        page.unlink()


def test_no_other_page_may_frame_ours(served, tmp_path):
    outer = tmp_path / "outer.html"
    outer.write_text(f'<!doctype html><title>x</title><iframe src="{served.base}"></iframe>', "utf-8")
    with browser() as opened:
        tab = opened.new_page()
        with listening(tab, "") as heard:
            tab.goto(outer.as_uri())
            tab.wait_for_timeout(500)
        assert any("frame-ancestors" in line for line in heard), heard
        assert all("天津" not in frame.content() for frame in tab.frames[1:])
