"""One component printed for the gallery, its ids kept apart from those of every other on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2
from markupsafe import Markup

# Text cannot be taken for these: a quotation mark in it is escaped.
_ID = re.compile(r' id="([^"]+)"')
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
) -> Markup:
    """A component with its arguments, printed in its example's language rather than in the page's.

    `prefix` is put before its own ids, and before what points at them.
    """
    template = environments[lang].get_template(f"components/{component}/{component}.html")
    text = str(getattr(template.module, macro)(**args))
    own = set(_ID.findall(text))

    def apart(found: re.Match[str]) -> str:
        lead, name = found.groups()
        return f"{lead}{prefix}-{name}" if name in own else found.group()

    return Markup(_RADIO.sub(rf"\g<0>{prefix}-", _REFERENCE.sub(apart, text)))
