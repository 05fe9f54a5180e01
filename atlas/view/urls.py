"""Addresses: where each page lies, and how one page points at another. The only place a URL is spelled."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from atlas.view.model import Language

PREFIX: dict[Language, str] = {"zh": "", "en": "en/"}
HTML_LANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


def page(language: Language, path: str) -> str:
    """The address of a page from the site's root: `en/projects/x/`; a path that names a file stays one."""
    return PREFIX[language] + path


def file(address: str) -> str:
    """The file that holds an address."""
    return address if posixpath.basename(address) else address + "index.html"


def relative(origin: str, target: str, *, clean: bool) -> str:
    """How the page at `origin` points at `target`, both addresses from the site's root.

    With `clean`, folders end in a slash; else in `index.html`, so that the site opens from a folder.
    """
    path, _, fragment = target.partition("#")
    here, goal = origin.split("/")[:-1], (path if clean else file(path)).split("/")
    shared = 0
    while shared < len(here) and shared < len(goal) - 1 and here[shared] == goal[shared]:
        shared += 1
    found = "../" * (len(here) - shared) + "/".join(goal[shared:]) or "./"
    return found + (f"#{fragment}" if fragment else "")


def anchor(kind: str, term: str) -> str:
    """The place of a word on the glossary's page, such as `stage-under-construction`."""
    return f"{kind}-{term}".replace("_", "-")


def root(origin: str) -> str:
    """The way from a page to the site's root: empty, or ending in a slash."""
    return "../" * origin.count("/")


def from_host(site_url: str, address: str) -> str:
    """An address from the root of its host, whichever host that is: for a page that is shown at any depth."""
    return absolute(urlsplit(site_url).path, address)


def absolute(site_url: str, address: str) -> str:
    """An address as the world sees it."""
    return site_url.rstrip("/") + "/" + address
