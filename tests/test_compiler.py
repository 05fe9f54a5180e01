"""Templates as this atlas compiles them mean what they mean to Jinja."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from atlas import pipeline
from atlas.problem import Refused
from atlas.render import templates
from atlas.render.compiler import CompiledEnvironment
from atlas.render.templates import OPTIONS, Renderer
from atlas.settings import Settings
from atlas.view.marks import Link

ROOT = Path(__file__).parent.parent
TEXTS = {"greeting": "A < B", "gap": "{n} left"}
MACROS = '{% macro link(link, alt=true, mark="*") %}{{ link.text }}{% if alt %}{{ mark }}{% endif %}{% endmacro %}'


def plain(texts: object, loader: jinja2.BaseLoader, **options: object) -> jinja2.Environment:
    """Jinja's own environment, where ours would stand."""
    return jinja2.Environment(loader=loader, **options)


def both(source: str, **values: object) -> tuple[str, str]:
    """What a template prints compiled by us, and by Jinja."""
    loader = jinja2.DictLoader({"m.html": MACROS, "page.html": source})
    printed = []
    for made in (CompiledEnvironment(TEXTS, loader, **OPTIONS), plain(TEXTS, loader, **OPTIONS)):
        made.globals["t"] = lambda key, **gaps: TEXTS[key].format(**gaps) if gaps else TEXTS[key]
        printed.append(made.get_template("page.html").render(**values))
    return printed[0], printed[1]


@pytest.mark.parametrize("site_url", [None, "https://example.org/atlas/"])
def test_every_page_is_printed_alike(site_url, strings, monkeypatch):
    settings = Settings(dt.date(2026, 11, 22), site_url)
    found = pipeline.linked(ROOT, settings)
    assert found.atlas is not None
    theme = pipeline.themed(ROOT / "theme", found.atlas, settings)
    monkeypatch.setattr(templates, "CompiledEnvironment", plain)
    by_jinja = Renderer(ROOT / "theme", strings)
    pages = [planned.view() for planned in theme.site.pages()]
    assert len(pages) > 500
    for page in pages:
        assert theme.renderer.render(page) == by_jinja.render(page), (page.shell.canonical, page.shell.title)


@pytest.mark.parametrize(
    "source",
    [
        '{% from "m.html" import link %}{{ link(one) }} {{ link(one, false) }} {{ link(one, mark="<") }}',
        '{% from "m.html" import link as name %}{% set kept = name(one, mark="<") %}{{ kept }}{{ kept|upper }}',
        "{% macro own(n) %}{{ n }}{% if n %}{{ own(n - 1) }}{% endif %}{% endmacro %}{{ own(3) }}",
        '{{ t("greeting") }}{{ t("gap", n=2) }}{% if t("greeting") == "A < B" %}same{% endif %}{{ t(key) }}',
        "{{ one.text }}{{ none }}{{ 1 }}{{ 1.5 }}{{ true }}{{ safe }}{{ one.text|safe }}",
        "{% if one.nothing is defined %}{{ one.nothing }}{% endif %}{% if one.alt is none %}none{% endif %}",
        "{% for x in (1, 2) %}{{ loop.index }}{% if loop.last %}.{% endif %}{% endfor %}{{ one.text[-1:] }}",
    ],
)
def test_templates_mean_what_they_mean_to_jinja(source):
    ours, theirs = both(source, one=Link('<a href="">&', "x/"), key="greeting", safe=Markup("<b>"))
    assert ours == theirs


def test_a_macro_that_gets_what_it_does_not_take_is_refused():
    for call in ("link(1, 2, 3, 4)", "link(1, colour=2)"):
        with pytest.raises(jinja2.TemplateAssertionError):
            both('{% from "m.html" import link %}{{ ' + call + " }}")


def test_a_field_that_no_view_has_stops_the_build_in_words(tmp_path, strings):
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    (folder / "error.html").write_text("{{ view.titel }}", encoding="utf-8")
    found = pipeline.linked(ROOT, Settings(dt.date(2026, 11, 22)))
    assert found.atlas is not None
    theme = pipeline.themed(ROOT / "theme", found.atlas, Settings(dt.date(2026, 11, 22)))
    page = next(planned for planned in theme.site.pages() if planned.file == "404.html").view()
    with pytest.raises(Refused) as refused:
        Renderer(tmp_path / "theme", strings).render(page)
    assert "titel" in str(refused.value.problem)
