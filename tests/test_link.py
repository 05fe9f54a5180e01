"""The atlas: who refers to whom, and what is refused before there is one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from atlas.link.atlas import Reference
from atlas.records.district import District
from atlas.records.place import Place
from atlas.records.project import Project
from tests.overlay import AS_OF, toy_atlas, toy_linked


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return toy_atlas(tmp_path_factory.mktemp("toy"))


@pytest.mark.parametrize(
    ("key", "reference"),
    [
        pytest.param("districts/alder", Reference("projects/alder-bridge", "district"), id="a field of one type"),
        pytest.param("projects/alder-quay", Reference("projects/alder-bridge", "part_of"), id="a field within a part"),
        pytest.param("projects/alder-quay", Reference("districts/alder", "totals"), id="the names of a total"),
        pytest.param(
            "projects/alder-quay", Reference("indicators/services-share", "ranks"), id="the subject of a rank"
        ),
        pytest.param("projects/alder-quay", Reference("plans/alder-plan", "structure"), id="a named part of a plan"),
        pytest.param("projects/alder-bridge", Reference("commitments/bridge-opening", "measure"), id="a measure"),
        pytest.param("organisations/alder-works", Reference("projects/alder-bridge", "parties"), id="a party"),
        pytest.param("organisations/alder-council", Reference("commitments/bridge-opening", "what"), id="a speaker"),
        pytest.param("places/birch", Reference("districts/alder", "cooperation"), id="a partner"),
        pytest.param("places/birch", Reference("places/birch-station", "within"), id="a place within a place"),
        pytest.param("indicators/services-share", Reference("districts/alder", "observations"), id="an observation"),
        pytest.param("plans/alder-plan", Reference("plans/two-banks", "parent"), id="a parent plan"),
    ],
)
def test_record_knows_who_refers_to_it(atlas, key, reference):
    assert reference in atlas.referring[key]


def test_two_references_in_one_field_are_one(atlas):
    for references in atlas.referring.values():
        assert list(references) == sorted(set(references))


def test_every_reference_leads_to_a_record(atlas):
    for key, references in atlas.referring.items():
        assert atlas.get(key).key == key
        assert all(atlas.get(reference.key) for reference in references)


def test_records_stand_in_order_of_type_and_id(atlas):
    keys = [record.key for record in atlas.published()]
    assert keys[0] == "districts/alder"
    assert keys[-1] == "sources/alder-gazette"
    assert [key for key in keys if key.startswith("projects/")] == ["projects/alder-bridge", "projects/alder-quay"]


def test_vocabulary_and_exceptions_have_no_page(atlas):
    assert not [record.key for record in atlas.published() if record.key.startswith(("vocabulary/", "exceptions/"))]


def test_terms_are_found_by_vocabulary(atlas):
    assert atlas.term("stages", "started").zh == "开工"
    assert list(atlas.vocabulary["units"]) == ["count", "m2", "percent"]


def test_every_commitment_stands_somewhere_and_every_project_has_progress(atlas):
    assert set(atlas.standings) == {"bridge-opening", "path-instruction", "quay-shops", "visitors-forecast"}
    assert atlas.standings["bridge-opening"].status == "open"
    assert atlas.standings["quay-shops"].due.last == dt.date(2031, 2, 28)
    assert atlas.progress["alder-bridge"].stage == "started"


def test_atlas_speaks_of_its_own_day(tmp_path):
    later = toy_atlas(tmp_path, as_of=dt.date(2027, 1, 1))
    assert later.as_of == dt.date(2027, 1, 1)
    assert later.standings["bridge-opening"].status == "partly_met"


def test_total_may_name_as_many_as_it_counts(tmp_path):
    district = toy_atlas(tmp_path).all(District)["alder"]
    sites = district.totals[0]
    assert (sites.value, sites.named) == (5, ("projects/alder-bridge", "projects/alder-quay"))


TOTAL = """totals:
  - id: sites
    what: {{zh: 点位, en: sites}}
    value: {counted}
    unit: {unit}
    counted: {{zh: 点位, en: sites, en_one: site, zh_unit: 处}}
    qualifier: exact
    basis: ongoing
    named: [projects/alder-quay, projects/alder-bridge]
    complete: full
    cite: alder-gazette#p1
"""
PROJECT = """id: cedar
names: {zh: 雪松, en: Cedar}
summary: {zh: 一处工地。, en: A site., cite: alder-gazette#p1}
kind: facility
district: alder
"""

ACHIEVED = """figures:
  - measure: floor_area
    value: 5
    unit: m2
    qualifier: exact
    basis: achieved
    as_of: {as_of}
    cite: {cite}
"""


@pytest.mark.parametrize(
    ("counted", "unit", "rules"),
    [
        pytest.param(2, "count", [], id="as many"),
        pytest.param(1, "count", ["total-exceeded"], id="more named than counted"),
        pytest.param(1, "m2", [], id="an area is not a count"),
    ],
)
def test_more_named_than_counted_is_a_fault_of_counts_only(tmp_path, counted, unit, rules):
    found = toy_linked(tmp_path, {"projects/cedar.yaml": PROJECT + TOTAL.format(counted=counted, unit=unit)})
    assert [problem.rule for problem in found.problems] == rules


@pytest.mark.parametrize(
    ("as_of", "latest", "is_fault"),
    [
        pytest.param("2026-06", "2026-06", False, id="the source's own month"),
        pytest.param("2026", "2026-06", False, id="the source's own year"),
        pytest.param("2026-07", "2026-06", True, id="the month after"),
        pytest.param("2027?", "2026", True, id="the inferred year after"),
        pytest.param("2026/..", "2026-06", False, id="since before the source"),
        pytest.param("2027", None, False, id="cannot tell: the source is undated"),
    ],
)
def test_achieved_figure_is_held_against_its_source(tmp_path, as_of, latest, is_fault):
    source = f"""id: herald
names: {{zh: 使者报, en: Herald}}
kind: media
title_is: ours
publisher: {{unknown: not_stated}}
published: {{{f"latest: {latest}" if latest else ""}}}
language: zh
paragraphs:
  - {{p: 1, gist: {{zh: 一。, en: One.}}, locator: 一, recorded: full, digest: 3d1f0a6b2c44}}
"""
    figure = ACHIEVED.format(as_of=as_of, cite="herald#p1")
    found = toy_linked(tmp_path, {"sources/herald.yaml": source, "projects/cedar.yaml": PROJECT + figure})
    assert [problem.rule for problem in found.problems] == ["achieved-too-late"] * is_fault


def test_achieved_figure_may_rest_on_the_later_of_two_sources(tmp_path):
    source = """id: herald
names: {zh: 使者报, en: Herald}
kind: media
title_is: ours
publisher: {unknown: not_stated}
published: {latest: 2026-09}
language: zh
paragraphs:
  - {p: 1, gist: {zh: 一。, en: One.}, locator: 一, recorded: full, digest: 3d1f0a6b2c44}
"""
    figure = ACHIEVED.format(as_of="2026-08", cite="[alder-gazette#p1, herald#p1]")
    assert toy_linked(tmp_path, {"sources/herald.yaml": source, "projects/cedar.yaml": PROJECT + figure}).problems == ()


def test_finding_of_today_is_no_finding_of_the_future(tmp_path):
    found = toy_linked(tmp_path, as_of=dt.date(2026, 6, 1))
    assert found.problems == ()
    (tmp_path / "before").mkdir()
    found = toy_linked(tmp_path / "before", as_of=dt.date(2026, 5, 31))
    assert [problem.rule for problem in found.problems] == ["finding-in-future"]


def test_record_that_leads_into_a_circle_is_not_part_of_it(tmp_path):
    part_of = "part_of: {{project: {0}, cite: alder-gazette#p1}}\n"
    files = {
        "projects/larch.yaml": PROJECT.replace("cedar", "larch") + part_of.format("maple"),
        "projects/maple.yaml": PROJECT.replace("cedar", "maple") + part_of.format("larch"),
        "projects/cedar.yaml": PROJECT + part_of.format("larch"),
    }
    found = toy_linked(tmp_path, files).problems
    assert [problem.place.file for problem in found] == ["data/projects/larch.yaml", "data/projects/maple.yaml"]


def test_atlas_is_the_same_whatever_the_order_of_the_files(tmp_path, monkeypatch):
    one = toy_atlas(tmp_path / "one")
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter(sorted(listed(folder), reverse=True)))
    other = toy_atlas(tmp_path / "other")
    assert list(one.referring) == list(other.referring)
    assert [record.key for record in one.published()] == [record.key for record in other.published()]
    assert one.all(Place) == other.all(Place)
    assert list(one.all(Project)) == list(other.all(Project))


def test_errors_leave_no_atlas(tmp_path):
    found = toy_linked(tmp_path, {"places/cedar.yaml": "id: cedar\n"}, AS_OF)
    assert found.atlas is None
    assert found.problems
