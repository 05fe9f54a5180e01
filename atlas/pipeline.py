"""The flow: load → check → link → view → render. The only module that knows the order of the stages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

from msgspec import Struct

from atlas.check.record import check
from atlas.diff.snapshot import Snapshot, is_published
from atlas.diff.told import History
from atlas.incremental.digests import edition, of_bytes, of_folders
from atlas.incremental.facts import Facts
from atlas.incremental.links import Asked, Links
from atlas.incremental.pages import Pages
from atlas.incremental.reading import unwatched
from atlas.incremental.records import Records
from atlas.incremental.store import paused_collection
from atlas.incremental.templates import Templates
from atlas.incremental.timings import Timings
from atlas.link.atlas import Atlas, gathered, link
from atlas.link.walked import Walks
from atlas.load.addresses import FILE as ADDRESSES
from atlas.load.addresses import Address, load_addresses
from atlas.load.geography import Geography, load_geography
from atlas.load.prose import prose_problems
from atlas.load.tree import Document, load, parsed, record_name
from atlas.problem import Problem, has_errors, in_order
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.render.assets import collect
from atlas.render.picture import Painter
from atlas.render.templates import Renderer
from atlas.settings import Settings
from atlas.view import facets
from atlas.view.contracts import load_contracts
from atlas.view.site import Site
from atlas.view.strings import Strings, load_strings


class Linked(Struct, frozen=True):
    """What the first three stages give: the atlas, or None, every problem found on the way, in order, and the files."""

    atlas: Atlas | None
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...] = ()


class Checked(Struct, frozen=True):
    """What the first two stages give: every document, the records that could be read, and the problems so far."""

    documents: tuple[Document, ...]
    pairs: tuple[tuple[Document, Record], ...]
    problems: tuple[Problem, ...]


class Surroundings(Struct, frozen=True):
    """What lies beside the records: the map data, the list of addresses, and the problems of these and of the prose."""

    geography: Geography
    addresses: tuple[Address, ...] | None
    problems: tuple[Problem, ...]


def surroundings(root: Path) -> Surroundings:
    """What lies beside the records of the project at `root`."""
    geography, of_maps = load_geography(root)
    addresses, of_list = load_addresses(root)
    return Surroundings(geography, addresses, (*of_maps, *of_list, *prose_problems(root)))


def _around(root: Path) -> str:
    """The digest of the files beside the records that linking depends on; the problems of prose are told by themselves."""
    return of_folders(root / "data" / "geo", root / ADDRESSES)


def checked(root: Path, timings: Timings | None = None, records: Records | None = None) -> Checked:
    """The records under `root`/data, each by itself, with their problems."""
    timings, records = timings or Timings(), records or Records()
    with timings.stage("load"), paused_collection():
        documents, faults = load(
            root, tuple(RECORD_TYPES), records.parse, lambda contents: records.ahead(contents, check)
        )
    problems = [*faults]
    pairs: list[tuple[Document, Record]] = []
    with timings.stage("check"), paused_collection():
        for document in documents:
            record, found = records.checked(document, check)
            problems.extend(found)
            if record is not None:
                pairs.append((document, record))
    return Checked(documents, tuple(pairs), tuple(problems))


def linked(
    root: Path,
    settings: Settings,
    timings: Timings | None = None,
    records: Records | None = None,
    walks: Walks | None = None,
    beside: Surroundings | None = None,
    links: Links | None = None,
) -> Linked:
    """The records under `root`/data as one atlas, with all their problems; `beside` them lies what was read before.

    `links` has what linking gave last time, and takes what it gives.
    """
    timings, records, links = timings or Timings(), records or Records(), links or Links()
    with timings.stage("load"):
        around = _around(root)
        beside = beside or surroundings(root)
    found = checked(root, timings, records)
    before = (*found.problems, *beside.problems)
    day, silent = settings.as_of, settings.silent_after_months
    with timings.stage("link"), paused_collection():
        asked = Asked(found.documents, found.pairs, before, beside.geography, day, silent, around)
        atlas, problems = links.carried(asked, records) or link(
            found.documents, list(found.pairs), list(before), beside.geography, beside.addresses, day, silent, walks
        )
        if atlas is not None and around == _around(root):
            links.hold(asked, atlas, problems, records)
    return Linked(atlas, in_order(problems), found.documents)


class Reader:
    """Reads states of the atlas one after another; a file that two of them share is read once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._read: dict[tuple[str, str, bytes], tuple[Document, Record | None]] = {}

    def snapshot(self, files: Mapping[str, bytes], as_of: dt.date | None = None) -> Snapshot:
        """The state that files give, by path from the project's root; what does not fit its declaration stays bare."""
        documents: dict[str, Document] = {}
        misfits: dict[str, Document] = {}
        records: dict[str, dict[str, Record]] = {}
        for path in sorted(files):
            name = record_name(path)
            if name is None or name[0] not in RECORD_TYPES:
                continue
            document, record = self.document(*name, files[path])
            key = "/".join(name)
            documents[key] = document
            if record is not None and record.key == key:
                records.setdefault(record.folder, {})[record.id] = record
            elif is_published(document):
                misfits[key] = document
        return Snapshot(gathered(records, as_of or self.settings.as_of), documents, misfits)

    def document(self, folder: str, stem: str, raw: bytes) -> tuple[Document, Record | None]:
        """One file, and its record where it fits its declaration."""
        place = (folder, stem, hashlib.sha256(raw).digest())
        if place not in self._read:
            document, faults = parsed(folder, stem, raw)
            record, found = check(document)
            self._read[place] = document, None if has_errors((*faults, *found)) else record
        return self._read[place]


class Theme(Struct, frozen=True):
    """A theme ready to use: its folder, its strings, its files and its templates."""

    strings: Strings
    site: Site
    renderer: Renderer
    painter: Painter | None
    files: tuple[tuple[str, bytes], ...]


Told = Callable[[Settings, Strings], History]


def untold(settings: Settings, strings: Strings) -> History:
    """No history: for atlases that no repository holds."""
    return History()


def themed(
    theme: Path, atlas: Atlas, settings: Settings, history: Told = untold, templates: Templates | None = None
) -> Theme:
    """An atlas dressed in a theme, with the history that is told once the theme's strings are known.

    Raises:
        StringsError: the catalogue of strings cannot be used.
        ContractError: the contract of a component cannot be used.
        SettingError: share pictures are on and cannot be drawn.
    """
    templates = templates or Templates()
    strings = templates.value("strings", lambda: load_strings(theme))
    contracts = templates.value("contracts", lambda: load_contracts(theme))
    assets = collect(theme, facets.slots(atlas))
    site = Site(atlas, settings, strings, assets.addresses, contracts, history(settings, strings))
    painter = Painter(settings.share_font) if settings.share_font else None
    renderer = Renderer(theme, strings, templates.of)
    return Theme(strings, site, renderer, painter, assets.files)


def key(theme: Theme, folder: Path, root: Path) -> str:
    """What pages are made from beside what is noted when they read it of the atlas; the same for all of them."""
    site = theme.site
    files = of_folders(folder, root / "data" / "geo")
    return of_bytes(repr((edition(), files, site.settings, site.assets, site.history, unwatched(site.atlas))).encode())


def _nothing_of(address: str, digest: str) -> bool:
    """Takes no page from a generation before."""
    return False


def rendered(
    theme: Theme, timings: Timings, pages: Pages | None = None, reuse: Callable[[str, str], bool] = _nothing_of
) -> Generator[tuple[str, bytes], None, None]:
    """Every file of the site but its prose: pages, data, assets; by address from the root.

    What `reuse` takes from the last generation (see `Pages.all`) is not among them.
    """
    yield from theme.files
    pages = pages or Pages("", Facts(theme.site.atlas))
    with timings.stage("plan"), paused_collection():
        pages.recall(theme.site.memos())
        planned = list(theme.site.pages())
    for address, page in pages.all(planned, theme.renderer.render, reuse, theme.renderer.prepare):
        timings.page(address, page.view, page.render)
        yield address, page.content
    timings.taken = pages.taken
    if theme.painter is not None:
        for address, card in theme.site.cards():
            with timings.stage("pictures"):
                picture = theme.painter.draw(card)
            yield address, picture
    for address, feed in theme.site.feeds():
        # Only a site with an address has feeds, and their library is slow to import.
        from atlas.render.feed import atom

        with timings.stage("render"):
            content = atom(feed)
        yield address, content
    for bundle in theme.site.bundles():
        with timings.stage("data"):
            made = pages.bundle(bundle.name, bundle.make, reuse)
        yield from made.items()
