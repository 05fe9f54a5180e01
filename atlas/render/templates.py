"""The Jinja environment: one set of options, filters and globals for records and for Pelican's prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.ext import Extension
from markupsafe import Markup

from atlas.message import say
from atlas.problem import Place, Problem, Refused
from atlas.render.compiler import CompiledEnvironment
from atlas.render.prose import inline
from atlas.render.specimen import specimen
from atlas.view import urls
from atlas.view.marks import Language
from atlas.view.model import Page
from atlas.view.policy import META
from atlas.view.strings import Strings


class Unindented(Extension):
    """Templates without their indentation, which readers would load and nobody sees; what views hold is untouched."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template's source with every line at the margin; done once, when it is compiled."""
        return re.sub(r"(?m)^[ \t]+", "", source)


# What every page says it may load; ours, and without a double quote.
POLICY = Markup(META)

OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    # A build has one theme from its first page to its last.
    "auto_reload": False,
    "extensions": [Unindented],
}


def embedded(data: str) -> Markup:
    """JSON inside a script element: no character in it can end the element or open a comment."""
    return Markup(data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def symbol_names(markup: str) -> tuple[str, ...]:
    """The symbols that markup draws, by name."""
    return tuple(sorted(set(re.findall(r'href="#sym-([a-z0-9-]+)"', markup))))


FILTERS: dict[str, Callable[..., Any]] = {"prose": inline, "embedded": embedded, "symbol_names": symbol_names}


def translator(strings: Strings, language: Language) -> Callable[..., str]:
    """The global `t` of one language's templates."""

    def t(key: str, **values: object) -> str:
        return strings.get(language, key, **values)

    return t


def _nothing(language: Language) -> None:
    """No templates compiled before."""


class Renderer:
    """Templates compiled once per language, whose strings are bound to it."""

    def __init__(
        self, theme: Path, strings: Strings, compiled: Callable[[Language], jinja2.BytecodeCache | None] = _nothing
    ) -> None:
        """`compiled` gives what was kept of the templates of a language."""
        self._environments = {
            language: environment(theme, strings, language, compiled(language)) for language in urls.PREFIX
        }
        printed = {urls.HTML_LANG[language]: made for language, made in self._environments.items()}
        for made in self._environments.values():
            made.globals["specimen"] = partial(specimen, printed)

    def anchor(self, language: Language, id: str, title: str) -> str:
        """The link to a part of a page, for prose that no template prints."""
        template = self._environments[language].get_template("components/anchor/anchor.html")
        return str(template.module.anchor(id, title))  # type: ignore[attr-defined]

    def prepare(self) -> None:
        """Compiles every template now, so that processes to come need not each do so.

        Raises:
            Refused: a template cannot be compiled.
        """
        for made in self._environments.values():
            for name in made.list_templates():
                try:
                    made.get_template(name)
                except jinja2.TemplateError as error:
                    raise Refused(_failed(error, name)) from error

    def render(self, page: Page) -> bytes:
        """The page's bytes, UTF-8, ending in one newline.

        Raises:
            Refused: a template fails.
        """
        name = f"{page.layout}.html"
        try:
            template = self._environments[page.shell.language].get_template(name)
            return template.render(shell=page.shell, view=page).encode("utf-8")
        # A field that a view does not have is looked for as Python does; see `compiler`.
        except (jinja2.TemplateError, AttributeError) as error:
            raise Refused(_failed(error, name)) from error


def _failed(error: jinja2.TemplateError | AttributeError, name: str) -> Problem:
    """A template that fails, at its line where Jinja names one."""
    at = error if isinstance(error, jinja2.TemplateSyntaxError) else None
    file = f"theme/templates/{(at.name if at else None) or name}"
    place = Place(file, at.lineno, 1) if at else Place(file)
    said = error.message if isinstance(error, jinja2.TemplateError) else str(error)
    what, fix = say("the template cannot be rendered ({said})", said=said), say("mend the template")
    return Problem(place, what, "bad-template", fix)


def environment(
    theme: Path, strings: Strings, language: Language, compiled: jinja2.BytecodeCache | None = None
) -> jinja2.Environment:
    """The environment of one language's templates."""
    texts = {key: both[language] for key, both in strings.texts.items()}
    loader = jinja2.FileSystemLoader(theme / "templates")
    made = CompiledEnvironment(texts, loader, bytecode_cache=compiled, **OPTIONS)
    made.filters |= FILTERS
    made.globals = {**made.globals, "t": translator(strings, language), "policy": POLICY}
    return made
