"""A feed as bytes: Atom, the same for the same changes."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed
from markupsafe import escape

from atlas.settings import HOME_ZONE
from atlas.view.feed import Feed


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Atom without a clock: a feed without entries is as old as the first edition."""

    def latest_post_date(self) -> dt.datetime:
        days: list[dt.datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=self.feed["since"])


def atom(feed: Feed) -> bytes:
    """The feed's file."""
    made = _Atom(
        feed.title, feed.page, feed.subtitle, language=feed.language, author_name=feed.author,
        feed_url=feed.address, feed_guid=feed.address, since=_midnight(feed.since),
    )  # fmt: skip
    for entry in feed.entries:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in entry.sentences)
        made.add_item(
            entry.title, entry.address, f"<ul>{items}</ul>", unique_id=f"{feed.address}#{entry.day.isoformat()}",
            updateddate=_midnight(entry.day),
        )  # fmt: skip
    out = BytesIO()
    made.write(out, "utf-8")
    return out.getvalue() + b"\n"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(HOME_ZONE))
