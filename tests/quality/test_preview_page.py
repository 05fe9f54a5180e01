"""The preview in a browser: the open page follows what is saved, and the panel can be read, closed and left alone."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atlas.preview.board import Board
from atlas.preview.builder import ChildBuilder, Folder, Outcome
from atlas.preview.server import Server
from atlas.preview.trouble import troubles
from atlas.problem import Place, Problem
from tests.preview import project

playwright = pytest.importorskip("playwright.sync_api")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
LONG = "/en/method/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no browser: set CHROMIUM")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    """The toy's whole site."""
    root = project(tmp_path_factory.mktemp("preview") / "project")
    builder = ChildBuilder(root)
    outcome = builder.build()
    assert outcome is not None and isinstance(outcome.site, Folder), outcome
    yield outcome.site
    builder.close()


class Shown:
    """A served site and an open page, with what the browser complains of."""

    def __init__(self, browser: Any, built: Folder, **context: Any) -> None:
        self.built = built
        self.board = Board()
        self.server = Server(0, self.board, "en")
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.context = browser.new_context(viewport={"width": 1000, "height": 700}, **context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.board.end(Outcome(built))

    def open(self, address: str) -> None:
        with self.page.expect_request("**/-/events"):
            self.page.goto(f"http://localhost:{self.server.server_port}{address}")

    def rebuilt(self, folder: Path, address: str, old: str, new: str, version: str) -> None:
        """A newer site, in which one page has changed."""
        shutil.copytree(self.built.path, folder)
        path = folder / address.strip("/") / "index.html"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.board.end(Outcome(Folder(version, folder)))

    def close(self) -> None:
        self.context.close()
        self.board.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def shown(browser: Any, built: Folder) -> Iterator[Shown]:
    found = Shown(browser, built)
    yield found
    found.close()


def fault(root: Path) -> Outcome:
    file = root / "data" / "places" / "birch.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("id: birch\nkind: <b>citty</b>\n", encoding="utf-8")
    what = "'<b>citty</b>' is not in the vocabulary"
    problems = [Problem(Place("data/places/birch.yaml", 2, 7), what, "unknown-term", "write city", 12)]
    return Outcome(None, troubles(problems, root))


def test_the_open_page_shows_what_was_saved_and_keeps_the_readers_place(shown: Shown, tmp_path: Path) -> None:
    shown.open(LONG)
    heading = shown.page.locator("main h2[id]").nth(4)
    name = heading.get_attribute("id")
    heading.evaluate("element => scrollTo({top: element.getBoundingClientRect().top - 200, behavior: 'instant'})")
    before = heading.bounding_box()["y"]
    added = "<p class='added'>" + "A new paragraph, above what is being read. " * 40 + "</p><h2"
    shown.rebuilt(tmp_path / "next", LONG, "<h2", added, "next")
    shown.page.locator(".added").wait_for(state="attached")
    shown.page.wait_for_function(
        "([id, y]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - y) <= 2", arg=[name, before]
    )
    assert shown.page.evaluate("scrollY") > 300
    assert shown.complaints == []


def test_a_page_that_is_the_same_in_a_newer_site_is_left_alone(shown: Shown, built: Folder, tmp_path: Path) -> None:
    shown.open(LONG)
    shown.page.evaluate("window.wasHere = true")
    shown.board.end(Outcome(Folder("newer", built.path)))
    shown.page.wait_for_function("document.querySelector('script[data-version]').dataset.version === 'newer'")
    assert shown.page.evaluate("window.wasHere") is True
    # And what is told of the newer site is shown on it.
    shown.board.end(fault(tmp_path))
    shown.page.get_by_role("alert").wait_for()
    assert shown.page.evaluate("window.wasHere") is True
    assert shown.complaints == []


def test_the_panel_says_what_where_why_and_how(shown: Shown, tmp_path: Path) -> None:
    shown.open(LONG)
    text = shown.page.locator("main").inner_text()
    shown.board.end(fault(tmp_path))
    panel = shown.page.get_by_role("region", name="Problems found by the preview")
    panel.wait_for()
    assert shown.page.get_by_role("alert").inner_text() == "1 error"
    said = panel.inner_text()
    for words in (
        "data/places/birch.yaml:2:7",
        "<b>citty</b>",
        "unknown-term",
        "Why",
        "Fix",
        "write city",
        "last good",
    ):
        assert words in said
    assert panel.locator("b").count() == 0
    assert shown.page.locator("main").inner_text() == text
    assert shown.complaints == []
    if folder := os.environ.get("ATLAS_SHOTS"):
        shown.page.screenshot(path=f"{folder}/panel-en.png")


def test_the_panel_can_be_closed_and_comes_back_with_other_news(shown: Shown, tmp_path: Path) -> None:
    shown.open(LONG)
    shown.board.end(fault(tmp_path))
    close = shown.page.get_by_role("button", name="Close")
    close.focus()
    shown.page.keyboard.press("Escape")
    close.wait_for(state="hidden")
    # Still closed on the next page, for these are the problems the reader has seen.
    with shown.page.expect_response("**/-/events"):
        shown.page.goto(f"http://localhost:{shown.server.server_port}/en/about/")
    shown.page.wait_for_function("document.querySelector('atlas-preview').shadowRoot.querySelector('h2').textContent")
    assert not close.is_visible()
    other = [Problem(Place("data/places/elm.yaml", 1, 1), "another", "unknown-term")]
    shown.board.end(Outcome(None, troubles(other, tmp_path)))
    close.wait_for()
    close.click()
    close.wait_for(state="hidden")


def test_when_all_is_mended_the_panel_goes(shown: Shown, tmp_path: Path) -> None:
    shown.open(LONG)
    shown.board.end(fault(tmp_path))
    shown.page.get_by_role("alert").wait_for()
    shown.rebuilt(tmp_path / "next", LONG, "</h1>", "</h1><p class='added'>new</p>", "next")
    shown.page.locator(".added").wait_for()
    assert shown.page.get_by_role("alert").count() == 0
    assert shown.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_speaks_the_pages_language_and_suits_the_scheme(
    browser: Any, built: Folder, tmp_path: Path, scheme: str
) -> None:
    shown = Shown(browser, built, color_scheme=scheme)
    shown.open("/method/")
    shown.board.end(fault(tmp_path))
    alert = shown.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == "1处错误"
    colours = alert.evaluate(
        "element => [getComputedStyle(element).color, getComputedStyle(element.parentElement).backgroundColor]"
    )
    levels = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]
    assert (levels[0] > levels[1]) == (scheme == "dark")
    if folder := os.environ.get("ATLAS_SHOTS"):
        shown.page.screenshot(path=f"{folder}/panel-{scheme}.png")
    shown.close()


def test_before_the_first_build_the_page_waits_and_then_appears(browser: Any, built: Folder) -> None:
    shown = Shown(browser, built)
    shown.board._site = None
    shown.open(LONG)
    assert "first build" in shown.page.locator("body").inner_text()
    shown.board.end(Outcome(built))
    shown.page.locator("main h1").wait_for()
    shown.close()
