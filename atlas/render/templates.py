"""The Jinja environment: one set of options, filters and globals for records and for Pelican's prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from atlas.message import say
from atlas.problem import Place, Problem, Refused
from atlas.render.prose import inline
from atlas.view.model import Language, Page
from atlas.view.strings import Strings

OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "extensions": [],
}


def embedded(data: str) -> Markup:
    """JSON inside a script element: no character in it can end the element or open a comment."""
    return Markup(data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


FILTERS: dict[str, Callable[..., Any]] = {"prose": inline, "embedded": embedded}


def translator(strings: Strings, language: Language) -> Callable[..., str]:
    """The global `t` of one language's templates."""

    def t(key: str, **values: object) -> str:
        return strings.get(language, key, **values)

    return t


class Renderer:
    """Templates compiled once per language, whose strings are bound to it."""

    def __init__(self, theme: Path, strings: Strings) -> None:
        self._environments = {language: environment(theme, strings, language) for language in ("zh", "en")}

    def render(self, page: Page) -> bytes:
        """The page's bytes, UTF-8, ending in one newline.

        Raises:
            Refused: a template fails.
        """
        name = f"{page.layout}.html"
        try:
            template = self._environments[page.shell.language].get_template(name)
            return template.render(shell=page.shell, view=page).encode("utf-8")
        except jinja2.TemplateError as error:
            raise Refused(_failed(error, name)) from error


def _failed(error: jinja2.TemplateError, name: str) -> Problem:
    """A template that fails, at its line where Jinja names one."""
    at = error if isinstance(error, jinja2.TemplateSyntaxError) else None
    file = f"theme/templates/{(at.name if at else None) or name}"
    place = Place(file, at.lineno, 1) if at else Place(file)
    what, fix = say("the template cannot be rendered ({said})", said=error.message), say("mend the template")
    return Problem(place, what, "bad-template", fix)


def environment(theme: Path, strings: Strings, language: Language) -> jinja2.Environment:
    """The environment of one language's templates."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(theme / "templates"), **OPTIONS)
    made.filters |= FILTERS
    made.globals = {**made.globals, "t": translator(strings, language)}
    return made
