"""Addresses: where each page lies, and how one page points at another. The only place a URL is spelled."""

from __future__ import annotations

from urllib.parse import urlsplit

from atlas.view.marks import Language

PREFIX: dict[Language, str] = {"zh": "", "en": "en/"}
HTML_LANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


def page(language: Language, path: str) -> str:
    """The address of a page from the site's root: `en/projects/x/`; a path that names a file stays one."""
    return PREFIX[language] + path


def file(address: str) -> str:
    """The file that holds an address."""
    return address if address and not address.endswith("/") else address + "index.html"


def relative(origin: str, target: str, *, clean: bool) -> str:
    """How the page at `origin` points at `target`, both addresses from the site's root.

    With `clean`, folders end in a slash; else in `index.html`, so that the site opens from a folder.
    """
    path, _, fragment = target.partition("#")
    goal = path if clean else file(path)
    here = origin[: origin.rfind("/") + 1]
    while not goal.startswith(here):
        here = here[: here.rfind("/", 0, -1) + 1]
    found = "../" * (origin.count("/") - here.count("/")) + goal[len(here) :] or "./"
    return f"{found}#{fragment}" if fragment else found


def seat(path: str) -> str:
    """A page that points at everything as the page at `path` does, but for what lies beneath that page itself.

    Pages that lie beside each other in a folder share one, so that addresses are worked out once for all of them.
    A page that lies at the top, such as a list, is its own.
    """
    above, _, _ = path.rstrip("/").rpartition("/")
    return f"{above}/*/" if above else path


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
