"""The page of a commitment and the lists it stands in: who promised what, by when, how it stands; nothing said twice."""

from __future__ import annotations

import pytest


def section(page, name):
    (found,) = page.tree.xpath(f"//section[@aria-labelledby='{name}']")
    return found


@pytest.mark.parametrize("language", ["", "en/"])
def test_status_stands_first_with_its_shape(site, language):
    for name, record in site.atlas["commitments"].items():
        page = site.pages[f"{language}commitments/{name}/index.html"]
        first = page.tree.xpath("//section")[0]
        assert first.get("aria-labelledby") == "standing", name
        (status,) = first.xpath(".//*[@class='status']")
        assert status.xpath("./svg"), name
        assert (status.get("data-form") == "none") == (record["class"] != "commitment"), name


def test_what_is_not_judged_waits_for_no_evidence(site):
    for name, record in site.atlas["commitments"].items():
        found = site.pages[f"commitments/{name}/index.html"].tree.xpath("//section[@aria-labelledby='findings']")
        assert bool(found) == (record["class"] == "commitment" or bool(record.get("findings"))), name


def test_no_status_is_shown_where_none_is_given(site):
    seen = 0
    for page in site.pages.values():
        for block in ("commitments-forecast", "commitments-instruction"):
            for table in page.tree.xpath(f"//section[@aria-labelledby='{block}']//table"):
                assert len(table.xpath(".//thead//th")) == 2, page.address
                assert table.xpath(".//*[@class='status']") == [], page.address
                seen += 1
    assert seen > 0


def test_rows_do_not_lead_to_the_page_they_stand_on(site):
    seen = 0
    for name in site.atlas["projects"]:
        address = f"projects/{name}/index.html"
        for row in site.pages[address].tree.xpath("//section[@aria-labelledby='commitments']//tbody/tr"):
            assert not [href for href in row.xpath(".//a/@href") if href.endswith(f"projects/{name}/index.html")]
            seen += 1
    assert seen > 0


def test_marks_in_a_row_are_in_order(site):
    for address in ("districts/hexi/index.html", "en/commitments/hexi-150-lamps/index.html"):
        tree = site.pages[address].tree
        rows = tree.xpath("//dd[.//*[@class='source-mark']] | //p[.//*[@class='source-mark']]")
        assert rows
        for row in rows:
            runs = [int(text) for text in row.xpath(".//button[@class='source-mark__button']/text()")]
            assert runs == sorted(runs), address


def test_industries_stand_under_their_class_once(site):
    for name in site.atlas["districts"]:
        tree = site.pages[f"districts/{name}/index.html"].tree
        labels = tree.xpath("//*[@class='industries__label']/text()")
        assert len(labels) == len(set(labels)), name
        given = site.atlas["districts"][name].get("industries", [])
        assert len(tree.xpath("//*[@class='industries__name']")) == len(given), name


def test_a_long_name_without_stops_may_be_parted_anywhere(site):
    assert site.pages["organisations/cctec/index.html"].tree.xpath("//h1/@data-phrased") == []
    assert site.pages["index.html"].tree.xpath("//h1/@data-phrased") == ["true"]
