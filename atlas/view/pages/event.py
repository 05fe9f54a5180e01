"""The page of an event: when, where, who in which capacity, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.event import Event, EventDate
from atlas.records.parts import Unknown
from atlas.view import facts, relations
from atlas.view.composer import Composer
from atlas.view.marks import Moment, Words
from atlas.view.model import Block
from atlas.view.rows import Pair


def blocks(c: Composer, event: Event) -> Iterator[Block]:
    """The page's parts, in order."""
    yield Block("when", c.t("block.when"), "pairs", (when(c, event),))
    yield facts.statements(c, "outcomes", "block.outcomes", event.outcomes)
    yield facts.figures(c, event.figures)
    yield relations.participants(c, event.participants)
    yield from relations.location(c, event.location)
    yield relations.records(c, event.records, "records", "block.records")
    yield relations.related(c, event.key, event.related)
    yield from relations.referring(c, event.key)
    yield facts.aliases(c, event.aliases)
    yield facts.cautions(c, event.cautions)
    yield facts.unknowns(c, event.unknowns)


def when(c: Composer, event: Event) -> Pair:
    """When it took place, or was to."""
    term = Words(c.t("event.planned" if event.planned else "event.held"))
    if isinstance(event.date, EventDate):
        words = (c.plain(event.date.note),) if event.date.note is not None else ()
        return Pair(term, words, marks=c.marks(event.date.cite), moment=c.moment(event.date.on))
    if isinstance(event.date, Unknown):
        return facts.unknown_pair(c, term.text, event.date)
    return Pair(term, moment=Moment(c.t("unknown.not_checked")), unknown=True)


def aside(c: Composer, event: Event) -> Iterator[Pair]:
    """The facts beside the page."""
    if event.district is not None:
        yield Pair(Words(c.t("aside.district")), links=(c.link(f"districts/{event.district}"),))
