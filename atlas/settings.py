"""Settings of a build: the day it speaks of, the site's address, and the thresholds of derived states."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Shanghai"
# What a form's address may ask for; view/cite.py fills each in.
REPORT_FIELDS = ("title", "page", "record", "digest")
PAGE_SIZE = 120


class SettingError(ValueError):
    """A setting that cannot be used; the message is written for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on beside the records and the theme.

    `site_url` is the one switch between a site to open from a folder (None) and one to publish.
    `report_url` is the form on which readers report a mistake, with the placeholders that `report_address` allows.
    `map_approval` (审图号) is printed on every map, `icp` (备案号) in every footer, where they are set.
    """

    as_of: dt.date
    site_url: str | None = None
    silent_after_months: int = 12
    commit: str | None = None
    report_url: str | None = None
    page_size: int = PAGE_SIZE
    """Rows on one page of the lists that filter; with their notes they stay under 30 KB compressed."""
    map_approval: str = ""
    icp: str = ""
    history_since: dt.datetime | None = None
    """When the first edition was done; changes made later are told. None: none are told."""


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


def report_address(text: str) -> str | None:
    """The address of the form for mistakes, checked: ATLAS_REPORT_URL; None where it is empty.

    Raises:
        SettingError: it leads nowhere a reader can write, or has a placeholder that nothing fills.
    """
    if not text:
        return None
    allowed = ", ".join(f"{{{name}}}" for name in REPORT_FIELDS)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise SettingError(f"ATLAS_REPORT_URL is '{text}', which is no address") from None
    written = parts.scheme == "mailto" and "@" in parts.path
    if not written and not (parts.scheme in ("https", "http") and parts.hostname):
        raise SettingError(f"ATLAS_REPORT_URL is '{text}'; write an address with https: or mailto:")
    bare = text
    for name in REPORT_FIELDS:
        bare = bare.replace(f"{{{name}}}", "")
    if set(bare) & set('{}<>" \\\n\t'):
        raise SettingError(f"ATLAS_REPORT_URL is '{text}'; its only placeholders are {allowed}")
    return text


def page_size(value: object) -> int:
    """Rows on one page of a list, as pelicanconf.py or the command line gives it.

    Raises:
        SettingError: it is no whole number above zero.
    """
    if value is None:
        return PAGE_SIZE
    if not str(value).isascii() or not str(value).isdigit() or int(str(value)) < 1:
        raise SettingError(f"ATLAS_PAGE_SIZE is '{value}'; write a whole number such as {PAGE_SIZE}")
    return int(str(value))


def history_since(text: str) -> dt.datetime | None:
    """The moment from which changes are told, in Tianjin's time: a day, or a day and a time; None where it is empty.

    Raises:
        SettingError: it is neither.
    """
    if not text:
        return None
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(HOME_ZONE))
    except ValueError:
        raise SettingError(f"ATLAS_HISTORY_SINCE is '{text}'; write a date such as 2026-11-23") from None
