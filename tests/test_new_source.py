"""A source prepared from its article: what it says by itself is written, what only the editor can say is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.article.paragraphs import article
from atlas.article.prepared import prepared
from atlas.check.record import check
from atlas.cli import main
from atlas.edit.choices import Known
from atlas.edit.layout import laid_out
from atlas.edit.scaffold import scaffold
from atlas.fingerprint import digest
from atlas.load.nodes import read
from atlas.load.tree import Document
from atlas.records.source import Source
from tests.conftest import DAY
from tests.overlay import lay

TEXT = "柳镇集市开市\n\n  2026年3月1日,柳镇集市开市,设摊位120个。\n“柳镇好物”品牌同时推出,yes: 50%。\n"
GIVEN = ("--zh", "柳镇集市报道", "--en", "Report on Willow Market", "--kind", "media", "--title-is", "ours")
UNPUBLISHED = (*GIVEN, "--publisher-organisation", "?")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    file = root / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    command = ["new", "source", "--id", "willow-market", "--text", str(file), "--root", str(root), *arguments]
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
    return re.sub(r"^( *)(zh|en):$", r"\1\2: 写好了 written", text, flags=re.M)


def fill(root: Path) -> None:
    record(root).write_text(filled(record(root).read_text(encoding="utf-8")), encoding="utf-8")


def test_paragraphs_are_counted_located_and_fingerprinted(project):
    code, output = run(project, *UNPUBLISHED)
    assert (code, output.splitlines()[0]) == (0, "data/sources/willow-market.yaml")
    assert "write what each of its 3 paragraphs says" in output and "Still to be filled in" not in output
    text = record(project).read_text(encoding="utf-8")
    assert re.findall(r"^  - p: (\d+)", text, re.M) == ["1", "2", "3"]
    assert "locator: 2026年3月1日,柳镇\n" in text
    assert f"\ndigest: {digest(TEXT)}\n" in text
    assert "\nlanguage: zh\n" in text


def test_check_asks_for_exactly_what_only_the_editor_can_say(project):
    run(project, *UNPUBLISHED)
    text = record(project).read_text(encoding="utf-8")
    done = CliRunner(env={"ATLAS_AS_OF": DAY}).invoke(main, ["check", "--root", str(project)])
    asked = re.findall(r"^data/sources/willow-market\.yaml:(\d+):\d+: error: (.*?) \[", done.output, re.M)
    blank = {number for number, line in enumerate(text.splitlines(), 1) if re.fullmatch(r" *(zh|en):", line)}
    assert {int(line) for line, _ in asked} == blank
    assert {what for _, what in asked} == {"no value"}
    assert len(blank) == 2 * 3 + 2


def test_record_filled_in_is_sound_and_its_article_is_the_one_fingerprinted(project):
    run(project, *UNPUBLISHED)
    fill(project)
    runner = CliRunner(env={"ATLAS_AS_OF": DAY, "LC_ALL": "C"})
    assert runner.invoke(main, ["check", "--root", str(project)]).output == "no problems\n"
    command = ["audit", "willow-market", "--text", str(project / "article.txt"), "--root", str(project)]
    output = runner.invoke(main, command).output
    assert "3 paragraphs: the text that was fingerprinted" in output
    assert "no record cites the name “柳镇好物”" in output


def test_what_it_writes_fmt_leaves_alone(project):
    run(project, *GIVEN, "--publisher-organisation", "alder-council", "--published-latest", "2026-03-02")
    before = record(project).read_bytes()
    command = ["fmt", "--root", str(project), str(record(project))]
    assert "no value" in CliRunner(env={"LC_ALL": "C"}).invoke(main, command).output
    assert record(project).read_bytes() == before
    text = re.sub(
        r"^( *)gist:\n *zh:\n *en:$", r"\1gist: {zh: 写好了, en: written}", before.decode("utf-8"), flags=re.M
    )
    assert laid_out("sources", "willow-market", text.encode("utf-8")).text == text


def test_flags_fill_in_what_they_say_and_cite_the_article(project):
    more = ("--publisher-organisation", "alder-council", "--published-latest", "2026-03-02")
    assert run(project, *GIVEN, *more, "--address", "https://example.org/market")[0] == 0
    fill(project)
    node, _ = read("data/sources/willow-market.yaml", record(project).read_bytes())
    assert node is not None
    found, problems = check(Document("sources", "willow-market", "data/sources/willow-market.yaml", node))
    assert problems == ()
    assert isinstance(found, Source)
    assert (found.kind, found.title_is, found.address) == ("media", "ours", "https://example.org/market")
    assert found.publisher.organisation == "alder-council"
    assert found.published.latest.text == "2026-03-02"
    assert [str(cite) for cite in (*found.publisher.cite, *found.published.cite)] == ["willow-market#p1"] * 2


def test_what_is_not_given_is_asked_for_without_asking_for_citations(project):
    answers = ["柳镇集市报道", "Report on Willow Market", "", "media", "ours", "alder-council", "", "2026-03-02"]
    file = project / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    command = ["new", "source", "--text", str(file), "--root", str(project), "--ask"]
    done = CliRunner(env={"LC_ALL": "C"}).invoke(main, command, input="\n".join(answers) + "\n")
    assert done.stdout == "data/sources/report-willow-market.yaml\n", done.output
    text = (project / done.stdout.strip()).read_text("utf-8")
    assert "  organisation: alder-council\n  cite: report-willow-market#p1\n" in text
    assert "  latest: 2026-03-02\n" in text and "language: zh\n" in text


def test_an_article_in_english_is_told_by_its_letters(project):
    file = project / "english.txt"
    file.write_text("Willow Market opened.\n", encoding="utf-8")
    command = ["new", "source", "--id", "willow", "--text", str(file), "--root", str(project)]
    CliRunner().invoke(main, command)
    assert "\nlanguage: en\n" in (project / "data/sources/willow.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "start",
    ["yes", "12", "1e5", "a: b", "# no", "“引号”", "a #b", "null", "-", "[x]", 'é"\\', "{a", "&x", "*x", "2026-03-01"],
)
def test_whatever_an_article_begins_with_is_read_back(project, start):
    values = prepared("willow-market", article(start))
    text = filled(scaffold(Known(project, Source), "willow-market", {}, "en", values))
    node, _ = read("willow-market.yaml", text.encode())
    assert node.plain()["paragraphs"][0]["locator"] == start


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["alder-gazette"], "there is a record 'alder-gazette' already"),
        (["Willow Market"], "'Willow Market' is not an id; write 'willow-market'"),
        (["willow", "--lines", "2-9"], "has 3 lines with text"),
    ],
)
def test_misuse_exits_2_and_writes_nothing(project, arguments, said):
    file = project / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = sorted(project.rglob("*"))
    done = CliRunner(env={"LC_ALL": "C"}).invoke(
        main, ["new", "source", "--id", *arguments, "--text", str(file), "--root", str(project)]
    )
    assert (done.exit_code, sorted(project.rglob("*"))) == (2, before)
    assert said in done.output


def test_file_that_is_no_text_is_refused(project):
    file = project / "picture.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    done = CliRunner(env={"LC_ALL": "C"}).invoke(
        main, ["new", "source", "--id", "x", "--text", str(file), "--root", str(project)]
    )
    assert done.exit_code == 2
    assert "is not a text file" in done.output
