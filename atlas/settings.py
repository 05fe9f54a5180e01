"""Settings of a build: the day it speaks of, the site's address, and the thresholds of derived states."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Shanghai"


class SettingError(ValueError):
    """A setting that cannot be used; the message is written for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on beside the records and the theme.

    `site_url` is the one switch between a site to open from a folder (None) and one to publish.
    """

    as_of: dt.date
    site_url: str | None = None
    silent_after_months: int = 12
    commit: str | None = None


def as_of(environment: Mapping[str, str] = os.environ) -> dt.date:
    """The day the atlas speaks of: ATLAS_AS_OF, else SOURCE_DATE_EPOCH, else today in Tianjin.

    Raises:
        SettingError: either variable is set and is no date.
    """
    zone = ZoneInfo(HOME_ZONE)
    if text := environment.get("ATLAS_AS_OF"):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise SettingError(f"ATLAS_AS_OF is '{text}'; write a date such as 2026-11-22") from None
    if text := environment.get("SOURCE_DATE_EPOCH"):
        try:
            return dt.datetime.fromtimestamp(int(text), zone).date()
        except (ValueError, OverflowError, OSError):
            raise SettingError(f"SOURCE_DATE_EPOCH is '{text}'; write seconds since 1970") from None
    return dt.datetime.now(zone).date()
