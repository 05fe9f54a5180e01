"""The glossary: every word of the closed lists has its meaning, and pages lead to it where they first use it."""

from __future__ import annotations

import pytest
from lxml import html

from atlas.link.standing import Status
from atlas.records.commitment import CommitmentClass, Strength
from atlas.records.parts import UnknownKind
from atlas.records.quantity import Basis, Qualifier
from atlas.view import urls
from tests.overlay import toy_page

KINDS = {
    "status": Status,
    "class": CommitmentClass,
    "strength": Strength,
    "unknown": UnknownKind,
    "basis": Basis,
    "qualifier": [item for item in Qualifier if item is not Qualifier.EXACT],
}


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_word_has_an_anchor_and_a_meaning(site, language):
    tree = site.pages[f"{language}glossary/index.html"].tree
    expected = {urls.anchor(kind, str(value)) for kind, values in KINDS.items() for value in values}
    expected |= {urls.anchor("stage", name) for name in site.atlas["vocabulary"]["stages"]}
    terms = {term.get("id"): term for term in tree.find_class("glossary__term")}
    assert expected <= terms.keys()
    for name, term in terms.items():
        assert term.find("dt").text_content().strip(), name
        assert all(item.text_content().strip() for item in term.findall("dd")) and term.findall("dd"), name


def test_slogans_lead_to_their_records(site):
    page = site.pages["en/glossary/index.html"]
    targets = {target for target, _ in page.links}
    slogans = [name for name, plan in site.atlas["plans"].items() if plan["kind"] == "slogan" or plan.get("slogans")]
    assert slogans
    for name in slogans:
        assert f"en/plans/{name}/index.html" in targets
        assert f"slogan-{name}" in page.ids


@pytest.mark.parametrize("language", ["", "en/"])
def test_stage_of_a_project_leads_to_its_meaning(site, language):
    for name, project in site.atlas["projects"].items():
        page = site.pages[f"{language}projects/{name}/index.html"]
        assert (f"{language}glossary/index.html", urls.anchor("stage", project["stage"])) in page.links


@pytest.mark.parametrize("language", ["", "en/"])
def test_standing_of_a_commitment_leads_to_its_meaning(site, language):
    for name, item in site.atlas["commitments"].items():
        links = site.pages[f"{language}commitments/{name}/index.html"].links
        for kind, value in (("status", item["status"]), ("class", item["class"]), ("strength", item["strength"])):
            assert (f"{language}glossary/index.html", urls.anchor(kind, value)) in links, name


def test_word_is_linked_once_on_a_page(site):
    for address, page in site.pages.items():
        words = page.tree.xpath("//a[@data-term][not(ancestor::*[@class='exhibit__case'])]/@href")
        found = [word.rpartition("#")[2] for word in words]
        assert len(found) == len(set(found)), address


@pytest.mark.parametrize("language", ["", "en/"])
def test_words_of_figures_lead_to_their_meaning(site, language):
    """Nature and qualifier, where a record's figures first have them."""
    for folder in ("projects", "districts"):
        for name, record in site.atlas[folder].items():
            links = site.pages[f"{language}{folder}/{name}/index.html"].links
            for figure in record.get("figures", []):
                assert (f"{language}glossary/index.html", urls.anchor("basis", figure["basis"])) in links, name
                if figure["qualifier"] != "exact":
                    assert (f"{language}glossary/index.html", urls.anchor("qualifier", figure["qualifier"])) in links


@pytest.mark.parametrize("language", ["", "en/"])
def test_words_in_lists_lead_to_their_meaning(site, language):
    found = set(site.pages[f"{language}projects/index.html"].links)
    stages = {urls.anchor("stage", project["stage"]) for project in site.atlas["projects"].values()}
    assert {(f"{language}glossary/index.html", stage) for stage in stages} <= found
    found = set(site.pages[f"{language}commitments/index.html"].links)
    statuses = {item["status"] for item in site.atlas["commitments"].values()} - {"not_applicable"}
    assert {(f"{language}glossary/index.html", urls.anchor("status", status)) for status in statuses} <= found


def test_footer_leads_to_the_pages_one_looks_things_up_in(site):
    for language in ("", "en/"):
        targets = {target for target, _ in site.pages[f"{language}index.html"].links}
        assert {f"{language}compare/index.html", f"{language}glossary/index.html"} <= targets


def test_hostile_name_is_text(tmp_path):
    page = toy_page(tmp_path, "en/glossary/index.html", named={"plans/two-banks": "<script>alert(1)</script>"})
    assert "<script>" not in page
    assert "<script>alert(1)</script>" in html.fromstring(page).text_content()
