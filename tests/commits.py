"""Repositories for tests: the toy atlas committed, edited, committed again."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.overlay import HERE, lay

NOON = "2026-03-01T12:00:00+08:00"


class Commits:
    """A repository with the toy atlas as its first commit."""

    def __init__(self, root: Path, *, when: str = NOON) -> None:
        # The pages of projects draw the stages that the atlas itself has.
        stages = (HERE.parent / "data" / "vocabulary" / "stages.yaml").read_text("utf-8")
        self.root = lay(root, {"vocabulary/stages.yaml": stages})
        self.git("init", "--quiet", "--initial-branch=main")
        self.first = self.commit(when)

    def git(self, *arguments: str, when: str = NOON) -> str:
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Toy"), ("EMAIL", "toy@example.org"), ("DATE", when))
        }
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env={**os.environ, **who, **quiet},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, when: str = NOON) -> str:
        """Commits everything, and gives the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "toy: edit", when=when)
        return self.git("rev-parse", "HEAD")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces a piece of a record, which must be there once."""
        path = self.root / "data" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{name} has {text.count(old)} of {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, name: str, text: str) -> None:
        (self.root / "data" / name).write_text(text, "utf-8")

    def remove(self, name: str) -> None:
        (self.root / "data" / name).unlink()
