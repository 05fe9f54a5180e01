"""Without a browser the checks of the pages fail, and say how to get one."""

from __future__ import annotations

import subprocess

import pytest

from tests import browser


def test_a_missing_browser_fails_and_says_how_to_get_one(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(SystemExit, match="never pass without"):
        browser.install()
    with pytest.raises(AssertionError, match="apt install chromium"), browser.browser():
        pass


def test_root_on_debian_gets_what_is_missing(monkeypatch):
    run: list[list[str]] = []
    found = iter([{"a browser": "chromium", "a Chinese font": "fonts-noto-cjk fontconfig"}, {}])
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "missing", lambda: next(found))
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: run.append(command))
    browser.install()
    assert [command[-1] for command in run] == ["update", "fontconfig"]
    assert run[1][-4:] == ["install", "chromium", "fonts-noto-cjk", "fontconfig"]
