"""One component printed for the gallery, its ids kept apart from those of every other on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2
from markupsafe import Markup

# The level of the headings over the states.
_STATE = 3
# Text cannot be taken for these: a quotation mark in it is escaped.
_ID = re.compile(r' id="([^"]+)"')
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_RADIO = re.compile(r' type="radio" name="')
_REFERENCE = re.compile(
    r"""( (?:id|for|popovertarget|aria-labelledby|aria-controls)="| href="\#|url\(\#)([^")]+)(?=[")])"""
)


def specimen(
    environments: Mapping[str, jinja2.Environment],
    lang: str,
    component: str,
    macro: str,
    args: Mapping[str, object],
    prefix: str,
    within: str,
) -> Markup:
    """A component with its arguments, printed in its example's language rather than in the page's.

    `prefix` is put before its own ids, and before what points at them. `within` is the element that it stands in on a
    page, where that matters. Its headings are put beneath the page's own and look as they do elsewhere.
    """
    template = environments[lang].get_template(f"components/{component}/{component}.html")
    text = str(getattr(template.module, macro)(**args))
    own = set(_ID.findall(text))

    def apart(found: re.Match[str]) -> str:
        lead, name = found.groups()
        return f"{lead}{prefix}-{name}" if name in own else found.group()

    text = _beneath(_RADIO.sub(rf"\g<0>{prefix}-", _REFERENCE.sub(apart, text)))
    return Markup(f"<{within}>{text}</{within}>" if within else text)


def _beneath(text: str) -> str:
    """The same with its highest headings just under those of the gallery's states."""
    levels = [int(level) for _, level in _HEADING.findall(text)]
    lower = _STATE + 1 - min(levels, default=1)

    def lowered(found: re.Match[str]) -> str:
        close, level = found[1], int(found[2])
        look = "" if close else f' data-look="{level}"'
        return f"<{close}h{min(level + lower, 6)}{look}"

    return _HEADING.sub(lowered, text)
