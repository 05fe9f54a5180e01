"""States of the atlas by name: that of a commit, or that of the working tree."""

from __future__ import annotations

from pathlib import Path

from atlas.diff.ledger import addresses_kept, append_only
from atlas.diff.snapshot import Snapshot
from atlas.history.git import Repository, working_files
from atlas.history.moves import earlier
from atlas.load.addresses import FILE
from atlas.pipeline import Reader
from atlas.problem import Problem
from atlas.settings import Settings


def states(root: Path, settings: Settings, old: str, new: str | None = None) -> tuple[Snapshot, Snapshot]:
    """Two states, both as of the day of the settings; without a second name, the working tree.

    Records that were renamed in between stand under their new ids in both.

    Raises:
        GitError: no such commit, no records in it, no repository, or no Git.
    """
    repository, reader = Repository(root), Reader(settings)
    published = repository.files(repository.resolve(old))
    after = reader.snapshot(working_files(root) if new is None else repository.files(repository.resolve(new)))
    return earlier(reader, published, after), after


def breaches(root: Path, settings: Settings, since: str) -> list[Problem]:
    """What the working tree breaks of what was published at a commit.

    A record that was renamed since is held to what it said under its old id.

    Raises:
        GitError: no such commit, no records in it, no repository, or no Git.
    """
    repository, reader = Repository(root), Reader(settings)
    commit = repository.resolve(since)
    after = reader.snapshot(working_files(root))
    before = earlier(reader, repository.files(commit), after)
    published = repository.text(commit, FILE).splitlines()
    listed = (root / FILE).read_bytes().decode("utf-8", "replace").splitlines() if (root / FILE).is_file() else []
    return [*append_only(before, after), *addresses_kept(published, listed)]
