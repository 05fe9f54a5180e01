"""The editor's language: by --lang or the locale, in help, reports, misuse and builds; Chinese with no English sentence in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from atlas.cli import main
from atlas.rules import RULES
from tests.overlay import BROKEN, lay

ROOT = Path(__file__).parent.parent
CASES = sorted(path for path in BROKEN.iterdir() if path.is_dir())
# What an editor typed or types, and what a library said, stands in quotes or backticks.
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|\[[a-z0-9|-]+\]")
# Names of fields, files and values come one by one, with marks or Chinese between them.
SENTENCE = re.compile(r"(?:\b[A-Za-z']{2,}\b[ ,]+){3}[A-Za-z']{2,}\b")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"ATLAS_AS_OF": "2026-11-22", **environment})


def commands(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield from commands(inner, (*path, name))


def english_in(text: str) -> list[str]:
    return [found for line in text.splitlines() for found in SENTENCE.findall(QUOTED.sub("", line))]


def without_example(text: str) -> str:
    """A help text without what is typed in its example, which is the same in both languages."""
    return re.sub(r"(?m)(示例：|Example: )atlas .*(\n    .*)*", r"\1atlas", text)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in line)


def test_a_sentence_left_in_english_is_seen() -> None:
    assert english_in("错误：the file is empty [empty-file]")
    assert not english_in("改法：写成 `the file is empty`；只能写 exact、over、about、nearly")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_chinese_report_holds_no_english_sentence(case: Path) -> None:
    text = (case / "expected.zh.txt").read_text(encoding="utf-8")
    assert english_in("\n".join(line for line in text.splitlines() if not re.match(r" *\d* \| ", line))) == []
    assert re.findall(r"^  (?:why|fix):|: (?:error|warning):", text, re.MULTILINE) == []


@pytest.mark.parametrize("rule", RULES)
def test_rules_are_named_and_reasoned_in_chinese(rule: str) -> None:
    shown = run("explain", rule, "--lang", "zh").output.partition("\n\n")[0]
    assert english_in(shown) == []
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in shown.splitlines())


@pytest.mark.parametrize("path", [*commands()], ids=" ".join)
def test_help_is_chinese_where_it_is_asked_for(path: tuple[str, ...]) -> None:
    done = run(*path, "--help", "--lang", "zh")
    assert done.exit_code == 0
    for word in ("用法：", "选项:", "--lang", "显示本说明并退出。", "示例：atlas"):
        assert word in done.output
    assert not re.search(r"Usage|Options|Commands|Show |Example|default:", done.output)
    assert english_in(without_example(done.output)) == []
    assert max(map(columns, done.output.splitlines())) <= 100


@pytest.mark.parametrize("path", [*commands()], ids=" ".join)
def test_help_is_english_where_no_chinese_is_asked_for(path: tuple[str, ...]) -> None:
    done = run(*path, "--help", LC_ALL="de_DE.UTF-8")
    assert done.exit_code == 0
    assert done.output.startswith("Usage: ")
    assert not re.search(r"[\u4e00-\u9fff]", without_example(done.output))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "没有命令 'chekc'"),
        (["check", "--format", "xml"], "不在可选范围内"),
        (["check", "--root", "/no/such/folder"], "文件夹 '/no/such/folder' 不存在"),
        (["check", "extra"], "多出了参数"),
        (["serve", "--port", "x"], "不是有效的整数"),
        (["explain", "uncitd"], "是不是“uncited”？"),
        (["check", "--nope"], "没有选项 '--nope'"),
    ],
    ids=["command", "choice", "folder", "argument", "number", "rule", "option"],
)
def test_misuse_is_said_in_chinese(arguments: list[str], said: str) -> None:
    done = run(*arguments, LC_ALL="zh_CN.UTF-8")
    assert done.exit_code == 2
    assert said in done.output
    assert "错误：" in done.output
    assert "用法：" in done.output


@pytest.mark.parametrize(
    ("arguments", "locale", "name"),
    [
        (["--lang", "zh"], "en_GB.UTF-8", "expected.zh.txt"),
        (["--lang=en"], "zh_CN.UTF-8", "expected.txt"),
        ([], "zh_TW.UTF-8", "expected.zh.txt"),
        ([], "C", "expected.txt"),
    ],
    ids=["asked for Chinese", "asked for English", "Chinese locale", "no locale"],
)
def test_a_report_is_in_the_language_asked_for_else_the_locales(tmp_path, arguments, locale, name) -> None:
    case = BROKEN / "several-files"
    done = run("check", "--root", str(lay(tmp_path, case)), *arguments, LC_ALL=locale)
    assert done.exit_code == 1
    assert done.output == (case / name).read_text(encoding="utf-8")


def test_the_language_may_stand_before_the_command(tmp_path) -> None:
    assert run("--lang", "zh", "check", "--root", str(lay(tmp_path))).output == "没有问题\n"


def test_json_is_in_the_language_with_the_rule_s_id(tmp_path) -> None:
    root = str(lay(tmp_path, BROKEN / "number-wan"))
    (item,) = json.loads(run("check", "--root", root, "--format", "json", "--lang", "zh").output)
    assert (item["rule"], item["severity"]) == ("bad-number", "error")
    assert (item["what"], item["fix"]) == ("“51万”没有用基本单位", "写出完整的数：510000")
    assert item["why"] == RULES["bad-number"].why.said("zh")


def test_annotations_are_in_the_language(tmp_path) -> None:
    root = str(lay(tmp_path, BROKEN / "number-wan"))
    line = run("check", "--root", root, "--format", "github", "--lang", "zh").output.splitlines()[0]
    assert line.startswith("::error file=")
    assert "title=bad-number::“51万”没有用基本单位%0A原因：" in line


def test_unusable_setting_is_said_in_chinese(tmp_path) -> None:
    done = run("check", "--root", str(lay(tmp_path)), "--lang", "zh", ATLAS_AS_OF="tomorrow")
    assert done.exit_code == 2
    assert "ATLAS_AS_OF 是“tomorrow”，应当是日期" in done.output


@pytest.mark.parametrize("command", [["-m", "pelican"], ["-m", "atlas", "build"]], ids=["pelican", "atlas build"])
def test_a_build_that_stops_says_so_in_the_locale_s_language(tmp_path, command) -> None:
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1", "ATLAS_REPORT_URL": "nowhere"}
    done = subprocess.run(
        [sys.executable, *command, *(["-o", str(tmp_path)] if "pelican" in command else [])],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "ATLAS_REPORT_URL 是“nowhere”" in done.stderr


def test_nothing_of_a_language_stays_behind() -> None:
    before = dict(os.environ)
    run("--help", "--lang", "zh")
    assert dict(os.environ) == before
    assert run("--help").output.startswith("Usage: ")
