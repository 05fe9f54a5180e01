"""The editing guide, followed to the letter: every command shown is run, and answers what the guide says it answers.

A block is what an editor does next. One that begins with `$` is typed into a shell; one that begins with a file's
path is typed into that file (or into several, each under its path): its fields take the place of those that are there,
and the hints go; or, where lines begin with `-` and `+`, the ones stand there to the letter, and make way for the others.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.cli import main
from atlas.edit import run
from tests.conftest import DAY

ROOT = Path(__file__).parent.parent
LOCALES = {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}
HEADINGS = {"zh": "## 新录一篇报道，从头到尾\n", "en": "## Record a new article, from start to end\n"}
FIVE = {"sources", "organisations", "projects", "commitments", "events"}
# What a command says where it ends with 1: the guide shows it where there is a fault to mend.
FAULT = re.compile(r"(?m)^data/\S+: ?(?:error: |错误：)")
_BLOCK = re.compile(r"(?:^ {4,}\S.*\n(?:\n(?= {4,}))?)+", re.M)
_FILE = re.compile(r"^# (\S+\.(?:yaml|txt))\n", re.M)


@pytest.fixture(autouse=True, scope="module")
def _laid_out_once() -> Iterator[None]:
    """What `atlas fmt` makes of a file follows from its bytes alone: each file is laid out once for all the walks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "laid_out", functools.cache(run.laid_out))
        yield


def page(lang: str) -> Path:
    return ROOT / "content" / lang / "edit.md"


@dataclass
class Desk:
    """A copy of the project in a repository, and an editor in front of it who reads one language."""

    root: Path
    lang: str

    def __post_init__(self) -> None:
        for name in ("data", "content"):
            shutil.copytree(ROOT / name, self.root / name)
        for guide in self.root.glob("content/*/edit.md"):
            guide.unlink()  # it speaks of the very records that are made here
        (self.root / "theme").symlink_to(ROOT / "theme")
        shim = self.root / ".bin" / "atlas"
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m atlas "$@"\n', "utf-8")
        shim.chmod(0o755)
        (self.root / ".gitignore").write_text("/.bin/\n/theme\n/article.txt\n/later.txt\n", "utf-8")
        self.type("git init -q && git add . && git commit -q -m first")

    def type(self, command: str) -> tuple[int, str]:
        """Runs what is typed; its exit status, and what the terminal shows.

        The program's own commands run within this process, by the arguments that a shell would give them: a new one
        for each would spend most of its time on starting.
        """
        words = shlex.split(command.replace("\\\n", ""))
        if words[0] == "atlas" and not {"&&", "||", "|", ";", ">"} & set(words):
            return self.call(words[1:])
        who = {
            f"GIT_{role}_{what}": f"e@{what.lower()}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        own = {"PATH": f"{self.root / '.bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "ATLAS_AS_OF": DAY}
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.root,
            env={**os.environ, **who, **quiet, **own, "LC_ALL": LOCALES[self.lang]},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def call(self, arguments: list[str]) -> tuple[int, str]:
        """Runs one of the program's commands with these arguments."""
        environment = {"LC_ALL": LOCALES[self.lang], "ATLAS_AS_OF": DAY, "COLUMNS": "80"}
        with contextlib.chdir(self.root):
            done = CliRunner().invoke(main, arguments, prog_name="atlas", env=environment)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    def write(self, name: str, text: str) -> None:
        """Puts fields into a file in place of those that it has, and takes the hints out."""
        path = self.root / name
        if re.search(r"(?m)^[-+] ", text):
            text = exchanged(path.read_text("utf-8"), text)
        elif path.suffix == ".yaml" and path.exists():
            lines = path.read_text("utf-8").splitlines(keepends=True)
            kept = "".join(line for line in lines[1:] if not line.lstrip().startswith("#"))
            own = set(re.findall(r"^(\w+):", text, re.M))
            fields = re.split(r"(?m)^(?=\w+:)", kept)
            text = lines[0] + "".join(field for field in fields if field.partition(":")[0] not in own) + text
        path.write_text(text, "utf-8")


def exchanged(text: str, block: str) -> str:
    """A file in which the lines marked with `-` have made way for those marked with `+`."""
    lines = block.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] != other) for other in "+-")
    assert text.count(old) == 1, f"stands {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def commands(block: str) -> list[str]:
    """The commands of a block, each with the lines it runs on."""
    return re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.M)


def followed(desk: Desk, text: str) -> tuple[str, int]:
    """A part of the guide with the answers that its commands really give, and how many commands there were."""
    count = 0

    def answered(found: re.Match[str]) -> str:
        nonlocal count
        block = textwrap.dedent(found.group())
        indent = re.match(" *", found.group()).group()
        _, *files = _FILE.split(block) if _FILE.match(block) else [""]
        for name, content in zip(files[::2], files[1::2], strict=True):
            desk.write(name, content)
        if not block.startswith("$ "):
            return found.group()
        shown = ""
        for command in commands(block):
            status, answer = desk.type(command)
            assert status == (FAULT.search(answer) is not None), f"{command}\n{answer}"
            shown += f"$ {command}\n{answer}"
            count += 1
        return textwrap.indent(re.sub(r"\n{2,}", "\n\n", shown), indent)

    return _BLOCK.sub(answered, text), count


@pytest.mark.parametrize("lang", LOCALES)
def test_every_command_of_the_guide_answers_as_it_says(
    lang: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    desk, text = Desk(tmp_path, lang), page(lang).read_text("utf-8")
    real, _ = followed(desk, text)
    if request.config.getoption("--update-expected"):
        page(lang).write_text(real, "utf-8")
    assert page(lang).read_text("utf-8") == real


@pytest.mark.parametrize("lang", LOCALES)
def test_the_walk_through_an_article_is_short_and_gives_five_types(lang: str) -> None:
    _, _, rest = page(lang).read_text("utf-8").partition(HEADINGS[lang])
    section = rest.partition("\n## ")[0]
    typed = [command for found in _BLOCK.findall(section) for command in commands(textwrap.dedent(found))]
    assert 0 < len(typed) <= 12
    made = {f"{command.split()[2]}s" for command in typed if command.startswith("atlas new ")}
    assert made == FIVE
    assert [command.split()[:2] for command in typed if "audit" in command] == [["atlas", "audit"]]
    assert len(re.search(r"# article\.txt\n((?: {4,}\S.*\n)+)", section).group(1).splitlines()) == 4


# Another town, another building, other numbers: what the guide's article says, as an article of the test's own says it.
OTHERWISE = {
    "榆溪": "柳河", "Yuxi": "Liuhe", "yuxi": "liuhe", "老粮仓": "旧船坞", "粮仓": "船坞", "Granary": "Dockyard",
    "granary": "dockyard", "年货节": "灯船节", "供销社": "航运社", "1.2万": "3.4万", "36": "58", "2027年10月": "2028年6月",
    "2027-10": "2028-06", "October 2027": "June 2028", "3月18日": "4月9日", "03-18": "04-09", "18 March": "9 April",
}  # fmt: skip


class Beginner(Desk):
    """An editor with an article of another town, who does by it what the guide does by its own."""

    def write(self, name: str, text: str) -> None:
        """Keeps the first characters and fingerprints that the program noted."""
        if name.startswith("data/sources/"):
            noted = iter(re.findall(r"^    ((?:locator|digest): .*)$", (self.root / name).read_text("utf-8"), re.M))
            text = re.sub(r"^    (?:locator|digest): .*$", lambda _: f"    {next(noted)}", text, flags=re.M)
        super().write(name, text)


def test_a_first_time_editor_records_an_article_of_another_town(tmp_path: Path) -> None:
    desk = Beginner(tmp_path, "en")
    section = page("en").read_text("utf-8").partition(HEADINGS["en"])[2].partition("\n## ")[0]
    for old, new in OTHERWISE.items():
        section = section.replace(old, new)
    before = set(tmp_path.glob("data/*/*.yaml"))
    told, count = followed(desk, section)
    assert count <= 12
    made = {path.relative_to(tmp_path / "data") for path in set(tmp_path.glob("data/*/*.yaml")) - before}
    assert {path.parts[0] for path in made} == FIVE
    assert "value: 34000\n" in (tmp_path / "data/projects/liuhe-dockyard.yaml").read_text("utf-8")
    assert "nothing unexplained\n" in told and "no problems\n" in told
    assert desk.type("git status --porcelain && atlas fmt --check data/sources")[0] == 0
