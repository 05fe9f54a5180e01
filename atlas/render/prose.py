"""Markdown made safe: one renderer for records and content/, whose output passes one sanitiser."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup, escape

_INLINE = {"em", "strong", "code", "a"}
_BLOCK = _INLINE | {
    "p", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td",
    "dl", "dt", "dd", "hr", "br", "img",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "lang"},
    "img": {"src", "alt", "width", "height"},
    "code": {"class"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4")},
}
# What scrolls sideways must be within reach of the keyboard.
_SET = {"pre": {"tabindex": "0"}}
_SCHEMES = {"http", "https", "mailto"}
_HEADING = re.compile(r'<(?P<tag>h[23]) id="(?P<id>[^"]+)">(?P<title>.*?)</(?P=tag)>', re.S)
_MARKED = re.compile(r"[*_`\[\]\\&]")


@lru_cache(maxsize=50_000)
def inline(text: str) -> Markup:
    """One run of a record's text: emphasis, code and links; everything else is text."""
    if not _MARKED.search(text):
        return escape(text)
    html = markdown.markdown(str(escape(text)).replace("&amp;", "&"))
    clean = nh3.clean(html, tags=_INLINE, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
    return Markup(clean.strip())


def anchored(html: str, link: Callable[[str, str], str]) -> str:
    """A sanitised page, each heading with a link to itself beside it; `link` makes it of an id and a title."""

    def beside(found: re.Match[str]) -> str:
        title = Markup(found["title"]).striptags()
        return f'<div class="block__head">{found.group()}{link(found["id"], title)}</div>'

    return _HEADING.sub(beside, html)


def sanitised(html: str, rewrite: Callable[[str, str, str], str | None]) -> str:
    """The HTML of a prose page, with only what prose needs; `rewrite` (tag, attribute, value) gives each attribute."""
    return nh3.clean(
        html,
        tags=_BLOCK,
        attributes=_ATTRIBUTES,
        set_tag_attribute_values=_SET,
        url_schemes=_SCHEMES,
        link_rel=None,
        attribute_filter=rewrite,
    )
