"""The command as it is typed: exit status, where its words go, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.cli import main
from atlas.rules import RULES
from tests.overlay import BROKEN, lay

ROOT = Path(__file__).parent.parent


def atlas(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "ATLAS_AS_OF": "2026-11-22", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-m", "atlas", *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def assert_plain(done: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in done.stdout + done.stderr


def test_check_of_a_good_atlas_exits_0(tmp_path):
    done = atlas("check", "--root", str(lay(tmp_path)))
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems\n", "")


def test_check_of_a_broken_atlas_exits_1_with_the_report(tmp_path):
    done = atlas("check", "--root", str(lay(tmp_path, BROKEN / "several-files")))
    assert done.returncode == 1
    assert done.stdout == (BROKEN / "several-files" / "expected.txt").read_text(encoding="utf-8")


def test_warnings_alone_exit_0(tmp_path):
    done = atlas("check", "--root", str(lay(tmp_path, BROKEN / "translation-stale")))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 warning in 1 file")


def test_check_as_json_is_json(tmp_path):
    done = atlas("check", "--format", "json", "--root", str(lay(tmp_path, BROKEN / "several-files")))
    assert done.returncode == 1
    assert [item["rule"] for item in json.loads(done.stdout)].count("stray-file") == 1


def test_check_for_a_merge_request_gives_annotations(tmp_path):
    done = atlas("check", "--format", "github", "--root", str(lay(tmp_path, BROKEN / "field-unknown")))
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=data/places/cedar.yaml,line=4,col=1,title=unknown-field::")


def test_check_speaks_of_the_day_it_is_given(tmp_path):
    root = str(lay(tmp_path))
    assert "finding-in-future" not in atlas("check", "--root", root).stdout
    done = atlas("check", "--root", root, ATLAS_AS_OF="2026-03-01")
    assert (done.returncode, done.stdout.count("[finding-in-future]")) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["chekc"], "No such command", id="unknown command"),
        pytest.param(["check", "--format", "xml"], "xml", id="unknown format"),
        pytest.param(["check", "--root", "/no/such/folder"], "does not exist", id="no such folder"),
        pytest.param(["check", "extra"], "extra", id="argument too many"),
        pytest.param(["explain", "uncitd"], "did you mean 'uncited'?", id="misspelt rule"),
        pytest.param(["explain", "zzz"], "see atlas explain", id="no such rule"),
    ],
)
def test_misuse_exits_2_and_says_why(arguments, said):
    done = atlas(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert_plain(done)


@pytest.mark.parametrize("setting", ["ATLAS_AS_OF", "SOURCE_DATE_EPOCH"])
def test_unusable_day_is_misuse(tmp_path, setting):
    done = atlas("check", "--root", str(lay(tmp_path)), **{"ATLAS_AS_OF": "", setting: "tomorrow"})
    assert done.returncode == 2
    assert f"{setting} is 'tomorrow'; write" in done.stderr
    assert_plain(done)


def test_folder_without_data_is_a_problem(tmp_path):
    done = atlas("check", "--root", str(tmp_path))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 error in 1 file")


def test_explain_without_a_rule_lists_them_all():
    done = atlas("explain")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(RULES)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(b"\xff\xfe.yaml", b"id: x\n", id="file name that is not UTF-8"),
        pytest.param(b"a\nb.yaml", b"id: x\n", id="file name with a line break"),
        pytest.param("雪松.yaml".encode(), b"id: x\n", id="file name in Chinese"),
        pytest.param(b"cedar.yaml", b"\x00" * 100, id="NUL bytes"),
        pytest.param(b"cedar.yaml", bytes(range(256)), id="every byte"),
        pytest.param(b"cedar.yaml", b"[" * 100_000, id="brackets without end"),
        pytest.param(b"cedar.yaml", b"{a: " * 10_000, id="groups without end"),
        pytest.param(b"cedar.yaml", b"? " * 10_000, id="question marks without end"),
        pytest.param(b"cedar.yaml", b"a: " + b"9" * 100_000 + b"\n", id="a number without end"),
        pytest.param(b"cedar.yaml", b"id: cedar\nchecked: 2026-06-12\xe2\x80\xa8\n", id="a line break that is none"),
        pytest.param(b"cedar.yaml", "names: {zh: 雪松, en: 1}\n".encode("utf-16"), id="UTF-16"),
    ],
)
def test_no_file_can_cause_a_traceback(tmp_path, name, content):
    lay(tmp_path)
    with open(os.path.join(os.fsencode(tmp_path), b"data", b"places", name), "wb") as file:
        file.write(content)
    for form in ("text", "json", "github", "gitlab"):
        done = CliRunner().invoke(main, ["check", "--format", form, "--root", str(tmp_path)])
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)


def test_end_of_the_calendar_causes_no_traceback(tmp_path):
    commitment = (ROOT / "tests/toy/data/commitments/quay-shops.yaml").read_text(encoding="utf-8")
    files = {"commitments/quay-shops.yaml": commitment.replace("made_on: 2026-02", "made_on: 9999-12")}
    done = atlas("check", "--root", str(lay(tmp_path, files)))
    assert done.returncode == 0
    assert_plain(done)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk"])
def test_terminal_that_knows_no_chinese_is_no_reason_to_fail(tmp_path, encoding):
    done = atlas("check", "--root", str(lay(tmp_path, BROKEN / "caret-under-chinese")), PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "[unknown-term]" in done.stdout
    assert_plain(done)


@pytest.mark.parametrize("command", ["build", "serve", "fmt"])
def test_wrong_folder_is_misuse(tmp_path, command):
    done = atlas(command, "--root", str(tmp_path), LC_ALL="C.UTF-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "run the command in the project's folder" in done.stderr
    assert_plain(done)


def test_unusable_day_is_misuse_for_a_command_that_writes(tmp_path):
    done = atlas("mv", "project", "a", "b", "--root", str(lay(tmp_path)), ATLAS_AS_OF="soon", LC_ALL="zh_CN.UTF-8")
    assert (done.returncode, done.stderr) == (2, "错误：ATLAS_AS_OF 是“soon”，应当是日期，例如 2026-11-22\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full, which stands for a full disk")
def test_output_that_cannot_be_written_is_said():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "atlas", "explain"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr == "error: the output cannot be read or written (No space left on device)\n"


def test_reader_who_has_seen_enough_is_no_fault():
    with subprocess.Popen(
        [sys.executable, "-m", "atlas", "explain"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_words_that_the_locale_cannot_hold_are_misuse(tmp_path):
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = atlas("new", "place", "--zh", "榆城", "--en", "Elm", "--root", str(lay(tmp_path)), **ascii_only)
    assert done.returncode == 2
    assert "LC_ALL=C.UTF-8" in done.stderr
    assert_plain(done)
