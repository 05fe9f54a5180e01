"""A build's pages as an errand: what a process elsewhere needs in order to make each of them to the byte.

Such a process has the project in the same folder, reads it once, and makes a page by its number. It makes none unless
what it has read is what the build has read: the program, the records, and all else that pages are made from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct

from atlas import pipeline
from atlas.history.log import history
from atlas.incremental.digests import edition, of_folders
from atlas.incremental.facts import Facts
from atlas.incremental.pages import Made, made
from atlas.incremental.reading import watched
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store
from atlas.incremental.templates import Templates
from atlas.message import Complaint, Text, say
from atlas.settings import SettingError, Settings

# Of the program as it was when this process read it, whatever lies there later.
_EDITION = edition()


class Unlike(SettingError):
    """A worker that would make other pages than the build, in words for whoever started it."""


class Pages(Struct, frozen=True):
    """Every page of one build, by number."""

    root: Path
    theme: Path
    settings: Settings
    records: str
    """The digest of the records' files."""
    key: str
    """The key that all pages share (see `pipeline.key`)."""
    is_kept: bool
    """Whether anything is taken from what earlier builds have kept."""
    edition: str = _EDITION

    def task(self) -> Callable[[int], Made]:
        """What makes a page.

        Raises:
            Unlike: the project here, or the program, is not the build's.
        """
        if self.edition != _EDITION:
            fix = say("use the same Python and the packages of the lock file on both, and start the worker anew")
            raise _unlike(say("the program or its packages"), fix)
        if not (self.root / "data").is_dir():
            raise Unlike(
                say(
                    "a worker finds no project at {root}; workers read it at the same path as the build: share the "
                    "folder with their machines, or copy it there",
                    root=str(self.root),
                )
            )
        try:
            return self._task()
        except Unlike:
            raise
        except Complaint:
            raise _unlike_theme() from None

    def _task(self) -> Callable[[int], Made]:
        records = Records(self._store("records"))
        atlas = pipeline.linked(self.root, self.settings, records=records).atlas
        if atlas is None or records.digest() != self.records:
            raise _unlike(say("the records"), say("bring its copy of the project up to date, and build again"))
        templates = Templates(of_folders(self.theme), self._store("templates"))
        theme = pipeline.themed(self.theme, watched(atlas), self.settings, partial(history, self.root), templates)
        if pipeline.key(theme, self.theme, self.root) != self.key:
            raise _unlike_theme()
        planned, facts = list(theme.site.pages()), Facts(atlas)
        return lambda number: made(planned[number].view, theme.renderer.render, facts)

    def _store(self, name: str) -> Store | None:
        return Store(self.root / FOLDER / name, self.edition) if self.is_kept else None


def _unlike(what: Text, fix: Text) -> Unlike:
    return Unlike(say("a worker has something else than the build: {what}; {fix}", what=what, fix=fix))


def _unlike_theme() -> Unlike:
    what = say("the theme, the maps or the history in Git")
    return _unlike(what, say("bring its copy of the project up to date, and build again"))
