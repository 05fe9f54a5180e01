"""One build: the records read, the pages made or taken, and the site put in place once the prose stands beside them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import NoReturn

import click

from atlas import pipeline
from atlas.build.inputs import Inputs
from atlas.build.lost import lost
from atlas.build.options import Choices, Options, Tell
from atlas.build.prose import Prose
from atlas.build.summary import summary
from atlas.commands.terminal import progress
from atlas.diff.told import History
from atlas.history.log import history
from atlas.incremental.digests import edition, of_folders
from atlas.incremental.facts import Facts
from atlas.incremental.links import Links
from atlas.incremental.pages import Pages
from atlas.incremental.reading import watched
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store, paused_collection
from atlas.incremental.templates import Templates
from atlas.incremental.timings import Timings
from atlas.incremental.workers import Lent, Workers, cores
from atlas.link.atlas import Atlas
from atlas.message import Joined, Text, say, spoken
from atlas.problem import Problem, Refused, has_errors
from atlas.publish import headers, manifest, sitemap
from atlas.publish.failure import failure
from atlas.publish.lock import Busy
from atlas.publish.output import Output
from atlas.report import report
from atlas.settings import SettingError, Settings
from atlas.view import fold
from atlas.view.contracts import ContractError
from atlas.view.strings import Strings, StringsError


class Build:
    """One build of the site; what stops it is said, and ends the run with status 1."""

    def __init__(
        self, options: Options, choices: Choices, tell: Tell | None = None, inputs: Inputs | None = None
    ) -> None:
        """Reads and links the records, and dresses them in the theme.

        `inputs` are those of the prose, where they are known; without them no prose is kept.

        Raises:
            SystemExit: the records, the theme or the settings cannot be built from.
        """
        self.options, self.choices, self.inputs = options, choices, inputs if choices.is_kept else None
        self.root = options.root
        self.prose_name = self.inputs.prose(options.prose) if self.inputs is not None else ""
        self.commit = manifest.commit_of(self.root)
        self.output = Output(options.output, choices.last)
        self.tell: Tell = tell or self.print
        self.timings = Timings()
        self.is_clear = True
        try:
            self.settings = options.settings()
        except SettingError as error:
            self.stop(error.words)
        # Whatever ends the run, but a kill, nothing of it is left behind.
        atexit.register(self.output.abandon)
        with self.writing():
            self.output.begin()
        with paused_collection():
            try:
                self.pages = self.opened(*self.linked())
            except (StringsError, ContractError, SettingError) as error:
                self.stop(error.words)
        # All that was read stays to the end, and is not looked through again and again.
        gc.freeze()
        self.prose = Prose(self.theme)

    def linked(self) -> tuple[Atlas, Records]:
        """Reads and links the records; ends the run where they have an error."""
        with self.timings.stage("load"):
            records = Records(self.store("records"), Workers(self.choices.jobs or cores()))
            links = Links(self.store("links"))
        found = pipeline.linked(self.root, self.settings, self.timings, records, links=links)
        with self.timings.stage("keep"):
            records.save()
            links.save()
        if found.problems:
            self.is_clear = False
            self.tell(found.problems)
        if found.atlas is None or has_errors(found.problems):
            self.stop(say("nothing was built; output/ is as it was"))
        return found.atlas, records

    def opened(self, atlas: Atlas, records: Records) -> Pages:
        """Dresses the atlas in its theme, and opens what the last build kept of its pages."""
        with self.timings.stage("load"):
            self.templates = Templates(of_folders(self.options.theme), self.store("templates"))
            self.readings = self.store("readings")
            fold.know((self.readings and self.readings.load()) or {})
        self.theme = pipeline.themed(self.options.theme, watched(atlas), self.settings, self.history, self.templates)
        with self.timings.stage("load"):
            key = pipeline.key(self.theme, self.options.theme, self.root)
            workers = Workers(self.choices.jobs or cores(), self.lent(records.digest(), key))
            return Pages(key, Facts(atlas, records.stamps(), records.earlier), self.store("pages"), workers)

    def lent(self, records: str, key: str) -> Lent | None:
        """The executor that ATLAS_EXECUTOR names; `--jobs`, which asks for processes of this machine, comes before it."""
        if self.choices.jobs is not None or not os.environ.get("ATLAS_EXECUTOR"):
            return None
        from atlas.cluster import dask, errand

        executor = dask.executor(os.environ)
        pages = errand.Pages(
            self.root.resolve(), self.options.theme.resolve(), self.settings, records, key, self.choices.is_kept
        )
        return Lent(executor, pages) if executor is not None else None

    def store(self, name: str) -> Store | None:
        """Where something is kept from one build to the next."""
        return Store(self.root / FOLDER / name, edition()) if self.choices.is_kept else None

    def history(self, settings: Settings, strings: Strings) -> History:
        """What has changed since the first edition, from the repository the project lies in."""
        with self.timings.stage("history"):
            return history(self.root, settings, strings)

    def print(self, problems: Iterable[Problem]) -> None:
        """Reports problems where an editor looks."""
        click.echo(report(problems, self.root), nl=False, err=True)

    def stop(self, words: Text) -> NoReturn:
        """Ends the run with status 1 and leaves the last site as it was."""
        self.output.abandon()
        click.echo(spoken(words), err=True)
        sys.exit(1)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Tells problems for which nothing is published, and ends the run."""
        self.tell(problems)
        self.stop(say("nothing was published; output/ is as it was"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block in which files are written: what keeps them from it is said, and ends the run."""
        try:
            yield
        except Busy as busy:
            self.stop(busy.words)
        except OSError as error:
            self.unwritten(error)

    def unwritten(self, error: OSError) -> NoReturn:
        """Ends the run over a file that cannot be written."""
        what = failure(error, self.output.target)
        self.stop(Joined((what, say("nothing was published; output/ is as it was")), "\n"))

    def takes_prose(self) -> bool:
        """Whether the prose could be staged as the last generation has it, since all that it is made from is the same."""
        with self.writing():
            if self.pages.takes(self.prose_name, self.take_first):
                return True
            # Pelican would write into the last generation's own files.
            with self.timings.stage("staging"):
                self.output.clear()
            return False

    def take_first(self, address: str, digest: str) -> bool:
        """As `take`, for the first files to be staged, with which no others will write there."""
        with self.timings.stage("staging"):
            self.output.recycle()
        return self.take(address, digest)

    def take(self, address: str, digest: str) -> bool:
        """Stages one file as the last generation has it; whether it was there with this digest."""
        with self.timings.stage("staging"):
            try:
                return self.output.reuse(address, digest)
            except OSError as error:
                self.unwritten(error)

    def write(self) -> None:
        """Writes every page and file of the atlas into the staging folder."""
        try:
            files = pipeline.rendered(self.theme, self.timings, self.pages, self.take)
            # Whatever breaks off the writing ends the workers.
            with closing(files), closing(progress(files, self.pages)) as made:
                for address, body in made:
                    with self.timings.stage("staging"), self.writing():
                        self.output.write(address, body)
        except Refused as refused:
            self.refuse([refused.problem])
        except SettingError as error:  # of the executor that was to share the work
            self.stop(error.words)

    def add_prose(self) -> None:
        """Adds what Pelican has written, for the next build to take."""
        with self.timings.stage("publish"), self.writing():
            digests = {address: found.digest for address, found in self.output.found().items()}
            # Pelican may have read what was changed after this build began.
            if self.inputs is not None and self.inputs.prose(self.options.prose) == self.prose_name:
                self.pages.add(self.prose_name, self.prose.trace, digests)

    def finish(self, problems: Sequence[Problem] = ()) -> None:
        """Puts the site in place, unless there were problems on the way, and be it a lost address; says what was built."""
        if found := [*problems, *lost(self.root, self.output.written)]:
            self.refuse(found)
        with self.timings.stage("staging"), self.writing():
            self.output.sweep()
        with self.timings.stage("publish"), self.writing(), paused_collection():
            self.output.write(headers.ADDRESS, headers.headers(self.settings.site_url))
            self.output.write(sitemap.ROBOTS, sitemap.robots(self.settings.site_url))
            if self.settings.site_url is not None:
                for address, content in sitemap.sitemaps(self.output.staging, self.settings.site_url):
                    self.output.write(address, content)
            day, written = self.settings.as_of.isoformat(), self.output.written
            self.output.write(manifest.ADDRESS, manifest.manifest(self.output.staging, day, self.commit, written))
        with self.timings.stage("swap"), self.writing():
            if not self.output.commit():
                click.echo(
                    spoken(say("this system cannot exchange two folders in one step: output/ was away for a moment"))
                )
        with self.timings.stage("keep"):
            self.keep()
        click.echo(summary(self.theme.site, self.output, self.timings, is_timed=self.choices.is_timed))

    def keep(self) -> None:
        """Keeps what the next build may take."""
        self.pages.save()
        self.templates.save()
        if self.readings is not None and (readings := fold.readings()):
            self.readings.save(readings)
        if self.inputs is not None:
            self.inputs.keep(self.options)
        # What an editor is warned of, every build says again.
        if self.choices.current is not None and self.is_clear:
            self.choices.current.keep(self.options.theme, self.options.prose, self.output.target)
