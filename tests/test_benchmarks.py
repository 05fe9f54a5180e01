"""The benchmark: its made-up records are valid and the same each time, and two sites that differ are told apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from atlas.edit.run import outcome
from atlas.incremental.timings import Timings
from atlas.pipeline import linked
from atlas.settings import Settings
from benchmarks import corpus, results
from benchmarks.cost import Cost, staged
from benchmarks.same import differences, words

ROOT = Path(__file__).parent.parent
NUMBER = 60


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus")
    corpus.write(root, ROOT, NUMBER)
    return root


def test_same_seed_same_bytes(made, tmp_path):
    corpus.write(tmp_path / "again", ROOT, NUMBER)
    corpus.write(tmp_path / "other", ROOT, NUMBER, seed=8)
    assert files(tmp_path / "again") == files(made)
    assert files(tmp_path / "other") != files(made)


def test_made_up_records_have_no_problem(made):
    found = linked(made, Settings(dt.date(2026, 11, 22)))
    assert found.problems == ()
    assert found.atlas is not None
    numbers = {folder: len(records) for folder, records in found.atlas.records.items()}
    assert (numbers["projects"], numbers["commitments"]) == (NUMBER, NUMBER // 2)
    assert (numbers["sources"], numbers["organisations"], numbers["places"]) == (NUMBER // 5, NUMBER // 5, NUMBER // 10)


def test_made_up_records_are_in_canonical_form(made):
    for path in sorted((made / "data" / "projects").glob("*.yaml"))[:5]:
        found = outcome(path, is_check=True, is_translated=False)
        assert (found.is_left, found.new) == (False, None)
    for folder in ("districts", "organisations", "commitments", "places", "sources"):
        path = next((made / "data" / folder).glob("*.yaml"))
        assert outcome(path, is_check=True, is_translated=False).new is None


def test_made_up_commitments_stand_in_many_ways(made):
    atlas = linked(made, Settings(dt.date(2026, 11, 22))).atlas
    assert atlas is not None
    assert len(Counter(standing.status for standing in atlas.standings.values())) >= 4


PAGE = "<!doctype html><html><body><h1>Quay</h1><p>Opens in <b>2024</b>.</p>{more}</body></html>"


def site(root: Path, more: str) -> Path:
    page = root / "en" / "projects" / "quay" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE.format(more=more), encoding="utf-8")
    return root


def test_sites_that_say_the_same_do_not_differ(tmp_path):
    ours = site(tmp_path / "ours", '<section data-kind="map"><p>Not on the map.</p></section><script>1</script>')
    theirs = site(tmp_path / "theirs", "\n")
    assert list(differences(ours, theirs)) == []


@pytest.mark.parametrize("more", ["<p>Closed.</p>", '<section data-kind="facts"><p>51</p></section>'])
def test_a_page_that_says_more_is_found(tmp_path, more):
    found = list(differences(site(tmp_path / "ours", more), site(tmp_path / "theirs", "")))
    assert [one.page for one in found] == ["en/projects/quay/index.html"]


def test_a_page_that_one_site_lacks_is_found(tmp_path):
    (tmp_path / "theirs").mkdir()
    (found,) = differences(site(tmp_path / "ours", ""), tmp_path / "theirs")
    assert found.theirs == ""


def test_layout_is_no_words():
    assert words(b"<body><p>a b</p>\n <i>c</i></body>") == words(b"<body>ab<p>c</p></body>")


def taken(engines: tuple[str, ...], wall: float) -> dict[str, dict[str, list[Cost]]]:
    staged = {"atlas": 0.5}
    return {
        "cold build": {
            name: [Cost(wall * (number + 1), 1.0, 10.0, staged.get(name))] for number, name in enumerate(engines)
        }
    }


def test_staging_and_swap_are_told_apart_as_a_build_says_them():
    timings = Timings()
    for name, seconds in (("load", 4.0), ("staging", 1.25), ("publish", 2.0), ("swap", 0.5)):
        timings.add(name, seconds)
    assert staged(f"built something\n{timings.line()}\nopen it") == 1.75
    assert staged("Start building sites") is None


def test_results_of_several_sizes_stand_side_by_side(tmp_path, monkeypatch):
    """One measured anew takes the place of its own figures alone; that of the atlas alone has no ratios."""
    monkeypatch.setattr(results, "FOLDER", tmp_path)
    monkeypatch.setattr(results, "RAW", tmp_path / "results")
    facts = {"machine": {"cores": "2"}, "rounds": 3, "records": 5, "same": 7, "written": {"atlas": (9, 1.0)}}
    results.keep(10_000, facts, taken(("atlas", "hugo"), 4.0))
    results.keep(1_000, facts, taken(("atlas", "hugo"), 2.0))
    alone = {name: value for name, value in facts.items() if name != "same"} | {"rounds": 1}
    results.keep(100_000, alone, taken(("atlas",), 8.0))
    results.keep(1_000, facts, taken(("atlas", "hugo"), 3.0))
    page = (tmp_path / "RESULTS.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| cold build")]
    assert rows == [
        "| cold build | 3.00 | 1.00 | 10 | 0.50 | 6.00 | 1.00 | 10 | **0.50** | **1.00** | **1.00** |",
        "| cold build | 4.00 | 1.00 | 10 | 0.50 | 8.00 | 1.00 | 10 | **0.50** | **1.00** | **1.00** |",
        "| cold build | 8.00 | 1.00 | 10 | 0.50 |",
    ]
    assert page.index("## 1,000 projects") < page.index("## 10,000 projects") < page.index("## 100,000 projects")
