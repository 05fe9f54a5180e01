"""States of the atlas by name: that of a commit, or that of the working tree."""

from __future__ import annotations

from pathlib import Path

from atlas.diff.ledger import addresses_kept, append_only
from atlas.diff.snapshot import Snapshot
from atlas.history.git import Repository, working_files
from atlas.load.addresses import FILE
from atlas.pipeline import Reader
from atlas.problem import Problem
from atlas.records.redirects import Redirects
from atlas.rename import followed
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

    A record that was renamed since is held to what it said under its old id.

    Raises:
        GitError: no such commit, no records in it, no repository, or no Git.
    """
    repository, reader = Repository(root), Reader(settings)
    commit = repository.resolve(since)
    after = reader.snapshot(working_files(root))
    lists = after.atlas.records.get("redirects", {}).values()
    moves = [move for item in lists if isinstance(item, Redirects) for move in item.moved]
    before = reader.snapshot(followed(repository.files(commit), moves, reader.document))
    published = repository.text(commit, FILE).splitlines()
    listed = (root / FILE).read_bytes().decode("utf-8", "replace").splitlines() if (root / FILE).is_file() else []
    return [*append_only(before, after), *addresses_kept(published, listed)]
