"""Rules that span records: references, paragraphs, terms, circles, dates against sources.

A record with faults of its own takes part as far as it could be read, so that any value may be None here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from atlas.link.walked import Walked
from atlas.load.tree import Document
from atlas.message import Text, say, say_count, series
from atlas.problem import Place, Problem, Severity, nearest
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.commitment import Commitment, Finding, Restatement
from atlas.records.exceptions import Exceptions
from atlas.records.indicator import Indicator
from atlas.records.nouns import noun
from atlas.records.organisation import Organisation
from atlas.records.place import Place as PlaceRecord
from atlas.records.plan import Plan
from atlas.records.project import Project, Related, StageEntry
from atlas.records.quantity import Basis, Observation, Quantity, Rank, Total
from atlas.records.shape import Found, Path
from atlas.records.source import Source
from atlas.records.vocabulary import Vocabulary

Pair = tuple[Document, Record]
Known = Mapping[str, frozenset[str]]
Terms = Mapping[str, list[str]]
Records = Mapping[str, Mapping[str, Record]]

_PAGES = frozenset(cls.folder for cls in PUBLISHED)


def _problem(
    document: Document, path: Path, rule: str, what: Text, fix: Text, severity: Severity = Severity.ERROR
) -> Problem:
    place, length = document.place(path)
    return Problem(place, what, rule, fix, length, severity)


def duplicate_ids(pairs: list[Pair]) -> Iterator[Problem]:
    """Two files with one id; the file that bears the id as its name is taken for its owner."""
    owners: dict[str, Document] = {}
    for document, record in pairs:
        if record.key not in owners or document.stem == record.id:
            owners[record.key] = document
    for document, record in pairs:
        owner = owners[record.key]
        if owner is not document:
            place, _ = owner.place(("id",))
            what = say("the id '{id}' is taken by {place}", id=record.id, place=f"{place.file}:{place.line}")
            yield _problem(document, ("id",), "duplicate-id", what, say("give this record an id of its own"))


def unknown_records(item: Walked, known: Known) -> Iterator[Problem]:
    """References that lead nowhere; `known` holds the ids of every file, well-formed or not."""
    folders = frozenset(known) if isinstance(item.record, Exceptions) else _PAGES
    for found, folder, name in item.references:
        if folder not in folders:
            near = nearest(folder, folders)
            what = say("'{folder}' is not a folder of published records", folder=folder)
            fix = say("the folders are {folders}", folders=series(sorted(folders)))
            fix = say("did you mean '{near}'?", near=f"{near}/{name}") if near else fix
            yield _problem(item.document, found.path, "unknown-record", what, fix)
        elif name not in known[folder]:
            yield _problem(item.document, found.path, "unknown-record", *_nowhere(folder, name, known))
    for found, citation in item.citations:
        if citation.source not in known["sources"]:
            yield _problem(item.document, found.path, "unknown-record", *_nowhere("sources", citation.source, known))


def _nowhere(folder: str, name: str, known: Mapping[str, frozenset[str]]) -> tuple[Text, Text]:
    near = nearest(name, known[folder])
    other = next((item for item in sorted(known) if name in known[item] and item in _PAGES), None)
    what = say("no {kind} has id '{id}'", kind=noun(folder), id=name)
    if near is not None:
        return what, say("'{near}' is the nearest id", near=near)
    if other is not None:
        return what, say("'{id}' is kept in data/{folder}/, which this field does not take", id=name, folder=other)
    return what, say("write data/{folder}/{id}.yaml, or correct the id", folder=folder, id=name)


def unknown_vocabularies(used: Iterable[str], known: frozenset[str]) -> Iterator[Problem]:
    """Each vocabulary that fields draw on and that has no file, once."""
    for name in sorted(set(used) - known):
        what = say("the vocabulary '{name}' is missing, and records use it", name=name)
        yield Problem(Place(f"data/vocabulary/{name}.yaml"), what, "unknown-record", say("restore the file"))


def paragraphs_beyond(item: Walked, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Citations of paragraphs that a source does not have."""
    for found, citation in item.citations:
        source = sources.get(citation.source)
        if source is not None and source.paragraphs and citation.last > len(source.paragraphs):
            count = len(source.paragraphs)
            what = say_count(
                "'{source}' has {count} paragraph, not {last}", "'{source}' has {count} paragraphs, not {last}",
                count, source=citation.source, last=citation.last,
            )  # fmt: skip
            fix = say("count the non-empty lines of the article; the last is p{count}", count=count)
            yield _problem(item.document, found.path, "paragraph-beyond", what, fix)


def terms_of(vocabulary: Mapping[str, Vocabulary]) -> Terms:
    """The terms of each vocabulary, as far as they could be read."""
    return {
        name: [term.id for term in file.terms if term and term.id] for name, file in vocabulary.items() if file.terms
    }


def unknown_terms(item: Walked, known: Terms) -> Iterator[Problem]:
    """Words that the vocabulary does not hold."""
    for found, name, term in item.terms:
        if name in known and term not in known[name]:
            near = nearest(term, known[name])
            what = say("'{term}' is not in the vocabulary '{name}'", term=term, name=name)
            file = f"data/vocabulary/{name}.yaml"
            fix = say("see {file}: {terms}", file=file, terms=series(known[name]))
            fix = say("did you mean '{near}'?", near=near) if near else fix
            yield _problem(item.document, found.path, "unknown-term", what, fix)


def parent(record: Record) -> tuple[Path, str] | None:
    """Where a record names the one of its type that it belongs to, and the id it names; None where it names none."""
    if isinstance(record, Project) and record.part_of is not None:
        return ("part_of", "project"), record.part_of.project
    if isinstance(record, Organisation) and record.parent is not None:
        return ("parent", "organisation"), record.parent.organisation
    if isinstance(record, Plan) and record.parent is not None:
        return ("parent",), record.parent
    if isinstance(record, PlaceRecord) and record.within is not None:
        return ("within",), record.within
    return None


def circular_links(item: Walked, records: Records) -> Iterator[Problem]:
    """Records that contain themselves, by any number of steps, or are related to themselves."""
    document, record = item.document, item.record
    for found in item.parts:
        if isinstance(found.value, Related) and found.value.record == record.key:
            what = say("the record is related to itself: {record}", record=record.key)
            yield _problem(document, (*found.path, "record"), "circular-link", what, say("name the other record"))
    step = parent(record)
    if step is None:
        return
    trail, here = [record.id], step[1]
    while here not in trail:
        trail.append(here)
        above = records.get(record.folder, {}).get(here)
        next_step = parent(above) if above is not None else None
        if next_step is None:
            return
        here = next_step[1]
    if here == record.id:
        what = say("the record contains itself: {circle}", circle=" → ".join([*trail, here]))
        fix = say("delete this line, or name another record")
        yield _problem(document, step[0], "circular-link", what, fix)


def achieved_too_late(item: Walked, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """What is reported as done, found or reached, dated after the latest day of every source it cites."""
    for found in item.parts:
        name = _dated(found)
        if name is None:
            continue
        when = getattr(found.value, name)
        latest = _latest([citation.source for citation in found.value.cite if citation], sources)
        if when is not None and when.earliest is not None and latest is not None and when.earliest > latest:
            day = latest.isoformat()
            what = say("{date} is after the source's latest date, {latest}", date=when.text, latest=day)
            fix = say("check the year; a plan is `basis: planned`, a forecast `expected`, a promise a commitment")
            yield _problem(item.document, (*found.path, name), "achieved-too-late", what, fix)


def _dated(found: Found) -> str | None:
    """The field that says when something had come true, in a part that says so."""
    if (isinstance(found.value, Quantity) and found.value.basis is Basis.ACHIEVED) or isinstance(found.value, Rank):
        return "as_of"
    return "on" if isinstance(found.value, (StageEntry, Finding, Restatement)) else None


def _latest(names: list[str], sources: Mapping[str, Source]) -> dt.date | None:
    """The last day any of the sources can date from; None (cannot tell) where one of them is undated."""
    days = []
    for name in names:
        source = sources.get(name)
        if (
            source is None
            or source.published is None
            or source.published.latest is None
            or source.published.latest.latest is None
        ):
            return None
        days.append(source.published.latest.latest)
    return max(days, default=None)


def units_mismatched(item: Walked, indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Observations in another unit than their indicator's."""
    for found in item.parts:
        if not isinstance(found.value, Observation) or found.value.indicator not in indicators:
            continue
        unit = indicators[found.value.indicator].unit
        if found.value.unit != unit:
            given, indicator = found.value.unit, found.value.indicator
            what = say("'{given}', but '{id}' is measured in '{unit}'", given=given, id=indicator, unit=unit)
            fix = say("write `unit: {unit}` and the value in it, or name another indicator", unit=unit)
            yield _problem(item.document, (*found.path, "unit"), "unit-mismatch", what, fix)


def totals_exceeded(item: Walked) -> Iterator[Problem]:
    """Sets that name more than they count."""
    for found in item.parts:
        total = found.value
        if (
            isinstance(total, Total)
            and total.unit == "count"
            and total.value is not None
            and len(total.named) > total.value
        ):
            what = say("{named} named, {counted} counted", named=len(total.named), counted=total.value)
            fix = say("check the number and the names")
            yield _problem(item.document, (*found.path, "named"), "total-exceeded", what, fix)


def findings_in_future(item: Walked, as_of: dt.date) -> Iterator[Problem]:
    """Evidence dated after `as_of`; it does not count yet."""
    for index, finding in enumerate(item.record.findings if isinstance(item.record, Commitment) else ()):
        when = finding.on if finding is not None else None
        if when is not None and when.earliest is not None and when.earliest > as_of:
            what = say("{date} is after {day}; the finding does not count yet", date=when.text, day=as_of.isoformat())
            path, fix = ("findings", index, "on"), say("check the year")
            yield _problem(item.document, path, "finding-in-future", what, fix, Severity.WARNING)
