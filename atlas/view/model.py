"""What a template may see: frozen views made of words, marks and addresses, and nothing else.

All texts are ready to print in the page's language; all addresses are relative to the page. A component
of the theme takes one of these types; `components/<name>/<name>.yaml` names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.view.exhibit import Exhibit
from atlas.view.quoted import Cite
from atlas.view.searchbox import SearchBox as SearchBox

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Text in the page's language, or, with `lang` set, in the other one because a translation is missing.

    `missing` then says so in the page's language. `plain` text is printed as it is; else inline Markdown is allowed.
    """

    text: str
    lang: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A source mark: the number of the page's note that supports what stands before it."""

    number: int
    note: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """A cited sentence: its words, who says it where that is not the source's writer, and its marks."""

    words: Words
    marks: tuple[Mark, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as shown, its machine form where HTML has one, and a remark such as 'year inferred'."""

    text: str
    machine: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to a page; `alt` is the name in the other language, set with `alt_lang`."""

    text: str
    href: str
    lang: str | None = None
    alt: str | None = None
    alt_lang: str | None = None
    current: bool = False
    term: bool = False
    """A word of the glossary, linked quietly."""


StageForm = Literal["1", "2", "3", "4", "5", "loop", "unknown"]


@dataclass(frozen=True, slots=True)
class StageMark:
    """The compact stage: one to five cells, a loop off the main line, or a dashed box where unknown."""

    form: StageForm
    label: str
    href: str = ""
    """Where the glossary explains the word, at its first mention; so for the marks and figures below."""


StatusForm = Literal["met", "partly", "missed", "open", "unverified", "undated", "none"]


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A commitment's derived status; `none` for forecasts and instructions, which have none."""

    form: StatusForm
    label: str
    remark: str | None = None
    href: str = ""


BasisForm = Literal["achieved", "ongoing", "planned", "expected"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number ready to print: qualifier, number, scaled unit, and the qualifier's tail (多, 余)."""

    number: str
    before: str = ""
    after: str = ""
    unit: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a facts table, or a headline figure."""

    label: Words
    amount: Amount
    basis: BasisForm
    basis_label: str
    moment: Moment
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    notes: tuple[Words, ...] = ()
    subject: Link | None = None
    basis_href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the full stage track."""

    label: str
    state: Literal["done", "now", "ahead", "unknown"]
    remark: str = ""


MilestoneForm = Literal["happened", "reported", "planned"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated entry of a history: it happened, it was only reported (an idea, a stage not stated), or it was planned."""

    moment: Moment
    title: Words
    form: MilestoneForm
    marks: tuple[Mark, ...] = ()
    by: str | None = None
    notes: tuple[Words, ...] = ()
    link: Link | None = None
    stage: StageMark | None = None
    wording: Words | None = None
    """The source's own word for it, in the source's language."""


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment in a list: what, by whom, by when, status; none in a list of what has no status."""

    link: Link
    status: StatusMark | None
    due: Moment
    by: str = ""
    strength: str = ""
    class_label: str = ""
    """Its class, where rows of several stand together."""
    marks: tuple[Mark, ...] = ()
    district: Link | None = None
    projects: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in a list."""

    link: Link
    meta: tuple[str, ...] = ()
    stage: StageMark | None = None
    status: StatusMark | None = None
    reason: Words | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A term and what stands beside it: words, links, or both; `unknown` marks an unknown value.

    Where there is no term, the links stand in its place.
    """

    term: Words
    words: tuple[Said, ...] = ()
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    unknown: bool = False
    moment: Moment | None = None
    status: StatusMark | None = None


@dataclass(frozen=True, slots=True)
class CountedSet:
    """A total: how many, which are named, how many are not, and what it must not be added to."""

    words: Words
    figure: FigureRow
    named: tuple[Link, ...]
    cells_named: int
    cells_unnamed: int
    sentence: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not known, with its kind."""

    kind: str
    words: Words
    remark: str = ""
    marks: tuple[Mark, ...] = ()
    href: str = ""
    """Where the kind is explained, at its first mention."""


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """One paragraph of a source: gist, locator, how far it is recorded, and what cites it."""

    number: int
    anchor: str
    gist: Words
    locator: str
    locator_lang: str
    form: Literal["full", "part", "nothing"]
    form_label: str
    why: Words | None
    citing: tuple[Link, ...]
    citing_label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One name in the index; `of` is its record's own name, where it is another one."""

    link: Link
    also: tuple[Words, ...] = ()
    of: str = ""
    meta: str = ""


BlockKind = Literal[
    "prose", "facts", "headline", "track", "history", "commitments", "records", "pairs", "totals",
    "unknowns", "cautions", "structure", "paragraphs", "strip", "ladder", "pipeline", "areas", "lanes", "downloads",
    "comparison", "glossary", "listing", "map", "letters", "index", "due-tally", "stage-tally", "roster",
    "cooperation", "industries", "rules", "groups", "pages", "calendar", "balance", "wall", "tree", "series",
    "ranks", "standings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a coverage strip."""

    number: int
    form: Literal["full", "part", "nothing"]
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Area:
    """A district on the home page."""

    link: Link
    lead: Said | None
    meta: str


@dataclass(frozen=True, slots=True)
class Note:
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


@dataclass(frozen=True, slots=True)
class Names:
    """The heading: the name in the page's language, the other beside it, and whose translation it is."""

    own: Words
    other: str | None = None
    other_lang: str | None = None
    remark: str | None = None

    @property
    def phrased(self) -> bool:
        """Whether the name has stops at which it may be broken."""
        return any(stop in self.own.text for stop in "，、；：？")


@dataclass(frozen=True, slots=True)
class Shell:
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
    counts: str
    onward: str = ""
    """Where the page leads by itself, because what stood here has another address now."""
    robots: str | None = None
    filing: Link | None = None  # the ICP filing number (备案号), where it is set
    script: str = ""
    search: SearchBox | None = None
    build: str = ""
    """The commit the site was built from, told on the page about it and nowhere else."""
    paper: str = ""
    """The style sheet for print."""
    social: tuple[tuple[str, str], ...] = ()
    """Open Graph: property and content, for programs that show a card of the page."""
    linked_data: str = ""
    """What the page is about, as JSON-LD for programs."""


@dataclass(frozen=True, slots=True)
class Page:
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
