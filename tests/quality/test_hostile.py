"""Hostile text that got past every check is still text: in the pages, for a browser, and in the data, for programs."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.payloads import SHOWN
from tests.hostile.site import faults, hostile_files, plain

# Each payload meets as many fields as there are rounds, and in each round every text field meets one.
ROUNDS = 3


def test_hostile_text_is_text(tmp_path: Path) -> None:
    atlas = plain(tmp_path / "toy")
    met: set[tuple[str, str, str]] = set()
    found = []
    for number in range(ROUNDS):
        files = hostile_files(atlas, number * len(SHOWN) // ROUNDS, met)
        found += faults(files, tmp_path / f"site-{number}")
    assert {text for _, _, text in met} == set(SHOWN)
    assert not found, "\n".join(found)
