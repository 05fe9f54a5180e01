"""Messages: what an editor reads, in their own language."""

from __future__ import annotations

import ast
import inspect
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from atlas.cli import main
from atlas.commands.group import CLICK, put_into
from atlas.message import CATALOGUES, Joined, catalogue, editor_language, say, say_count, speaking, spoken

ATLAS = Path(__file__).parents[1] / "atlas"
MAKERS = {"say": 1, "say_count": 2}


def written() -> dict[str, str]:
    """Every message the code can say, with the place it stands at."""
    found: dict[str, str] = {}
    for path in sorted(ATLAS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                for word in node.args[: MAKERS[node.func.id]]:
                    place = f"{path.relative_to(ATLAS.parent)}:{node.lineno}"
                    assert isinstance(word, ast.Constant), f"{place}: the words of a message are a literal"
                    found[word.value] = place
    return found


def helps(command: click.Command = main) -> Iterator[str]:
    """What click shows of a command and all beneath it: its help, its options', and how it is called."""
    made = put_into(command, "en")
    yield inspect.cleandoc(made.help or "")
    yield str(made.options_metavar)
    yield from (param.help for param in made.params if isinstance(param, click.Option) and param.help)
    if isinstance(command, click.Group):
        yield str(command.subcommand_metavar)
        for inner in command.commands.values():
            yield from helps(inner)


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_a_message_reads_in_english_as_it_stands_in_the_code() -> None:
    assert str(say("'{field}' is missing", field="due")) == "'due' is missing"
    assert str(say_count("{count} page", "{count} pages", 1)) == "1 page"
    assert str(say_count("{count} page", "{count} pages", 3)) == "3 pages"


def test_messages_nest_and_join() -> None:
    inner = say("at most {limit}", limit=3)
    assert str(say("too long: {why}", why=inner)) == "too long: at most 3"
    assert str(Joined((inner, "x"), "; ")) == "at most 3; x"


def test_every_message_of_the_code_has_chinese_words_with_the_same_gaps() -> None:
    translations = catalogue("zh")
    for english, place in written().items():
        assert english in translations, f"{place}: no Chinese for {english!r}"
        assert gaps(translations[english]) == gaps(english), f"{place}: other gaps in {translations[english]!r}"


def test_every_help_text_has_chinese_words() -> None:
    assert [text for text in helps() if text not in catalogue("zh")] == []


def test_no_translation_is_left_over_or_stands_twice() -> None:
    known = {*written(), *helps()}
    seen: dict[str, Path] = {}
    for path in sorted(CATALOGUES.glob("*/*.po")):
        for entry in read_po(path.open("rb"), locale="zh"):
            if not entry.id:
                continue
            assert entry.id in known, f"{path.name}: nothing says {entry.id!r} any more"
            assert entry.id not in seen, f"{entry.id!r} stands in {path.name} and {seen[str(entry.id)].name}"
            seen[str(entry.id)] = path


def clicks_own() -> set[str]:
    """Every message of click's source."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                found |= {word.value for word in node.args[:1] if isinstance(word, ast.Constant)}
    return found


def test_clicks_words_are_those_that_click_says() -> None:
    with (CATALOGUES / "zh" / CLICK).open("rb") as file:
        entries = [entry for entry in read_po(file, locale="zh") if entry.id]
    types = {
        kind.name for kind in (click.STRING, click.INT, click.FLOAT, click.BOOL, click.IntRange(), click.FloatRange())
    }
    known = clicks_own() | types | {"filename", "required"}
    for entry in entries:
        one = entry.id if isinstance(entry.id, str) else entry.id[0]
        assert one in known, f"click does not say {one!r} any more"
        assert all(entry.string if isinstance(entry.string, tuple) else (entry.string,)), f"no Chinese for {one!r}"


def test_a_language_asked_for_ends_with_its_block() -> None:
    with speaking("zh"):
        assert (editor_language(), editor_language("en")) == ("zh", "en")
        assert spoken(say("no value")) == "没有写值"
    assert spoken(say("no value")) == "no value"


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
    ],
)
def test_the_language_is_the_locales(environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert editor_language() == lang
    assert editor_language("en") == "en"
    assert editor_language("zh") == "zh"
