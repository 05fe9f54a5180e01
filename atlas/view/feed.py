"""The feed of changes: an entry for each of the latest days, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from atlas.diff.told import History
from atlas.view import changes, urls
from atlas.view.changes import PATH
from atlas.view.composer import Composer
from atlas.view.pages.changes import FEED, Sheet

MOST_DAYS = 30


class FeedEntry(Struct, frozen=True):
    """One day: what is said of it, and where it is told."""

    day: dt.date
    title: str
    address: str
    sentences: tuple[str, ...]


class Feed(Struct, frozen=True):
    """A feed ready to be written; all addresses are absolute."""

    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str
    since: dt.date
    entries: tuple[FeedEntry, ...]


def feed(c: Composer, history: History, sheets: Iterable[Sheet], site_url: str) -> Feed:
    """The latest days' changes."""
    assert history.since is not None
    months = [sheet for sheet in sheets if sheet.month is not None]
    entries = []
    for day, told in changes.days(history)[:MOST_DAYS]:
        sheet = next(sheet for sheet in months if any(one == day for one, _ in sheet.days))
        title = c.t("changes.feed.title", n=len(told), date=c.day(day).text)
        address = urls.absolute(site_url, urls.page(c.language, sheet.path)) + f"#d{day.isoformat()}"
        sentences = tuple(changes.full_sentence(c, item) for item in told)
        entries.append(FeedEntry(day, title, address, sentences))
    return Feed(
        title=c.t("changes.feed.name", site=c.t("site.name")),
        subtitle=c.t("list.changes"),
        author=c.t("site.name"),
        language=urls.HTML_LANG[c.language],
        address=urls.absolute(site_url, urls.page(c.language, FEED)),
        page=urls.absolute(site_url, urls.page(c.language, PATH)),
        since=history.since.date(),
        entries=tuple(entries),
    )
