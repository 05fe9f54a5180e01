"""A page as the preview sends it: the published page with the preview's own script, which its policy lets in."""

from __future__ import annotations

import hashlib
import html
import re

SCRIPT = "/-/preview.js"
STYLE = "/-/preview.css"
EVENTS = "/-/events"

# The script comes from this server, brings a style sheet from it, and listens to it.
_NEEDED = ("script-src", "style-src", "connect-src")
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


def digest(page: bytes) -> str:
    """What tells a page from any other, so that one that is open knows whether it has changed."""
    return hashlib.sha256(page).hexdigest()[:32]


def previewed(page: bytes, version: str) -> bytes:
    """A page with the preview in it; `version` is the site it comes from, so that it knows when it may be old."""
    mark = digest(page)
    page = _POLICY.sub(lambda found: found[1] + _widened(found[2].decode()).encode() + found[3], page, count=1)
    script = (
        f'<script src="{SCRIPT}" data-version="{html.escape(version)}" data-digest="{mark}" defer></script>\n'.encode()
    )
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else script + page


def _widened(policy: str) -> str:
    """A policy that also lets in what comes from the page's own server; nothing else is added."""
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    for name in _NEEDED:
        allowed = [source for source in directives.get(name, "").split() if source != "'none'"]
        directives[name] = " ".join(dict.fromkeys([*allowed, "'self'"]))
    return "; ".join(f"{name} {sources}".strip() for name, sources in directives.items())


def waiting(title: str, words: str, lang: str) -> bytes:
    """The page that stands in while no build has succeeded yet; the panel over it says why."""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{html.escape(title)}</title>\n</head>\n<body>\n<p>{html.escape(words)}</p>\n</body>\n</html>\n"
    ).encode()
