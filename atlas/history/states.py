"""States of the atlas by name: that of a commit, or that of the working tree."""

from __future__ import annotations

from pathlib import Path

from atlas.diff.ledger import append_only
from atlas.diff.snapshot import Snapshot
from atlas.history.git import Repository, working_files
from atlas.pipeline import Reader
from atlas.problem import Problem
from atlas.settings import Settings


def states(root: Path, settings: Settings, old: str, new: str | None = None) -> tuple[Snapshot, Snapshot]:
    """Two states, both as of the day of the settings; without a second name, the working tree.

    Raises:
        GitError: no such commit, no records in it, no repository, or no Git.
    """
    repository, reader = Repository(root), Reader(settings)
    before = reader.snapshot(repository.files(repository.resolve(old)))
    files = working_files(root) if new is None else repository.files(repository.resolve(new))
    return before, reader.snapshot(files)


def breaches(root: Path, settings: Settings, since: str) -> list[Problem]:
    """What the working tree breaks of what was published at a commit.

    Raises:
        GitError: no such commit, no records in it, no repository, or no Git.
    """
    return append_only(*states(root, settings, since))
