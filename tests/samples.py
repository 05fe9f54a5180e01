"""Which pages stand for the rest: one of every kind, and enough to show every part of the theme.

Both are read from the built site, so that a new kind of page or a new component is looked at without being listed.
"""

from __future__ import annotations

from tests.site import BuiltPage, BuiltSite


def kind(site: BuiltSite, address: str) -> str:
    """What sort of page stands at an address; a list in another order, or its next page, is the list again."""
    folder, _, rest = address.removesuffix("index.html").strip("/").partition("/")
    return f"a record of {folder}" if rest and rest in site.atlas.get(folder, ()) else folder


def parts(page: BuiltPage) -> frozenset[str]:
    """The parts of the theme that a page shows: classes, and the kinds of its blocks."""
    classes = (name for value in page.tree.xpath("//@class") for name in value.split())
    return frozenset((*classes, *(f"block {kind}" for kind in page.tree.xpath("//@data-kind"))))


def one_of_each(site: BuiltSite) -> list[str]:
    """Of every kind the page that shows the most parts, and of several the smallest; Chinese addresses."""
    return [
        max(pages, key=lambda address: (len(parts(pages[address])), -len(pages[address].text)))
        for pages in _by_kind(site).values()
    ]


def every_part(site: BuiltSite) -> list[str]:
    """Of every kind the largest page, and others until no part of the theme is unseen; Chinese addresses."""
    kinds = _by_kind(site).values()
    chosen = [max(pages, key=lambda address: len(pages[address].text)) for pages in kinds]
    shown = {address: parts(page) for pages in kinds for address, page in pages.items()}
    unseen = frozenset[str]().union(*shown.values()).difference(*(shown[address] for address in chosen))
    while unseen:
        chosen.append(max(shown, key=lambda address: len(shown[address] & unseen)))
        unseen -= shown[chosen[-1]]
    return chosen


def _by_kind(site: BuiltSite) -> dict[str, dict[str, BuiltPage]]:
    kinds: dict[str, dict[str, BuiltPage]] = {}
    # The gallery shows components out of the lists and sections they belong in.
    for address, page in site.readers.items():
        if not address.startswith("en/"):
            kinds.setdefault(kind(site, address), {})[address] = page
    return kinds
