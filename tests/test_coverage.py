"""Coverage: what each source's paragraphs give, who cites them, and what a record holds."""

from __future__ import annotations

import pytest

from atlas.link.coverage import record_coverage, source_coverage
from atlas.records.district import District
from atlas.records.project import Project
from atlas.records.shape import walk
from atlas.records.source import Source
from tests.overlay import toy_atlas


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return toy_atlas(tmp_path_factory.mktemp("toy"))


def test_paragraphs_of_a_source_are_counted_by_how_they_are_recorded(atlas):
    found = source_coverage(atlas.all(Source)["alder-gazette"])
    assert (found.full, found.part, found.nothing) == (1, 1, 1)
    assert (found.total, found.settled) == (3, 2)


def test_district_counts_its_claims_figures_citations_and_unknowns(atlas):
    found = record_coverage(walk(atlas.all(District)["alder"]))
    assert found.figures == 4  # an observation, a figure and two totals
    assert found.claims == 10  # with alias, lead, industry, co-operation, detail and caution
    assert found.citations == 11  # each claim once, and one unknown
    assert dict(found.unknowns) == {"checked_not_found": 1, "not_applicable": 1, "not_checked": 1, "not_stated": 1}


def test_project_whose_district_is_unknown_counts_that(atlas):
    assert dict(record_coverage(walk(atlas.all(Project)["alder-quay"])).unknowns) == {"not_stated": 1}


def test_paragraph_knows_the_records_that_cite_it(atlas):
    assert "projects/alder-bridge" in atlas.citing["alder-gazette", 1]
    assert "events/lantern-fair" in atlas.citing["alder-gazette", 2]
    assert "events/lantern-fair" not in atlas.citing["alder-gazette", 1]


def test_paragraph_nobody_cites_is_not_listed(atlas):
    assert ("alder-gazette", 3) not in atlas.citing


def test_run_of_paragraphs_counts_for_each(tmp_path):
    larch = "id: larch\nnames: {zh: 落叶松, en: Larch}\nkind: city\ndetails: [{zh: 一, en: One, cite: alder-gazette#p2-p3}]\n"
    citing = toy_atlas(tmp_path, {"places/larch.yaml": larch}).citing
    assert "places/larch" in citing["alder-gazette", 2]
    assert citing["alder-gazette", 3] == ("places/larch",)


def test_each_record_is_listed_once_and_in_order(atlas):
    for keys in atlas.citing.values():
        assert list(keys) == sorted(set(keys))
