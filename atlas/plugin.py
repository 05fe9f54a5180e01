"""The Pelican adapter: the only module that imports Pelican.

Pelican reads and renders the prose in content/; a generator of ours adds the atlas. Both write into a
staging folder, which replaces the output when everything has succeeded. `register()` only connects
signals, because Pelican logs what goes wrong in it and exits 0.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from pelican import Pelican, contents, signals
from pelican.log import console
from pelican.settings import read_settings
from pelican.writers import Writer

from atlas.build.build import Build
from atlas.build.inputs import Inputs
from atlas.build.options import Choices, Options, Tell
from atlas.build.run import run
from atlas.message import say
from atlas.problem import Place, Problem
from atlas.render.templates import FILTERS, POLICY
from atlas.view.marks import Language
from atlas.view.model import Block, Note, Shell

__all__ = ["Choices", "Order", "make", "register", "run"]

KEY = "ATLAS_RUN"
ORDER = "ATLAS_ORDER"


class Order(Struct, frozen=True):
    """How a run of Pelican is to go about the build; where it was begun already, the build."""

    choices: Choices = field(default_factory=Choices)
    tell: Tell | None = None
    inputs: Inputs | None = None
    build: Build | None = None


class _Complaints(logging.Handler):
    """Keeps what Pelican logs as an error: it skips bad content and exits 0, which must not pass for a build."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class Run:
    """One run of Pelican with the atlas in it."""

    def __init__(self, pelican: Pelican) -> None:
        order: Order = pelican.settings.get(ORDER) or Order()
        options = Options.of(pelican.settings, Path(pelican.theme), Path(pelican.output_path))
        self.build = order.build or Build(options, order.choices, order.tell, order.inputs)
        self.complaints = _Complaints()
        logging.getLogger("pelican").addHandler(self.complaints)
        self.language: Language = "zh"
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(self.build.output.staging)
        pelican.settings["JINJA_FILTERS"] = {**pelican.settings["JINJA_FILTERS"], **FILTERS}
        pelican.settings["JINJA_ENVIRONMENT"] = {
            **pelican.settings["JINJA_ENVIRONMENT"],
            "bytecode_cache": self.build.templates.of("prose"),
        }
        pelican.settings["JINJA_GLOBALS"] = {
            "t": self.t,
            "policy": POLICY,
            "prose_shell": self.shell,
            "prose_parts": self.parts,
        }

    def t(self, key: str, **values: object) -> str:
        """A string in the language of the prose page being written."""
        return self.build.theme.strings.get(self.language, key, **values)

    def shell(self, page: contents.Page) -> Shell:
        """What surrounds a prose page."""
        description = str(getattr(page, "description", ""))
        return self.build.prose.shell(self.language, page.slug, str(page.title), description)

    def parts(self, page: contents.Page) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """What the records add to a prose page, and the notes that this opens."""
        return self.build.prose.parts(self.language, page.slug)

    def clean(self, content: contents.Content) -> None:
        """Lets through of a prose page only what prose needs."""
        content._content = self.build.prose.clean(_language(content), content.slug, content._content)

    def finish(self) -> None:
        """Puts the site in place, unless Pelican complained on the way."""
        problems = [
            Problem(Place("content"), say("Pelican says: {said}", said=message), "bad-content")
            for message in self.complaints.messages
        ]
        self.build.add_prose()
        self.build.finish([*problems, *self.build.prose.problems()])


def _language(content: contents.Content) -> Language:
    return "en" if getattr(content, "lang", "zh") == "en" else "zh"


class _Writer(Writer):  # type: ignore[misc]
    """Pelican's writer of prose, which says what keeps it from writing."""

    def write_file(self, *args: Any, **kwargs: Any) -> None:
        build: Build = self.settings[KEY].build
        with build.writing(), build.prose.writing():
            super().write_file(*args, **kwargs)


class AtlasGenerator:
    """Pelican's generator for the atlas."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **_: Any) -> None:
        self.run: Run = settings[KEY]

    def generate_context(self) -> None:
        """Nothing: the records are linked before Pelican reads its prose."""

    def generate_output(self, writer: Any) -> None:
        """Writes the atlas."""
        self.run.build.write()


def _initialized(pelican: Pelican) -> None:
    pelican.settings[KEY] = Run(pelican)


def _generators(pelican: Pelican) -> type:
    return AtlasGenerator


def _writer(pelican: Pelican) -> type:
    return _Writer


def _content(content: contents.Content) -> None:
    if isinstance(content, contents.Page):
        content.settings[KEY].clean(content)


def _write_page(generator: Any, content: contents.Page) -> None:
    generator.settings[KEY].language = _language(content)


def _finalized(pelican: Pelican) -> None:
    pelican.settings[KEY].finish()


def register() -> None:
    """Connects the signals; nothing else, since an error here would be logged and pass for success."""
    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
    signals.content_object_init.connect(_content)
    signals.page_generator_write_page.connect(_write_page)
    signals.finalized.connect(_finalized)


def make(root: Path, order: Order, **override: str) -> Build:
    """The build that Pelican was run for, with the settings in the root; those given by name take the place of the file's.

    Raises:
        SystemExit: with status 1 where anything stops the build.
    """
    console.quiet = True  # Pelican's closing line counts articles, of which there are none
    pelican = Pelican(read_settings(str(root / "pelicanconf.py"), override={**override, ORDER: order}))
    pelican.run()
    ran: Run = pelican.settings[KEY]
    return ran.build
