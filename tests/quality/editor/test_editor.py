"""The records as an editor opens them, over the language server itself: hover text, completion, underlined faults."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.records import RECORD_TYPES
from tests.quality.editor.lsp import Editor

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))

RECORD = """\
# yaml-language-server: $schema=../schema/projects.json
id: cedar
names: {zh: 雪松, en: Cedar}
summary:
  zh: 一处工地。
  en: A site.
  cite: hexi-briefing#p1
kind: building
district: hexi
sectors: [industry]
history:
  - stage: started
    on: 2025
    cite: hexi-briefing#p1
related:
  - record: projects/117-project
    kind: near
    cite: hexi-briefing#p1
checked: 2026-11-22
"""
LINES = RECORD.splitlines()


def tool(name: str) -> str:
    """A program of Node's: the one installed beside Python, or the machine's own."""
    found = shutil.which(str(Path(sys.executable).with_name(name))) or shutil.which(name)
    if found is None:
        pytest.skip(f"no {name}: the language server needs Node.js")
    return found


@pytest.fixture(scope="session")
def server() -> list[str]:
    """How the language server is started, as package-lock.json pins it."""
    start = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not start.is_file():
        command = [tool("npm"), "ci", "--loglevel=error", "--prefix", str(HERE)]
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        subprocess.run(
            command,
            check=True,
            cwd=HERE,
            env={**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"},
            stdout=subprocess.DEVNULL,
        )
    return [tool("node"), str(start), "--stdio"]


@pytest.fixture(scope="module", params=["settings", "modeline"])
def editor(request: pytest.FixtureRequest, server: list[str]) -> Iterator[Editor]:
    """VS Code with the project's settings; and any other editor, which has the record's first line alone."""
    opened = Editor(server, ROOT, SETTINGS if request.param == "settings" else {})
    opened.mode = request.param
    yield opened
    opened.close()


class Record:
    """A record open in an editor."""

    def __init__(self, editor: Editor, name: str, text: str = RECORD) -> None:
        # With the settings alone the first line is not needed.
        first = LINES[0] if editor.mode == "modeline" else "#"
        self.lines = text.replace(LINES[0], first).splitlines()
        self.editor = editor
        self.uri = editor.open(f"data/projects/{name}.yaml", "\n".join(self.lines) + "\n")

    def place(self, words: str) -> tuple[int, int]:
        """Line and column at which some words end."""
        line = next(number for number, text in enumerate(self.lines) if words in text)
        return line, self.lines[line].index(words) + len(words)

    def hover(self, words: str) -> str:
        line, column = self.place(words)
        return self.editor.hover(self.uri, line, column - 1)

    def complete(self, words: str) -> dict[str, str]:
        return self.editor.complete(self.uri, *self.place(words))

    def faults(self) -> list[tuple[str, str]]:
        """What is underlined, and what is said of it."""
        found = self.editor.diagnostics(self.uri)
        return [(self.lines[fault["range"]["start"]["line"]].strip(), fault["message"]) for fault in found]


def test_a_sound_record_has_nothing_underlined(editor: Editor) -> None:
    assert Record(editor, "sound").faults() == []


@pytest.mark.parametrize("folder", [folder for folder in RECORD_TYPES if folder != "exceptions"])
def test_real_records_have_nothing_underlined(editor: Editor, folder: str) -> None:
    path = min((ROOT / "data" / folder).glob("*.yaml"))
    uri = editor.open(f"data/{folder}/{path.name}", path.read_text("utf-8"))
    assert editor.diagnostics(uri) == []


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("summary", "一两句话说明它是什么", "what it is, in a sentence or two"),
        ("stage", "开工", "work started"),
        ("kind", "楼宇", "building"),
        ("district", "所在片区", "the district it lies in"),
        ("record", "另一条目", "the other record"),
        ("checked", "核对", "checked"),
    ],
)
def test_hover_text_speaks_both_languages(editor: Editor, words: str, zh: str, en: str) -> None:
    said = Record(editor, f"hover-{words}").hover(words)
    assert zh in said and en in said
    assert len(said) < 3000


@pytest.mark.parametrize(
    ("words", "offered", "said"),
    [
        ("stage: ", "in_operation", "投用 / in operation"),
        ("kind: ", "works", "工程 / works"),
        ("sectors: [", "technology", "科技创新 / science and technology"),
        ("district: ", "hongqiao", "红桥区 / Hongqiao District"),
        ("- record: ", "places/tianjin-west-station", "西站"),
        ("cite: ", "hongqiao-report#p4", "2024"),
    ],
)
def test_what_a_field_takes_is_offered_with_its_meaning(editor: Editor, words: str, offered: str, said: str) -> None:
    line = next(line for line in LINES if words in line)
    open_line = line[: line.index(words) + len(words)] + ("]" if words.endswith("[") else "")
    record = Record(
        editor, f"complete-{offered.replace('/', '-').replace('#', '-')}", RECORD.replace(line, open_line, 1)
    )
    found = record.complete(words)
    assert offered in found
    assert said in found[offered]


def test_fields_are_offered(editor: Editor) -> None:
    record = Record(editor, "fields", RECORD + "fi\n")
    found = record.editor.complete(record.uri, len(record.lines) - 1, 2)
    assert "数字 / its figures" in found["figures"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("kind: building", "kind: bilding", "not accepted"),
        ("checked: 2026-11-22", "colour: red", "colour is not allowed"),
        ("cite: hexi-briefing#p1", "cite: hexi-briefing", "写作“来源#p段号”"),
        ("record: projects/117-project", "record: 117 Project", "write type/id"),
        ("district: hexi", "district: Hexi", "编号只用小写字母"),
        ("names: {zh: 雪松, en: Cedar}", "names: {zh: 雪松}", 'Missing property "en"'),
    ],
)
def test_a_fault_is_underlined(editor: Editor, right: str, wrong: str, said: str) -> None:
    record = Record(editor, f"fault-{wrong.split(':')[0]}", RECORD.replace(right, wrong, 1))
    found = record.faults()
    assert any(wrong in line and said in words for line, words in found), found


def test_a_record_that_is_not_listed_yet_is_not_underlined(editor: Editor) -> None:
    text = RECORD.replace("projects/117-project", "projects/not-yet-listed")
    assert Record(editor, "not-yet-listed", text).faults() == []
