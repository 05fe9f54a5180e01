"""What programs that visit a site read first: robots.txt, and the map of its pages in both languages."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from atlas.view import urls
from atlas.view.marks import Language

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
# What the protocol allows in one file; the rest goes into further ones, which the first then lists.
MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_UNLISTED = b'<meta name="robots" content="noindex">'


def robots(site_url: str | None) -> bytes:
    """Everybody may read everything; and where the map lies, if the site's address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if site_url is not None:
        lines += ["", f"Sitemap: {urls.absolute(site_url, SITEMAP)}"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def sitemaps(folder: Path, site_url: str, most: int = MOST) -> list[tuple[str, bytes]]:
    """The map of every page in a folder that asks to be found: one file, or a list of files where it is long."""
    pages = _pages(folder)
    known = set(pages)
    parts = [pages[at : at + most] for at in range(0, len(pages), most)] or [[]]
    files = [_urlset(part, known, site_url) for part in parts]
    if len(files) == 1:
        return [(SITEMAP, files[0])]
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    index = ElementTree.Element(f"{{{_NAMESPACE}}}sitemapindex")
    for name in names:
        entry = ElementTree.SubElement(index, f"{{{_NAMESPACE}}}sitemap")
        ElementTree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = urls.absolute(site_url, name)
    return [(SITEMAP, _bytes(index)), *zip(names, files, strict=True)]


def _pages(folder: Path) -> list[tuple[Language, str]]:
    """Language and path of every page, Chinese first, in order of path."""
    found: list[tuple[Language, str]] = []
    for file in folder.rglob("index.html"):
        if _UNLISTED in file.read_bytes():
            continue
        address = file.relative_to(folder).as_posix().removesuffix("index.html")
        language: Language = "en" if address.startswith(urls.PREFIX["en"]) else "zh"
        found.append((language, address.removeprefix(urls.PREFIX[language])))
    return sorted(found, key=lambda page: (page[0] != "zh", page[1]))


def _urlset(pages: list[tuple[Language, str]], known: set[tuple[Language, str]], site_url: str) -> bytes:
    root = ElementTree.Element(f"{{{_NAMESPACE}}}urlset")
    for language, path in pages:
        entry = ElementTree.SubElement(root, f"{{{_NAMESPACE}}}url")
        ElementTree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = urls.absolute(site_url, urls.page(language, path))
        for other in urls.PREFIX:
            if (other, path) in known:
                address = urls.absolute(site_url, urls.page(other, path))
                attributes = {"rel": "alternate", "hreflang": urls.HTML_LANG[other], "href": address}
                ElementTree.SubElement(entry, f"{{{_XHTML}}}link", attributes)
    return _bytes(root)


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("", _NAMESPACE)
    ElementTree.register_namespace("xhtml", _XHTML)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
