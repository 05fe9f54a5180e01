"""What has changed since the first edition, commit by commit, each told once and kept under .cache/history/."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import babel
import msgspec
from msgspec import Struct
from msgspec.structs import replace

import atlas
from atlas.diff.changes import Kind, diff
from atlas.diff.effects import effects
from atlas.diff.snapshot import Snapshot
from atlas.diff.told import Entry, History, Told
from atlas.history.git import Commit, GitError, Repository
from atlas.pipeline import Reader
from atlas.settings import HOME_ZONE, Settings
from atlas.view.strings import Strings
from atlas.view.telling import Teller

CACHE = Path(".cache", "history")


def history(root: Path, settings: Settings, strings: Strings) -> History:
    """The changes to data/ that commits up to the one checked out have made since the first edition.

    What lies uncommitted is no part of it. Without Git, or where too little of it was fetched, it says so.
    """
    since = settings.history_since
    if since is None:
        return History()
    repository = Repository(root)
    try:
        commits = repository.touching_data(repository.resolve("HEAD"))
        if not commits:
            return History(since, gap="no-git")
        newer = _newer(commits, since)
        if len(newer) == len(commits):
            if repository.is_shallow():
                return History(since, gap="shallow")
            newer = newer[:-1]  # the first commit of all is the first edition
        log = _Log(repository, strings, root / CACHE / _edition(strings), Reader(settings))
        pairs = zip(newer, commits[1:], strict=False)
        entries = tuple(log.entry(old, new) for new, old in pairs)
    except GitError:
        return History(since, gap="no-git")
    return History(since, tuple(_under_new_keys(entry for entry in entries if entry.told)), gap=None)


def _under_new_keys(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries, newest first, in which records that were moved later go by the keys that they have now."""
    now: dict[str, str] = {}
    for entry in entries:
        told = tuple(replace(item, record=now.get(item.record, item.record)) for item in entry.told)
        now |= {item.old.en: item.record for item in told if item.kind is Kind.MOVED and item.old is not None}
        yield Entry(entry.day, told)


def _newer(commits: list[Commit], since: dt.datetime) -> list[Commit]:
    """The commits made since, newest first: those before the first that is older."""
    start = since.timestamp()
    count = next((at for at, commit in enumerate(commits) if commit.time < start), len(commits))
    return commits[:count]


def _edition(strings: Strings) -> str:
    """What the words depend on beside the records: the program, the catalogue of strings, the library of formats."""
    found = hashlib.sha256(babel.__version__.encode())
    home = Path(atlas.__file__).parent
    for path in sorted(home.rglob("*.py")):
        found.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    found.update(json.dumps(strings.texts, sort_keys=True, default=dict).encode())
    return found.hexdigest()[:16]


class _Log(Struct, frozen=True):
    """Tells commits, or finds what was told of them before."""

    repository: Repository
    strings: Strings
    folder: Path
    reader: Reader

    def entry(self, old: Commit, new: Commit) -> Entry:
        """What one commit changed; statuses are those of its own day."""
        day = dt.datetime.fromtimestamp(new.time, ZoneInfo(HOME_ZONE)).date()
        path = self.folder / f"{old.id}-{new.id}.json"
        told = _kept(path)
        if told is None:
            # What moves records brings the editor's tools with it, which no commit told before needs.
            from atlas.history.moves import earlier

            after = self.reader.snapshot(self.repository.files(new.id), day)
            told = self._tell(earlier(self.reader, self.repository.files(old.id), after, day), after)
            _keep(path, told)
        return Entry(day, told)

    def _tell(self, before: Snapshot, after: Snapshot) -> tuple[Told, ...]:
        return Teller(before, after, self.strings).told(diff(before, after), effects(before, after))


def _kept(path: Path) -> tuple[Told, ...] | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Told, ...])
    except (OSError, ValueError):  # of msgspec's too: cut off, of another shape, not UTF-8
        return None


def _keep(path: Path, told: tuple[Told, ...]) -> None:
    """Writes what was told, whole or not at all; where nothing can be written, it is told again next time."""
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(told))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
