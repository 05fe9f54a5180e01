"""`atlas fmt` as it is typed: what it writes, what it says, how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli import main
from atlas.edit.files import ChangedMeanwhile, replace_text
from tests.overlay import HERE, lay, toy_text

UNTIDY = "data/places/birch.yaml"
GONE = """# yaml-language-server: $schema=../schema/redirects.json
id: list
moved:
  - {from: places/gone, to: places/birch, kind: merged, on: 2026-11-20}
"""
BROKEN = "id: birch\nnames: {zh: 桦城, en: Birch}\nkindd: city\n"


def fmt(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "--root", str(root), "--lang", "en", *arguments])


@pytest.fixture
def root(tmp_path) -> Path:
    """The toy atlas in canonical form, but for one file."""
    lay(tmp_path)
    assert fmt(tmp_path).exit_code == 0
    (tmp_path / UNTIDY).write_text(toy_text("places/birch.yaml"), "utf-8")
    return tmp_path


def content(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}


def test_it_writes_what_is_not_in_canonical_form_and_says_so(root):
    before = content(root)
    done = fmt(root)
    assert (done.exit_code, done.output.splitlines()[0]) == (0, f"{UNTIDY}: formatted")
    after = content(root)
    assert [path.relative_to(root).as_posix() for path in after if after[path] != before.get(path)] == [UNTIDY]
    assert fmt(root).output == f"{len(list((root / 'data').rglob('*.yaml')))} files in canonical form\n"


def test_the_whole_toy_says_the_same_afterwards(root):
    fmt(root)
    done = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert (done.exit_code, done.output) == (0, "no problems\n")


def test_check_writes_nothing_names_the_file_and_shows_what_would_change(root):
    before = content(root)
    done = fmt(root, "--check")
    assert done.exit_code == 1
    assert done.output == (
        f"{UNTIDY}: not in canonical form\n"
        "  @@ -0,0 +1 @@\n"
        "  +# yaml-language-server: $schema=../schema/places.json\n"
        "  @@ -2,3 +3 @@\n"
        "  -names:\n"
        "  -  zh: 桦城\n"
        "  -  en: Birch\n"
        "  +names: {zh: 桦城, en: Birch}\n"
        f"1 file to be formatted, {len(before) - 1} files in canonical form\n"
    )
    assert content(root) == before


def test_check_of_what_is_in_order_exits_0(root):
    fmt(root)
    assert fmt(root, "--check").exit_code == 0


def test_a_file_with_errors_is_left_as_it_is_and_the_others_are_not(root):
    (root / UNTIDY).write_text(BROKEN, "utf-8")
    other = root / "data/places/birch-station.yaml"
    other.write_text(other.read_text("utf-8") + "\n\n", "utf-8")
    done = fmt(root)
    assert done.exit_code == 1
    assert f"{UNTIDY}:3:1: error:" in done.output
    assert done.output.splitlines()[-1].startswith("1 file formatted, 1 file left as it is, ")
    assert (root / UNTIDY).read_text("utf-8") == BROKEN
    assert not other.read_text("utf-8").endswith("\n\n")


def test_a_number_put_into_base_units_is_told(root):
    path = root / "data/districts/alder.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 510000", "value: 51万"), "utf-8")
    done = fmt(root, str(path))
    assert done.exit_code == 0
    assert "the number '51万' is 510000" in done.output
    assert "value: 510000\n" in path.read_text("utf-8")


def test_only_the_files_and_folders_named_are_formatted(root):
    other = root / "data/projects/alder-quay.yaml"
    other.write_text(other.read_text("utf-8") + "\n", "utf-8")
    done = fmt(root, str(root / "data/places"))
    assert (done.exit_code, done.output) == (0, f"{UNTIDY}: formatted\n1 file formatted, 1 file in canonical form\n")
    assert other.read_text("utf-8").endswith("\n\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["{root}/README.md"], "README.md' is no record file under data/", id="another file"),
        pytest.param(["{root}/data/nowhere.yaml"], "does not exist", id="no such file"),
        pytest.param(["--translated"], "--translated needs the files", id="vouching for everything at once"),
        pytest.param(["--chekc"], "No such option", id="no such option"),
    ],
)
def test_misuse_exits_2_and_says_why(root, arguments, said):
    (root / "README.md").write_text("x", "utf-8")
    before = content(root)
    done = fmt(root, *(each.replace("{root}", str(root)) for each in arguments))
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
    assert content(root) == before


def test_it_speaks_chinese(root):
    done = CliRunner().invoke(main, ["fmt", "--root", str(root), "--check", "--lang", "zh"])
    assert done.output.startswith(f"{UNTIDY}：不合标准格式\n")
    assert "1 个文件待整理、" in done.output


def test_programs_are_told_as_json(root):
    (root / "data/places/birch-station.yaml").write_text(BROKEN, "utf-8")
    done = fmt(root, "--check", "--format", "json", str(root / "data/places"))
    told = {each["file"]: each for each in json.loads(done.stdout)}
    assert done.exit_code == 1
    assert told[UNTIDY]["state"] == "unformatted"
    left = told["data/places/birch-station.yaml"]
    assert (left["state"], "unknown-field" in {problem["rule"] for problem in left["problems"]}) == ("left", True)


def test_a_merge_request_is_annotated(root):
    done = fmt(root, "--check", "--format", "github")
    assert (
        done.stdout.splitlines()[0] == f"::error file={UNTIDY},line=1,title=atlas fmt::{UNTIDY}: not in canonical form"
    )


def test_a_pipe_gets_no_colours(root):
    assert "\x1b" not in fmt(root, "--check").output


def test_mode_is_kept_and_nothing_else_is_left_behind(root):
    (root / UNTIDY).chmod(0o640)
    names = {path.name for path in (root / UNTIDY).parent.iterdir()}
    fmt(root)
    assert (root / UNTIDY).stat().st_mode & 0o777 == 0o640
    assert {path.name for path in (root / UNTIDY).parent.iterdir()} == names


def test_a_file_saved_by_somebody_else_meanwhile_is_left_as_they_saved_it(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("theirs", "utf-8")
    with pytest.raises(ChangedMeanwhile):
        replace_text(path, "ours", b"what we read")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("x.yaml", "theirs")]


@pytest.fixture
def site(root) -> Path:
    """The toy atlas in canonical form, with a theme and so with addresses, one of them not on the list."""
    assert fmt(root).exit_code == 0
    (root / "theme").symlink_to(HERE.parent / "theme")
    (root / "data/addresses.txt").write_text("places/\nplaces/birch/\nplaces/gone/\n", "utf-8")
    (root / "data/redirects/list.yaml").write_text(GONE, "utf-8")
    return root


def test_new_addresses_are_put_on_the_list_and_none_is_taken_off(site):
    done = fmt(site)
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "data/addresses.txt: formatted")
    lines = (site / "data/addresses.txt").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert {"places/gone/", "places/birch-station/", "commitments/"} <= set(lines)
    assert not {"gallery/", "en/places/"} & set(lines)
    assert "data/addresses.txt" not in fmt(site).output


def test_check_tells_of_addresses_that_are_not_on_the_list(site):
    before = content(site)
    done = fmt(site, "--check")
    assert (done.exit_code, content(site)) == (1, before)
    assert "data/addresses.txt: not in canonical form\n" in done.output
    assert fmt(site, "--check", str(site / UNTIDY)).exit_code == 0


def test_what_would_not_be_published_is_not_put_on_the_list(site):
    (site / UNTIDY).write_text(BROKEN, "utf-8")
    before = (site / "data/addresses.txt").read_text("utf-8")
    assert fmt(site).exit_code == 1
    assert (site / "data/addresses.txt").read_text("utf-8") == before


def test_a_damaged_list_is_left_to_check(site):
    (site / "data/addresses.txt").write_text("<<<<<<< mine\nplaces/birch/\n", "utf-8")
    assert "data/addresses.txt" not in fmt(site).output
    assert (site / "data/addresses.txt").read_text("utf-8") == "<<<<<<< mine\nplaces/birch/\n"


def test_a_list_out_of_order_is_put_in_order(site):
    (site / "data/addresses.txt").write_text("places/gone/\nplaces/birch/\n", "utf-8")
    assert fmt(site).exit_code == 0
    assert "places/gone/" in (site / "data/addresses.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("arguments", [(), ("--check",)])
def test_a_day_that_is_none_is_misuse(site, monkeypatch, arguments):
    monkeypatch.setenv("ATLAS_AS_OF", "tomorrow")
    assert fmt(site, *arguments).exit_code == 2
