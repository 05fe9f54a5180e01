"""Rules of order: a source's paragraphs, a project's stages, dates that bound each other, pairs of relations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from atlas.message import Text, say
from atlas.problem import nearest
from atlas.records.base import Record
from atlas.records.commitment import Commitment, Due, Finding
from atlas.records.edtf import When
from atlas.records.project import Project
from atlas.records.shape import Found, Path
from atlas.records.source import Published, Recorded, Source
from atlas.records.vocabulary import Vocabulary

Breach = tuple[Path, Text, Text]


def paragraph_order(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for index, paragraph in enumerate(record.paragraphs if isinstance(record, Source) else ()):
        if paragraph is not None and paragraph.p is not None and paragraph.p != index + 1:
            what = say("paragraph {given} stands where {wanted} belongs", given=paragraph.p, wanted=index + 1)
            yield ("paragraphs", index, "p"), what, say("number the paragraphs 1, 2, 3 …, as they stand in the article")


def why_missing(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for index, paragraph in enumerate(record.paragraphs if isinstance(record, Source) else ()):
        if paragraph is not None and paragraph.recorded is not Recorded.FULL and paragraph.why is None:
            yield (
                ("paragraphs", index, "recorded"),
                say("'{recorded}' without a reason", recorded=paragraph.recorded),
                say("add `why:` with `zh:` and `en:`"),
            )


def history_order(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    """A stage that ends before one listed above it begins; stages without a date stand where the source puts them."""
    last: dt.date | None = None
    for index, entry in enumerate(record.history if isinstance(record, Project) else ()):
        when = entry.on if entry is not None else None
        if when is None:
            continue
        if last is not None and when.latest is not None and when.latest < last:
            yield (
                ("history", index, "on"),
                say("{date} comes before a stage listed above it", date=when.text),
                say("list the stages oldest first"),
            )
        last = when.earliest or last


def end_before_start(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    for found in parts:
        value = found.value
        if isinstance(value, Published):
            if reversed_ := _reversed(value.earliest, value.latest):
                what = say("`latest` ({last}) lies before `earliest` ({first})", first=reversed_[0], last=reversed_[1])
                yield (*found.path, "latest"), what, say("correct one of the two")
        elif isinstance(value, Finding):
            if reversed_ := _reversed(value.reached, value.on):
                first, last = reversed_
                what = say("reached ({first}) only after the evidence of it ({last})", first=first, last=last)
                yield (*found.path, "reached"), what, say("correct one of the two dates")
        elif (
            isinstance(value, Due)
            and isinstance(record, Commitment)
            and (reversed_ := _reversed(record.made_on, value.date))
        ):
            what = say("due ({last}) before it was made ({first})", first=reversed_[0], last=reversed_[1])
            yield (*found.path, "date"), what, say("correct `due` or `made_on`")


def _reversed(first: When | None, last: When | None) -> tuple[str, str] | None:
    """Two dates as written, where the one that should be last ends before the other can begin."""
    if first is None or last is None or first.earliest is None or last.latest is None:
        return None
    return (first.text, last.text) if last.latest < first.earliest else None


def unknown_inverse(record: Record, parts: tuple[Found, ...]) -> Iterator[Breach]:
    if isinstance(record, Vocabulary) and record.terms:
        known = [term.id for term in record.terms if term is not None and term.id is not None]
        for index, term in enumerate(record.terms):
            if term is not None and term.inverse is not None and term.inverse not in known:
                near = nearest(term.inverse, known)
                fix = say("add a term of that id, or delete `inverse`")
                fix = say("did you mean '{near}'?", near=near) if near else fix
                yield ("terms", index, "inverse"), say("'{term}' is not in this vocabulary", term=term.inverse), fix
