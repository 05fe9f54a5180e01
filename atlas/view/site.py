"""Every page the atlas has: its address, and how its view is made; and the files that are no pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from msgspec import Struct, field

from atlas.diff.told import History
from atlas.link.atlas import Atlas
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.district import District
from atlas.settings import Settings
from atlas.trace import Kept, Trace, note_part, traced
from atlas.view import card, changes, files, timetable, urls
from atlas.view.composer import Composer
from atlas.view.contracts import Contract
from atlas.view.feed import Feed
from atlas.view.indexes import Indexes
from atlas.view.marks import Language
from atlas.view.model import Block, Note, Page
from atlas.view.pages import changes as changes_pages
from atlas.view.pages import (
    city_map,
    compare,
    coverage,
    district,
    explorer,
    gallery,
    home,
    listing,
    moved,
    search,
    single,
    timeline,
)
from atlas.view.pages import record as record_pages
from atlas.view.shell import Assets
from atlas.view.strings import Strings
from atlas.view.volume import Volume

LANGUAGES: tuple[Language, ...] = ("zh", "en")
# What is one page while one holds it, and several beyond: how its pages are found, and the maker of each.
LONG: tuple[tuple[Callable[[Atlas, int], Iterable[Any]], Callable[..., Page]], ...] = (
    (compare.sheets, compare.page),
    (city_map.sheets, city_map.page),
    (coverage.sheets, coverage.page),
    (timetable.sheets, timeline.page),
)


class Planned(Struct, frozen=True):
    """One page to come: the address of its file from the site's root, and the maker of its view."""

    file: str
    view: Callable[[], Page]


class Site(Struct, frozen=True, dict=True):
    """What pages are made from, and the pages."""

    atlas: Atlas
    settings: Settings
    strings: Strings
    assets: Assets
    contracts: tuple[Contract, ...] = ()
    history: History = field(default_factory=History)

    @cached_property
    def volumes(self) -> Mapping[Language, Volume]:
        """What pages of one language share, by language; of the atlas, both read one set of indexes."""
        indexes = Indexes(self.atlas)
        return {
            language: Volume(self.atlas, self.settings, self.strings, language, self.assets, indexes)
            for language in LANGUAGES
        }

    def pages(self) -> Iterator[Planned]:
        """Every page in a fixed order, each in both languages: whoever makes one has what the other is made from."""
        with traced() as of_index:
            index = search.index(self.atlas)
        told = changes_pages.sheets(self.history)
        long = []
        for find, make in LONG:
            with traced() as of_long:
                long.append((make, tuple(find(self.atlas, self.settings.page_size)), of_long))
        lists = {}
        for cls in PUBLISHED:
            with traced() as of_sheets:
                lists[cls] = tuple(explorer.sheets(self.atlas, cls, self.settings.page_size)), of_sheets
        yield from self._both("", home.page, self.history)
        for cls, (sheets, of_sheets) in lists.items():
            for sheet in sheets:
                yield from self._both(sheet.path, listing.page, sheet, given=of_sheets)
            for record in self.atlas.all(cls).values():
                yield from (self._of_record(language, record) for language in LANGUAGES)
                if isinstance(record, District):
                    for annex in district.annexes(self.atlas, record, self.settings.page_size):
                        yield from self._both(annex.path, district.annex, annex)
        for path in single.BLOCKS:
            yield from self._both(path, single.page)
        for make, leaves, of_long in long:
            for leaf in leaves:
                yield from self._both(leaf.path, make, leaf, given=of_long)
        for sheet_ in told:
            yield from self._both(sheet_.path, changes_pages.page, sheet_, self.history, told)
        for number in range(1, index.pages + 1):
            yield from self._both(search.path(number), search.page, index, number, given=of_index)
        yield from self._both(gallery.PATH, gallery.page, self.contracts)
        for move in self.atlas.moved:
            yield from self._both(f"{move.from_}/", moved.page, move)
        for language in LANGUAGES:
            yield Planned(urls.PREFIX[language] + "404.html", partial(self._missing, language))

    def record_page(self, file: str) -> Planned | None:
        """The page of a record by its file's address, without planning any other; None where it is not a record's."""
        language: Language = "en" if file.startswith(urls.PREFIX["en"]) else "zh"
        folder, _, rest = file.removeprefix(urls.PREFIX[language]).partition("/")
        cls = next((cls for cls in PUBLISHED if cls.folder == folder), None)
        record = self.atlas.all(cls).get(rest.partition("/")[0]) if cls is not None else None
        page = self._of_record(language, record) if record is not None else None
        return page if page is not None and page.file == file else None

    def _of_record(self, language: Language, record: Record) -> Planned:
        return self._planned(language, f"{record.key}/", record_pages.page, record, self.history)

    def _both(
        self, path: str, make: Callable[..., Page], *handed: object, given: Trace | None = None
    ) -> Iterator[Planned]:
        """A page in each language."""
        for language in LANGUAGES:
            yield self._planned(language, path, make, *handed, given=given)

    def _planned(
        self, language: Language, path: str, make: Callable[..., Page], *handed: object, given: Trace | None = None
    ) -> Planned:
        """A page; `given` is the trace of what its maker is `handed` beside a record, a move or the history."""

        def view() -> Page:
            if given is not None:
                note_part(given)
            return make(Composer(self.volumes[language], path), *handed)

        return Planned(urls.file(urls.page(language, path)), view)

    def _missing(self, language: Language) -> Page:
        return single.missing(Composer(self.volumes[language], ""))

    def corrections(self, language: Language) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """What stands beneath the prose of the corrections page: every correction made, and the notes it opens."""
        c = Composer(self.volumes[language], "corrections/")
        return (changes.corrections(c),), c.notes()

    def feeds(self) -> Iterator[tuple[str, Feed]]:
        """The feed of changes in each language."""
        return files.feeds(self.volumes, self.history)

    def bundles(self) -> Iterator[files.Bundle]:
        """Every data file, with those that it is made together with."""
        return files.bundles(self.volumes)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every data file."""
        for bundle in self.bundles():
            yield from bundle.make().items()

    def memos(self) -> Mapping[str, Kept[str, Any]]:
        """What is worked out once for many pages, and may be left for the next build, by name."""
        return self.volumes[LANGUAGES[0]].indexes.memos()

    def cards(self) -> Iterator[tuple[str, card.Card]]:
        """What every record's share picture says, by the picture's address."""
        return files.cards(self.volumes)
