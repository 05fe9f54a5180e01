"""Strict YAML: what is read, where it stands, and that nothing an editor writes can break the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.load.nodes import MAX_BYTES, MAX_DEPTH, Numeral, read


def node(text: str):
    found, problems = read("data/x.yaml", text.encode())
    assert not problems, problems
    return found


def rules(text: str | bytes) -> list[str]:
    _, problems = read("data/x.yaml", text if isinstance(text, bytes) else text.encode())
    return [problem.rule for problem in problems]


def places(text: str) -> list[tuple[int, int, int]]:
    _, problems = read("data/x.yaml", text.encode())
    return [(problem.place.line, problem.place.column, problem.length) for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: cedar", "cedar", id="word"),
        pytest.param('a: "42"', "42", id="quoted number is text"),
        pytest.param("a: 'no'", "no", id="quoted word is text"),
        pytest.param("a: true", True, id="true"),
        pytest.param("a: False", False, id="false"),
        pytest.param("a: 2024-06-12", "2024-06-12", id="date stays as written"),
        pytest.param("a: 2026?-06", "2026?-06", id="inferred date"),
        pytest.param("a: 1.10", "1.10", id="number keeps its zeros"),
        pytest.param("a: 51万", "51万", id="scaled number"),
        pytest.param("a: 七〇七", "七〇七", id="name in Chinese figures"),
        pytest.param("a: １２", "１２", id="full-width digits are no number"),
        pytest.param("a: |\n  one\n  two\n", "one\ntwo\n", id="block"),
        pytest.param("a: >-\n  one\n  two\n", "one two", id="folded"),
        pytest.param("a: one # note", "one", id="comment"),
        pytest.param("a: x#p4", "x#p4", id="mark without a space"),
        pytest.param("a: [p, q]", ["p", "q"], id="list"),
    ],
)
def test_value_is_read_as_written(text, value):
    assert node(text).plain() == {"a": value}


@pytest.mark.parametrize("text", ["764", "0", "-5", "+5", "39.15722", "510000"])
def test_bare_number_is_a_numeral(text):
    value = node(f"a: {text}").value["a"].value
    assert isinstance(value, Numeral)
    assert value == text


@pytest.mark.parametrize("text", ['"764"', "2024-06", "4,200", "1.2.3", "9" * 19, "１２", ".5", "5."])
def test_other_text_is_no_numeral(text):
    assert not isinstance(node(f"a: {text}").value["a"].value, Numeral)


@pytest.mark.parametrize(
    "text", ["n", "Y", "No", "OFF", "12:30", "1:2:3", "007", "0b1", "0o17", "1_0", "1e5", "1.5E+3", ".inf", "-.NaN"]
)
def test_scalar_that_readers_disagree_on_is_refused(text):
    assert rules(f"a: {text}") == ["ambiguous-scalar"]


@pytest.mark.parametrize("text", ["a: p\r\nb: q\r\n", "a: p\rb: q\r", "a: p\nb: q"])
def test_line_ends_of_every_system_are_read_alike(text):
    assert node(text).plain() == {"a": "p", "b": "q"}
    assert node(text).value["b"].line == 2


def test_places_count_characters_not_bytes():
    tree = node("项目: {名: 西站南, 类: 园区}\n")
    kind = tree.value["项目"].value["类"]
    assert (kind.line, kind.column, kind.length) == (1, 17, 2)
    assert tree.value["项目"].keys["类"] == (1, 14)


def test_quotes_belong_to_a_value():
    value = node('a: "西站"').value["a"]
    assert (value.column, value.length) == (4, 4)


def test_find_passes_over_what_is_not_there():
    tree = node("a:\n  - b: x\n")
    found, taken = tree.find(("a", 0, "known", "b"))
    assert (found.value, taken) == ("x", ("a", 0, "b"))


@pytest.mark.parametrize("step", [1, -1])
def test_find_does_not_leave_a_list(step):
    tree = node("a: [x]")
    assert tree.find(("a", step))[1] == ("a",)


def test_faults_that_can_be_passed_over_are_all_found():
    assert rules("a: no\na: x\nb: ~\nc: 0012\n") == [
        "ambiguous-scalar",
        "duplicate-key",
        "empty-value",
        "ambiguous-scalar",
    ]


def test_every_invisible_character_is_found():
    assert places("a: x\u200by\nb: \ufeffz\nc: p\u202eq\n") == [(1, 5, 1), (2, 4, 1), (3, 5, 1)]


def test_run_of_invisible_characters_is_one_fault():
    assert places("a: x\x00\x00\x00\n") == [(1, 5, 3)]


def test_syntax_fault_keeps_the_faults_before_it():
    assert rules("a: no\nb: [\n") == ["ambiguous-scalar", "yaml-syntax"]


def test_deepest_level_allowed_is_read():
    assert rules("a: " + "[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)) == []
    assert rules("a: " + "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH) == ["too-deep"]


def test_largest_file_allowed_is_read():
    filling = b"# " + b"x" * (MAX_BYTES - len(b"a: x\n# "))
    assert rules(b"a: x\n" + filling) == []
    assert rules(b"a: x\n" + filling + b"x") == ["too-large"]


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        pytest.param("a: 西\nb: 站".encode("gbk"), 1, 4, id="GBK"),
        pytest.param("a: x".encode("utf-16"), 1, 1, id="UTF-16"),
        pytest.param("a: 西站\nb: ".encode() + b"\xff", 2, 4, id="stray byte"),
    ],
)
def test_first_byte_that_is_not_utf8_is_named(raw, line, column):
    _, (problem,) = read("data/x.yaml", raw)
    assert (problem.rule, problem.place.line, problem.place.column) == ("not-utf8", line, column)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_a_fault(raw):
    tree, problems = read("data/x.yaml", raw)
    assert tree is not None or problems


@pytest.mark.parametrize(
    ("text", "line", "column"), [("?", 1, 2), ("a: {b", 1, 6), ("a:\r\n  b: {c", 2, 8), ("a:\n", 1, 3)]
)
def test_what_is_missing_at_the_end_of_a_file_is_missing_on_its_last_line(text, line, column):
    _, problems = read("data/x.yaml", text.encode())
    assert [(item.place.line, item.place.column) for item in problems if item.rule == "empty-value"] == [(line, column)]


@given(st.text(alphabet="ab:- \n\t'\"[]{},#&*!|>%@`?~0123456789西站\r\u2028\x00", max_size=60))
def test_any_text_gives_places_within_the_text(text):
    tree, problems = read("data/x.yaml", text.encode())
    assert tree is not None or problems
    for problem in problems:
        assert 1 <= problem.place.line <= text.count("\n") + text.count("\r") + 1
        assert problem.place.column >= 1
        assert problem.length >= 1
