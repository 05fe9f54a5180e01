"""Lighthouse: the full score in accessibility, best practices and search on the pages that matter most.

These do not depend on how fast the machine is; speed, which does, is measured by `make survey` (test_speed.py).
"""

from __future__ import annotations

import pytest

from tests.quality.lighthouse import PAGES, lost, measured

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("address", PAGES)
def test_the_score_is_full(served, address):
    report = measured(served.url(address), CATEGORIES)
    short = {category: lost(report, category) for category in CATEGORIES if report["categories"][category]["score"] < 1}
    assert not short
