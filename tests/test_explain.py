"""Explanations: every rule has one, its wrong example breaks that rule and no other, and its right one breaks none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.cli import main
from atlas.load.explanation import FOLDER, explanation
from atlas.message import LANGS, Lang
from atlas.pipeline import linked
from atlas.rules import RENDER, RULES, SINCE
from atlas.settings import Settings
from tests.overlay import AS_OF, TOY, lay

# A file that takes another's id cannot be named after it.
ALSO = {"duplicate-id": {"id-not-file-name"}}
# Faults of prose and theme; the site's tests provoke them.
ELSEWHERE = {rule.id for rule in (*SINCE, *RENDER)}
NAMED = re.compile(r"^# ((?:data|content|theme)/\S+)(?: \((?:(\d+) KB|([A-Z0-9-]+))\))?\n", re.MULTILINE)


def unseen(text: str) -> str:
    """An example with the characters that it only names."""
    return re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda match: chr(int(match[1], 16)), text)


def whole(name: str, text: str) -> str:
    """A file as an example means it: whole, or the toy's own with some fields in place of those it has."""
    known = TOY / name
    if not known.is_file() or re.search(r"^id:", text, re.MULTILINE) or not name.endswith(".yaml"):
        return text
    fields = re.split(r"(?m)^(?=\w+:)", known.read_text("utf-8"))
    given = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    return "".join(field for field in fields if field.partition(":")[0] not in given) + text


def played(root: Path, example: str) -> set[str]:
    """The rules that an example breaks when it is laid over the toy atlas, or typed in its folder."""
    lay(root)
    for line in example.splitlines() if example.startswith("$ ") else ():
        command, _, argument = line.removeprefix("$ ").partition(" ")
        root = root / argument if command == "cd" else root
    parts = NAMED.split(example)[1:]
    for name, size, encoding, text in zip(*(iter(parts),) * 4, strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        filler = f"# {'.' * 997}\n" * int(size) if size else ""
        path.write_bytes((whole(name, unseen(text)) + filler).encode(encoding or "utf-8"))
    return {problem.rule for problem in linked(root, Settings(AS_OF)).problems}


def test_every_rule_is_explained_and_nothing_else() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ELSEWHERE])
def test_the_wrong_example_breaks_the_rule_and_the_right_one_none(rule: str, tmp_path: Path) -> None:
    found = explanation(rule)
    assert played(tmp_path / "wrong", found.wrong) - ALSO.get(rule, set()) == {rule}
    assert played(tmp_path / "right", found.right) == set()


@pytest.mark.parametrize("rule", RULES)
def test_examples_are_short_and_say_where_they_stand(rule: str) -> None:
    found = explanation(rule)
    for example in (found.wrong, found.right):
        assert example.startswith("$ ") or NAMED.match(example)
        assert len(example.splitlines()) <= 20
        assert max(map(len, example.splitlines())) <= 120
    assert found.wrong != found.right


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", RULES)
def test_explain_says_what_why_how_and_shows_both_examples(rule: str, lang: Lang) -> None:
    done = CliRunner().invoke(main, ["explain", rule, "--lang", lang])
    assert done.exit_code == 0
    found = explanation(rule)
    for text in (RULES[rule].name, RULES[rule].why, found.mend):
        assert text.said(lang) in done.output
    shown = re.sub(r"^    ", "", done.output, flags=re.MULTILINE)
    assert found.wrong in shown
    assert found.right in shown
