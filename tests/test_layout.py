"""Canonical form: what fmt makes of a file, and that it loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atlas.edit.comments import comments
from atlas.edit.layout import laid_out
from atlas.edit.writer import written
from atlas.load.nodes import Node, read
from atlas.records import RECORD_TYPES
from tests.handwritten import handwritten

ROOT = Path(__file__).parent.parent
REAL = sorted(path for folder in RECORD_TYPES for path in (ROOT / "data" / folder).glob("*.yaml"))


def node_of(text: str) -> Node:
    node, problems = read("", text.encode())
    assert node is not None and not problems, problems
    return node


def fmt(folder: str, text: str) -> str:
    return written(folder, node_of(text), comments(text))


def typed(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: typed(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [typed(child) for child in node.value]
    return type(node.value), node.value


# Laws, on files as hands write them


@given(handwritten())
def test_nothing_a_record_says_is_changed(file):
    folder, text, _ = file
    node, problems = read("", text.encode())
    assume(not problems)
    assert typed(node_of(fmt(folder, text))) == typed(node)


@given(handwritten())
def test_what_is_formatted_stays_as_it_is(file):
    folder, text, _ = file
    assume(not read("", text.encode())[1])
    once = fmt(folder, text)
    assert fmt(folder, once) == once


@given(handwritten())
def test_every_comment_stays_with_what_it_speaks_of(file):
    folder, text, given_to = file
    assume(not read("", text.encode())[1])
    found = comments(fmt(folder, text))
    places = dict.fromkeys(found.head, ())
    for kept in (found.above, found.beside, found.below):
        places |= {line: path for path, lines in kept.items() for line in lines}
    for remark, path in given_to.items():
        assert remark in places
        # What speaks of an entry's first field stands above its dash.
        assert places[remark] in (path, path[:-1]), text
    everything = re.findall(r"# remark \d+", fmt(folder, text))
    assert sorted(everything) == sorted(re.findall(r"# remark \d+", text))


@given(handwritten())
def test_windows_line_ends_make_no_difference(file):
    folder, text, _ = file
    assume(not read("", text.encode())[1])
    assert laid_out(folder, "x", text.encode()).text == laid_out(folder, "x", text.replace("\n", "\r\n").encode()).text


# Single cases

BEFORE = """\
# A remark on the whole file.

checked: 2026-11-22   # today
kind: 'street'

names:
    en: "Heping Road Arcade"
    zh: 和平路骑楼
# why this id
id: heping-road-arcade
district: hongqiao
summary:
  cite:
    - hongqiao-report#p4
    - hongqiao-report#p17
  en: An arcaded street whose renewal, the source says, was launched in 2024: so it
    reads, and goes on over the edge of the line.
  zh: '一处骑楼街区，来源说“2024年启动”更新。'
sectors:
- renewal
- culture_tourism
figures:
- value: 60000
  measure: floor_area
  unit: m2
  qualifier: over
  # planned, not achieved
  basis: planned
  cite: hongqiao-report#p1
  # nothing on the site area
# the end
""".replace("2024: so", "2024, so")

AFTER = """\
# yaml-language-server: $schema=../schema/projects.json
# A remark on the whole file.

# why this id
id: heping-road-arcade

names: {zh: 和平路骑楼, en: Heping Road Arcade}
summary:
  zh: 一处骑楼街区，来源说“2024年启动”更新。
  en: >-
    An arcaded street whose renewal, the source says, was launched in 2024, so it reads, and goes on
    over the edge of the line.
  cite: [hongqiao-report#p4, hongqiao-report#p17]
kind: street
district: hongqiao
sectors: [renewal, culture_tourism]
figures:
  - measure: floor_area
    value: 60000
    unit: m2
    qualifier: over
    # planned, not achieved
    basis: planned
    cite: hongqiao-report#p1
    # nothing on the site area
checked: 2026-11-22  # today
# the end
"""


def test_a_file_is_put_in_order():
    layout = laid_out("projects", "heping-road-arcade", BEFORE.encode())
    assert layout.text == AFTER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('zh: "街"', "{zh: 街}", id="quotes that are not needed go"),
        pytest.param("zh: '764'", '{zh: "764"}', id="a text that looks like a number keeps its quotes"),
        pytest.param("zh: 764", "{zh: 764}", id="a bare name in digits stays bare"),
        pytest.param('en: "no"', '{en: "no"}', id="what readers differ on is quoted"),
        pytest.param("en: 'Say \"yes\"'", '{en: Say "yes"}', id="quotation marks inside a text"),
        pytest.param("en: '\"Yes\": so'", "{en: '\"Yes\": so'}", id="quotation marks in a text that needs quotes"),
        pytest.param("en: 'streets: old'", '{en: "streets: old"}', id="a colon needs quotes"),
        pytest.param(
            "zh: 街\nen: Old, and new", "zh: 街\nen: Old, and new", id="a comma that brackets would trip over"
        ),
        pytest.param("en: Old\nzh: 街", "{zh: 街, en: Old}", id="in declared order"),
        pytest.param("zh: 街  # why\nen: Old", "zh: 街  # why\nen: Old", id="a remark takes a line"),
    ],
)
def test_values_are_written_one_way(before, after):
    indented = "\n".join(f"  {line}" for line in before.splitlines())
    text = fmt("places", f"id: x\nnames:\n{indented}\n")
    body = text.partition("names:")[2].rstrip("\n")
    expected = f" {after}" if after.startswith("{") else "".join(f"\n  {line}" for line in after.splitlines())
    assert body == expected


def test_chinese_is_never_broken_since_a_break_would_read_as_a_space():
    long = "一处骑楼街区，来源说二〇二四年启动更新；" * 8
    assert f"zh: {long}\n" in fmt("places", f"id: x\nsummary:\n  zh: '{long}'\n")


def test_text_of_several_paragraphs_keeps_them():
    text = fmt("places", "id: x\nsummary:\n  en: |-\n    One.\n    Two.\n")
    assert text.endswith("summary:\n  en: >-\n    One.\n\n    Two.\n")


def test_comment_between_a_fields_name_and_its_value_goes_above_it():
    assert fmt("places", "id:\n  # why\n  x\n").endswith("\n# why\nid: x\n")


def test_comments_within_brackets_open_them():
    text = fmt("projects", "id: x\nsectors: [a,  # first\n  b]  # both\n")
    assert text.endswith("id: x\nsectors:  # both\n  - a  # first\n  - b\n")


@pytest.mark.parametrize(
    ("written_as", "plain"),
    [("51万", "510000"), ("4.2 billion", "4200000000"), ("42亿", "4200000000"), ('"10,160"', "10160"), ("3亿7600万", "376000000"),
     ("'60000'", "60000"), ("１.５万", "15000")],
)  # fmt: skip
def test_numbers_as_editors_have_them_become_plain_and_are_told(written_as, plain):
    raw = AFTER.replace("value: 60000", f"value: {written_as}").encode()
    layout = laid_out("projects", "heping-road-arcade", raw)
    assert layout.text == AFTER.replace("value: 60000", f"value: {plain}")
    assert [(change.old, change.new) for change in layout.changes] == [(written_as.strip("\"'"), plain)]


@pytest.mark.parametrize("given_as", ["超51万", "51万平方米", "5-6万", "many", "1,00"])
def test_what_is_more_than_a_number_is_left_to_the_editor(given_as):
    layout = laid_out("projects", "heping-road-arcade", AFTER.replace("60000", f'"{given_as}"').encode())
    assert layout.text is None
    assert [problem.place.line for problem in layout.problems] == [19]


@pytest.mark.parametrize("raw", [b"", b"a: [", b"\xff", b"id: x\nid: y\n", b"- x\n", b"id: heping-road-arcade\n"])
def test_a_file_with_errors_is_left_alone_and_they_are_named(raw):
    layout = laid_out("projects", "heping-road-arcade", raw)
    assert layout.text is None
    assert layout.problems


def test_translations_are_vouched_for_only_when_asked():
    assert laid_out("projects", "heping-road-arcade", AFTER.encode()).text == AFTER
    asked = laid_out("projects", "heping-road-arcade", AFTER.encode(), is_translated=True).text or ""
    assert asked == AFTER.replace("over the edge of the line.\n", "over the edge of the line.\n  en_of: 313fc7c396e9\n")
    assert laid_out("projects", "heping-road-arcade", asked.encode()).text == asked
    edited = asked.replace("启动", "开工").encode()
    assert laid_out("projects", "heping-road-arcade", edited).text == edited.decode()  # still marked as stale


MUTATIONS = ["delete", "double", "swap", "insert", "drop", "indent", "retype"]
STRAY = list(":#-[]{}\"'|>%@&*!, ~0中，\u3000\u200b")
RETYPED = ["51万", "no", "[a, b", "{a: 1}", '"x', "", "|", "- a", "# c", ">-"]


def mutated(draw, text: str) -> str:
    """A text with one line or character deleted, doubled, moved or retyped."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(MUTATIONS))
    column = draw(st.integers(0, len(lines[at])))
    if kind == "delete":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "insert":
        lines[at] = lines[at][:column] + draw(st.sampled_from(STRAY)) + lines[at][column:]
    elif kind == "drop":
        lines[at] = lines[at][:column] + lines[at][column + 1 :]
    elif kind == "indent":
        lines[at] = " " + lines[at]
    else:
        lines[at] = lines[at].partition(":")[0] + ": " + draw(st.sampled_from(RETYPED))
    return "\n".join(lines)


@given(st.data(), st.sampled_from(REAL))
def test_a_slip_of_the_pen_is_reported_or_formatted_without_loss(data, path):
    text = mutated(data.draw, path.read_text("utf-8"))
    layout = laid_out(path.parent.name, path.stem, text.encode())
    assert (layout.text is None) == bool(layout.problems)
    if layout.text is not None and not layout.changes:
        assert typed(node_of(layout.text)) == typed(node_of(text))
