"""What a terminal is shown and a pipe is not: colour, and that something is under way."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click import unstyle

from atlas.commands import terminal
from tests.overlay import lay

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root(tmp_path) -> Path:
    return lay(tmp_path, {"places/birch.yaml": "id: birch\nnames: {zh: 桦城, en: Birch}\nkindd: city\n"})


def shown(root: Path, *, is_terminal: bool, **environment: str) -> str:
    """What `atlas check` prints on a terminal, or into a pipe."""
    command = [sys.executable, "-m", "atlas", "check", "--root", str(root)]
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    own = {
        **kept,
        "PYTHONPATH": str(ROOT),
        "ATLAS_AS_OF": "2026-11-22",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        **environment,
    }
    if not is_terminal:
        return subprocess.run(command, env=own, capture_output=True, text=True, encoding="utf-8", check=False).stdout
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, env=own, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    found = b""
    try:
        while part := os.read(ours, 65536):
            found += part
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 1
    return found.decode("utf-8").replace("\r\n", "\n")


def test_colour_is_on_a_terminal_only_and_says_nothing_by_itself(root):
    piped, typed = shown(root, is_terminal=False), shown(root, is_terminal=True)
    assert "\x1b[" not in piped
    assert "\x1b[31m\x1b[1merror\x1b[0m: " in typed
    assert unstyle(typed) == piped


def test_no_color_is_heeded(root):
    assert "\x1b[" not in shown(root, is_terminal=True, NO_COLOR="1")


def test_the_word_is_coloured_in_either_language_and_nowhere_else():
    report = (
        "data/a.yaml:1:1: 错误：写着 error: 的值 [bad-value]\n     1 | x: error: y\n       |    ^^\n  why: error: no\n"
    )
    assert terminal.painted(report).count("\x1b[31m") == 2
    assert "\x1b[1m错误\x1b[0m：" in terminal.painted(report)


@pytest.mark.parametrize(
    ("is_terminal", "patience", "said"), [(True, 0.0, True), (True, 60.0, False), (False, 0.0, False)]
)
def test_work_that_takes_long_is_said_on_a_terminal(monkeypatch, capsys, is_terminal, patience, said):
    monkeypatch.setattr(terminal, "PATIENCE", patience)
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal)
    timers = []
    monkeypatch.setattr(terminal.threading, "Timer", lambda wait, tell: timers.append(tell) or _Timer(wait, tell))
    with terminal.waiting():
        pass
    assert ("working …" in capsys.readouterr().err) is said


class _Timer:
    """A timer that is due at once, or never."""

    def __init__(self, wait, tell) -> None:
        self.wait, self.tell = wait, tell

    def start(self) -> None:
        if not self.wait:
            self.tell()

    def cancel(self) -> None:
        pass

    def join(self) -> None:
        pass
