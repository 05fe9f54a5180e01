"""The prose pages, as far as the atlas has a part in them: what surrounds each, what records add, what is let through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from atlas.message import say
from atlas.pipeline import Theme
from atlas.problem import Place, Problem
from atlas.render.prose import anchored, sanitised
from atlas.trace import Trace, traced
from atlas.view import urls
from atlas.view.marks import Language
from atlas.view.model import Block, Note, Shell
from atlas.view.shell import shell

_CORRECTIONS = "corrections"


class Prose:
    """The prose of one site."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._met: dict[str, set[Language]] = {}
        self.trace = Trace()
        """What its pages have read of the atlas."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block that writes some of it."""
        with traced() as trace:
            yield
        self.trace = Trace(parts=(*self.trace.parts, trace))

    def shell(self, language: Language, slug: str, title: str, description: str) -> Shell:
        """What surrounds a page."""
        return shell(self._theme.site.volumes[language], f"{slug}/", title, description)

    def parts(self, language: Language, slug: str) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """What the records add to a page, and the notes that this opens."""
        return self._theme.site.corrections(language) if slug == _CORRECTIONS else ((), ())

    def clean(self, language: Language, slug: str, html: str) -> str:
        """A page's HTML with only what prose needs, and with addresses from the root made relative to it."""
        self._met.setdefault(slug, set()).add(language)
        here = urls.page(language, f"{slug}/")
        is_clean = self._theme.site.settings.site_url is not None

        def rewrite(tag: str, attribute: str, value: str) -> str:
            if attribute in ("href", "src") and value.startswith("/"):
                return urls.relative(here, value.removeprefix("/"), clean=is_clean)
            return value

        return anchored(sanitised(html, rewrite), partial(self._theme.renderer.anchor, language))

    def problems(self) -> Iterator[Problem]:
        """Pages that have none in the other language."""
        for slug, languages in sorted(self._met.items()):
            if len(languages) < len(urls.PREFIX):
                (language,) = languages
                missing = urls.OTHER[language]
                what = say("'{page}' has no page in the other language", page=slug)
                fix = say("write {file}", file=f"content/{missing}/{slug}.md")
                yield Problem(Place(f"content/{language}/{slug}.md", 1, 1), what, "bad-content", fix)
