"""Each record's page shows all of its record, its citations, and what refers to it."""

import re

import pytest

from atlas.pipeline import linked
from atlas.records import PUBLISHED
from atlas.records.citation import Citation
from atlas.records.parts import Names, Text
from atlas.records.shape import citations, walk
from atlas.settings import Settings, as_of
from tests.conftest import DAY, ROOT


@pytest.fixture(scope="module")
def atlas():
    return linked(ROOT, Settings(as_of({"ATLAS_AS_OF": DAY}))).atlas


def squeezed(text: str) -> str:
    """Without white space, emphasis and closing stops, so that layout does not count."""
    return re.sub(r"[\s*`]", "", text).rstrip("。.")


@pytest.mark.parametrize(("language", "prefix"), [("zh", ""), ("en", "en/")])
@pytest.mark.parametrize("folder", [cls.folder for cls in PUBLISHED])
def test_every_text_of_a_record_stands_on_its_page(site, atlas, folder, language, prefix):
    missing = []
    for name, record in atlas.records[folder].items():
        shown = squeezed(site.pages[f"{prefix}{folder}/{name}/index.html"].words())
        for found in walk(record):
            value = found.value
            words = getattr(value, language) if isinstance(value, (Text, Names)) else None
            if words and squeezed(words) not in shown:
                missing.append(f"{record.key}: {'/'.join(map(str, found.path))}: {words}")
    assert missing == []


@pytest.mark.parametrize("folder", [cls.folder for cls in PUBLISHED])
def test_every_paragraph_a_record_cites_has_a_note_on_its_page(site, atlas, folder):
    missing = []
    for name, record in atlas.records[folder].items():
        page = site.pages[f"{folder}/{name}/index.html"]
        notes = page.tree.xpath("//li[contains(@class,'note')][@popover]//a/@href")
        found = (re.search(r"([^/]+)/index\.html#p(\d+)$", href) for href in notes)
        noted = {match.groups() for match in found if match}
        for _, citation in citations(record):
            assert isinstance(citation, Citation)
            for number in citation.paragraphs:
                if (citation.source, str(number)) not in noted and record.key != f"sources/{citation.source}":
                    missing.append(f"{record.key}: {citation.source}#p{number}")
    assert missing == []


@pytest.mark.parametrize("folder", [cls.folder for cls in PUBLISHED])
def test_a_page_leads_to_all_that_refers_to_its_record(site, atlas, folder):
    missing = []
    for name, record in atlas.records[folder].items():
        # An area's whole ledger stands on a page beneath its own.
        pages = [page for path, page in site.pages.items() if path.startswith(f"{folder}/{name}/")]
        linked_to = {target for page in pages for target, _ in page.links}
        for reference in atlas.referring.get(record.key, ()):
            if f"{reference.key}/index.html" not in linked_to:
                missing.append(f"{record.key} ← {reference.key} ({reference.field})")
    assert missing == []
