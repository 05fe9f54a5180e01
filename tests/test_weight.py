"""What a page weighs on its way to a phone, compressed as a server would: the site as it is published."""

from __future__ import annotations

import gzip
import re

import pytest

from atlas.records import PUBLISHED

KB = 1024
FOLDERS = "|".join(cls.folder for cls in PUBLISHED)
# A source's page tells it paragraph by paragraph; the annexes of an area are lists.
RECORD = re.compile(rf"(en/)?(?!sources/)({FOLDERS})/(?!by-)[a-z0-9-]+/index\.html")
HOME = re.compile(r"(en/)?index\.html")


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


@pytest.mark.parametrize(("kind", "limit"), [("record", 14 * KB), ("list", 30 * KB)])
def test_a_page_keeps_to_its_weight(published_site, kind, limit):
    pages = {path: content for path, content in published_site.files.items() if path.endswith(".html")}
    small = {path for path in pages if RECORD.fullmatch(path) or HOME.fullmatch(path)}
    assert len(small) > len(pages) / 2
    # The gallery of components is no reader's page.
    pages = {path: content for path, content in pages.items() if "gallery" not in path}
    chosen = small if kind == "record" else set(pages) - small
    heavy = {path: weight(pages[path]) for path in sorted(chosen) if weight(pages[path]) > limit}
    assert heavy == {}


def test_style_and_scripts_keep_to_their_weight(published_site):
    """What every page loads; the filters' script comes with the lists alone."""
    by_kind = {
        suffix: sum(weight(content) for path, content in published_site.files.items() if re.fullmatch(pattern, path))
        for suffix, pattern in (("css", r"assets/atlas\.\w+\.css"), ("js", r"assets/atlas\.\w+\.js"))
    }
    assert 0 < by_kind["css"] <= 12 * KB
    assert 0 < by_kind["js"] <= 5 * KB
