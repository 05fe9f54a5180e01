"""The changes pages: the latest changes, what the kinds of change mean, and a page or more for every month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from atlas.diff.changes import Kind
from atlas.diff.told import STATUS, History, Told
from atlas.view import changes, dates, urls
from atlas.view.changes import PATH
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.rows import Pair

# Changes on one page; with their notes they stay under 30 KB compressed.
MOST = 80
FEED = f"{PATH}feed.xml"
Day = tuple[dt.date, tuple[Told, ...]]


class Sheet(Struct, frozen=True):
    """One page: the month it tells, None for the first page; and its number among the month's pages."""

    month: dt.date | None
    number: int
    of: int
    days: tuple[Day, ...]

    @property
    def path(self) -> str:
        if self.month is None:
            return PATH
        return f"{PATH}{self.month:%Y-%m}/" + (f"{self.number}/" if self.number > 1 else "")


def sheets(history: History) -> tuple[Sheet, ...]:
    """Every page: the first, with the latest changes; then each month, newest first, in as many pages as it takes."""
    days = changes.days(history)
    found = [Sheet(None, 1, 1, _divided(days)[0] if days else ())]
    for month in dict.fromkeys(day.replace(day=1) for day, _ in days):
        parts = _divided([(day, told) for day, told in days if day.replace(day=1) == month])
        found += [Sheet(month, number, len(parts), part) for number, part in enumerate(parts, 1)]
    return tuple(found)


def _divided(days: list[Day]) -> list[tuple[Day, ...]]:
    """Days in runs of so many changes; a day with more is divided."""
    pages: list[list[Day]] = [[]]
    room = MOST
    for day, told in days:
        rest = told
        while rest:
            if room == 0:
                pages.append([])
                room = MOST
            pages[-1].append((day, rest[:room]))
            taken = len(rest[:room])
            rest, room = rest[taken:], room - taken
    return [tuple(page) for page in pages if page]


def title(c: Composer, sheet: Sheet) -> str:
    """What a page is called."""
    if sheet.month is None:
        return c.t("nav.changes")
    name = c.t("changes.month", month=dates.month_text(sheet.month, c.language))
    return c.t("search.page", title=name, n=sheet.number) if sheet.number > 1 else name


def blocks(c: Composer, sheet: Sheet, history: History, all_sheets: tuple[Sheet, ...]) -> Iterator[Block]:
    """A page's parts, in order."""
    if history.gap is not None:
        yield Block("none", c.t("changes.latest"), "history", empty=c.t(f"changes.gap.{history.gap}.page"))
    elif not sheet.days:
        yield Block("none", c.t("changes.latest"), "history", empty=changes.opening(changes.none_since(c, history)))
    for day, told in sheet.days:
        yield changes.day_block(c, day, told)
    if sheet.month is None:
        months = tuple(_links(c, sheet, all_sheets))
        if months:
            yield Block("months", c.t("changes.months"), "letters", months)
        if c.settings.site_url is not None and history.gap is None:
            yield Block(
                "feed",
                c.t("changes.feed"),
                "letters",
                (Link(c.t("changes.feed.follow"), c.file_href(urls.page(c.language, FEED))),),
            )
        yield Block("kinds", c.t("changes.kinds"), "pairs", tuple(_kinds(c)), more=_corrections(c))
    elif sheet.of > 1:
        pages = tuple(_links(c, sheet, all_sheets))
        yield Block("pages", c.t("changes.pages"), "letters", pages)


def _links(c: Composer, here: Sheet, all_sheets: tuple[Sheet, ...]) -> Iterator[Link]:
    """From the first page to each month; from a month's page to its others."""
    for sheet in all_sheets:
        if here.month is None and sheet.month is not None and sheet.number == 1:
            yield Link(dates.month_text(sheet.month, c.language), c.href(sheet.path))
        elif here.month is not None and sheet.month == here.month:
            yield Link(str(sheet.number), c.href(sheet.path), current=sheet is here)


def _kinds(c: Composer) -> Iterator[Pair]:
    for kind in (*Kind, STATUS):
        yield Pair(
            Words(changes.opening(c.t(f"changes.kind.{kind}"))), (Said(Words(c.t(f"changes.kind.{kind}.means"))),)
        )


def _corrections(c: Composer) -> Link:
    return Link(c.t("corrections.made"), c.href("corrections/#made"))


def page(c: Composer, sheet: Sheet, history: History, sheets: tuple[Sheet, ...]) -> Page:
    """One page of the changes: the newest, or those of a month."""
    name, lead = title(c, sheet), Said(Words(c.t("list.changes")))
    return put_together(
        c, "list", Names(Words(name)), blocks(c, sheet, history, sheets), title=name, description=lead.words.text,
        crumbs=((changes.PATH, c.t("nav.changes")),) if sheet.month is not None else (),
        lead=lead if sheet.month is None else None,
    )  # fmt: skip
