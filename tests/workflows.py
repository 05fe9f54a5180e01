"""The shell steps of CI's workflows, run on this machine in order as a runner would: in a fresh clone, job by job.

What stands in for a host: the variables and files that a runner gives, `origin` beside the clone, and a few
expressions, written out. Actions are not run; the files they are handed must be there.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github" / "workflows"
GITLAB = ROOT / ".gitlab-ci.yml"
# As runners call it.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
# What of the environment of these tests is not a runner's.
OWN = re.compile(r"(LC_|LANG|TZ$|PYTHON|PYTEST|VIRTUAL_ENV|ATLAS_AS_OF|SITE_URL|GIT_|GITHUB_|CI|MAKE|MFLAGS).*")


class StepFailed(AssertionError):
    """A step ended with another status than 0."""


@dataclass
class Runner:
    """A clone, and what has happened in it."""

    clone: Path
    expressions: Mapping[str, str]
    variables: Mapping[str, str]
    temporary: Path
    ran: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    printed: str = ""

    def filled(self, text: str) -> str:
        """A text with its expressions written out; one that nobody foresaw is an error."""
        known = {**self.expressions, **self.outputs}
        return re.sub(r"\$\{\{ *(.+?) *\}\}", lambda found: known[found.group(1)], str(text))

    def shell(self, script: str, environment: Mapping[str, str]) -> int:
        """One step; its exit status."""
        files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
        for path in files.values():
            path.touch()
        kept = {name: value for name, value in os.environ.items() if not OWN.fullmatch(name)}
        done = subprocess.run(
            [*BASH, script],
            cwd=self.clone,
            env={
                **kept,
                "CI": "true",
                **{name: str(path) for name, path in files.items()},
                **self.variables,
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.ran.append(script)
        self.printed += done.stdout
        return done.returncode

    def summary(self) -> str:
        return (self.temporary / "GITHUB_STEP_SUMMARY").read_text("utf-8")

    def github(self, workflow: str, job: str) -> None:
        """The steps of one job of a workflow."""
        whole = yaml.safe_load((GITHUB / workflow).read_text("utf-8"))
        body = whole["jobs"][job]
        environment = {**whole.get("env", {}), **body.get("env", {})}
        for step in body["steps"]:
            if self._is_skipped(step):
                continue
            if "uses" in step:
                self._use(step)
                continue
            filled = {name: self.filled(value) for name, value in {**environment, **step.get("env", {})}.items()}
            if status := self.shell(self.filled(step["run"]), filled):
                raise StepFailed(f"{step['run']}: exit {status}\n{self.printed[-4000:]}")
            for line in (self.temporary / "GITHUB_OUTPUT").read_text("utf-8").splitlines():
                name, _, value = line.partition("=")
                self.outputs[f"steps.{step.get('id')}.outputs.{name}"] = value

    def _is_skipped(self, step: Mapping[str, Any]) -> bool:
        condition = step.get("if")
        if condition is None:
            return False
        left, right = condition.split(" == ")
        return self.outputs[left] != right.strip("'")

    def _use(self, step: Mapping[str, Any]) -> None:
        self.used.append(step["uses"].partition("@")[0])
        if "upload" in step["uses"]:
            assert any((self.clone / step["with"]["path"]).iterdir()), step

    def gitlab(self, job: str) -> int:
        """One job's script, which GitLab runs as one; its exit status."""
        whole = yaml.safe_load(GITLAB.read_text("utf-8"))
        return self.shell("\n".join(whole[job]["script"]), {**whole["variables"], **whole[job].get("variables", {})})


def jobs() -> Iterator[tuple[str, str]]:
    """Every job of GitHub's workflows."""
    for path in sorted(GITHUB.glob("*.yml")):
        yield from ((path.name, job) for job in yaml.safe_load(path.read_text("utf-8"))["jobs"])
