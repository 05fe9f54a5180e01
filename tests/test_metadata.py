"""Data for programs: linked data, cards for sharing, the map of the site; true, whole and unable to run."""

from __future__ import annotations

import json
import posixpath
import re
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from lxml import html

from atlas.publish import sitemap
from tests.overlay import toy_page

ROOT = "https://example.org/atlas/"
LANGUAGES = ["", "en/"]
UNLISTED = {"404.html", "gallery"}
HOSTILE = "</script><script>alert(1)</script><!-- ]]> &amp; \u2028 \"'"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def linked_data(text: str) -> dict:
    """The one block of linked data on a page."""
    (found,) = html.fromstring(text).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(found)


def addresses(value):
    """Every address in linked data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("url", "@id", "item", "contentUrl", "license"):
                yield inner
            else:
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_offers_the_data_as_a_catalogue(published_site, language):
    site, catalogue = linked_data(published_site.pages[f"{language}index.html"].text)["@graph"]
    assert site["@type"] == "WebSite"
    assert site["url"] == ROOT + language
    assert catalogue["@type"] == "DataCatalog"
    dataset = catalogue["dataset"]
    assert dataset["@type"] == "Dataset"
    assert len(dataset["description"]) >= 50 or not language
    assert dataset["distribution"]["contentUrl"] == ROOT + "data/atlas.json"
    assert dataset["license"] == f"{ROOT}{language}licence/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_ledger_is_a_dataset_with_breadcrumbs(published_site, language):
    dataset, crumbs = linked_data(published_site.pages[f"{language}commitments/index.html"].text)["@graph"]
    assert dataset["@type"] == "Dataset"
    assert dataset["includedInDataCatalog"]["@type"] == "DataCatalog"
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_record_page_says_what_it_is_about(published_site, language):
    name = "en" if language else "zh"
    for folder in ("districts", "projects"):
        for key, record in published_site.atlas[folder].items():
            address = f"{language}{folder}/{key}/"
            page = linked_data(published_site.pages[f"{address}index.html"].text)
            assert page["@type"] == "WebPage"
            assert page["url"] == ROOT + address
            assert page["about"]["name"] == record["names"][name]
            assert page["about"]["@type"] in {"AdministrativeArea", "Place", "Organization", "School", "Thing"}
            assert page["encoding"]["contentUrl"] == f"{ROOT}{address}index.json"
            assert [item["name"] for item in page["breadcrumb"]["itemListElement"]][-1] == record["names"][name]
    hexi = linked_data(published_site.pages[f"{language}districts/hexi/index.html"].text)["about"]
    assert hexi["identifier"]["value"] == "120103"


@pytest.mark.parametrize("which", ["site", "published_site"])
def test_every_address_in_linked_data_leads_to_a_file(which, request):
    built = request.getfixturevalue(which)
    for address, page in built.pages.items():
        if 'type="application/ld+json"' not in page.text:
            continue
        for found in addresses(linked_data(page.text)):
            target = urljoin(ROOT + address, found).removeprefix(ROOT)
            if target == "" or target.endswith("/"):
                target = posixpath.join(target, "index.html")
            assert target in built.files, f"{address}: {found}"


def test_name_cannot_break_out_of_linked_data(tmp_path):
    page = toy_page(tmp_path, "en/projects/alder-quay/index.html", named={"projects/alder-quay": HOSTILE})
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert not set("<>&") & set(block)
    assert json.loads(block)["about"]["name"] == HOSTILE
    assert len(html.fromstring(page).xpath("//script[not(@src)]")) == 1


# Cards


@pytest.mark.parametrize("which", ["site", "published_site"])
def test_every_page_has_a_card(which, request):
    for address, page in request.getfixturevalue(which).pages.items():
        tree = page.tree
        card = dict(zip(tree.xpath("//meta/@property"), tree.xpath("//meta[@property]/@content"), strict=True))
        english = address.startswith("en/")
        assert card["og:locale"] == ("en_GB" if english else "zh_CN"), address
        assert card["og:site_name"] == ("Tianjin Development Atlas" if english else "天津发展图志"), address
        assert card["og:title"] and card["og:title"] in tree.findtext(".//title"), address
        assert card["og:type"] == ("website" if address in ("index.html", "en/index.html") else "article"), address
        assert card["og:description"] == tree.xpath("//meta[@name='description']/@content")[0], address
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        assert ("og:url" in card) == (which == "published_site"), address
        if "404" not in address:
            assert [card["og:url"]] == canonical if canonical else "og:url" not in card, address


# Maps of the site


def test_map_lists_every_page_with_its_pair(published_site):
    root = ElementTree.fromstring(published_site.files["sitemap.xml"])
    listed = [item.text for item in root.iterfind("s:url/s:loc", SPACES)]
    pages = {
        ROOT + address.removesuffix("index.html")
        for address in published_site.pages
        if not UNLISTED & set(address.split("/"))
    }
    assert len(listed) == len(pages)
    assert set(listed) == pages
    for entry in root.iterfind("s:url", SPACES):
        alternates = {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", SPACES)}
        assert alternates.keys() == {"zh-Hans", "en"}
        assert set(alternates.values()) <= pages
        assert entry.findtext("s:loc", namespaces=SPACES) in alternates.values()
    assert b"Sitemap: https://example.org/atlas/sitemap.xml" in published_site.files["robots.txt"]


def test_site_without_an_address_has_no_map(site):
    assert "sitemap.xml" not in site.files
    assert site.files["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_map_escapes_leaves_out_what_is_unlisted_and_splits(tmp_path):
    for name, text in {"": "x", "en": "x", "a": "x", "hidden": '<meta name="robots" content="noindex">'}.items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").write_text(text)
    ((name, whole),) = sitemap.sitemaps(tmp_path, "https://example.org/?a&b")
    assert name == "sitemap.xml"
    assert b"?a&amp;b/a/" in whole
    assert b"hidden" not in whole
    index, first, second = sitemap.sitemaps(tmp_path, "https://example.org", most=2)
    assert [index[0], first[0], second[0]] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert [item.text for item in ElementTree.fromstring(index[1]).iterfind("s:sitemap/s:loc", SPACES)] == [
        "https://example.org/sitemap-1.xml",
        "https://example.org/sitemap-2.xml",
    ]
