"""Pages that would grow with the atlas: one while one holds them, and beyond that several, with everything once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter

import pytest
from lxml import html

from atlas.addresses import published
from atlas.pipeline import themed
from atlas.settings import Settings
from tests.conftest import ROOT
from tests.overlay import AS_OF, toy_atlas, toy_text

LANGUAGES = ("", "en/")
SIZE = 5
AREAS = 11
SPEECH = toy_text("commitments/quay-shops.yaml")
QUAY = toy_text("projects/alder-quay.yaml")


def wood(name: str, more: str = "") -> str:
    """A further area of the toy."""
    return (
        f"id: {name}\nnames: {{zh: {name}, en: {name.capitalize()}}}\nkind: district\n"
        f"lead: {{zh: 一片林。, en: A wood., cite: alder-gazette#p1}}\n{more}checked: 2026-11-22\n"
    )


def value(year: int) -> str:
    return (
        "observations:\n  - {indicator: services-share, value: 40, unit: percent, qualifier: exact, basis: achieved, "
        f"as_of: {year}, cite: alder-gazette#p1}}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The toy with eleven areas more, one of which shares a value with Alder, and much in Alder itself."""
    over = {f"districts/wood-{n:02}.yaml": wood(f"wood-{n:02}", value(2025) if n == 9 else "") for n in range(AREAS)}
    over |= {f"commitments/more-{n}.yaml": SPEECH.replace("id: quay-shops", f"id: more-{n}") for n in range(12)}
    over |= {f"projects/quay-{n:02}.yaml": QUAY.replace("id: alder-quay", f"id: quay-{n:02}") for n in range(21)}
    over["indicators/services-share.yaml"] = toy_text("indicators/services-share.yaml").replace(
        "  unknown: not_stated\n  cite:", "  zh: 占增加值的份额。\n  en: Share of value added.\n  cite:"
    )
    atlas = toy_atlas(tmp_path_factory.mktemp("growth"), over)
    return themed(ROOT / "theme", atlas, Settings(AS_OF, page_size=SIZE, site_url="https://atlas.example"))


@pytest.fixture(scope="module")
def pages(site):
    wanted = re.compile(r"(en/)?(map|compare|coverage|districts/alder/commitments)/|(en/)?index")
    planned = [one for one in site.site.pages() if wanted.match(one.file)]
    return {one.file: html.fromstring(site.renderer.render(one.view())) for one in planned}


def within(pages: dict[str, html.HtmlElement], folder: str) -> dict[str, html.HtmlElement]:
    return {path: tree for path, tree in pages.items() if path.startswith(folder)}


def targets(path: str, element: html.HtmlElement) -> list[str]:
    """What the links inside lead to, from the root."""
    links = [link.partition("#")[0] for link in element.xpath(".//a/@href")]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in links if link]


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u2060", "").split())


def test_every_way_leads_to_a_page_and_every_page_is_led_to(pages):
    led = {
        f"{prefix}{folder}"
        for prefix in LANGUAGES
        for folder in ("map", "compare", "coverage", "districts/alder/commitments")
    }
    for path, tree in pages.items():
        for main in tree.xpath("//main"):
            for target in targets(path, main):
                led.add(target)
                if re.match(r"(en/)?(map|compare|coverage)(/|$)", target):
                    assert f"{target}/index.html" in pages, f"{path} → {target}"
    assert {posixpath.dirname(path) for path in pages if not path.endswith("index.html") or "/" in path} - led <= {
        "",
        "en",
    }


def test_each_page_has_a_title_and_another_language_of_its_own(pages):
    for language in LANGUAGES:
        titles = [tree.findtext(".//title") for path, tree in pages.items() if path.startswith("en/") == bool(language)]
        assert len(set(titles)) == len(titles)
    for path, tree in within(pages, "map/").items():
        others = tree.xpath("//link[@rel='alternate'][@hreflang='en']/@href")
        assert [f"https://atlas.example/en/{path.removesuffix('index.html')}"] == others
        assert f"en/{path}" in pages


def test_pages_with_a_number_are_not_listed_for_ever(site):
    found = published(site.site, ROOT)
    assert {"map/alder/", "compare/alder/", "compare/wood-09/", "coverage/"} <= found
    assert not any("page/" in path for path in found)


# The map


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_names_every_project_and_place_once_on_the_pages_of_its_area(site, pages, language):
    found: Counter[str] = Counter()
    for path, tree in within(pages, f"{language}map/").items():
        named = [
            target.removeprefix("en/")
            for group in tree.find_class("groups")
            for target in targets(path, group)
            if re.match(r"(en/)?(projects|places)/", target)
        ]
        assert len(named) <= 2 * SIZE
        found.update(named)
    atlas = site.site.atlas
    whole = {key for folder in ("projects", "places") for key in (f"{folder}/{name}" for name in atlas.records[folder])}
    assert found.keys() == whole
    # A place whose projects run over a page is named again above the rest of them.
    assert {key for key, number in found.items() if number > 1} <= {key for key in whole if key.startswith("places/")}


def test_what_lies_in_no_area_has_pages_too(pages):
    first, second = pages["map/no-area/index.html"], pages["map/no-area/page/2/index.html"]
    assert "所在片区未载" in first.findtext(".//h1") and "第2页" in second.findtext(".//h1")
    (title,) = {said(one) for one in second.find_class("groups__title")}
    (note,) = {said(one) for one in second.find_class("groups__note")}
    # Alder Quay and its twenty-one copies; the page shows fewer.
    assert title.startswith("因为") and note == "22个项目"
    assert len(second.find_class("groups__members")[0]) == 2 * SIZE


# The comparison


def heads(tree: html.HtmlElement, section: str) -> list[str]:
    return [said(one) for one in tree.xpath(f"//section[@aria-labelledby='{section}']//thead//th")]


def test_many_areas_are_a_list_to_choose_from(pages):
    first = pages["compare/index.html"]
    rows = first.xpath("//section[@aria-labelledby='areas']//tbody/tr")
    assert len(rows) == SIZE
    assert targets("compare/index.html", rows[0]) == ["compare/alder"]
    # Alder's projects, its commitments, …, and the values it has.
    assert [said(cell)[-1] for cell in rows[0].xpath("./td")][-1] == "1"
    listed = [
        target
        for path, tree in within(pages, "compare/").items()
        for row in tree.xpath("//section[@aria-labelledby='areas']//tbody/tr")
        for target in targets(path, row)
    ]
    assert len(listed) == len(set(listed)) == AREAS + 1


def test_an_area_stands_beside_those_that_compare_with_it_best(pages):
    names = heads(pages["en/compare/alder/index.html"], "about")
    # Wood 09 has a value of the same indicator, year and nature; the others are next by id.
    assert names == ["Alder District", "Wood-00", "Wood-01", "Wood-09"]
    row = pages["en/compare/alder/index.html"].xpath("//section[@aria-labelledby='indicators']//tbody/tr")[0]
    assert "these compare" in said(row) and "Not comparable" not in said(row)


def test_where_nothing_tells_areas_apart_the_next_stand_beside(pages):
    assert heads(pages["en/compare/wood-02/index.html"], "about") == ["Wood-02", "Wood-03", "Wood-04", "Wood-05"]
    assert not pages["en/compare/wood-02/index.html"].xpath("//section[@aria-labelledby='indicators']//tbody/tr")


def test_a_value_with_none_beside_it_does_not_claim_to_be_the_only_one(tmp_path):
    over = {f"districts/wood-{n:02}.yaml": wood(f"wood-{n:02}") for n in range(6)}
    over["districts/zelkova.yaml"] = wood("zelkova", value(2025))
    theme = themed(ROOT / "theme", toy_atlas(tmp_path, over), Settings(AS_OF))
    planned = {one.file: one for one in theme.site.pages()}
    page = html.fromstring(theme.renderer.render(planned["en/compare/wood-03/index.html"].view()))
    assert heads(page, "about") == ["Wood-03", "Wood-04", "Wood-05", "Zelkova"]
    (row,) = page.xpath("//section[@aria-labelledby='indicators']//tbody/tr")
    assert "none of the other areas shown here has a value" in said(row)


# Coverage


@pytest.mark.parametrize("language", LANGUAGES)
def test_coverage_tells_of_every_area_on_one_of_its_pages(pages, language):
    found: Counter[str] = Counter()
    here = within(pages, f"{language}coverage/")
    for path, tree in here.items():
        (section,) = tree.xpath("//section[@aria-labelledby='by-area']")
        areas = [one.removeprefix("en/") for one in targets(path, section) if "districts/" in one]
        assert len(areas) <= SIZE
        found.update(areas)
    assert found == Counter(["districts/alder", *(f"districts/wood-{n:02}" for n in range(AREAS))])
    assert len(here) == 3
    later = here[f"{language}coverage/page/2/index.html"]
    assert not later.xpath("//section[@aria-labelledby='by-type']")


# An area's ledger


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_ledger_of_an_area_holds_every_entry_once(site, pages, language):
    here = within(pages, f"{language}districts/alder/commitments/")
    found: Counter[str] = Counter()
    for path, tree in here.items():
        rows = tree.xpath("//section[@data-kind='commitments']//tbody/tr/th")
        assert len(rows) <= SIZE
        found.update(target for row in rows for target in targets(path, row) if "/commitments/" in f"/{target}")
    named = [item for item in site.site.atlas.referring["districts/alder"] if item.key.startswith("commitments/")]
    assert set(found.values()) == {1} and len(found) == len({item.key for item in named}) > 2 * SIZE
    assert len(here) == -(-len(found) // SIZE)
    drawn = [path for path, tree in here.items() if tree.xpath("//section[@data-kind='standings']")]
    assert drawn == [f"{language}districts/alder/commitments/index.html"]


# The home page


def test_home_names_the_areas_with_most_on_record_and_leads_to_all(pages):
    (section,) = pages["en/index.html"].xpath("//section[@aria-labelledby='areas']")
    areas = [one for one in targets("en/index.html", section) if "/districts/" in one]
    assert areas[0] == "en/districts/alder" and len(areas) == 9
    assert "All 12 areas" in said(section)
