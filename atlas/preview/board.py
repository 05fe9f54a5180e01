"""What is known at this moment, site and troubles, and a way to wait for news of it."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import Any

from atlas.message import LANGS, Lang, say, say_count
from atlas.preview.builder import Outcome, Site
from atlas.preview.trouble import Trouble

# The panel shows the first; the terminal has them all.
_SHOWN = 40


class Board:
    """The last good site, what the last build complained of, and whether one is under way; for many threads."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._site: Site | None = None
        self._troubles: tuple[Trouble, ...] = ()
        self._is_building = False
        self._count = 0
        self._is_closed = False

    @property
    def site(self) -> Site | None:
        """The last whole site; a build that failed leaves it in place."""
        with self._news:
            return self._site

    def show(self, outcome: Outcome) -> None:
        """What is known before the build of it has begun."""
        with self._news:
            self._site = outcome.site or self._site
            self._troubles = outcome.troubles
            self._tell()

    def begin(self) -> None:
        """A build has begun."""
        with self._news:
            self._is_building = True
            self._tell()

    def end(self, outcome: Outcome | None) -> None:
        """A build has ended; without an outcome, what is known stands, since a newer build follows."""
        with self._news:
            self._is_building = False
            if outcome is not None:
                self._site = outcome.site or self._site
                self._troubles = outcome.troubles
            self._tell()

    def close(self) -> None:
        """Lets go everybody who waits for news."""
        with self._news:
            self._is_closed = True
            self._tell()

    def news(self, after: int, patience: float) -> tuple[int, str] | None:
        """The state as JSON with its number, once it is newer than `after`; the same number after `patience` seconds.

        None once the board is closed.
        """
        with self._news:
            self._news.wait_for(lambda: self._count > after or self._is_closed, patience)
            return None if self._is_closed else (self._count, self._state())

    def _tell(self) -> None:
        self._count += 1
        self._news.notify_all()

    def _state(self) -> str:
        shown = [{**trouble.fields(), "place": trouble.place} for trouble in self._troubles[:_SHOWN]]
        found: dict[str, Any] = {
            "version": self._site.version if self._site else "",
            "building": self._is_building,
            "troubles": shown,
            "words": {lang: _words(lang, self._troubles, self._site is not None) for lang in LANGS},
        }
        found["digest"] = hashlib.sha256(json.dumps(shown).encode()).hexdigest()
        return json.dumps(found, ensure_ascii=False)


def _words(lang: Lang, troubles: tuple[Trouble, ...], is_beneath: bool) -> dict[str, str]:
    """What the panel says around the troubles."""
    errors = sum(trouble.severity == "error" for trouble in troubles)
    counts = []
    if errors:
        counts.append(say_count("{count} error", "{count} errors", errors))
    if errors < len(troubles):
        counts.append(say_count("{count} warning", "{count} warnings", len(troubles) - errors))
    if not errors:
        beneath = say("The page beneath is up to date.")
    elif is_beneath:
        beneath = say("The page beneath is the last good one.")
    else:
        beneath = say("There is no page yet; the first appears as soon as these are mended.")
    words = {
        "title": " · ".join(count.said(lang) for count in counts),
        "beneath": beneath.said(lang),
        "panel": say("Problems found by the preview").said(lang),
        "why": say("Why").said(lang),
        "fix": say("Fix").said(lang),
        "error": say("error").said(lang),
        "warning": say("warning").said(lang),
        "close": say("Close").said(lang),
        "building": say("Building …").said(lang),
    }
    more = len(troubles) - _SHOWN
    return words | (
        {"more": say("and {count} more: atlas check lists them all", count=more).said(lang)} if more > 0 else {}
    )
