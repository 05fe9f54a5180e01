"""States of the atlas by name: that of a commit, or that of the working tree."""

from __future__ import annotations

from pathlib import Path

from atlas.diff.snapshot import Snapshot
from atlas.history.git import Repository, working_files
from atlas.pipeline import Reader
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
