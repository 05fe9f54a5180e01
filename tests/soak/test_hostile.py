"""Hostile text, the full product: every payload in every text field of every record."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.hostile.payloads import SHOWN
from tests.hostile.site import faults, hostile_files, plain


def test_every_payload_in_every_field_is_text(tmp_path: Path) -> None:
    atlas = plain(tmp_path / "toy")
    met: set[tuple[str, str, str]] = set()
    for number in range(len(SHOWN)):
        folder = tmp_path / "site"
        found = faults(hostile_files(atlas, number, met), folder)
        assert not found, (number, *found)
        shutil.rmtree(folder)
    fields = {(owner, field) for owner, field, _ in met}
    assert len(met) == len(fields) * len(SHOWN)
