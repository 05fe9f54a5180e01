"""Hostile files: whatever bytes a file holds, it is read or refused with words, soon, and without much memory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.load.addresses import load_addresses
from atlas.load.geography import load_geography
from atlas.load.nodes import MAX_BYTES
from atlas.load.plain import MOST_BYTES
from atlas.load.prose import prose_problems
from atlas.pipeline import linked
from atlas.records import RECORD_TYPES
from atlas.settings import Settings
from tests.fuzz import PIECES, Case, bombs, damaged, read
from tests.overlay import AS_OF, lay

CASES = 1_000
NAMES = (
    "x\\y.yaml",
    "Birch.yaml",
    "BIRCH.YAML",
    "birch .yaml",
    "birch..yaml",
    "桦.yaml",
    "-x.yaml",
    "a\nb.yaml",
    "\u202ex.yaml",
)
PATHS = ("../x", "../../etc/passwd", "a/b", "a\\b", "..", "/etc", "C:x", "x.", "Birch", "%2e%2e", "x y")
SECONDS, MEMORY = 2, 500_000_000


def test_a_damaged_record_is_read_or_refused_with_words():
    for number in range(CASES):
        case = damaged("atlas", number)
        try:
            read(case)
        except Exception as error:
            raise AssertionError(case.name) from error


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as POSIX does")
@pytest.mark.parametrize("case", list(bombs()), ids=lambda case: case.name)
def test_a_bomb_of_any_kind_is_harmless(case):
    assert read(case).seconds <= SECONDS


@given(st.sampled_from(sorted(RECORD_TYPES)), st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=12))
def test_any_bytes_are_read_or_refused_with_words(folder, pieces):
    read(Case(repr(pieces), folder, "x", b"".join(pieces)))


# Whole folders


def rules(root: Path) -> dict[str, str]:
    """What is reported of which file."""
    return {problem.place.file: problem.rule for problem in linked(root, Settings(AS_OF)).problems}


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(tmp_path):
    lay(tmp_path)
    huge = tmp_path / "data" / "places" / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    before = read(Case("before", "places", "x", b"")).memory
    (problem,) = linked(tmp_path, Settings(AS_OF)).problems
    assert (problem.place.file, problem.rule) == ("data/places/huge.yaml", "too-large")
    assert "100,000,000" in str(problem.what)
    assert read(Case("after", "places", "x", b"")).memory - before < 50 * MAX_BYTES


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_plain_file_is_refused_and_never_waited_for(tmp_path):
    root = lay(tmp_path / "project")
    outside = tmp_path / "outside"
    (outside / "places").mkdir(parents=True)
    (outside / "secret.yaml").write_text("id: secret\n", "utf-8")
    places = root / "data" / "places"
    os.mkfifo(places / "pipe.yaml")
    (places / "device.yaml").symlink_to("/dev/zero")
    (places / "secret.yaml").symlink_to(outside / "secret.yaml")
    (places / "inner").symlink_to(outside / "places")
    (places / "folder.yaml").mkdir()
    (root / "data" / "geo").symlink_to(outside)
    os.mkfifo(root / "data" / "addresses.txt")
    assert rules(root) == {
        "data/addresses.txt": "bad-address-list",
        "data/geo": "stray-file",
        **{
            f"data/places/{name}": "stray-file"
            for name in ("device.yaml", "folder.yaml", "inner", "pipe.yaml", "secret.yaml")
        },
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_means_another_place_elsewhere_is_refused(tmp_path, name):
    root = lay(tmp_path)
    (root / "data" / "places" / name).write_bytes((root / "data" / "places" / "birch.yaml").read_bytes())
    ((file, rule),) = rules(root).items()
    assert rule == "stray-file" and file.startswith("data/places/") and file.isprintable()


@pytest.mark.parametrize("given", PATHS)
def test_an_id_that_is_a_path_is_refused(tmp_path, given):
    root = lay(tmp_path)
    file = root / "data" / "places" / "birch.yaml"
    file.write_text(file.read_text("utf-8").replace("id: birch\n", f"id: '{given}'\n"), "utf-8")
    assert ("data/places/birch.yaml", "bad-id") in {
        (problem.place.file, problem.rule) for problem in linked(root, Settings(AS_OF)).problems
    }


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_keeps_is_refused(tmp_path, name):
    root = lay(tmp_path, {f"places/{name}.yaml": f"id: {name}\nnames: {{zh: 康镇, en: Con}}\nkind: city\n"})
    assert rules(root) == {f"data/places/{name}.yaml": "reserved-id"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"features": ' + "[" * 100_000, '{"features": [' + "9" * 10_000 + "]}", '{"features": [NaN, 1e999]}',
        '{"x": "features", "features": [{}], "attribution": "x"}', '{"\\u0066eatures": [{}], "attribution": "x"}',
        '{"features": [{"type": "Feature", "properties": {"id": "x", "name_zh": "x", "name_en": "x"}, "geometry": '
        '{"type": "LineString", "coordinates": ' + "[" * 200 + "]" * 200 + '}}], "attribution": "x"}', "null", "[]", "\0",
    ],
    ids=range(10),
)  # fmt: skip
def test_a_hostile_map_is_refused_with_words(tmp_path, text):
    root = lay(tmp_path, {"geo/tianjin-water.geojson": text})
    _, problems = load_geography(root)
    assert {problem.rule for problem in problems} == {"bad-map-file"}


@pytest.mark.parametrize("name", ["geo/tianjin-water.geojson", "geo/gazetteer.csv", "addresses.txt"])
def test_a_list_or_map_that_is_too_large_is_refused(tmp_path, name):
    root = lay(tmp_path, {name: ""})
    with (root / "data" / name).open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    problems = (*load_geography(root)[1], *load_addresses(root)[1])
    assert [problem.place.file for problem in problems] == [f"data/{name}"]


def test_prose_that_is_no_page_is_refused(tmp_path):
    content = tmp_path / "content"
    (content / "zh" / "a" / "b" / "c").mkdir(parents=True)
    (content / "zh" / "link.md").symlink_to("/etc/passwd")
    (content / "zh" / "folder").symlink_to("/etc")
    (content / "zh" / "hidden.md").write_text("title: x\n\n雪\u202e松\n", "utf-8")
    (content / "zh" / "latin.md").write_bytes(b"title: \xff\n")
    (content / "zh" / "page.md").write_text("title: x\n\nx\n", "utf-8")
    (content / "zh" / "markup.md").write_text("title: x\n\n<script>x</script>\n", "utf-8")
    with (content / "zh" / "huge.md").open("wb") as file:
        file.truncate(100_000_000)
    assert {problem.place.file: problem.rule for problem in prose_problems(tmp_path)} == {
        "content/zh/a/b/c": "bad-content",
        "content/zh/folder": "bad-content",
        "content/zh/hidden.md": "control-character",
        "content/zh/huge.md": "bad-content",
        "content/zh/latin.md": "not-utf8",
        "content/zh/link.md": "bad-content",
        "content/zh/markup.md": "raw-html",
    }
