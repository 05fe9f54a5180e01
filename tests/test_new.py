"""`atlas new`: what it asks, what it writes, and that it never writes over anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli import main
from atlas.commands.record import TYPES
from atlas.edit.choices import Known
from atlas.edit.layout import laid_out
from atlas.edit.naming import suggested
from atlas.edit.questions import Question, questions
from atlas.load.nodes import read
from tests.conftest import ROOT
from tests.overlay import lay

CITE = "alder-gazette#p1"
# What examples break that each stand for themselves.
SPANNING = {"correction-mismatch", "incomplete-measure", "finding-without-value", "paragraph-order"}


@pytest.fixture
def root(tmp_path) -> Path:
    return lay(tmp_path)


def new(root: Path, *arguments: str, given: str | None = None) -> Result:
    command = ["new", arguments[0], "--root", str(root), "--lang", "en", *arguments[1:]]
    return CliRunner().invoke(main, command, input=given)


def written(root: Path, done: Result) -> str:
    assert done.exit_code == 0, done.output
    return (root / done.stdout.strip()).read_text("utf-8")


def check(root: Path) -> str:
    return CliRunner().invoke(main, ["check", "--root", str(root)]).output


def flags(root: Path, name: str) -> list[str]:
    """A fitting answer to every required question of a type."""
    known = Known(root, TYPES[name])

    def answer(question: Question) -> str:
        choices = known.choices(question.part, question.field)
        if question.is_citation:
            return f"{choices[0].id}#p1"
        examples = question.field.info.examples
        return choices[0].id if choices else str(examples[0]) if examples else "words"

    asked = [
        question
        for question in questions(TYPES[name])
        if question.is_required or question.flag.startswith("--made-by-org")
    ]
    return [part for question in asked for part in (question.flag, answer(question))]


def is_canonical(root: Path, done: Result) -> bool:
    path = root / done.stdout.strip()
    return laid_out(path.parent.name, path.stem, path.read_bytes()).text == path.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(set(TYPES) - {"source"}))
def test_a_record_with_what_is_required_has_no_problems_and_stands_in_canonical_form(root, name):
    kind = ["--measure-kind", "yes_no"] if name == "commitment" else []
    done = new(root, name, "--id", "something-new", *flags(root, name), *kind)
    assert written(root, done)
    assert check(root) == "no problems\n"
    assert is_canonical(root, done)


def test_a_source_lacks_only_its_paragraphs(root):
    done = new(root, "source", "--id", "new-article", "--published-earliest", "2025", *flags(root, "source"))
    assert "'paragraphs' is missing" in done.stderr
    assert re.findall(r"\[([a-z-]+)\]", done.stderr) == ["missing-field"]


@pytest.mark.parametrize("name", sorted(TYPES))
def test_what_is_left_out_is_named_and_nothing_else(root, name):
    first, second = questions(TYPES[name])[:2]
    done = new(root, name, first.flag, "榆桥", second.flag, "Elm Bridge")
    assert written(root, done).startswith("# yaml-language-server: $schema=../schema/")
    assert set(re.findall(r"\[([a-z-]+)\]\n", done.stderr)) <= {"missing-field", "uncited"}
    required = {question.path[0] for question in questions(TYPES[name]) if question.is_required} - {first.path[0]}
    for field in required:
        assert f"'{field}' is missing" in done.stderr
        assert re.search(rf"^# {field}:.*  # required · ", written(root, done), re.M)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_hint_without_its_mark_is_a_field(root, name):
    first, second = questions(TYPES[name])[:2]
    text = written(root, new(root, name, first.flag, "榆桥", second.flag, "Elm Bridge"))
    _, _, rest = text.partition("\n")
    uncommented = re.sub(r"^( *)# ", r"\1", rest, flags=re.M)
    _, faults = read("", uncommented.encode())
    assert faults == ()
    folder = TYPES[name].folder
    found = laid_out(folder, "elm-bridge", uncommented.encode()).problems
    assert {problem.rule for problem in found} <= SPANNING


def test_what_the_options_name_becomes_ids(root):
    named = ["--zh", "榆桥", "--en", "The Elm Bridge", "--district", "桤木区", "--kind", "facility"]
    summary = ["--summary-zh", "一座桥。", "--summary-en", "A bridge.", "--summary-cite", "alder-gazette#2"]
    done = new(root, "project", *named, *summary)
    text = written(root, done)
    assert done.stdout == "data/projects/elm-bridge.yaml\n"
    assert "\ndistrict: alder\n" in text
    assert "  cite: alder-gazette#p2\n" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["place", "--kind", "citty", "--zh", "榆城"], "did you mean 'city'?", id="misspelt"),
        pytest.param(["place", "--kind", "castle"], "nothing is called 'castle'", id="unknown"),
        pytest.param(["place", "--kind", "city"], "give its name (--zh / --en), or --id", id="nameless"),
        pytest.param(["place", "--zh", "榆<b>"], "HTML", id="what check refuses"),
        pytest.param(["place", "--id", "Elm"], "Elm", id="no id"),
        pytest.param(["place", "--id", "page"], "their own pages", id="a reserved id"),
        pytest.param(["castle"], "No such command", id="no such type"),
    ],
)
def test_misuse_exits_2_says_why_and_writes_nothing(root, arguments, said):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = CliRunner().invoke(main, ["new", *arguments, *(["--root", str(root)] if arguments != ["castle"] else [])])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_it_never_writes_over_a_record(root):
    before = (root / "data/places/birch.yaml").read_bytes()
    done = new(root, "place", "--id", "birch", "--zh", "榆城", "--en", "Elm", "--kind", "city")
    assert done.exit_code == 2
    assert "there is a record 'birch' already" in done.stderr
    assert (root / "data/places/birch.yaml").read_bytes() == before


def test_a_name_that_is_taken_gets_another_id(root):
    done = new(root, "place", "--zh", "桦城", "--en", "Birch", "--kind", "city")
    assert done.stdout == "data/places/birch-2.yaml\n"


def test_what_is_not_given_is_asked_for_until_it_fits(root):
    given = ["榆桥", "Elm Bridge", "elm", "一座桥。", "A bridge.", "nowhere#p1", CITE, "castle", "1", "Alder"]
    done = new(root, "project", "--ask", given="\n".join(given) + "\n" * 30)
    text = written(root, done)
    assert done.stdout == "data/projects/elm.yaml\n"
    assert "nothing is called 'nowhere'" in done.stderr and "nothing is called 'castle'" in done.stderr
    assert "id [elm-bridge]" in done.stderr
    assert "names: {zh: 榆桥, en: Elm Bridge}\n" in text and "\ndistrict: alder\n" in text
    assert check(root) == "no problems\n"


COMMITMENT = ["榆桥通车", "Elm Bridge opens.", CITE, "", "commitment", "statement", "alder-council", "", ""]


@pytest.mark.parametrize(
    ("answers", "asked", "measure"),
    [
        (["threshold", "5万", "m2"], 2, "  value: 50000\n  unit: m2\n"),
        (["level", "40", "count", "店", "shops", "shop", "家"], 6, "  counted: {zh: 店, en: shops, en_one: shop, zh_unit: 家}\n"),
        (["stage", "alder-bridge", "in_operation"], 2, "  project: alder-bridge\n  stage: in_operation\n"),
        (["yes_no"], 0, "measure:\n  kind: yes_no\n"),
    ],
    ids=["threshold", "a count", "stage", "yes or no"],
)  # fmt: skip
def test_what_counts_as_done_is_asked_for_by_its_kind(root, answers, asked, measure):
    done = new(root, "commitment", "--ask", given="\n".join([*COMMITMENT, *answers]) + "\n" * 5)
    text = written(root, done)
    about = [line for line in done.stderr.splitlines() if line.startswith("what has to be true for it to be met · ")]
    assert len(about) == 1 + asked
    assert measure in re.sub(r"^ *#.*\n", "", text, flags=re.M)
    assert check(root) == "no problems\n"


def test_words_of_a_closed_list_go_by_their_names(root):
    (root / "theme").symlink_to(ROOT / "theme")
    given = ["榆桥通车", "Elm Bridge opens.", CITE, "", "承诺", "public statement", "桤木区政府", "", "", "yes_no"]
    text = written(root, new(root, "commitment", "--ask", given="\n".join(given) + "\n"))
    assert "\nclass: commitment\nstrength: statement\nmade_by:\n  - organisation: alder-council\n" in text


def test_what_the_sources_do_not_state_is_written_as_unknown(root):
    text = written(root, new(root, "project", "--zh", "榆桥", "--en", "Elm Bridge", "--district", "?"))
    assert "district:\n  unknown: not_stated\n" in text


def test_nothing_is_written_when_the_answers_break_off(root):
    before = sorted(root.rglob("*"))
    done = new(root, "place", "--ask", given="榆城\nElm\n")
    assert done.exit_code == 1
    assert sorted(root.rglob("*")) == before


def test_it_speaks_chinese(root):
    done = CliRunner().invoke(
        main, ["new", "place", "--root", str(root), "--lang", "zh", "--zh", "榆城", "--en", "Elm"]
    )
    assert "还要补上：" in done.stderr and "接下来：打开 data/places/elm.yaml" in done.stderr
    assert "# 必填 · 类别" in (root / "data/places/elm.yaml").read_text("utf-8").replace("kind: station  ", "")


@pytest.mark.parametrize(
    ("zh", "en", "name"),
    [
        ("和平路骑楼", "The Heping Road Arcade", "heping-road-arcade"),
        ("和平路骑楼", None, "he-ping-lu-qi-lou"),
        ("吕四绿道", "", "lv-si-lv-dao"),
        (None, "Xi’an Café No. 7", "xian-cafe-no-7"),
        ("", "", None),
        ("……", "——", None),
    ],
)
def test_ids_are_suggested_from_names(zh, en, name):
    assert suggested(zh, en) == name


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_has_help_with_an_example(name):
    done = CliRunner().invoke(main, ["new", name, "--help"])
    assert done.exit_code == 0
    assert f"Example: atlas new {name} --" in done.output
