"""Addresses live for ever: a record renamed or joined to another keeps a way on, and every reference follows."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from lxml import html

from atlas.addresses import listed, published, update
from atlas.cli import main
from atlas.pipeline import linked, themed
from atlas.settings import Settings
from tests.overlay import AS_OF, HERE, lay, toy_page

MOVED = """id: list
moved:
  - from: projects/old-bridge
    to: projects/alder-bridge
    kind: renamed
    on: 2026-11-20
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    lay(tmp_path)
    (tmp_path / "content" / "zh").mkdir(parents=True)
    (tmp_path / "content" / "zh" / "about.md").write_text(
        "[x](/projects/alder-bridge/) [y](/projects/alder-bridge-2/)\n", encoding="utf-8"
    )
    return tmp_path


def mv(root, *arguments):
    return CliRunner().invoke(main, ["mv", *arguments, "--root", str(root), "--lang", "en"])


def everything(root) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.is_file()
    }


def test_a_renamed_record_takes_every_reference_with_it(root):
    before = everything(root)
    result = mv(root, "project", "alder-bridge", "willow-bridge", "--reason", 'the "full" name')
    assert result.exit_code == 0, result.output
    after = everything(root)
    assert "data/projects/alder-bridge.yaml" not in after
    assert after["data/projects/willow-bridge.yaml"] == before["data/projects/alder-bridge.yaml"].replace(
        "id: alder-bridge", "id: willow-bridge"
    )
    (move,) = linked(root, Settings(AS_OF)).atlas.moved
    assert (move.from_, move.to, move.reason) == ("projects/alder-bridge", "projects/willow-bridge", 'the "full" name')
    left = [
        name
        for name, text in after.items()
        if "alder-bridge" in text.replace("alder-bridge-2", "") and name not in ("data/redirects/list.yaml",)
    ]
    assert left == [], "something still names the old id"
    assert after["content/zh/about.md"] == "[x](/projects/willow-bridge/) [y](/projects/alder-bridge-2/)\n"
    assert listed(root) == {"projects/willow-bridge/"}


def test_a_renamed_source_takes_its_citations_with_it(root):
    assert mv(root, "source", "alder-gazette", "alder-herald").exit_code == 0
    found = linked(root, Settings(AS_OF))
    assert found.problems == () or {item.rule for item in found.problems} == {"unlisted-address"}
    assert "alder-gazette#" not in "".join(everything(root).values())


def test_what_it_writes_fmt_leaves_alone(root):
    def fmt() -> str:
        return CliRunner().invoke(main, ["fmt", "--root", str(root), "--lang", "en"]).output

    fmt()
    long = "a-bridge-with-a-very-long-name-over-the-river-between-the-old-town-and-the-quays"
    assert mv(root, "project", "alder-bridge", long, "--reason", 'it: the "full" name').exit_code == 0
    assert "formatted" not in fmt()


def test_a_record_joined_to_another_goes_and_what_named_it_names_the_other(root):
    projects, commitment = root / "data" / "projects", root / "data" / "commitments" / "bridge-opening.yaml"
    twin = (projects / "alder-bridge.yaml").read_text("utf-8").replace("id: alder-bridge", "id: twin")
    (projects / "twin.yaml").write_text(twin, encoding="utf-8")
    before = commitment.read_text("utf-8")
    commitment.write_text(before.replace("alder-bridge", "twin"), encoding="utf-8")
    assert mv(root, "project", "twin", "alder-bridge", "--merge").exit_code == 0
    assert commitment.read_text("utf-8") == before
    atlas = linked(root, Settings(AS_OF)).atlas
    assert "twin" not in atlas.records["projects"]
    assert [(move.from_, move.to, move.kind) for move in atlas.moved] == [
        ("projects/twin", "projects/alder-bridge", "merged")
    ]


def test_two_records_that_name_each_other_are_not_joined_before_an_editor_has_parted_them(root):
    before = everything(root)
    result = mv(root, "project", "alder-quay", "alder-bridge", "--merge")
    assert result.exit_code == 1
    assert "data/projects/alder-bridge.yaml:15:12: error: the record contains itself" in result.output
    assert everything(root) == before


def test_a_second_move_leads_the_first_address_on(root):
    assert mv(root, "project", "alder-bridge", "second").exit_code == 0
    assert mv(root, "project", "second", "third").exit_code == 0
    moved = linked(root, Settings(AS_OF)).atlas.moved
    assert [(move.from_, move.to) for move in moved] == [
        ("projects/alder-bridge", "projects/third"),
        ("projects/second", "projects/third"),
    ]
    assert "never used again" in mv(root, "project", "third", "second").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("project", "alder-bridg", "x"), "did you mean 'alder-bridge'?"),
        (("project", "alder-bridge", "Alder Bridge"), "is no id"),
        (("project", "alder-bridge", "../up"), "is no id"),
        (("project", "alder-bridge", "alder-quay"), "add --merge"),
        (("project", "alder-bridge", "nowhere", "--merge"), "no record 'projects/nowhere'"),
        (("project", "alder-bridge", "alder-bridge"), "already"),
        (("project", "alder-bridge", "by-x"), "the lists keep 'by-x'"),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(root, arguments, said):
    before = everything(root)
    result = mv(root, *arguments)
    assert result.exit_code == 1
    assert said in result.output
    assert everything(root) == before


def test_the_old_address_leads_on_without_a_servers_help(tmp_path):
    over = {"redirects/list.yaml": MOVED}
    for address in ("projects/old-bridge/index.html", "en/projects/old-bridge/index.html"):
        page = html.fromstring(toy_page(tmp_path / address.replace("/", "-"), address, over))
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../alder-bridge/index.html"]
        assert page.xpath("//main//a[@href='../alder-bridge/index.html']")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    page = html.fromstring(
        toy_page(tmp_path / "published", "projects/old-bridge/index.html", over, site_url="https://example.org/atlas")
    )
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/atlas/projects/alder-bridge/"]


def test_the_old_data_lead_on(tmp_path):
    atlas = linked(lay(tmp_path, {"redirects/list.yaml": MOVED}), Settings(AS_OF)).atlas
    files = dict(themed(HERE.parent / "theme", atlas, Settings(AS_OF)).site.files())
    for prefix in ("", "en/"):
        assert json.loads(files[f"{prefix}projects/old-bridge/index.json"])["moved_to"] == "projects/alder-bridge"
    assert json.loads(files["data/atlas.json"])["moved"] == {"projects/old-bridge": "projects/alder-bridge"}


def test_the_list_holds_every_address_and_forgets_none(tmp_path):
    root = lay(tmp_path)
    atlas = linked(root, Settings(AS_OF)).atlas
    paths = published(themed(HERE.parent / "theme", atlas, Settings(AS_OF)).site, root)
    assert {"projects/alder-bridge/", "projects/", "commitments/by-due/", "timeline/"} <= paths
    assert not [path for path in paths if path.startswith("en/") or "/page/" in path]
    (root / "data" / "addresses.txt").write_text("projects/gone/\n", encoding="utf-8")
    assert update(root, paths)
    assert listed(root) == paths | {"projects/gone/"}
    assert not update(root, paths)
    rules = {item.rule for item in linked(root, Settings(AS_OF)).problems}
    assert rules == {"lost-address"}
