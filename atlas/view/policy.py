"""The content security policy: what a page may load, for its meta element and for a server's headers.

Source: W3C, Content Security Policy Level 3.
"""

from __future__ import annotations

# 'self' alone also lets a page opened from disk load its style sheet and images: Chromium matches file: with it.
_DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "font-src": "'none'",
    # Tools that speak for a page, such as Lighthouse, read robots.txt under its policy.
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# What browsers heed in a header alone.
_HEADER_ONLY = {"frame-ancestors": "'none'"}


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


META = _written(_DIRECTIVES)
HEADER = _written(_DIRECTIVES | _HEADER_ONLY)
