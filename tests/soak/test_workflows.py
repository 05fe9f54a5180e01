"""CI's workflows as a runner runs them: each job's shell steps, in order, in a fresh clone of the last commit.

Jobs build their own environments, so a registry must be within reach. `-k "records or publish or fault"` leaves out
the two long ones.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workflows import ROOT, Runner, StepFailed, jobs

RECORD = "data/projects/xiyuzhuang-plot-6.yaml"
# Of what a job may ask of its host. `vars` are a new repository's: none is set.
EXPRESSIONS = {
    "github.event.merge_group.base_sha || 'HEAD^1'": "HEAD^1",
    **{f"vars.{name}": "" for name in ("SITE_URL", "ATLAS_REPORT_URL", "ATLAS_MAP_APPROVAL", "ATLAS_ICP")},
}


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A fresh clone of main, with the host's copy beside it, and the variables that both hosts set."""
    origin, clone = tmp_path / "atlas.git", tmp_path / "clone"
    git(ROOT, "clone", "--quiet", "--bare", str(ROOT), str(origin))
    git(origin, "update-ref", "refs/heads/main", git(ROOT, "rev-parse", "HEAD"))
    git(origin, "symbolic-ref", "HEAD", "refs/heads/main")
    git(tmp_path, "clone", "--quiet", f"file://{origin}", str(clone))
    if shutil.which("sudo") is None:
        stand_in = tmp_path / "bin" / "sudo"
        stand_in.parent.mkdir()
        stand_in.write_text('#!/bin/sh\nexec "$@"\n')
        stand_in.chmod(0o755)
        monkeypatch.setenv("PATH", f"{stand_in.parent}:{os.environ['PATH']}")
    variables = {
        "GITHUB_REPOSITORY": "example/atlas",
        "GITHUB_REPOSITORY_OWNER": "example",
        "CI_DEFAULT_BRANCH": "main",
        "CI_PAGES_URL": "https://example.gitlab.io/atlas",
    }
    (tmp_path / "runner").mkdir()
    return Runner(clone, EXPRESSIONS, variables, tmp_path / "runner")


def merge_request(runner: Runner, old: str, new: str) -> None:
    """The clone as a host checks it out for a merge request: the change merged into main."""
    git(runner.clone, "switch", "--quiet", "--create", "change")
    path = runner.clone / RECORD
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    git(runner.clone, "commit", "--quiet", "-am", "data: change a record")
    git(runner.clone, "switch", "--quiet", "--detach", "main")
    git(runner.clone, "merge", "--quiet", "--no-ff", "-m", "Merge", "change")
    runner.variables = {**runner.variables, "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(runner.clone, "rev-parse", "HEAD^1")}


def moved_on(runner: Runner) -> None:
    """Main gets another commit at the host, while the job builds what it had."""
    other = runner.temporary / "other"
    git(runner.temporary, "clone", "--quiet", str(runner.clone.parent / "atlas.git"), str(other))
    git(other, "commit", "--quiet", "--allow-empty", "-m", "later")
    git(other, "push", "--quiet", "origin", "HEAD:main")


@pytest.mark.parametrize(("workflow", "job"), [*jobs()], ids=lambda value: value)
def test_every_step_of_a_job_succeeds(runner: Runner, workflow: str, job: str) -> None:
    if workflow == "check.yml":
        merge_request(runner, "work started in 2024", "work began in 2024")
    runner.github(workflow, job)
    assert runner.ran
    if job == "records":
        assert "西于庄" in runner.summary()
        assert "actions/upload-artifact" in runner.used
    if job == "build":
        canonical = (runner.clone / "output" / "index.html").read_text("utf-8")
        assert 'href="https://example.github.io/atlas/"' in canonical
    if job == "deploy":
        assert "actions/deploy-pages" in runner.used


@pytest.mark.parametrize("job", ["records", "test", "quality"])
def test_every_line_of_a_job_succeeds_on_gitlab(runner: Runner, job: str) -> None:
    merge_request(runner, "work started in 2024", "work began in 2024")
    assert runner.gitlab(job) == 0, runner.printed[-4000:]
    if job == "records":
        assert json.loads((runner.clone / "gl-code-quality-report.json").read_text("utf-8")) == []
        assert "西于庄" in (runner.clone / "changes.md").read_text("utf-8")


def test_gitlab_publishes_the_site_whole(runner: Runner) -> None:
    assert runner.gitlab("pages") == 0, runner.printed[-4000:]
    assert json.loads((runner.clone / "public" / "data" / "manifest.json").read_text("utf-8"))["files"]
    assert 'href="https://example.gitlab.io/atlas/"' in (runner.clone / "public" / "index.html").read_text("utf-8")


def test_a_fault_is_put_on_its_line_and_stops_the_job(runner: Runner) -> None:
    merge_request(runner, "kind: works", "kind: work")
    with pytest.raises(StepFailed):
        runner.github("check.yml", "records")
    line = (runner.clone / RECORD).read_text("utf-8").splitlines().index("kind: work") + 1
    assert f"::error file={RECORD},line={line},col=7," in runner.printed
    assert len(runner.ran) == 1
    assert runner.gitlab("records") != 0
    (fault, *_) = json.loads((runner.clone / "gl-code-quality-report.json").read_text("utf-8"))
    assert fault["location"] == {"path": RECORD, "lines": {"begin": line}}
    assert not (runner.clone / "changes.md").exists()


def test_an_older_commit_is_not_published(runner: Runner) -> None:
    moved_on(runner)
    runner.github("publish.yml", "deploy")
    assert "actions/deploy-pages" not in runner.used
    assert runner.gitlab("pages") == 75
    assert not (runner.clone / "public").exists()


def test_nothing_is_published_where_the_host_cannot_be_asked(runner: Runner) -> None:
    shutil.rmtree(runner.clone.parent / "atlas.git")
    with pytest.raises(StepFailed):
        runner.github("publish.yml", "deploy")
    assert "actions/deploy-pages" not in runner.used
