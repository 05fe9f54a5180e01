"""Lighthouse's full score for performance, by the median of several runs. `make survey` alone runs it.

It measures the machine as well: the same pages scored 100 on one with nothing else to do, and 92 on another.
"""

from __future__ import annotations

import statistics

import pytest

from tests.quality.lighthouse import PAGES, lost, measured

RUNS = 3
PERFORMANCE = "performance"


@pytest.mark.parametrize("address", PAGES)
def test_the_score_is_full(served, address):
    reports = [measured(served.url(address), [PERFORMANCE]) for _ in range(RUNS)]
    score = statistics.median(report["categories"][PERFORMANCE]["score"] for report in reports)
    assert score == 1, f"{score:.2f}: {', '.join(lost(reports[-1], PERFORMANCE))}"
