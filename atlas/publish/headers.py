"""The headers a host should send, as a `_headers` file, which Netlify, Cloudflare Pages and others read.

docs/publishing/nginx.conf says the same to nginx; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from atlas.view.policy import HEADER

ADDRESS = "_headers"

EVERYWHERE: Mapping[str, str] = {
    "Content-Security-Policy": HEADER,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# By the folder they hold for. Pages have no rule of their own: these hosts have browsers ask again each time.
WITHIN: Mapping[str, Mapping[str, str]] = {
    # The names hold a digest of the content, so that a file never changes.
    "assets/": {"Cache-Control": "public, max-age=31536000, immutable"},
    # The data are for everybody's programs.
    "data/": {"Access-Control-Allow-Origin": "*"},
}


def headers(site_url: str | None) -> bytes:
    """The file for a site at an address; paths count from the root of its host."""
    root = urlsplit(site_url or "").path.rstrip("/") + "/"
    blocks = [_block(f"{root}*", EVERYWHERE)]
    for folder, found in WITHIN.items():
        blocks.append(_block(f"{root}{folder}*", found))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _block(path: str, found: Mapping[str, str]) -> str:
    return "\n".join([path, *(f"  {name}: {value}" for name, value in found.items())])
