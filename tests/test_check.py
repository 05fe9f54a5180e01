"""Checks: all faults at once, each once, and nothing said that only follows from another fault."""

from __future__ import annotations

import pytest

from atlas.problem import in_order
from tests.overlay import toy_linked

PROJECT = """id: cedar
names: {zh: 雪松, en: Cedar}
summary: {zh: 一处工地。, en: A site., cite: alder-gazette#p1}
kind: facility
district: alder
"""


def rules(tmp_path, files: dict[str, str]) -> list[str]:
    return [problem.rule for problem in toy_linked(tmp_path, files).problems]


def test_the_toy_has_no_problems(tmp_path):
    found = toy_linked(tmp_path)
    assert found.problems == ()
    assert found.atlas is not None


@pytest.mark.parametrize(
    ("fault", "rules_found"),
    [
        pytest.param("cite: nowhere", ["bad-citation"], id="a bad citation is not also uncited"),
        pytest.param("ciet: alder-gazette#p1", ["unknown-field"], id="a misspelt citation is not also uncited"),
        pytest.param("cite:", ["empty-value"], id="an empty citation is not also uncited"),
        pytest.param(
            "unit: count\n    counted: [shops]\n    cite: alder-gazette#p1",
            ["wrong-type"],
            id="a bad noun is not also missing",
        ),
        pytest.param(
            "unit: count\n    value: 6\n    cite: alder-gazette#p1",
            ["duplicate-key", "missing-noun"],
            id="two of one figure",
        ),
        pytest.param(
            "unit: count\n    colour: red",
            ["missing-noun", "uncited", "unknown-field"],
            id="three that have nothing in common",
        ),
    ],
)
def test_one_fault_is_reported_once(tmp_path, fault, rules_found):
    unit = "" if "unit:" in fault else "unit: m2\n    "
    figure = (
        f"figures:\n  - measure: shops\n    value: 5\n    qualifier: exact\n    basis: planned\n    {unit}{fault}\n"
    )
    assert sorted(rules(tmp_path, {"projects/cedar.yaml": PROJECT + figure})) == rules_found


def test_fault_in_one_entry_does_not_hide_the_next(tmp_path):
    figures = "figures:\n" + "".join(
        f"  - {{measure: {measure}, value: {value}, unit: m2, qualifier: exact, basis: planned, cite: {cite}}}\n"
        for measure, value, cite in (
            ("floor_area", "several", "alder-gazette#p1"),
            ("floor_arae", "5", "alder-gazette#p9"),
        )
    )
    found = toy_linked(tmp_path, {"projects/cedar.yaml": PROJECT + figures}).problems
    assert [(problem.place.line, problem.rule) for problem in found] == [
        (7, "wrong-type"),
        (8, "unknown-term"),
        (8, "paragraph-beyond"),
    ]


def test_missing_fields_do_not_hide_unknown_references(tmp_path):
    assert rules(
        tmp_path, {"projects/cedar.yaml": "id: cedar\npart_of: {project: larch, cite: alder-gazette#p1}\n"}
    ) == [
        "missing-field",
        "missing-field",
        "missing-field",
        "missing-field",
        "unknown-record",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("id: birch\nnames: [\n", id="unreadable"),
        pytest.param("id: birch\nnames: 桦城\nkind: city\n", id="against its declaration"),
        pytest.param("- birch\n", id="no fields at all"),
        pytest.param("", id="empty"),
        pytest.param("id: no\nnames: {zh: 桦城, en: Birch}\nkind: city\n", id="id that YAML misreads"),
    ],
)
def test_broken_record_is_no_fault_of_those_that_refer_to_it(tmp_path, broken):
    found = toy_linked(tmp_path, {"places/birch.yaml": broken}).problems
    assert {problem.place.file for problem in found} == {"data/places/birch.yaml"}
    assert len(found) == 1


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("id: alder-gazette\n\tkind: media\n", id="unreadable"),
        pytest.param("id: alder-gazette\nparagraphs: many\n", id="without paragraphs"),
    ],
)
def test_broken_source_is_no_fault_of_those_that_cite_it(tmp_path, broken):
    found = toy_linked(tmp_path, {"sources/alder-gazette.yaml": broken}).problems
    assert {problem.place.file for problem in found} == {"data/sources/alder-gazette.yaml"}


def test_broken_vocabulary_is_no_fault_of_those_that_use_it(tmp_path):
    found = toy_linked(
        tmp_path, {"vocabulary/stages.yaml": "id: stages\nnames: {zh: 阶段, en: Stages}\nterms: none\n"}
    ).problems
    assert [problem.place.file for problem in found] == ["data/vocabulary/stages.yaml"]


EXCEPTION = """id: list
allowed:
  - rule: uncited
    record: projects/alder-bridge
    path: figures/1
    reason: the source is being sought
    on: 2026-11-01
"""


def test_exception_takes_its_fault_away(tmp_path):
    figure = "figures: [{measure: floor_area, value: 5, unit: m2, qualifier: exact, basis: planned}]\n"
    files = {
        "projects/cedar.yaml": PROJECT + figure,
        "exceptions/list.yaml": EXCEPTION.replace("alder-bridge", "cedar"),
    }
    assert rules(tmp_path, files) == []


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("id: alder-bridge\nnames: [\n", id="unreadable"),
        pytest.param("id: alder-bridge\nnames: 桤木桥\n", id="against its declaration"),
    ],
)
def test_exception_of_a_broken_record_is_not_called_stale(tmp_path, broken):
    found = rules(tmp_path, {"projects/alder-bridge.yaml": broken, "exceptions/list.yaml": EXCEPTION})
    assert "stale-exception" not in found


@pytest.mark.parametrize("path", ["figures/0", "figures/2", "figures/²", "nowhere", "figures/1/cite/9", "/", "-1"])
def test_exception_must_point_at_something(tmp_path, path):
    found = toy_linked(tmp_path, {"exceptions/list.yaml": EXCEPTION.replace("figures/1", path)}).problems
    assert [problem.rule for problem in found] == ["stale-exception"]
    assert "has nothing at" in str(found[0].what)


def test_problems_are_ordered_by_place_and_each_stands_once(tmp_path):
    files = {f"places/{name}.yaml": f"id: {name}\nkind: citty\nnmaes: x\n" for name in ("zelkova", "aspen", "cedar")}
    found = toy_linked(tmp_path, files).problems
    assert found == in_order(reversed(found + found))
    assert [problem.place for problem in found] == sorted(problem.place for problem in found)
