"""Git, asked by its own command: which commits there are, and what lay under data/ in one of them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from msgspec import Struct

from atlas.message import Text, say

TIMEOUT = 120


class GitError(Exception):
    """Git is missing, or does not answer; `what` is Git's own complaint, or says what was lacking."""

    def __init__(self, what: Text) -> None:
        super().__init__(str(what))
        self.what = what


class Commit(Struct, frozen=True):
    """One commit: its id, and when it was made, in seconds since 1970."""

    id: str
    time: int


class Repository(Struct, frozen=True):
    """The repository that a project's folder lies in."""

    root: Path

    def resolve(self, revision: str) -> str:
        """The id of the commit that a name stands for.

        Raises:
            GitError: no such commit, no repository, or no Git.
        """
        try:
            self._ask("rev-parse", "--git-dir")
        except GitError as error:
            if "not a git repository" in str(error.what):
                raise GitError(say("this folder lies in no Git repository")) from None
            raise
        try:
            return self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        except GitError:
            raise GitError(say("no commit is called '{revision}' here", revision=revision)) from None

    def is_shallow(self) -> bool:
        """Whether only the newest commits were fetched."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == "true"

    def touching_data(self, head: str) -> list[Commit]:
        """The commits of the first line of descent that changed data/, newest first."""
        text = self._ask("log", "--first-parent", "--format=%H %ct", head, "--", "data")
        return [Commit(line.split()[0], int(line.split()[1])) for line in text.splitlines()]

    def files(self, commit: str) -> dict[str, bytes]:
        """Every record file under data/ in a commit, by path from the project's folder.

        Raises:
            GitError: there is no data/ in it.
        """
        listed = self._ask("ls-tree", "-r", "-z", commit, "--", "data")
        ids: dict[str, str] = {}
        for entry in listed.split("\0"):
            meta, _, path = entry.partition("\t")
            mode, kind, name = (*meta.split(), "", "", "")[:3]
            if kind == "blob" and mode != "120000" and path.endswith(".yaml"):
                ids[path] = name
        if not ids:
            raise GitError(say("there are no records under data/ in commit {commit}", commit=commit[:12]))
        return dict(zip(ids, self._blobs(list(ids.values())), strict=True))

    def text(self, commit: str, path: str) -> str:
        """One text file of a commit; nothing where it is not there."""
        if not self._ask("ls-tree", commit, "--", path):
            return ""
        return self._run(["cat-file", "blob", f"{commit}:./{path}"]).decode("utf-8", "replace")

    def _blobs(self, ids: list[str]) -> list[bytes]:
        out = self._run(["cat-file", "--batch"], "\n".join(ids).encode() + b"\n")
        found, at = [], 0
        for _ in ids:
            end = out.index(b"\n", at)
            size = int(out[at:end].split()[2])
            found.append(out[end + 1 : end + 1 + size])
            at = end + size + 2
        return found

    def _ask(self, *arguments: str) -> str:
        return self._run(list(arguments)).decode("utf-8", "surrogateescape")

    def _run(self, arguments: list[str], given: bytes | None = None) -> bytes:
        command = ["git", "-C", str(self.root), "-c", "core.quotePath=false", *arguments]
        environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, timeout=TIMEOUT, check=False, env=environment
            )
        except FileNotFoundError:
            raise GitError(say("Git is not installed")) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError(say("Git does not answer: {error}", error=str(error))) from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(said[0] if said else say("git {command} found nothing", command=arguments[0]))
        return done.stdout


def working_files(root: Path) -> dict[str, bytes]:
    """Every record file under data/ as it stands in the folder, by path from it."""
    found = {}
    for path in sorted((root / "data").glob("*/*.yaml")):
        if path.is_file() and not path.is_symlink():
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found
