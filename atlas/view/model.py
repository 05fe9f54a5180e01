"""What a template may see: frozen views made of words, marks and addresses, and nothing else.

All texts are ready to print in the page's language; all addresses are relative to the page. A component
of the theme takes one of these types; `components/<name>/<name>.yaml` names it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from atlas.view.exhibit import Exhibit
from atlas.view.marks import Language, Link, Moment, Said, Words
from atlas.view.quoted import Cite
from atlas.view.rows import Pair
from atlas.view.searchbox import SearchBox as SearchBox

BlockKind = Literal[
    "prose", "facts", "headline", "track", "history", "commitments", "records", "pairs", "totals",
    "unknowns", "cautions", "structure", "paragraphs", "strip", "ladder", "pipeline", "areas", "lanes", "downloads",
    "comparison", "glossary", "listing", "map", "letters", "index", "due-tally", "stage-tally", "roster",
    "cooperation", "industries", "rules", "groups", "pages", "calendar", "balance", "wall", "tree", "series",
    "ranks", "standings",
]  # fmt: skip


class Block(Struct, frozen=True):
    """A titled part of a page; `kind` names the component that prints its items.

    What its items are, by kind, stands in contracts.ITEMS.
    `empty` is printed where there are no items, and says what absence means; `more` leads on.
    """

    id: str
    title: str
    kind: BlockKind
    items: tuple[object, ...] = ()
    lead: Said | None = None
    remark: str = ""
    empty: str = ""
    more: Link | None = None
    level: int = 2
    columns: tuple[str, ...] = ()


class Cell(Struct, frozen=True):
    """One cell of a coverage strip."""

    number: int
    form: Literal["full", "part", "nothing"]
    label: str
    href: str


class Area(Struct, frozen=True):
    """A district in a list of areas."""

    link: Link
    lead: Said | None
    meta: str
    kind: str = ""
    """What kind of area it is; empty where its lead says so."""


class Note(Struct, frozen=True):
    """A note at the page's foot, opened by its marks: one paragraph of one source."""

    number: int
    id: str
    title: Words
    href: str
    meta: str
    gist: Words
    locator: str
    locator_lang: str
    address: str = ""
    """Where the source stands, for paper: whole where the site's address is known."""


class Names(Struct, frozen=True):
    """The heading: the name in the page's language, the other beside it, and whose translation it is."""

    own: Words
    other: str | None = None
    other_lang: str | None = None
    remark: str | None = None

    @property
    def phrased(self) -> bool:
        """Whether the name has stops at which it may be broken."""
        return any(stop in self.own.text for stop in "，、；：？")


class Shell(Struct, frozen=True):
    """What surrounds every page, Pelican's prose included: language, addresses, navigation, footer."""

    language: Language
    html_lang: str
    title: str
    """The page's own title, for <title> before the site's name; empty on the home page."""
    description: str
    home: Link
    nav: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    other: Link
    """The same page in the other language; `lang` set."""
    stylesheet: str
    icon: str
    canonical: str | None
    alternates: tuple[tuple[str, str], ...]
    """hreflang and absolute address, where the site's address is known."""
    footer: tuple[Link, ...]
    as_of: Moment
    onward: str = ""
    """Where the page leads by itself, because what stood here has another address now."""
    robots: str | None = None
    filing: Link | None = None  # the ICP filing number (备案号), where it is set
    script: str = ""
    search: SearchBox | None = None
    paper: str = ""
    """The style sheet for print."""
    social: tuple[tuple[str, str], ...] = ()
    """Open Graph: property and content, for programs that show a card of the page."""
    linked_data: str = ""
    """What the page is about, as JSON-LD for programs."""


class Page(Struct, frozen=True):
    """One page: its shell, heading, blocks and notes. `layout` names the template in theme/templates/."""

    layout: Literal["record", "list", "home", "search", "gallery", "error"]
    shell: Shell
    names: Names
    kind: str = ""
    lead: Said | None = None
    stale: tuple[str, str] | None = None
    """A stale flag: bold first words, and the rest."""
    blocks: tuple[Block, ...] = ()
    aside: tuple[Pair, ...] = ()
    downloads: tuple[Link, ...] = ()
    permanent: str = ""
    edition: str = ""  # the day that stands beside the permanent address, on paper too
    imprint: str = ""  # what stands at the foot of every sheet of paper: the record and its edition
    cite: Cite | None = None
    report: Link | None = None
    notes: tuple[Note, ...] = ()
    scripts: tuple[str, ...] = ()
    """Addresses of the scripts that only this page needs; it must be complete without them."""
    styles: tuple[str, ...] = ()
    """Addresses of the style sheets that only this page needs."""
    exhibits: tuple[Exhibit, ...] = ()
