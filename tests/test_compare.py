"""Areas side by side: everything on record is there, nothing is ranked, and what does not compare says so."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from tests.overlay import toy_page, toy_text

HOSTILE = "<script>alert(1)</script>"
WORDS = {"": ("不可比", "没有记录"), "en/": ("Not comparable", "Nothing on record")}


def tables(page: str) -> dict[str, html.HtmlElement]:
    tree = html.fromstring(page)
    return {section.get("aria-labelledby"): section for section in tree.xpath("//section[@data-kind='comparison']")}


def rows(section: html.HtmlElement) -> dict[str, list[str]]:
    """The words of each cell, by the words of the row's head; what stands there for phones is left out."""
    found = {}
    for row in section.xpath(".//tbody/tr"):
        cells = []
        for cell in row.xpath("./td"):
            for label in cell.find_class("comparison__district"):
                label.drop_tree()
            cells.append(" ".join(cell.text_content().replace("\u2060", "").split()))
        found[" ".join(row.find("th").text_content().split())] = cells
    return found


def twin(**changes: str) -> dict[str, str]:
    """A second area for the toy, Birchland, with a value of the same indicator."""
    observation = {
        "indicator": "services-share", "value": "40", "unit": "percent", "qualifier": "exact", "basis": "achieved",
        "as_of": "2025", "cite": "alder-gazette#p1",
    } | changes  # fmt: skip
    lines = "".join(f"    {key}: {value}\n" for key, value in observation.items() if value)
    text = (
        f"id: birchland\nnames: {{zh: 桦木区, en: Birchland, translation: ours}}\nkind: district\n"
        "lead: {zh: 一片林。, en: A wood., cite: alder-gazette#p1}\n"
        f"observations:\n  - {lines.strip()}\nchecked: 2026-11-22\n"
    )
    indicator = toy_text("indicators/services-share.yaml").replace(
        "  unknown: not_stated\n  cite:", "  zh: 占增加值的份额。\n  en: Share of value added.\n  cite:"
    )
    return {"districts/birchland.yaml": text, "indicators/services-share.yaml": indicator}


@pytest.mark.parametrize("language", ["", "en/"])
def test_areas_stand_in_the_same_order_in_every_table(site, language):
    found = tables(site.pages[f"{language}compare/index.html"].text)
    assert list(found) == ["about", "projects", "commitments", "indicators", "ranks", "totals"]
    names = [
        site.atlas["districts"][name]["names"]["en" if language else "zh"] for name in sorted(site.atlas["districts"])
    ]
    for section in found.values():
        assert [head.text_content().strip() for head in section.xpath(".//thead//th")] == names
        assert [link.text for link in section.xpath(".//thead//th/a")] == names


def test_counts_are_those_of_the_records(site):
    found = tables(site.pages["en/compare/index.html"].text)
    districts = sorted(site.atlas["districts"])
    projects = [item for item in site.atlas["projects"].values() if isinstance(item["district"], str)]
    stages = {name: term["en"] for name, term in site.atlas["vocabulary"]["stages"].items()}
    counted = Counter((item["district"], stages[item["stage"]]) for item in projects)
    shown = rows(found["projects"])
    whole = shown.pop("All projects on record")
    assert whole == [str(sum(item["district"] == name for item in projects)) for name in districts]
    assert shown == {
        stage: [str(counted[name, stage]) for name in districts]
        for stage in stages.values()
        if any(counted[name, stage] for name in districts)
    }
    commitments = [item for item in site.atlas["commitments"].values() if item["class"] == "commitment"]
    assert rows(found["commitments"])["not yet verified"] == [
        str(sum(item.get("district") == name and item["status"] == "not_verified" for item in commitments))
        for name in districts
    ]


@pytest.mark.parametrize("language", ["", "en/"])
def test_lone_value_does_not_compare_and_says_why(site, language):
    apart, none = WORDS[language]
    ((label, cells),) = rows(tables(site.pages[f"{language}compare/index.html"].text)["indicators"]).items()
    assert label in ("服务业增加值占GDP比重", "Services’ Share of GDP")
    assert "94%" in cells[0]
    assert apart in cells[0]
    assert cells[1:] == [none, none]


def test_rank_names_its_true_subject(site):
    section = tables(site.pages["en/compare/index.html"].text)["ranks"]
    ((_, cells),) = rows(section).items()
    assert "the rank belongs to" in cells[1]
    assert "not to Hongqiao District" in cells[1]
    assert section.xpath(".//td//a[contains(@href,'projects/jjj-business-district')]")


def test_counted_sets_keep_their_warnings(site):
    ((_, cells),) = rows(tables(site.pages["en/compare/index.html"].text)["totals"]).items()
    assert cells[0].startswith("Not comparable")
    assert "Not to be added to" in cells[0]


def test_values_on_the_same_ground_compare_and_stay_in_order(tmp_path):
    ((label, cells),) = rows(tables(toy_page(tmp_path, "en/compare/index.html", twin()))["indicators"]).items()
    assert label == "Share of services Same definition, time and nature: these compare."
    # 61.5 stands before 40 because Alder stands before Birchland.
    assert "61.5%" in cells[0]
    assert "40%" in cells[1]
    assert "Not comparable" not in "".join(cells)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"as_of": "2024"}, "it is of another time than the others"),
        ({"as_of": ""}, "the time it holds for is not stated"),
        ({"basis": "planned"}, "its nature differs from the others’"),
    ],
    ids=["another year", "no year", "another nature"],
)
def test_values_on_other_ground_do_not_compare(tmp_path, change, why):
    ((label, cells),) = rows(tables(toy_page(tmp_path, "en/compare/index.html", twin(**change)))["indicators"]).items()
    assert label == "Share of services"
    assert f"Not comparable: {why}." in cells[1]
    assert "Not comparable" in cells[0]


def test_hostile_name_is_text(tmp_path):
    page = toy_page(tmp_path, "en/compare/index.html", twin(), named={"districts/birchland": HOSTILE})
    assert HOSTILE not in page
    assert HOSTILE in html.fromstring(page).text_content()
