"""Where a citation leads: who published a source and when, and the note of one of its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from atlas.records.edtf import When
from atlas.records.parts import Unknown, UnknownKind
from atlas.records.source import Source
from atlas.view import urls
from atlas.view.marks import Words

if TYPE_CHECKING:
    from atlas.view.volume import Volume


class Cited(Struct, frozen=True):
    """What the note of a paragraph says, on whichever page and under whichever number it stands."""

    title: Words
    meta: str
    gist: Words
    locator: str
    locator_lang: str
    address: str


def cited(v: Volume, name: str, paragraph: int) -> Cited:
    """The note of one paragraph of a source."""
    source = v.atlas.all(Source)[name]
    entry = source.paragraphs[paragraph - 1]
    meta = v.join([publisher(v, source), published(v, source), v.t("source.paragraph", n=paragraph)])
    return Cited(
        v.words(source.names),
        meta,
        v.words(entry.gist),
        entry.locator,
        urls.HTML_LANG[source.language],
        v.permanent(f"sources/{source.id}/"),
    )


def publisher(v: Volume, source: Source) -> str:
    """Who published a source, or that this is not stated; nothing where it has no publisher."""
    if isinstance(source.publisher, Unknown):
        applies = source.publisher.unknown is not UnknownKind.NOT_APPLICABLE
        return v.t("source.publisher-not-stated") if applies else ""
    return v.titles[f"organisations/{source.publisher.organisation}"].own.text


def published(v: Volume, source: Source) -> str:
    """When a source appeared, as near as can be told."""
    earliest, latest = source.published.earliest, source.published.latest
    if earliest is None and latest is None:
        return v.t("source.date-not-stated")
    if earliest is not None and latest is not None and earliest.text == latest.text:
        return _dated(v, earliest)
    if latest is None:
        assert earliest is not None
        return v.t("source.not-before", date=_dated(v, earliest))
    if earliest is None:
        return v.t("source.not-after", date=_dated(v, latest))
    return v.t("date.span", start=_dated(v, earliest), end=_dated(v, latest))


def _dated(v: Volume, when: When) -> str:
    """A date as a run of text, what is inferred in brackets."""
    found = v.moments[when.text]
    return found.text + (v.t("text.in-brackets", text=found.remark) if found.remark else "")
