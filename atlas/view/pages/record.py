"""The page of any record: its heading and aside, and between them what the page of its type shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.diff.told import History
from atlas.records import NamedRecord, Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.event import Event
from atlas.records.indicator import Indicator
from atlas.records.organisation import Organisation
from atlas.records.place import Place
from atlas.records.plan import Plan
from atlas.records.project import Project
from atlas.records.source import Source
from atlas.view import card, changes, cite, metadata
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Names, Page
from atlas.view.page import page as put_together
from atlas.view.pages import (
    commitment,
    district,
    event,
    indicator,
    organisation,
    place,
    plan,
    project,
    source,
)
from atlas.view.pages.search import kind
from atlas.view.rows import Pair

_PAGES: dict[type[Record], Any] = {
    District: district,
    Project: project,
    Organisation: organisation,
    Commitment: commitment,
    Indicator: indicator,
    Event: event,
    Plan: plan,
    Place: place,
    Source: source,
}


def page(c: Composer, record: Record, history: History) -> Page:
    """A record's page."""
    module = _PAGES[record.__class__]
    names, lead, description = _heading(c, record)
    blocks = list(module.blocks(c, record))
    if isinstance(record, Commitment):
        c.marks(record.what.cite)
    blocks += changes.of_record(c, record, history)
    digest = c.indexes.published[record.key].digest
    return put_together(
        c, "record", names, blocks, title=names.own.text, description=description, lead=lead,
        crumbs=((f"{record.folder}/", c.t(f"nav.{record.folder}")),),
        kind=kind(c, record),
        stale=project.stale(c, record) if isinstance(record, Project) else None,
        aside=(*getattr(module, "aside", _nothing)(c, record), *_about(c, record, digest, history)),
        downloads=(Link(c.t("data.this-record"), "index.json"),),
        permanent=cite.permanent(c),
        edition=cite.edition(c),
        imprint=cite.imprint(c, record, digest),
        cite=cite.forms(c, record, digest),
        report=cite.report(c, record, digest),
        picture=card.FILE if c.settings.share_font else "",
        linked_data=metadata.record(c, record, names.own.text, description, digest),
    )  # fmt: skip


def names_of(c: Composer, record: Record) -> Names:
    """A record's heading; a commitment is named by what it says."""
    return c.names(record.names) if isinstance(record, NamedRecord) else Names(c.title(record.key))


def _heading(c: Composer, record: Record) -> tuple[Names, Said | None, str]:
    """A record's names, the sentence that leads its page, and what describes the page elsewhere."""
    names = names_of(c, record)
    if isinstance(record, Commitment):
        return names, None, c.words(record.what).text
    assert isinstance(record, NamedRecord)
    summary = getattr(record, "lead", None) or record.summary
    if summary is None:
        return names, None, names.own.text
    # A source is not evidence for itself: its paragraphs stand on this very page.
    lead = Said(c.words(summary)) if isinstance(record, Source) else c.said(summary)
    return names, lead, c.words(summary).text


def _about(c: Composer, record: Record, digest: str, history: History) -> Iterator[Pair]:
    """What every record's aside ends with: id, sources, last checked, digest."""
    yield Pair(Words(c.t("aside.id")), (Said(Words(record.id)),))
    names = c.indexes.contents[record.key].sources
    if names and not isinstance(record, Source):
        yield Pair(Words(c.t("aside.sources")), links=c.links(f"sources/{name}" for name in names))
    checked = getattr(record, "checked", None)
    yield Pair(Words(c.t("aside.checked")), moment=c.moment(checked, "aside.not-checked"), unknown=checked is None)
    yield changes.in_brief(c, record, history)
    yield Pair(Words(c.t("aside.digest")), (Said(Words(digest)),))


def _nothing(c: Composer, record: Record) -> tuple[Pair, ...]:
    return ()
