"""A source prepared from its article: what it says by itself is written, what only the editor can say is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.article.paragraphs import article
from atlas.article.prepared import prepared, yaml_of
from atlas.check.record import check
from atlas.cli import main
from atlas.fingerprint import digest
from atlas.load.nodes import read
from atlas.load.tree import Document
from atlas.records.shape import declared
from atlas.records.source import Paragraph, Source
from tests.conftest import DAY
from tests.overlay import lay

TEXT = "柳镇集市开市\n\n  2026年3月1日,柳镇集市开市,设摊位120个。\n“柳镇好物”品牌同时推出,yes: 50%。\n"
GIVEN = ("--zh", "柳镇集市报道", "--en", "Report on Willow Market")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    file = root / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    command = ["new-source", "willow-market", "--text", str(file), "--root", str(root), *arguments]
    done = CliRunner(env={"ATLAS_AS_OF": DAY, "LC_ALL": "C"}).invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.output


@pytest.fixture
def project(tmp_path) -> Path:
    return lay(tmp_path)


def record(root: Path) -> Path:
    return root / "data/sources/willow-market.yaml"


def filled(text: str) -> str:
    """The record with every blank filled in."""
    return re.sub(r"^( *(?:- )?)(zh|en):$", r"\1\2: 写好了 written", text, flags=re.M)


def test_paragraphs_are_counted_located_and_fingerprinted(project):
    code, output = run(project, *GIVEN)
    assert (code, output.splitlines()[0]) == (0, "data/sources/willow-market.yaml: written, 3 paragraphs")
    text = record(project).read_text(encoding="utf-8")
    assert re.findall(r"- p: (\d+)", text) == ["1", "2", "3"]
    assert 'locator: "2026年3月1日,柳镇"' in text
    assert f"digest: {digest(TEXT)}" in text


def test_check_asks_for_exactly_what_only_the_editor_can_say(project):
    run(project, *GIVEN)
    text = record(project).read_text(encoding="utf-8")
    done = CliRunner(env={"ATLAS_AS_OF": DAY}).invoke(main, ["check", "--root", str(project)])
    asked = {
        int(line)
        for line in re.findall(r"^data/sources/willow-market\.yaml:(\d+):\d+: error: no value", done.output, re.M)
    }
    blank = {number for number, line in enumerate(text.splitlines(), 1) if re.fullmatch(r" *(zh|en):", line)}
    assert asked == blank
    assert len(blank) == 2 * 3 + 2


def test_record_filled_in_is_sound_and_its_article_is_the_one_fingerprinted(project):
    run(project, *GIVEN)
    record(project).write_text(filled(record(project).read_text(encoding="utf-8")), encoding="utf-8")
    runner = CliRunner(env={"ATLAS_AS_OF": DAY, "LC_ALL": "C"})
    assert runner.invoke(main, ["check", "--root", str(project)]).output == "no problems\n"
    command = ["audit", "willow-market", "--text", str(project / "article.txt"), "--root", str(project)]
    output = runner.invoke(main, command).output
    assert "3 paragraphs: the text that was fingerprinted" in output
    assert "no record cites the name “柳镇好物”" in output


def test_flags_fill_in_what_they_say(project):
    more = ("--publisher", "alder-council", "--published", "2026-03-02", "--printed", "--kind", "official")
    run(project, *GIVEN, *more, "--address", "https://example.org/market")
    record(project).write_text(filled(record(project).read_text(encoding="utf-8")), encoding="utf-8")
    node, _ = read("data/sources/willow-market.yaml", record(project).read_bytes())
    assert node is not None
    found, problems = check(Document("sources", "willow-market", "data/sources/willow-market.yaml", node))
    assert problems == ()
    assert isinstance(found, Source)
    assert (found.kind, found.title_is, found.address) == ("official", "printed", "https://example.org/market")
    assert found.publisher.organisation == "alder-council"
    assert found.published.latest.text == "2026-03-02"


def test_fields_stand_in_the_order_in_which_they_are_declared():
    values = prepared("willow-market", article(TEXT), zh="柳", en="Willow")
    for cls, given in ((Source, values), (Paragraph, values["paragraphs"][0])):
        order = list(declared(cls))
        assert list(given) == sorted(given, key=order.index)


@pytest.mark.parametrize(
    "title", ["yes", "12", "1e5", "a: b", "# no", "“引号”", "a #b", " 空格", "null", "-", "[x]", 'é"\\']
)
def test_whatever_a_title_holds_is_read_back(title):
    text = filled(yaml_of(prepared("willow-market", article(TEXT), zh=title, en="Willow")))
    node, problems = read("willow-market.yaml", text.encode())
    assert (problems, node.plain()["names"]["zh"]) == ((), title)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["alder-gazette"], "the record data/sources/alder-gazette.yaml is there already"),
        (["Willow Market"], "'Willow Market' cannot be an id"),
        (["willow", "--lines", "2-9"], "has 3 lines with text"),
    ],
)
def test_misuse_exits_2_and_writes_nothing(project, arguments, said):
    file = project / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = sorted(project.rglob("*"))
    done = CliRunner(env={"LC_ALL": "C"}).invoke(
        main, ["new-source", *arguments, "--text", str(file), "--root", str(project)]
    )
    assert (done.exit_code, sorted(project.rglob("*"))) == (2, before)
    assert said in done.output


def test_file_that_is_no_text_is_refused(project):
    file = project / "picture.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    done = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["new-source", "x", "--text", str(file), "--root", str(project)])
    assert done.exit_code == 2
    assert "is not a text file" in done.output
