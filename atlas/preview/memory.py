"""The project held in memory: records read again where files have changed, pages made when they are asked for.

What an editor saves is in the open page at once, long before a whole build has looked at every page. It holds for
records alone: where anything else has changed, there is nothing to show until the next whole build.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from atlas import pipeline
from atlas.history.log import history
from atlas.incremental.digests import edition, of_folders
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store
from atlas.incremental.templates import Templates
from atlas.link.walked import Walks
from atlas.preview.builder import Outcome, Site
from atlas.preview.saved import relinked as linked_again
from atlas.preview.trouble import troubles
from atlas.preview.watch import State, files
from atlas.problem import has_errors
from atlas.publish.manifest import commit_of
from atlas.report import report
from atlas.settings import SettingError, Settings, as_of
from atlas.view import facets, fold
from atlas.view.site import Planned

_RECORDS = "data"
# What lies among them and is none.
_OTHERS = ("data/geo/", "data/addresses.txt")
_PROGRAM = str(Path(__file__).parent.parent)


class Memory:
    """The last state of a project, and what is kept of it for the next; for many threads, one at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.RLock()
        # The program as this process runs it: of another one, nothing can be said here.
        self._program = dict(files(_PROGRAM))
        self._count = 0
        self._whole: Site | None = None
        self._beside: State = {}
        self._settings: Settings | None = None
        # What has changed is told up to it.
        self._commit: str | None = None
        self._theme: pipeline.Theme | None = None
        self._around: pipeline.Surroundings | None = None
        self._slots: Mapping[str, int] = {}
        self._records, self._walks = Records(), Walks()
        # The last state without errors, and the files of records that it was read from.
        self._good: pipeline.Linked | None = None
        self._read: State = {}

    def take(self, whole: Site, settings: Settings, seen: State) -> None:
        """Takes up a whole build, of the files as they were `seen` and with these settings, to show changes to it."""
        beside, commit = self._without_records(seen), commit_of(self.root)
        with self._lock:
            known = self._beside, self._settings, self._commit
            is_dressed = self._theme is not None and (beside, settings, commit) == known
            self._whole = whole
            if is_dressed or dict(files(_PROGRAM)) != self._program:
                return
            self._beside, self._settings, self._commit, self._theme = beside, settings, commit, None
            if settings.as_of == self._day():
                self._dress(settings, seen)
                # What is held from look to look is not gone through again by the collector, in the midst of one.
                gc.unfreeze()
                gc.collect()
                gc.freeze()

    def look(self, seen: State) -> Outcome | None:
        """The project with its records as they are now; None where only a whole build can tell.

        `seen` are its files as they stand.
        """
        with self._lock:
            settings, theme, whole = self._settings, self._theme, self._whole
            if settings is None or theme is None or whole is None:
                return None
            if self._without_records(seen) != self._beside or settings.as_of != self._day():
                return None
            if dict(files(_PROGRAM)) != self._program:
                return None
            found = self._linked(settings, seen)
            told = troubles(found.problems, self.root)
            words = report(found.problems, self.root) if found.problems else ""
            if found.atlas is None or has_errors(found.problems):
                return Outcome(None, told, words)
            if facets.slots(found.atlas) != self._slots:
                # More values to choose from than the style sheet has rules for.
                return None
            self._count += 1
            site = replace(theme.site, atlas=found.atlas)
            version = f"{whole.version}+{self._count}"
            return Outcome(Live(version, whole, replace(theme, site=site), self._lock), told, words)

    def _linked(self, settings: Settings, seen: State) -> pipeline.Linked:
        """The records as they are; all of them gone through only where those that changed do not tell."""
        read = self._of_records(seen)
        found = None
        if self._good is not None and read.keys() == self._read.keys():
            saved = [os.path.relpath(path, self.root) for path, at in read.items() if at != self._read[path]]
            found = linked_again(self.root, saved, self._good, settings, self._records, self._walks)
        if found is None:
            found = pipeline.linked(self.root, settings, records=self._records, walks=self._walks, beside=self._around)
            self._records = self._records.following()
        if found.atlas is not None:
            self._good, self._read = found, read
        return found

    def _dress(self, settings: Settings, seen: State) -> None:
        """Does once what changes to records leave as it is."""
        folder, kept = self.root / "theme", self.root / FOLDER
        self._walks, self._around = Walks(), pipeline.surroundings(self.root)
        self._records = Records(Store(kept / "records", edition()))
        fold.know(Store(kept / "readings", edition()).load() or {})
        templates = Templates(of_folders(folder), Store(kept / "templates", edition()))
        self._good = None
        found = self._linked(settings, seen)
        if found.atlas is None:
            return
        # What is wrong with a theme, the whole build has said.
        with suppress(Exception):
            theme = pipeline.themed(
                folder, found.atlas, settings, lambda *of_theme: history(self.root, *of_theme), templates
            )
            theme.renderer.prepare()
            self._slots = facets.slots(found.atlas)
            self._theme = theme

    def _without_records(self, seen: State) -> State:
        of_records = self._of_records(seen)
        return {path: found for path, found in seen.items() if path not in of_records}

    def _of_records(self, seen: State) -> State:
        records = f"{self.root / _RECORDS}{os.sep}"
        others = tuple(str(self.root / name) for name in _OTHERS)
        return {path: found for path, found in seen.items() if path.startswith(records) and not path.startswith(others)}

    def _day(self) -> dt.date | None:
        try:
            return as_of()
        except SettingError:
            return None


class Live(Struct, frozen=True):
    """A site whose pages are made when they are first read; what is no page of a record is as the last build left it."""

    version: str
    whole: Site
    theme: pipeline.Theme
    lock: threading.RLock
    made: dict[str, bytes] = field(default_factory=dict)
    planned: dict[str, Planned] = field(default_factory=dict)
    """Every page by its file's address, once one of them was asked for that is not a record's."""

    def read(self, address: str) -> bytes | None:
        """The bytes of a file; None where the site has none of this address."""
        if address.endswith(".html"):
            # A page that cannot be made stays as it was; the whole build, which follows, says why.
            with self.lock, suppress(Exception):
                if address not in self.made and (page := self._page(address)) is not None:
                    self.made[address] = self.theme.renderer.render(page.view())
                if address in self.made:
                    return self.made[address]
        return self.whole.read(address)

    def _page(self, address: str) -> Planned | None:
        """The page at an address; None for what is none, or none that is made of the records."""
        page = self.theme.site.record_page(address)
        if page is not None:
            return page
        if not self.planned:
            self.planned.update((planned.file, planned) for planned in self.theme.site.pages())
        return self.planned.get(address)
