"""The workflows of CI: nothing that the linters find, and steps that are the Makefile's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
ACTIONLINT = Path(__file__).parent / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"

WRONG = """\
on: push
jobs:
  one:
    runs-on: ubunto
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.head_ref }}
"""


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", *paths)


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "node", ACTIONLINT, path)


def steps(path: Path) -> list[str]:
    """Every shell step of a file of workflows."""
    jobs = yaml.safe_load(path.read_text("utf-8"))
    if path == GITLAB:
        return [line for job in jobs.values() if isinstance(job, dict) for line in job.get("script", [])]
    return [step["run"] for job in jobs["jobs"].values() for step in job["steps"] if "run" in step]


def test_zizmor_finds_nothing() -> None:
    done = zizmor(*WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path) -> None:
    done = actionlint(path)
    assert done.returncode == 0 and "passed" in done.stdout, done.stdout + done.stderr


def test_the_linters_do_find(tmp_path: Path) -> None:
    path = tmp_path / ".github" / "workflows" / "wrong.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WRONG, "utf-8")
    holes = zizmor(path).stdout
    assert all(rule in holes for rule in ("unpinned-uses", "template-injection", "excessive-permissions", "artipacked"))
    assert "runner-label" in actionlint(path).stdout


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
    ids=["GitHub's workflows", "GitHub's forms", "GitLab's pipeline"],
)
def test_the_published_schema_holds(schema: str, paths: list[Path]) -> None:
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *paths)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda path: path.name)
def test_steps_are_the_makefiles(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for step in steps(path):
        made = set(re.findall(r"\bmake (?:--silent )?([a-z]+)", step))
        assert made <= targets, step
        assert made or re.match(r"sudo apt-get update|mv output public$", step), step


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda path: path.name)
def test_no_secret_is_asked_for_and_the_whole_history_is_fetched(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "secrets." not in text
    assert "fetch-depth: 0" in text or 'GIT_DEPTH: "0"' in text
