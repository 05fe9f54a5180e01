"""Reports: for people, for programs, and as annotations; one line a fault, and a count at the end."""

from __future__ import annotations

import json

import pytest

from atlas.problem import Place, Problem, Severity, in_order, nearest
from atlas.report import headline, report

FILE = "data/places/cedar.yaml"


def problem(
    line=1, column=1, what="it is wrong", rule="uncited", fix="mend it", length=1, severity=Severity.ERROR, file=FILE
):
    return Problem(Place(file, line, column), what, rule, fix, length, severity)


def write(root, text: str, file: str = FILE) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def shown(root, text: str, *problems: Problem) -> list[str]:
    write(root, text)
    return report(problems, root).splitlines()


def test_report_shows_line_caret_why_and_fix(tmp_path):
    assert report([problem(2, 7, length=4)], tmp_path) == (
        f"{FILE}:2:7: error: it is wrong [uncited]\n"
        "  why: every figure, date, stage, role and relation must be checkable in one tap\n"
        "  fix: mend it\n"
        "\n"
        "1 error in 1 file\n"
    )
    assert shown(tmp_path, "id: cedar\nkind: citty\n", problem(2, 7, length=5))[1:3] == [
        "     2 | kind: citty",
        "       |       ^^^^^",
    ]


@pytest.mark.parametrize(
    ("line", "column", "length", "under"),
    [
        pytest.param("zh: 雪松, en: x", 13, 1, "    　　      ^", id="Chinese before it takes two columns"),
        pytest.param("zh: 雪松", 5, 2, "    ^^^^", id="Chinese under it takes two columns"),
        pytest.param("zh: “雪”", 5, 3, "    ^^^^", id="curly quotes take one"),
        pytest.param("a:\tx", 4, 1, "  \t^", id="a tab keeps its width"),
        pytest.param("a:", 3, 1, "  ^", id="after the last character"),
        pytest.param("a: x", 4, 99, "   ^", id="never beyond the line"),
    ],
)
def test_caret_stands_under_the_fault(tmp_path, line, column, length, under):
    assert shown(tmp_path, line, problem(1, column, length=length))[2] == f"       | {under}"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_yaml_counts_them(tmp_path, ends):
    assert shown(tmp_path, ends.join(["a: p", "b: q\x0br", "c: s"]), problem(3, 4))[1] == "     3 | c: s"


@pytest.mark.parametrize(
    ("column", "begins", "ends"),
    [(1, "a", "…"), (150, "…", "…"), (300, "…", "z")],
    ids=["at the start", "in the middle", "at the end"],
)
def test_long_line_is_cut_around_the_fault(tmp_path, column, begins, ends):
    line = "a" + "b" * 298 + "z"
    _, text, under, *_ = shown(tmp_path, line, problem(1, column))
    text, under = text[9:], under[9:]
    assert (text[0], text[-1]) == (begins, ends)
    assert len(text) <= 102
    assert text[under.index("^")] == line[column - 1]


def test_what_could_move_a_cursor_is_never_printed(tmp_path):
    out = "\n".join(shown(tmp_path, "a: \x1b[31mred\u202e\x00\n", problem(1, 4, what="the text '\x1b[2J\nfoo'")))
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert out.splitlines()[0].endswith("the text '�[2J foo' [uncited]")


def test_fault_of_a_whole_file_shows_no_line(tmp_path):
    assert shown(tmp_path, "x\n", problem(0, 0))[:2] == [
        f"{FILE}: error: it is wrong [uncited]",
        "  why: every figure, date, stage, role and relation must be checkable in one tap",
    ]


def test_file_that_is_gone_is_no_fault_of_the_report(tmp_path):
    assert "it is wrong" in report([problem(3, 1, file="data/places/gone.yaml")], tmp_path)


@pytest.mark.parametrize(
    ("problems", "count"),
    [
        ([], "no problems"),
        ([problem()], "1 error in 1 file"),
        ([problem(1), problem(2)], "2 errors in 1 file"),
        ([problem(severity=Severity.WARNING)], "1 warning in 1 file"),
        ([problem(1), problem(2, severity=Severity.WARNING)], "1 error and 1 warning in 1 file"),
        (
            [problem(file="a"), problem(file="b"), problem(2, file="b", severity=Severity.WARNING)],
            "2 errors and 1 warning in 2 files",
        ),
        ([problem(line) for line in range(1, 1201)], "1,200 errors in 1 file"),
        ([problem(), problem()], "1 error in 1 file"),
    ],
    ids=["none", "one", "two", "a warning", "both", "two files", "thousands", "the same twice"],
)
@pytest.mark.parametrize("form", ["text", "github"])
def test_report_ends_with_a_count(tmp_path, problems, count, form):
    assert report(problems, tmp_path, form).splitlines()[-1] == count


def test_problems_are_ordered_by_file_line_and_column():
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 5), ("a", 2, 1), ("a", 0, 0)]
    ordered = in_order(problem(line, column, file=file) for file, line, column in places)
    assert [(item.place.file, item.place.line, item.place.column) for item in ordered] == sorted(places)


def test_json_holds_every_part_of_a_problem(tmp_path):
    (item,) = json.loads(report([problem(2, 7, "缺少 'kind'")], tmp_path, "json"))
    assert item == {
        "file": FILE,
        "line": 2,
        "column": 7,
        "severity": "error",
        "rule": "uncited",
        "what": "缺少 'kind'",
        "why": "every figure, date, stage, role and relation must be checkable in one tap",
        "fix": "mend it",
    }


def test_json_of_no_problems_is_an_empty_list(tmp_path):
    assert json.loads(report([], tmp_path, "json")) == []


def test_annotation_is_one_line_with_its_text_escaped(tmp_path):
    (line, count) = report([problem(2, 7, "100% wrong", severity=Severity.WARNING)], tmp_path, "github").splitlines()
    assert line.startswith(f"::warning file={FILE},line=2,col=7,title=uncited::100%25 wrong%0Awhy: ")
    assert line.endswith("%0Afix: mend it")
    assert count == "1 warning in 1 file"


def test_annotation_of_a_whole_file_points_at_its_first_line(tmp_path):
    assert "line=1,col=1," in report([problem(0, 0)], tmp_path, "github")


def test_annotation_cannot_be_ended_by_a_file_name(tmp_path):
    line = report([problem(file="data/a,line=9::x")], tmp_path, "github").splitlines()[0]
    assert "file=data/a%2Cline=9%3A%3Ax,line=1," in line


def test_code_quality_report_has_what_gitlab_asks_for(tmp_path):
    found = [problem(2, 7), problem(2, 8), problem(0, 0, severity=Severity.WARNING)]
    whole, first, second = json.loads(report(found, tmp_path, "gitlab"))
    assert first["location"] == {"path": FILE, "lines": {"begin": 2}}
    assert (first["check_name"], first["severity"], whole["severity"]) == ("uncited", "major", "minor")
    assert first["description"].startswith("it is wrong\nwhy: ") and first["description"].endswith("\nfix: mend it")
    assert whole["location"]["lines"] == {"begin": 1}
    assert len({each["fingerprint"] for each in (whole, first, second)}) == 3
    assert report([], tmp_path, "gitlab") == "[]\n"


def test_headline_stands_alone():
    assert headline(problem(14, 11, "no district has id 'aldr'", "unknown-record")) == (
        f"{FILE}:14:11: error: no district has id 'aldr' [unknown-record]"
    )


@pytest.mark.parametrize(
    ("word", "near"),
    [("aldr", "alder"), ("Alder", "alder"), ("birch-staton", "birch-station"), ("zzz", None), ("", None)],
)
def test_nearest_word_is_close_or_none(word, near):
    assert nearest(word, ["alder", "birch", "birch-station"]) == near
