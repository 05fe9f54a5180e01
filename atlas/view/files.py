"""Every file of the site that is no page: data beside the pages and as a whole, feeds, what share pictures say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from atlas.diff.told import History
from atlas.records.base import Record
from atlas.records.redirects import Move
from atlas.view import card, changes, cite, export, feed, names, shards, urls
from atlas.view.composer import Composer
from atlas.view.marks import Language
from atlas.view.pages import changes as changes_pages
from atlas.view.pages import search
from atlas.view.pages.record import names_of
from atlas.view.volume import Volume

Volumes = Mapping[Language, Volume]
Files = Mapping[str, bytes]


class Bundle(NamedTuple):
    """Files to come that are made together: what the bundle is called, and the maker of its files by address."""

    name: str
    make: Callable[[], Files]


def feeds(volumes: Volumes, history: History) -> Iterator[tuple[str, feed.Feed]]:
    """The feed of changes in each language, where the site's address is known and there is a history to tell."""
    told = changes_pages.sheets(history)
    for language, volume in volumes.items():
        if volume.settings.site_url is not None and history.gap is None:
            c = Composer(volume, changes.PATH)
            address = urls.page(language, changes_pages.FEED)
            yield address, feed.feed(c, history, told, volume.settings.site_url)


def bundles(volumes: Volumes) -> Iterator[Bundle]:
    """Each record and its citation beside its pages, the whole atlas, and the names for the search box."""
    first, *_ = volumes.values()
    for record in first.atlas.published():
        yield Bundle(record.key, partial(_beside, volumes, record))
    yield Bundle("data", partial(_whole, first))
    for move in first.atlas.moved:
        yield Bundle(move.from_, partial(_moved, volumes, move))
    yield Bundle("names", partial(_names, volumes))


def _beside(volumes: Volumes, record: Record) -> Files:
    """A record and its citation, in each language."""
    first, *_ = volumes.values()
    data = first.indexes.published[record.key]
    page, files = export.page(first.atlas, data), {}
    for volume in volumes.values():
        c = Composer(volume, f"{record.key}/")
        files[f"{c.address}index.json"] = page
        files[c.address + cite.FILE] = export.encoded(cite.csl(c, record, data.digest)) + b"\n"
    return files


def _whole(volume: Volume) -> Files:
    atlas = volume.atlas
    records = {record.key: volume.indexes.published[record.key].encoded for record in atlas.published()}
    return {"data/atlas.json": export.document(atlas, records)}


def _moved(volumes: Volumes, move: Move) -> Files:
    """What lies where a record's data lay before it moved."""
    first, *_ = volumes.values()
    content = export.encoded(export.moved(first.atlas, move)) + b"\n"
    return {f"{urls.PREFIX[language]}{move.from_}/index.json": content for language in volumes}


def cards(volumes: Volumes) -> Iterator[tuple[str, card.Card]]:
    """What every record's share picture says, by the picture's address."""
    for volume in volumes.values():
        for record in volume.atlas.published():
            c = Composer(volume, f"{record.key}/")
            shown = card.Card(search.kind(c, record), names_of(c, record), c.t("site.name"), record.key)
            yield c.address + card.FILE, shown


def _names(volumes: Volumes) -> Files:
    """The names of every record, with kind and area in both languages."""
    composers = [Composer(volume, "") for volume in volumes.values()]
    atlas = composers[0].atlas

    def words(entry: names.Entry) -> shards.Words:
        record = atlas.get(entry.key)
        kinds = tuple(search.kind(c, record) for c in composers)
        return shards.Words(kinds, tuple(search.area(c, record) for c in composers))

    return shards.files(names.entries(atlas), words)
