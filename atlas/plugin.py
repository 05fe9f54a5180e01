"""The Pelican adapter: the only module that imports Pelican.

Pelican reads and renders the prose in content/; a generator of ours adds the atlas. Both write into a
staging folder, which replaces the output when everything has succeeded. `register()` only connects
signals, because Pelican logs what goes wrong in it and exits 0.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from pelican import Pelican, contents, signals
from pelican.log import console
from pelican.settings import read_settings
from pelican.writers import Writer

from atlas import pipeline
from atlas.commands.terminal import progress
from atlas.diff.told import History
from atlas.history.log import history
from atlas.incremental.current import Current
from atlas.incremental.digests import edition, of_folders
from atlas.incremental.facts import Facts
from atlas.incremental.pages import Pages
from atlas.incremental.reading import watched
from atlas.incremental.records import Records
from atlas.incremental.store import FOLDER, Store
from atlas.incremental.templates import Templates
from atlas.incremental.timings import Timings
from atlas.incremental.workers import Lent, Workers, cores
from atlas.link.atlas import Atlas
from atlas.load.addresses import load_addresses
from atlas.message import Joined, Text, say, spoken
from atlas.problem import Place, Problem, Refused, has_errors
from atlas.publish import headers, manifest, sitemap
from atlas.publish.failure import failure
from atlas.publish.lock import Busy
from atlas.publish.output import Output
from atlas.render.prose import anchored, sanitised
from atlas.render.templates import FILTERS, POLICY
from atlas.report import report
from atlas.settings import SettingError, Settings, as_of, history_since, page_size, report_address, share_font
from atlas.view import fold, urls
from atlas.view.contracts import ContractError
from atlas.view.marks import Language
from atlas.view.model import Block, Note, Shell
from atlas.view.shell import shell
from atlas.view.strings import Strings, StringsError

KEY = "ATLAS_BUILD"
TELL = "ATLAS_TELL"
CHOICES = "ATLAS_CHOICES"

# Who is told of problems as they are met.
Tell = Callable[[Iterable[Problem]], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """How a build is to go about it; nothing of it changes a byte of the site."""

    jobs: int | None = None
    """Processes that share the work; one a core where it is None."""
    current: Current | None = None
    """Where to keep that the output is what the inputs give."""
    is_kept: bool = True
    """Whether anything is taken from the last build and kept for the next."""
    is_timed: bool = False
    """Whether the summary names what took how long."""
    last: Path | None = None
    """The folder of the last generation, where it is not the one that is replaced."""


class _Complaints(logging.Handler):
    """Keeps what Pelican logs as an error: it skips bad content and exits 0, which must not pass for a build."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class Build:
    """One run of Pelican with the atlas in it."""

    def __init__(self, pelican: Pelican) -> None:
        self.root = Path(pelican.settings["ATLAS_ROOT"])
        self.theme_folder = Path(pelican.theme)
        self.choices: Choices = pelican.settings.get(CHOICES) or Choices()
        self.prose_folder = Path(pelican.settings["PATH"])
        self.output = Output(Path(pelican.output_path), self.choices.last)
        self.tell: Tell = pelican.settings.get(TELL) or self.print
        self.timings = Timings()
        self.is_clear = True
        self.complaints = _Complaints()
        self.language: Language = "zh"
        self.prose: dict[str, set[str]] = {}
        try:
            site_url = pelican.settings["SITEURL"] or None
            self.settings = Settings(
                as_of(),
                site_url,
                commit=manifest.commit_of(self.root),
                report_url=report_address(pelican.settings.get("ATLAS_REPORT_URL", "")),
                page_size=page_size(pelican.settings.get("ATLAS_PAGE_SIZE")),
                map_approval=pelican.settings.get("ATLAS_MAP_APPROVAL", "").strip(),
                icp=pelican.settings.get("ATLAS_ICP", "").strip(),
                share_font=share_font(
                    pelican.settings.get("ATLAS_SHARE_PICTURES", ""),
                    pelican.settings.get("ATLAS_SHARE_FONT", ""),
                    site_url,
                ),
                history_since=history_since(pelican.settings.get("ATLAS_HISTORY_SINCE", "").strip()),
            )
        except SettingError as error:
            self.stop(error.words)
        logging.getLogger("pelican").addHandler(self.complaints)
        # Whatever ends the run, but a kill, nothing of it is left behind.
        atexit.register(self.output.abandon)
        with self.writing():
            staging = str(self.output.begin())
        with self.timings.stage("load"):
            records = Records(self.store("records"))
        found = pipeline.linked(self.root, self.settings, self.timings, records)
        with self.timings.stage("load"):
            records.save()
        if found.problems:
            self.is_clear = False
            self.tell(found.problems)
        if found.atlas is None or has_errors(found.problems):
            self.stop(say("nothing was built; output/ is as it was"))
        assert found.atlas is not None
        try:
            self.pages = self.opened(found.atlas, records)
        except (StringsError, ContractError, SettingError) as error:
            self.stop(error.words)
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = staging
        pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], **FILTERS}
        pelican.settings["JINJA_ENVIRONMENT"] = {
            **pelican.settings["JINJA_ENVIRONMENT"],
            "bytecode_cache": self.templates.of("prose"),
        }
        pelican.settings["JINJA_GLOBALS"] = {
            "t": self.t,
            "policy": POLICY,
            "prose_shell": self.prose_shell,
            "prose_parts": self.prose_parts,
        }

    def opened(self, atlas: Atlas, records: Records) -> Pages:
        """Dresses the atlas in its theme, and opens what the last build kept of its pages.

        Pages know nothing of the commit, which would make each of them new with every one.
        """
        settings = replace(self.settings, commit=None)
        with self.timings.stage("load"):
            self.templates = Templates(of_folders(self.theme_folder), self.store("templates"))
            self.readings = self.store("readings")
            fold.know((self.readings and self.readings.load()) or {})
        self.theme = pipeline.themed(self.theme_folder, watched(atlas), settings, self.history, self.templates)
        with self.timings.stage("load"):
            key = pipeline.key(self.theme, self.theme_folder, self.root)
            workers = Workers(self.choices.jobs or cores(), self.lent(settings, records.digest(), key))
            return Pages(key, Facts(atlas, records.stamps(), records.earlier), self.store("pages"), workers)

    def lent(self, settings: Settings, records: str, key: str) -> Lent | None:
        """The executor that ATLAS_EXECUTOR names; `--jobs`, which asks for processes of this machine, comes before it."""
        if self.choices.jobs is not None or not os.environ.get("ATLAS_EXECUTOR"):
            return None
        from atlas.cluster import dask, errand

        executor = dask.executor(os.environ)
        pages = errand.Pages(
            self.root.resolve(), self.theme_folder.resolve(), settings, records, key, self.choices.is_kept
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

    def stop(self, words: Text) -> None:
        """Ends the run with status 1 and leaves the last site as it was."""
        self.output.abandon()
        click.echo(spoken(words), err=True)
        sys.exit(1)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block in which files are written: what keeps them from it is said, and ends the run."""
        try:
            yield
        except Busy as busy:
            self.stop(busy.words)
        except OSError as error:
            what = failure(error, self.output.target)
            self.stop(Joined((what, say("nothing was published; output/ is as it was")), "\n"))

    def t(self, key: str, **values: object) -> str:
        """A string in the language of the prose page being written."""
        return self.theme.strings.get(self.language, key, **values)

    def prose_shell(self, page: contents.Page) -> Shell:
        """What surrounds a prose page."""
        volume = self.theme.site.volumes[self.language]
        return shell(volume, f"{page.slug}/", str(page.title), str(getattr(page, "description", "")))

    def prose_parts(self, page: contents.Page) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """What the records add to a prose page, and the notes that this opens."""
        return self.theme.site.corrections(self.language) if page.slug == "corrections" else ((), ())

    def clean(self, content: contents.Content) -> None:
        """Sanitises a prose page, and turns addresses from the root into ones relative to it."""
        language: Language = "en" if getattr(content, "lang", "zh") == "en" else "zh"
        self.prose.setdefault(content.slug, set()).add(language)
        here = urls.page(language, f"{content.slug}/")
        clean = self.settings.site_url is not None

        def rewrite(tag: str, attribute: str, value: str) -> str:
            if attribute in ("href", "src") and value.startswith("/"):
                return urls.relative(here, value.removeprefix("/"), clean=clean)
            return value

        anchor = partial(self.theme.renderer.anchor, language)
        content._content = anchored(sanitised(content._content, rewrite), anchor)

    def write(self) -> None:
        """Writes every page and file of the atlas into the staging folder."""
        try:
            files = pipeline.rendered(self.theme, self.timings, self.pages, self.output.reuse)
            for address, body in progress(files, self.pages):
                with self.timings.stage("publish"), self.writing():
                    self.output.write(address, body)
        except Refused as refused:
            self.tell([refused.problem])
            self.stop(say("nothing was published; output/ is as it was"))
        except SettingError as error:  # of the executor that was to share the work
            self.stop(error.words)

    def finish(self) -> None:
        """Puts the site in place, unless Pelican complained on the way."""
        problems = [
            Problem(Place("content"), say("Pelican says: {said}", said=message), "bad-content")
            for message in self.complaints.messages
        ]
        for slug, languages in sorted(self.prose.items()):
            if len(languages) < len(urls.PREFIX):
                (language,) = languages
                missing = urls.OTHER["en" if language == "en" else "zh"]
                what = say("'{page}' has no page in the other language", page=slug)
                place = Place(f"content/{language}/{slug}.md", 1, 1)
                fix = say("write {file}", file=f"content/{missing}/{slug}.md")
                problems.append(Problem(place, what, "bad-content", fix))
        problems += self.lost()
        if problems:
            self.tell(problems)
            self.stop(say("nothing was published; output/ is as it was"))
        with self.timings.stage("publish"), self.writing():
            self.output.write(headers.ADDRESS, headers.headers(self.settings.site_url))
            self.output.write(sitemap.ROBOTS, sitemap.robots(self.settings.site_url))
            if self.settings.site_url is not None:
                for address, content in sitemap.sitemaps(self.output.staging, self.settings.site_url):
                    self.output.write(address, content)
            day, written = self.settings.as_of.isoformat(), self.output.written
            body = manifest.manifest(self.output.staging, day, self.settings.commit, written)
            self.output.write(manifest.ADDRESS, body)
        with self.timings.stage("swap"), self.writing():
            if not self.output.commit():
                click.echo(
                    spoken(say("this system cannot exchange two folders in one step: output/ was away for a moment"))
                )
        with self.timings.stage("publish"):
            self.pages.save()
            self.templates.save()
            if self.readings is not None and (readings := fold.readings()):
                self.readings.save(readings)
            # What an editor is warned of, every build says again.
            if self.choices.current is not None and self.is_clear:
                self.choices.current.keep(self.theme_folder, self.prose_folder, self.output.target)

    def lost(self) -> Iterator[Problem]:
        """Addresses once published that this build has no page for."""
        for address in load_addresses(self.root)[0] or ():
            for prefix in urls.PREFIX.values():
                if not (self.output.staging / prefix / address.path / "index.html").is_file():
                    what = say(
                        "{address} was published, and this build has no page for it", address=f"/{prefix}{address.path}"
                    )
                    fix = say("restore what made the page; a record is renamed by `atlas mv`, which leaves a way on")
                    yield Problem(address.place, what, "lost-address", fix, len(address.path))

    def summary(self) -> str:
        """What was built, the time by stage, and what to open."""
        pages = sum(1 for _ in self.output.target.rglob("*.html"))
        records = len(self.theme.site.atlas.published())
        opened = self.settings.site_url or str(self.output.target / "index.html")
        day = self.settings.as_of.isoformat()
        lines = (
            say("built {pages:,} pages of {records:,} records, as of {day}", pages=pages, records=records, day=day),
            self.timings.line(),
            *((self.timings.report(),) if self.choices.is_timed else ()),
            say("open {address}", address=opened),
        )
        return spoken(Joined(lines, "\n"))


class _Writer(Writer):  # type: ignore[misc]
    """Pelican's writer of prose, which says what keeps it from writing."""

    def write_file(self, *args: Any, **kwargs: Any) -> None:
        with self.settings[KEY].writing():
            super().write_file(*args, **kwargs)


class AtlasGenerator:
    """Pelican's generator for the atlas."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **_: Any) -> None:
        self.build: Build = settings[KEY]

    def generate_context(self) -> None:
        """Nothing: the records are linked before Pelican reads its prose."""

    def generate_output(self, writer: Any) -> None:
        """Writes the atlas."""
        self.build.write()


def _initialized(pelican: Pelican) -> None:
    pelican.settings[KEY] = Build(pelican)


def _generators(pelican: Pelican) -> type:
    return AtlasGenerator


def _writer(pelican: Pelican) -> type:
    return _Writer


def _content(content: contents.Content) -> None:
    if isinstance(content, contents.Page):
        content.settings[KEY].clean(content)


def _write_page(generator: Any, content: contents.Page) -> None:
    generator.settings[KEY].language = "en" if content.lang == "en" else "zh"


def _finalized(pelican: Pelican) -> None:
    build: Build = pelican.settings[KEY]
    build.finish()
    click.echo(build.summary())


def register() -> None:
    """Connects the signals; nothing else, since an error here would be logged and pass for success."""
    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
    signals.content_object_init.connect(_content)
    signals.page_generator_write_page.connect(_write_page)
    signals.finalized.connect(_finalized)


def run(root: Path, tell: Tell | None = None, choices: Choices | None = None, **override: str) -> None:
    """Builds the site, as `pelican` in the root would; settings given by name take the place of the file's.

    `tell` takes the problems met, which are printed otherwise.

    Raises:
        SystemExit: with status 1 where anything stops the build.
    """
    console.quiet = True  # Pelican's closing line counts articles, of which there are none
    Pelican(read_settings(str(root / "pelicanconf.py"), override={**override, TELL: tell, CHOICES: choices})).run()
