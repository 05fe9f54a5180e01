"""A copy of the site held against its manifest."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from atlas.cli import main
from atlas.publish.manifest import ADDRESS, manifest
from atlas.publish.output import Output


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "copy"
    (folder / "projects" / "a").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "index.html").write_text("home", encoding="utf-8")
    (folder / "projects" / "a" / "index.html").write_text("a", encoding="utf-8")
    (folder / ADDRESS).write_bytes(manifest(folder, "2026-11-22", None))
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def test_a_whole_copy_is_found_whole(copy):
    result = run(copy, "--lang", "en")
    assert result.exit_code == 0
    assert result.output == "all 2 files are as they were built (as of 2026-11-22, commit unknown)\n"


def test_each_fault_is_named(copy):
    (copy / "index.html").write_text("h0me", encoding="utf-8")
    (copy / "projects" / "a" / "index.html").unlink()
    (copy / "added.html").write_text("", encoding="utf-8")
    result = run(copy, "--lang", "en")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "added.html: not in the manifest",
        "index.html: changed",
        "projects/a/index.html: missing",
        "3 faults in 2 files (as of 2026-11-22, commit unknown)",
    ]
    faults = json.loads(run(copy, "--format", "json").output)["faults"]
    assert [item["fault"] for item in faults] == ["unknown", "changed", "missing"]
    assert "index.html: 被改动" in run(copy, "--lang", "zh").output


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {"a": 1}, "as_of": "", "commit": null}', "\x00"])
def test_a_folder_without_a_manifest_to_go_by_says_so(copy, text):
    (copy / ADDRESS).write_text(text, encoding="utf-8")
    result = run(copy, "--lang", "en")
    assert result.exit_code == 1 and "cannot be read" in result.output
    shutil.rmtree(copy / "data")
    result = run(copy, "--lang", "en")
    assert result.exit_code == 1 and "no copy of the site" in result.output


def test_the_built_site_is_what_its_manifest_says(published_site):
    assert run(published_site.folder).exit_code == 0


def test_manifest_tells_what_lies_there_whatever_was_staged_before(tmp_path):
    """What the build wrote need not be read again; what another program put in its place is."""
    output = Output(tmp_path / "output")
    output.begin()
    for address in ("index.html", "a/b.json"):
        output.write(address, b"as it was built")
    (output.staging / "index.html").write_bytes(b"as another program left it")
    (output.staging / "other.txt").write_bytes(b"nobody's")
    known = manifest(output.staging, "2026-11-22", None, output.written)
    assert known == manifest(output.staging, "2026-11-22", None)
    assert list(json.loads(known)["files"]) == ["a/b.json", "index.html", "other.txt"]
    output.abandon()
