"""The list of dependencies says what the lock files hold, of every package."""

from __future__ import annotations

import re

import pytest

from tests.dependencies import PAGE, SETS, asked, licence, locked, page


def test_the_list_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page(), "docs/dependencies.md is not fresh; run: make dependencies"


@pytest.mark.parametrize("name", SETS)
def test_every_locked_package_is_listed_with_a_licence(name: str) -> None:
    page = PAGE.read_text("utf-8")
    for package in locked(name):
        rows = re.findall(rf"^\| `{re.escape(package.name)}` \|.*$", page, re.M)
        assert any(f"| {package.version} | {licence(package.name)} |" in row for row in rows), package


def test_every_package_asked_for_says_why() -> None:
    assert [name for name, (_, purpose) in asked().items() if not re.match(r"\w", purpose)] == []
