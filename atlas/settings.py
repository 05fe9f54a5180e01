"""Settings of a build: the day it speaks of, the site's address, and the thresholds of derived states."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from atlas.message import Complaint, say, series

HOME_ZONE = "Asia/Shanghai"
# What a form's address may ask for; view/cite.py fills each in.
REPORT_FIELDS = ("title", "page", "record", "digest")
PAGE_SIZE = 120


class SettingError(Complaint):
    """A setting that cannot be used, in words for whoever typed it."""


class Settings(Struct, frozen=True):
    """What a build depends on beside the records and the theme.

    `site_url` is the one switch between a site to open from a folder (None) and one to publish.
    `report_url` is the form on which readers report a mistake, with the placeholders that `report_address` allows.
    `map_approval` (审图号) is printed on every map, `icp` (备案号) in every footer, where they are set.
    """

    as_of: dt.date
    site_url: str | None = None
    silent_after_months: int = 12
    report_url: str | None = None
    page_size: int = PAGE_SIZE
    """Rows on one page of a list; those that filter stay under 30 KB compressed with their notes."""
    map_approval: str = ""
    icp: str = ""
    share_font: str = ""
    """The font of the share pictures; empty where none are drawn, as where the site has no address."""
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
            raise SettingError(say("ATLAS_AS_OF is '{text}'; write a date such as 2026-11-22", text=text)) from None
    if text := environment.get("SOURCE_DATE_EPOCH"):
        try:
            return dt.datetime.fromtimestamp(int(text), zone).date()
        except (ValueError, OverflowError, OSError):
            words = say("SOURCE_DATE_EPOCH is '{text}'; write seconds since 1970", text=text)
            raise SettingError(words) from None
    return dt.datetime.now(zone).date()


def report_address(text: str) -> str | None:
    """The address of the form for mistakes, checked: ATLAS_REPORT_URL; None where it is empty.

    Raises:
        SettingError: it leads nowhere a reader can write, or has a placeholder that nothing fills.
    """
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        raise SettingError(say("ATLAS_REPORT_URL is '{text}', which is no address", text=text)) from None
    written = parts.scheme == "mailto" and "@" in parts.path
    if not written and not (parts.scheme in ("https", "http") and parts.hostname):
        raise SettingError(say("ATLAS_REPORT_URL is '{text}'; write an address with https: or mailto:", text=text))
    bare = text
    for name in REPORT_FIELDS:
        bare = bare.replace(f"{{{name}}}", "")
    if set(bare) & set('{}<>" \\\n\t'):
        allowed = series(f"{{{name}}}" for name in REPORT_FIELDS)
        raise SettingError(
            say("ATLAS_REPORT_URL is '{text}'; its only placeholders are {allowed}", text=text, allowed=allowed)
        )
    return text


def share_font(pictures: str, font: str, site_url: str | None) -> str:
    """The font to draw share pictures with: ATLAS_SHARE_FONT where ATLAS_SHARE_PICTURES is on; empty for no pictures.

    Raises:
        SettingError: they are on and no font is named, or the site has no address for them to be shown at.
    """
    if pictures.strip().lower() in ("", "0", "no", "off", "false"):
        return ""
    if not font.strip():
        words = say(
            "ATLAS_SHARE_PICTURES is on and ATLAS_SHARE_FONT names no font; name the file of one that has Chinese "
            "characters (Debian's package fonts-noto-cjk has some), or unset ATLAS_SHARE_PICTURES"
        )
        raise SettingError(words)
    if site_url is None:
        words = say("ATLAS_SHARE_PICTURES is on and SITE_URL is not set; pictures are shown by their address")
        raise SettingError(words)
    return font.strip()


def page_size(value: object) -> int:
    """Rows on one page of a list, as pelicanconf.py or the command line gives it.

    Raises:
        SettingError: it is no whole number above zero.
    """
    if value is None:
        return PAGE_SIZE
    if not str(value).isascii() or not str(value).isdigit() or int(str(value)) < 1:
        words = say(
            "ATLAS_PAGE_SIZE is '{value}'; write a whole number such as {usual}", value=str(value), usual=PAGE_SIZE
        )
        raise SettingError(words)
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
        words = say("ATLAS_HISTORY_SINCE is '{text}'; write a date such as 2026-11-23", text=text)
        raise SettingError(words) from None
