"""Every page the atlas has: its address, its template, and how its view is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.diff.told import History
from atlas.link.atlas import Atlas
from atlas.records import PUBLISHED, NamedRecord, Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.event import Event
from atlas.records.indicator import Indicator
from atlas.records.organisation import Organisation
from atlas.records.place import Place
from atlas.records.plan import Plan
from atlas.records.project import Project
from atlas.records.redirects import Move
from atlas.records.source import Source
from atlas.settings import Settings
from atlas.trace import Trace, note_part, traced
from atlas.view import card, changes, cite, export, feed, metadata, names, shards, urls
from atlas.view.composer import Composer
from atlas.view.contracts import Contract
from atlas.view.feed import Feed
from atlas.view.indexes import Indexes
from atlas.view.model import Block, Language, Link, Names, Note, Page, Pair, Said, Words
from atlas.view.pages import changes as changes_pages
from atlas.view.pages import (
    city_map,
    commitment,
    compare,
    coverage,
    data,
    district,
    event,
    explorer,
    gallery,
    glossary,
    home,
    indicator,
    listing,
    moved,
    organisation,
    place,
    plan,
    project,
    rules,
    search,
    source,
    timeline,
)
from atlas.view.shell import Assets, shell
from atlas.view.strings import Strings
from atlas.view.volume import Volume

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_PAGES: dict[type[Record], Any] = {
    District: district,
    Project: project,
    Organisation: organisation,
    Commitment: commitment,
    Indicator: indicator,
    Event: event,
    Plan: plan,
    Place: place,
    Source: source,
}
_SINGLE = (
    ("timeline/", timeline),
    ("compare/", compare),
    ("map/", city_map),
    ("coverage/", coverage),
    ("glossary/", glossary),
    ("data/", data),
    ("edit/rules/", rules),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One page to come: the address of its file from the site's root, and the maker of its view."""

    file: str
    view: Callable[[], Page]


@dataclass(frozen=True, slots=True)
class Site:
    """What pages are made from, and the pages."""

    atlas: Atlas
    settings: Settings
    strings: Strings
    assets: Assets
    contracts: tuple[Contract, ...] = ()
    history: History = field(default_factory=History)
    volumes: Mapping[Language, Volume] = field(init=False)

    def __post_init__(self) -> None:
        indexes = Indexes(self.atlas)
        made = {
            language: Volume(self.atlas, self.settings, self.strings, language, self.assets, indexes)
            for language in LANGUAGES
        }
        object.__setattr__(self, "volumes", made)

    def pages(self) -> Iterator[Planned]:
        """Every page of both languages, in a fixed order."""
        with traced() as of_index:
            index = search.index(self.atlas)
        told = changes_pages.sheets(self.history)
        for language in LANGUAGES:
            yield self._planned(language, "", self._home)
            for cls in PUBLISHED:
                with traced() as of_sheets:
                    sheets = tuple(explorer.sheets(self.atlas, cls, self.settings.page_size))
                for sheet in sheets:
                    yield self._planned(language, sheet.path, self._list(sheet), of_sheets)
                for record in self.atlas.all(cls).values():
                    yield self._planned(language, f"{record.key}/", self._record(record))
                    if isinstance(record, District):
                        for name in district.annexes(self.atlas, record):
                            yield self._planned(language, f"{record.key}/{name}/", self._annex(record, name))
            for path, module in _SINGLE:
                yield self._planned(language, path, self._single(path, module))
            for sheet_ in told:
                yield self._planned(language, sheet_.path, self._changes(sheet_, told))
            for number in range(1, index.pages + 1):
                yield self._planned(language, search.path(number), self._index(index, number), of_index)
            yield self._planned(language, gallery.PATH, self._gallery)
            for move in self.atlas.moved:
                yield self._planned(language, f"{move.from_}/", self._moved(move))
            yield Planned(urls.PREFIX[language] + "404.html", lambda language=language: self._missing(language))  # type: ignore[misc]

    def feeds(self) -> Iterator[tuple[str, Feed]]:
        """The feed of changes in each language, where the site's address is known and there is a history to tell."""
        site_url = self.settings.site_url
        if site_url is None or self.history.gap is not None:
            return
        told = changes_pages.sheets(self.history)
        for language in LANGUAGES:
            c = Composer(self.volumes[language], changes.PATH)
            yield urls.page(language, changes_pages.FEED), feed.feed(c, self.history, told, site_url)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every data file: the whole atlas, each record and its citation beside its pages, and the names for the search box."""
        digests = self.volumes["zh"].indexes.digests
        records = {}
        for record in self.atlas.published():
            digest = digests[record.key]
            records[record.key] = data = export.encoded(export.record_data(self.atlas, record))
            body = export.page(self.atlas, digest, data)
            for language in LANGUAGES:
                c = Composer(self.volumes[language], f"{record.key}/")
                yield f"{c.address}index.json", body
                yield c.address + cite.FILE, export.encoded(cite.csl(c, record, digest)) + b"\n"
        yield "data/atlas.json", export.document(self.atlas, records)
        for move in self.atlas.moved:
            for language in LANGUAGES:
                data = export.encoded(export.moved(self.atlas, move)) + b"\n"
                yield f"{urls.PREFIX[language]}{move.from_}/index.json", data
        yield from self._names().items()

    def cards(self) -> Iterator[tuple[str, card.Card]]:
        """What every record's share picture says, by the picture's address."""
        for language in LANGUAGES:
            for record in self.atlas.published():
                c = Composer(self.volumes[language], f"{record.key}/")
                names = c.names(record.names) if isinstance(record, NamedRecord) else Names(c.title(record.key))
                yield c.address + card.FILE, card.Card(_kind(c, record), names, c.t("site.name"), record.key)

    def _names(self) -> dict[str, bytes]:
        """The names of every record, with kind and area in both languages."""
        composers = [Composer(self.volumes[language], "") for language in LANGUAGES]

        def words(entry: names.Entry) -> shards.Words:
            record = self.atlas.get(entry.key)
            kinds = tuple(search.kind(c, record) for c in composers)
            return shards.Words(kinds, tuple(search.area(c, record) for c in composers))

        return shards.files(names.entries(self.atlas), words)

    def _planned(
        self, language: Language, path: str, make: Callable[[Composer], Page], given: Trace | None = None
    ) -> Planned:
        """A page; `given` is the trace of what its maker was handed beside a record, a move or the history."""

        def view() -> Page:
            if given is not None:
                note_part(given)
            return make(Composer(self.volumes[language], path))

        return Planned(urls.file(urls.page(language, path)), view)

    def _page(
        self, c: Composer, layout: str, names: Names, blocks: Iterable[Block], *, title: str, description: str,
        crumbs: tuple[tuple[str, str], ...] = (), lead: Said | None = None, **more: Any,
    ) -> Page:  # fmt: skip
        shown = tuple(block for block in blocks if block.items or block.empty)
        aside = tuple(more.pop("aside", ()))
        linked_data = more.pop("linked_data", "")
        unlisted = more.pop("unlisted", False)
        picture = more.pop("picture", "")
        return Page(
            layout=layout,  # type: ignore[arg-type]
            shell=shell(
                c.volume,
                c.path,
                title,
                description,
                crumbs,
                linked_data=linked_data,
                unlisted=unlisted,
                picture=picture,
            ),
            names=names,
            lead=lead,
            blocks=shown,
            aside=aside,
            **({"notes": c.notes()} | more),
        )

    def _home(self, c: Composer) -> Page:
        names = Names(Words(c.t("home.question")))
        lead = Said(Words(c.t("home.lead")))
        description = c.t("site.description")
        return self._page(
            c,
            "home",
            names,
            home.blocks(c, self.history),
            title="",
            description=description,
            lead=lead,
            linked_data=metadata.home(c),
        )

    def _list(self, sheet: explorer.Sheet) -> Callable[[Composer], Page]:
        def make(c: Composer) -> Page:
            folder = sheet.cls.folder
            title = explorer.title(c, sheet)
            lead = Said(Words(c.t(f"list.{folder}")))
            own = sheet.path == f"{folder}/"
            return self._page(
                c, "list", Names(Words(title)), listing.blocks(c, sheet), title=title, description=lead.words.text,
                crumbs=() if own else ((f"{folder}/", c.t(f"nav.{folder}")),),
                lead=lead if own else None,
                scripts=(c.file_href(self.assets.filters),) if sheet.cls in explorer.ORDERS else (),
                linked_data=metadata.ledger(c) if own and sheet.cls is Commitment else "",
            )  # fmt: skip

        return make

    def _annex(self, record: District, name: str) -> Callable[[Composer], Page]:
        def make(c: Composer) -> Page:
            area = c.title(record.key).text
            title, lead = c.t(f"district.{name}", name=area), Said(Words(c.t(f"district.{name}.lead")))
            above = ((f"{District.folder}/", c.t(f"nav.{District.folder}")), (f"{record.key}/", area))
            return self._page(
                c, "list", Names(Words(title)), district.ANNEXES[name](c, record), title=title,
                description=lead.words.text, lead=lead, crumbs=above,
            )  # fmt: skip

        return make

    def _moved(self, move: Move) -> Callable[[Composer], Page]:
        def make(c: Composer) -> Page:
            title, lead = c.t("moved.title"), moved.lead(c, move)
            found = self._page(
                c,
                "error",
                Names(Words(title)),
                moved.blocks(c, move),
                title=title,
                description=lead.words.text,
                lead=lead,
            )
            canonical = self.settings.site_url and urls.absolute(
                self.settings.site_url, urls.page(c.language, f"{move.to}/")
            )
            frame = replace(found.shell, onward=c.href(f"{move.to}/"), canonical=canonical, robots="noindex")
            return replace(found, shell=frame)

        return make

    def _single(self, path: str, module: Any) -> Callable[[Composer], Page]:
        above, _, name = path.rstrip("/").rpartition("/")

        def make(c: Composer) -> Page:
            title, lead = c.t(f"nav.{name}"), Said(Words(c.t(f"list.{name}")))
            return self._page(
                c, "list", Names(Words(title)), module.blocks(c), title=title, description=lead.words.text,
                crumbs=((f"{above}/", c.t(f"nav.{above}")),) if above else (), lead=lead,
            )  # fmt: skip

        return make

    def _changes(
        self, sheet: changes_pages.Sheet, sheets: tuple[changes_pages.Sheet, ...]
    ) -> Callable[[Composer], Page]:
        def make(c: Composer) -> Page:
            title, lead = changes_pages.title(c, sheet), Said(Words(c.t("list.changes")))
            blocks = changes_pages.blocks(c, sheet, self.history, sheets)
            return self._page(
                c, "list", Names(Words(title)), blocks, title=title, description=lead.words.text,
                crumbs=((changes.PATH, c.t("nav.changes")),) if sheet.month is not None else (),
                lead=lead if sheet.month is None else None,
            )  # fmt: skip

        return make

    def corrections(self, language: Language) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """What stands beneath the prose of the corrections page: every correction made, and the notes it opens."""
        c = Composer(self.volumes[language], "corrections/")
        return (changes.corrections(c),), c.notes()

    def _index(self, index: search.Index, number: int) -> Callable[[Composer], Page]:
        def make(c: Composer) -> Page:
            title, lead = c.t("search.title"), Said(Words(c.t("search.lead")))
            above = ((search.PATH, title),) if number > 1 else ()
            shown = title if number == 1 else c.t("search.page", title=title, n=number)
            return self._page(
                c, "search", Names(Words(shown)), search.blocks(c, index, number),
                title=shown, description=lead.words.text, crumbs=above, lead=lead,
            )  # fmt: skip

        return make

    def _gallery(self, c: Composer) -> Page:
        title, lead = c.t("gallery.title"), Said(Words(c.t("gallery.lead")))
        page = self._page(
            c, "gallery", Names(Words(title)), (), title=title, description=lead.words.text, lead=lead,
            unlisted=True, styles=(c.file_href(self.assets.gallery),), notes=gallery.notes(c, self.contracts),
        )  # fmt: skip
        return replace(page, exhibits=tuple(gallery.exhibits(self.contracts, page.shell.search)))

    def _record(self, record: Record) -> Callable[[Composer], Page]:
        module = _PAGES[record.__class__]

        def make(c: Composer) -> Page:
            if isinstance(record, NamedRecord):
                names = c.names(record.names)
                summary = getattr(record, "lead", None) or record.summary
                # A source is not evidence for itself: its paragraphs stand on this very page.
                said = (lambda text: Said(c.words(text))) if isinstance(record, Source) else c.said
                lead = said(summary) if summary is not None else None
                description = c.words(summary).text if summary is not None else names.own.text
            else:
                assert isinstance(record, Commitment)
                names, lead = Names(c.title(record.key)), None
                description = c.words(record.what).text
            blocks = list(module.blocks(c, record))
            if isinstance(record, Commitment):
                c.marks(record.what.cite)
            blocks += changes.of_record(c, record, self.history)
            digest = c.indexes.digests[record.key]
            return self._page(
                c, "record", names, blocks, title=names.own.text, description=description, lead=lead,
                crumbs=((f"{record.folder}/", c.t(f"nav.{record.folder}")),),
                kind=_kind(c, record),
                stale=project.stale(c, record) if isinstance(record, Project) else None,
                aside=(*getattr(module, "aside", _nothing)(c, record), *self._about(c, record, digest)),
                downloads=(Link(c.t("data.this-record"), "index.json"),),
                permanent=cite.permanent(c),
                edition=cite.edition(c),
                imprint=cite.imprint(c, record, digest),
                cite=cite.forms(c, record, digest),
                report=cite.report(c, record, digest),
                picture=card.FILE if self.settings.share_font else "",
                linked_data=metadata.record(c, record, names.own.text, description, digest),
            )  # fmt: skip

        return make

    def _about(self, c: Composer, record: Record, digest: str) -> Iterator[Pair]:
        """What every record's aside ends with: id, sources, last checked, digest."""
        yield Pair(Words(c.t("aside.id")), (Said(Words(record.id)),))
        names = c.indexes.sources[record.key]
        if names and not isinstance(record, Source):
            yield Pair(Words(c.t("aside.sources")), links=c.links(f"sources/{name}" for name in names))
        checked = getattr(record, "checked", None)
        yield Pair(Words(c.t("aside.checked")), moment=c.moment(checked, "aside.not-checked"), unknown=checked is None)
        yield changes.in_brief(c, record, self.history)
        yield Pair(Words(c.t("aside.digest")), (Said(Words(digest)),))

    def _missing(self, language: Language) -> Page:
        c = Composer(self.volumes[language], "")
        title, description = c.t("error.title"), c.t("error.text")
        frame = shell(c.volume, "", title, description, file="404.html")
        return Page("error", frame, Names(Words(title)), lead=Said(Words(description)))


def _kind(c: Composer, record: Record) -> str:
    """What kind of record it is, in a word."""
    kind = getattr(record, "kind", None)
    return c.term(f"{record.folder[:-1]}-kinds", kind) if kind else c.t(f"kind.{record.folder}")


def _nothing(c: Composer, record: Record) -> tuple[Pair, ...]:
    return ()
