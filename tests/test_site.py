"""The built site: every link resolves, every page has its pair, nothing runs and nothing leaves."""

import json
import re

import pytest

from atlas.records import PUBLISHED

SINGLE = [
    "",
    "search/",
    "timeline/",
    "compare/",
    "coverage/",
    "glossary/",
    "data/",
    "changes/",
    "about/",
    "method/",
    "corrections/",
    "edit/",
    "edit/rules/",
    "licence/",
]


def test_every_internal_link_and_fragment_resolves(site):
    broken = []
    for page in site.pages.values():
        for target, fragment in page.links:
            if target not in site.files:
                broken.append(f"{page.address} → {target}")
            elif fragment and fragment not in site.pages[target].ids:
                broken.append(f"{page.address} → {target}#{fragment}")
    assert broken == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_page_that_is_not_there_has_four_ways_out(site, language):
    page = site.pages[f"{language}404.html"]
    names = [f"{language}{path}index.html" for path in ("", "projects/", "commitments/", "search/")]
    exits = page.tree.xpath("//main//dl//a/@href")
    assert len(exits) == len(names)
    assert set(names) <= {target for target, _ in page.links}


def test_every_page_has_its_pair_and_leads_to_it(site):
    for address, page in site.pages.items():
        other = address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"
        assert other in site.pages
        assert (other, "") in page.links, f"{address} does not lead to {other}"


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_record_list_and_single_page_is_there(site, language):
    expected = [f"{path}index.html" for path in SINGLE] + ["404.html"]
    for cls in PUBLISHED:
        expected.append(f"{cls.folder}/index.html")
        expected += [
            f"{cls.folder}/{name}/{file}" for name in site.atlas[cls.folder] for file in ("index.html", "index.json")
        ]
    assert [path for path in expected if language + path not in site.files] == []


def test_ids_are_unique_within_a_page(site):
    for page in site.pages.values():
        assert len(page.ids) == len(set(page.ids)), page.address


@pytest.mark.parametrize("which", ["site", "published_site"])
def test_every_page_has_an_icon_and_leads_past_its_head_first(which, request):
    built = request.getfixturevalue(which)
    for page in built.pages.values():
        (icon,) = page.tree.xpath("//link[@rel='icon']/@href")
        assert icon.endswith(".svg") and f"assets/{icon.rpartition('/')[2]}" in built.files, page.address
        first = page.tree.xpath("//body//a[@href] | //body//button | //body//input")[0]
        assert first.get("href") == "#main" and page.tree.get_element_by_id("main").tag == "main", page.address


def test_words_in_the_other_language_are_marked_as_such(site):
    """Chinese of any length on an English page says that it is."""
    for address, page in site.pages.items():
        if not address.startswith("en/") or "gallery/" in address:
            continue
        for text in page.tree.xpath("//body//text()[not(ancestor::*[@lang][ancestor::body])][not(ancestor::pre)]"):
            assert not re.search("[\u4e00-\u9fff]{2}", text), f"{address}: {text}"


HEADS = "//h2[not(ancestor::*[@class='exhibit__case'])] | //h3[not(ancestor::*[@class='exhibit__case'])]"


@pytest.mark.parametrize(("language", "label"), [("", "本节的链接："), ("en/", "Link to this section: ")])
def test_every_heading_of_a_record_or_prose_page_has_a_link_to_itself(site, language, label):
    paths = [f"{cls.folder}/{name}" for cls in PUBLISHED for name in site.atlas[cls.folder]]
    seen = 0
    for path in [*paths, "about", "method", "corrections", "edit", "licence"]:
        page = site.pages[f"{language}{path}/index.html"]
        for heading in page.tree.xpath(HEADS):
            (link,) = heading.xpath("../a[@class='anchor screen-only']")
            assert link.get("href") == f"#{heading.get('id')}", path
            assert link.get("aria-label") == label + heading.text_content(), path
            seen += 1
    assert seen > 800


def test_nothing_runs_inline_and_nothing_comes_from_elsewhere(site):
    for page in site.pages.values():
        assert page.tree.xpath("//script[not(@src)][not(@type='application/ld+json')]") == [], page.address
        scripts = page.tree.xpath("//script[@src]")
        # One for every page, and one more for the lists that filter.
        filters = page.tree.xpath("//*[contains(@class,'listing')]//form") and "gallery/" not in page.address
        assert len(scripts) == (2 if filters else 1), page.address
        assert all(set(script.attrib) == {"src", "defer"} for script in scripts), page.address
        assert page.tree.xpath("//style | //@style | //iframe | //object | //embed") == [], page.address
        assert [name for name in page.tree.xpath("//@*") if name.attrname.startswith("on")] == [], page.address
        for value in page.tree.xpath("//link/@href | //script/@src | //img/@src | //source/@src"):
            assert not re.match(r"(?:[a-z]+:)?//", value), f"{page.address}: {value}"
        policy = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy and policy[0].startswith("default-src 'none'"), page.address


def test_every_page_has_one_heading_a_title_a_description_and_its_language(site):
    for address, page in site.pages.items():
        # The gallery shows the heading among the other components.
        assert len(page.tree.xpath("//h1[not(ancestor::*[@class='exhibit__case'])]")) == 1, address
        assert page.tree.findtext(".//title").strip(), address
        assert page.tree.get("lang") == ("en" if address.startswith("en/") else "zh-Hans"), address
        if "404" not in address:
            assert page.tree.xpath("//meta[@name='description']/@content"), address


def test_every_source_mark_opens_a_note_of_its_page(site):
    marks = 0
    for page in site.pages.values():
        for target in page.tree.xpath("//button/@popovertarget"):
            assert target in page.ids, f"{page.address}: {target}"
            marks += 1
    assert marks > 1000


def test_a_record_has_the_same_notes_in_both_languages(site):
    for address, page in site.pages.items():
        if address.startswith(("en/", "gallery/")) or f"en/{address}" not in site.pages:
            continue

        def notes(p):
            return [note.get("id") for note in p.tree.xpath("//li[contains(@class,'note')][@popover]")]

        assert notes(page) == notes(site.pages[f"en/{address}"]), address


def test_each_record_page_shows_all_figures_of_its_record(site):
    for folder in ("projects", "districts"):
        for name, record in site.atlas[folder].items():
            shown = site.pages[f"{folder}/{name}/index.html"].tree.xpath("//*[contains(@class,'facts')]//tbody/tr")
            assert len(shown) >= len(record.get("figures", [])), name


def test_index_json_is_the_record_of_the_whole(site):
    for folder in [cls.folder for cls in PUBLISHED]:
        for name, record in site.atlas[folder].items():
            for language in ("", "en/"):
                beside = json.loads(site.files[f"{language}{folder}/{name}/index.json"])
                assert beside["record"] == record
                assert beside["as_of"] == site.atlas["as_of"]


def test_figures_have_the_fixed_shape(site):
    keys = {"measure", "value", "unit", "counted", "qualifier", "basis", "as_of", "as_of_basis", "cite"}

    def figures(value):
        if isinstance(value, dict):
            if "qualifier" in value and "basis" in value and "value" in value:
                yield value
            for inner in value.values():
                yield from figures(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from figures(inner)

    found = [item for folder in ("districts", "projects", "events", "plans") for item in figures(site.atlas[folder])]
    assert found
    for figure in found:
        assert keys <= figure.keys()
        assert isinstance(figure["value"], (int, float))
        assert figure["qualifier"] in {"exact", "over", "about", "nearly", "at_least", "at_most"}
        assert figure["basis"] in {"achieved", "ongoing", "planned", "expected"}
        assert (figure["as_of"] is None) == (figure["as_of_basis"] is None)
        assert figure["cite"] and all(
            set(cite) == {"source", "paragraph"} and isinstance(cite["paragraph"], int) for cite in figure["cite"]
        )
        assert (figure["counted"] is not None) == (figure["unit"] == "count")


def test_every_commitment_carries_its_derived_status(site):
    states = {"met", "partly_met", "missed", "open", "not_verified", "no_due_date", "not_applicable"}
    for name, record in site.atlas["commitments"].items():
        assert record["status"] in states, name
        assert (record["status"] == "not_applicable") == (record["class"] != "commitment"), name


def test_names_have_both_languages_in_the_data(site):
    for folder in ("districts", "projects", "organisations", "events", "plans", "places", "sources", "indicators"):
        for name, record in site.atlas[folder].items():
            assert {"zh", "en"} <= record["names"].keys(), name


def test_the_coverage_page_leads_to_every_paragraph_of_every_source(site):
    led_to = set(site.pages["coverage/index.html"].links)
    for name, source in site.atlas["sources"].items():
        for paragraph in source["paragraphs"]:
            assert (f"sources/{name}/index.html", f"p{paragraph['p']}") in led_to


def test_the_manifest_lists_every_file_with_its_digest(site):
    import hashlib

    manifest = json.loads(site.files["data/manifest.json"])
    assert set(manifest["files"]) == set(site.files) - {"data/manifest.json"}
    for name, entry in manifest["files"].items():
        assert entry == {"size": len(site.files[name]), "sha256": hashlib.sha256(site.files[name]).hexdigest()}


def test_a_published_site_has_clean_and_absolute_addresses(published_site):
    page = published_site.pages["en/projects/index.html"]
    assert page.tree.xpath("//link[@rel='canonical']/@href") == ["https://example.org/atlas/en/projects/"]
    alternates = dict(
        zip(
            page.tree.xpath("//link[@rel='alternate']/@hreflang"),
            page.tree.xpath("//link[@rel='alternate']/@href"),
            strict=True,
        )
    )
    assert alternates == {
        "zh-Hans": "https://example.org/atlas/projects/",
        "en": "https://example.org/atlas/en/projects/",
        "x-default": "https://example.org/atlas/projects/",
    }
    assert not [value for value in page.tree.xpath("//a/@href") if value.endswith("index.html")]


@pytest.mark.parametrize("name", ["404.html", "en/404.html"])
def test_the_page_for_what_is_not_there_holds_at_any_depth_on_any_host(published_site, name):
    """A host shows it wherever somebody looked for a page, and a copy of the site may stand on another host."""
    tree = published_site.pages[name].tree
    loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    led_to = tree.xpath("//a/@href | //form/@action | //form/@data-names")
    assert loaded and led_to
    for address in [*loaded, *led_to]:
        assert address.startswith(("/atlas/", "#")), address
        path = address.partition("#")[0].removeprefix("/atlas/")
        assert address.startswith("#") or path in published_site.files or f"{path}index.html" in published_site.files


def test_every_note_has_a_mark_that_leads_to_it(site):
    """A note that nothing on the page points to is evidence for nothing a reader sees."""
    idle = []
    for page in site.readers.values():
        marked = {target.removeprefix("#") for target in page.tree.xpath("//a[contains(@class,'source-mark')]/@href")}
        notes = page.tree.xpath("//li[contains(@class,'note')][@popover]/@id")
        idle += [f"{page.address}#{note}" for note in notes if note not in marked]
    assert idle == []


def test_what_a_page_lists_already_is_not_listed_again_as_naming_its_record(site):
    listed = '//section[{which}]//a[ancestor::*[contains(@class, "records__name") or contains(@class, "pairs__value")]]'
    repeated = []
    for address, page in site.pages.items():
        naming = page.tree.xpath(listed.format(which='starts-with(@aria-labelledby, "in-")') + "/@href")
        others = page.tree.xpath(listed.format(which='not(starts-with(@aria-labelledby, "in-"))') + "/@href")
        repeated += [f"{address}: {one}" for one in set(naming) & set(others)]
    assert repeated == []


@pytest.mark.parametrize(("language", "own"), [("", "zh"), ("en/", "en")])
def test_the_list_of_areas_says_of_each_what_it_is_and_how_much_is_on_record(site, language, own):
    page = site.pages[f"{language}districts/index.html"]
    areas = {area.xpath("string(.//a)"): area for area in page.tree.xpath('//li[contains(@class, "areas__area")]')}
    assert list(areas) == [record["names"][own] for record in site.atlas["districts"].values()]
    for name, record in site.atlas["districts"].items():
        area = areas[record["names"][own]]
        projects = [item for item in site.atlas["projects"].values() if item["district"] == name]
        assert record["summary"][own].rstrip("。.") in area.text_content()
        assert str(len(projects)) in area.xpath('string(.//*[contains(@class, "areas__meta")])')
        assert area.xpath('.//*[contains(@class, "source-mark")]'), "its sentence leads to its source"
