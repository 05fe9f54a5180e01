"""Hostile text: what a record may not hold is refused where it stands."""

from __future__ import annotations

import json

import pytest

from atlas.check.record import check
from atlas.load.tree import parsed
from tests.hostile.payloads import PAYLOADS, SHOWN, UNSEEN

RULES = {"raw-html", "unsafe-link", "blank-text"}


def refusals(text: str) -> set[tuple[str, int]]:
    """The rules that refuse a name, and the lines they point at."""
    raw = f"id: x\nnames:\n  zh: {json.dumps(text, ensure_ascii=text in UNSEEN)}\n  en: X\nkind: city\n".encode()
    document, faults = parsed("places", "x", raw)
    return {(problem.rule, problem.place.line) for problem in (*faults, *check(document)[1])}


def test_there_are_enough_of_them():
    assert len(SHOWN) >= 300


@pytest.mark.parametrize(
    "text", [text for text in UNSEEN if ord(text[1]) < 0x10000], ids=lambda text: f"U+{ord(text[1]):04X}"
)
def test_what_cannot_be_seen_is_refused_at_its_place(text):
    assert ("control-character", 3) in refusals(text)
    raw = f"id: x\nnames:\n  zh: '{text}'\n".encode()
    assert ("control-character", 3) in {(fault.rule, fault.place.line) for fault in parsed("places", "x", raw)[1]}


def test_markup_is_refused_at_its_place():
    for text in PAYLOADS["drawings"]:
        assert ("raw-html", 3) in refusals(text), text
    for text in PAYLOADS["addresses"]:
        if text.startswith(("[x](javascript:", "[x](JaVa", "[x](data:")):
            assert refusals(text) & {("unsafe-link", 3), ("raw-html", 3)}, text


def test_whatever_is_refused_is_refused_for_what_it_is():
    for text in SHOWN:
        assert {rule for rule, _ in refusals(text)} <= RULES | {"bad-value"}, text
