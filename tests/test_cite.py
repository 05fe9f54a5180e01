"""Citing a record and reporting a mistake: the words are ready, exact and harmless, and lead where they say."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from lxml import html

from atlas.settings import SettingError, report_address
from tests.overlay import toy_page

STYLES = ["GB/T 7714", "APA", "BibTeX"]
HOSTILE = "</pre><script>alert(1)</script>{50%} $a_b$ & #1 ~^\\"
PAGE = "projects/alder-quay/index.html"


def forms(page: str) -> dict[str, str]:
    """The text of each style on a page."""
    tree = html.fromstring(page)
    styles = tree.xpath("//dt[@class='cite__style'][..//*[@class='cite__text']]/text()")
    return dict(zip(styles, (item.text_content() for item in tree.find_class("cite__text")), strict=True))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    address = "https://example.org/new?title={title}&body={page}&record={record}&digest={digest}"
    return toy_page(
        tmp_path_factory.mktemp("hostile"),
        f"en/{PAGE}",
        named={"projects/alder-quay": HOSTILE},
        site_url="https://example.org/atlas",
        report_url=address,
    )


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_record_page_says_how_to_cite_it(published_site, language):
    for folder in ("districts", "projects", "commitments", "sources", "plans"):
        for name in published_site.atlas[folder]:
            address = f"{language}{folder}/{name}/"
            beside = json.loads(published_site.files[f"{address}index.json"])
            found = forms(published_site.pages[f"{address}index.html"].text)
            assert list(found) == STYLES
            for style, text in found.items():
                assert f"https://example.org/atlas/{address}" in text, (address, style)
                assert beside["digest"] in text, (address, style)
                assert re.search(r"2026-11-22|2026年11月22日|2026, November 22", text), (address, style)


def test_citations_are_folded_and_need_no_script(site):
    tree = site.pages["projects/jjj-business-district/index.html"].tree
    (details,) = tree.xpath("//aside//details[@class='cite']")
    assert details.get("open") is None
    assert details.find("summary").text == "引用本条目"
    assert [item.tag for item in details.iter() if "cite__text" in (item.get("class") or "")] == [
        "p",
        "p",
        "pre",
    ]


def test_address_is_from_the_root_where_the_site_has_none(site):
    found = forms(site.pages["en/projects/jjj-business-district/index.html"].text)
    assert all("/en/projects/jjj-business-district/" in text and "http" not in text for text in found.values())


def test_paper_has_the_address_and_the_day_but_no_tools(site):
    tree = site.pages["en/projects/jjj-business-district/index.html"].tree
    printed = [item for item in tree.xpath("//aside/*") if "screen-only" not in (item.get("class") or "")]
    words = " ".join(item.text_content() for item in printed)
    assert "/en/projects/jjj-business-district/" in words
    assert "Edition of 22 November 2026" in words
    assert "Cite this record" not in words
    assert "Report a mistake" not in words


def test_every_sheet_of_paper_names_its_record_and_edition(published_site):
    for folder in ("projects", "commitments"):
        for name in published_site.atlas[folder]:
            digest = json.loads(published_site.files[f"{folder}/{name}/index.json"])["digest"]
            for language, day in (("", "2026年11月22日版"), ("en/", "Edition of 22 November 2026")):
                (line,) = published_site.pages[f"{language}{folder}/{name}/index.html"].tree.find_class("paper-line")
                assert all(part in line.text for part in (f"{folder}/{name}", day, digest))


def test_notes_on_paper_have_the_address_of_their_source(site, published_site):
    for built, start in ((site, "/"), (published_site, "https://example.org/atlas/")):
        page = built.pages["en/projects/jjj-business-district/index.html"]
        found = page.tree.xpath("//li[@popover]//a/@data-address")
        assert found and all(re.fullmatch(rf"{re.escape(start)}en/sources/[a-z0-9-]+/", one) for one in found)


def test_hostile_name_stays_text_in_every_style(hostile):
    assert "<script>alert" not in hostile
    found = forms(hostile)
    line = " ".join(HOSTILE.split())
    assert line in found["APA"]


def test_styles_are_those_of_a_page_without_an_author(published_site):
    """The title leads, the site publishes, and both the edition and the day of looking are there."""
    name = "projects/jjj-business-district"
    for language, title, site in (
        ("", "京津冀同城商务区", "天津发展图志"),
        ("en/", "Beijing–Tianjin–Hebei", "Tianjin Development Atlas"),
    ):
        found = forms(published_site.pages[f"{language}{name}/index.html"].text)
        digest = json.loads(published_site.files[f"{language}{name}/index.json"])["digest"]
        address = f"https://example.org/atlas/{language}{name}/"
        assert found["GB/T 7714"].startswith(title) and found["APA"].startswith(title)
        assert found["GB/T 7714"].endswith(f"{digest}[EB/OL]. {site}, 2026(2026-11-22)[2026-11-22]. {address}.")
        tail = "2026年11月22日检索自" if not language else "Retrieved November 22, 2026, from"
        date = "2026年11月22日" if not language else "2026, November 22"
        assert found["APA"].endswith(f". ({date}). {site}. {tail} {address}")
        entry = found["BibTeX"]
        assert entry.startswith("@online{tianjin-atlas-projects-jjj-business-district,")
        assert "author" not in entry and f"organization = {{{{{site}}}}}" in entry
        assert "urldate = {2026-11-22}" in entry and f"langid = {{{'english' if language else 'chinese'}}}" in entry


# What CSL's schema of its data asks for, as far as a web page needs it: no key that it does not know.
CSL_DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["integer", "string"]}},
        }
    },
}
CSL_TEXTS = ("title", "container-title", "publisher", "version", "language", "note", "URL")
CSL = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article", "book", "dataset", "document", "entry", "report", "webpage"]},
            "issued": CSL_DATE,
            "accessed": CSL_DATE,
            **{name: {"type": "string"} for name in CSL_TEXTS},
        },
    },
}


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_record_has_its_citation_for_programs_beside_it(published_site, language):
    ids = set()
    for folder in ("districts", "projects", "commitments", "organisations", "sources", "plans", "events", "places"):
        for name, record in published_site.atlas[folder].items():
            address = f"{language}{folder}/{name}/"
            items = json.loads(published_site.files[f"{address}citation.json"])
            jsonschema.validate(items, CSL)
            (item,) = items
            page = published_site.pages[f"{address}index.html"]
            assert (f"{address}citation.json", "") in page.links, address
            assert item["type"] == "webpage" and "author" not in item
            assert item["URL"] == f"https://example.org/atlas/{address}"
            assert item["issued"] == item["accessed"] == {"date-parts": [[2026, 11, 22]]}
            assert item["version"] == json.loads(published_site.files[f"{address}index.json"])["digest"]
            assert item["container-title"] == ("Tianjin Development Atlas" if language else "天津发展图志")
            assert item["language"] == ("en" if language else "zh-CN")
            assert record["id"] in item["note"] and "2026-11-22" in item["note"]
            ids.add(item["id"])
    assert len(ids) == sum(len(published_site.atlas[folder]) for folder in (
        "districts", "projects", "commitments", "organisations", "sources", "plans", "events", "places"
    ))  # fmt: skip


def test_citation_for_programs_has_no_address_where_the_site_has_none(site):
    (item,) = json.loads(site.files["en/projects/jjj-business-district/citation.json"])
    jsonschema.validate([item], CSL)
    assert "URL" not in item


def test_bibtex_is_balanced_and_commands_nothing(hostile):
    entry = forms(hostile)["BibTeX"]
    depths = [entry[: at + 1].count("{") - entry[: at + 1].count("}") for at in range(len(entry))]
    assert depths[-1] == 0
    assert min(depths[len("@online{") : -1]) > 0
    title = re.search(r"title = \{\{(.*)\}\}", entry).group(1)
    assert r"\textbraceleft{}50\%\textbraceright{} \$a\_b\$ \& \#1" in title
    assert r"\textasciitilde{}\textasciicircum{}\textbackslash{}" in title


def test_citation_is_the_same_every_time(tmp_path):
    first, second = (forms(toy_page(tmp_path / name, PAGE)) for name in ("one", "two"))
    assert first == second


# Reporting


def test_report_leads_to_the_page_on_corrections_where_no_form_is_set(site):
    for language in ("", "en/"):
        page = site.pages[f"{language}projects/jjj-business-district/index.html"]
        (link,) = page.tree.xpath("//aside//a[contains(@href,'corrections')]/@href")
        assert (f"{language}corrections/index.html", "") in page.links
        assert "://" not in link


def test_report_fills_in_the_form(hostile):
    (link,) = html.fromstring(hostile).xpath("//aside//a[text()='Report a mistake']/@href")
    asked = parse_qs(urlsplit(link).query)
    digest = re.search(r"digest ([0-9a-f]{12})", forms(hostile)["APA"]).group(1)
    line = " ".join(HOSTILE.split())
    assert asked["title"] == [f"Mistake: {line} (projects/alder-quay)"]
    assert asked["body"] == [
        f"https://example.org/atlas/en/projects/alder-quay/ (Edition of 22 November 2026, digest {digest})"
    ]
    assert asked["record"] == ["projects/alder-quay"]
    assert asked["digest"] == [digest]


def test_name_with_a_placeholder_is_not_filled_in_again(tmp_path):
    page = toy_page(
        tmp_path,
        f"en/{PAGE}",
        named={"projects/alder-quay": "Quay {page} {digest}"},
        report_url="https://example.org/?t={title}&p={page}&d={digest}",
    )
    (link,) = html.fromstring(page).xpath("//aside//a[text()='Report a mistake']/@href")
    assert parse_qs(urlsplit(link).query)["t"] == ["Mistake: Quay {page} {digest} (projects/alder-quay)"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/new?title={title}&body={page}",
        "http://127.0.0.1/x",
        "mailto:editor@example.org?subject={title}",
    ],
)
def test_address_of_a_form_is_taken(address):
    assert report_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "example.org/new",
        "https://",
        "https://example.org/?t={name}",
        "https://example.org/?t={title",
        'https://example.org/"onclick=',
        "https://[x/",
        "mailto:",
    ],
)
def test_what_is_no_address_of_a_form_is_refused_by_name(address):
    with pytest.raises(SettingError, match="ATLAS_REPORT_URL"):
        report_address(address)


def test_empty_address_is_none():
    assert report_address("") is None
