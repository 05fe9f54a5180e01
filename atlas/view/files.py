"""Every file of the site that is no page: data beside the pages and as a whole, feeds, what share pictures say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.diff.told import History
from atlas.view import card, changes, cite, export, feed, names, shards, urls
from atlas.view.composer import Composer
from atlas.view.marks import Language
from atlas.view.pages import changes as changes_pages
from atlas.view.pages import search
from atlas.view.pages.record import names_of
from atlas.view.volume import Volume

Volumes = Mapping[Language, Volume]


def feeds(volumes: Volumes, history: History) -> Iterator[tuple[str, feed.Feed]]:
    """The feed of changes in each language, where the site's address is known and there is a history to tell."""
    told = changes_pages.sheets(history)
    for language, volume in volumes.items():
        if volume.settings.site_url is not None and history.gap is None:
            c = Composer(volume, changes.PATH)
            address = urls.page(language, changes_pages.FEED)
            yield address, feed.feed(c, history, told, volume.settings.site_url)


def data(volumes: Volumes) -> Iterator[tuple[str, bytes]]:
    """Each record and its citation beside its pages, the whole atlas, and the names for the search box."""
    first, *_ = volumes.values()
    atlas = first.atlas
    records = {}
    for record in atlas.published():
        digest = first.indexes.digests[record.key]
        records[record.key] = encoded = export.encoded(export.record_data(atlas, record))
        body = export.page(atlas, digest, encoded)
        for volume in volumes.values():
            c = Composer(volume, f"{record.key}/")
            yield f"{c.address}index.json", body
            yield c.address + cite.FILE, export.encoded(cite.csl(c, record, digest)) + b"\n"
    yield "data/atlas.json", export.document(atlas, records)
    for move in atlas.moved:
        for language in volumes:
            address = f"{urls.PREFIX[language]}{move.from_}/index.json"
            yield address, export.encoded(export.moved(atlas, move)) + b"\n"
    yield from _names(volumes).items()


def cards(volumes: Volumes) -> Iterator[tuple[str, card.Card]]:
    """What every record's share picture says, by the picture's address."""
    for volume in volumes.values():
        for record in volume.atlas.published():
            c = Composer(volume, f"{record.key}/")
            shown = card.Card(search.kind(c, record), names_of(c, record), c.t("site.name"), record.key)
            yield c.address + card.FILE, shown


def _names(volumes: Volumes) -> dict[str, bytes]:
    """The names of every record, with kind and area in both languages."""
    composers = [Composer(volume, "") for volume in volumes.values()]
    atlas = composers[0].atlas

    def words(entry: names.Entry) -> shards.Words:
        record = atlas.get(entry.key)
        kinds = tuple(search.kind(c, record) for c in composers)
        return shards.Words(kinds, tuple(search.area(c, record) for c in composers))

    return shards.files(names.entries(atlas), words)
