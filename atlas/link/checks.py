"""Rules that span records: references, paragraphs, terms, circles, dates against sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from atlas.load.tree import Document
from atlas.problem import Problem, Severity, nearest
from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.organisation import Organisation
from atlas.records.place import Place
from atlas.records.plan import Plan
from atlas.records.project import Project, StageEntry
from atlas.records.quantity import Basis, Quantity, Total
from atlas.records.shape import Path, citations, references, terms, walk
from atlas.records.source import Source
from atlas.records.vocabulary import Vocabulary

Pair = tuple[Document, Record]
Records = Mapping[str, Mapping[str, Record]]


def _problem(document: Document, path: Path, rule: str, what: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    place, length = document.place(path)
    return Problem(place, what, rule, fix, length, severity)


def duplicate_ids(pairs: list[Pair]) -> Iterator[Problem]:
    """Two files with one id; both places are named."""
    first: dict[str, Document] = {}
    for document, record in pairs:
        if record.key in first:
            other = first[record.key]
            place, _ = other.place(("id",))
            what = f"the id '{record.id}' is taken by {place.file}:{place.line}"
            yield _problem(document, ("id",), "duplicate-id", what, "give this record an id of its own")
        else:
            first[record.key] = document


def unknown_records(pairs: list[Pair], known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """References that lead nowhere; `known` holds the ids of every file, well-formed or not."""
    for document, record in pairs:
        for found, folder, name in references(record):
            if name in known.get(folder, frozenset()):
                continue
            if folder not in known:
                near = nearest(folder, known)
                what, fix = f"no records are kept under '{folder}'", f"did you mean '{near}/{name}'?" if near else "see data/"
            else:
                near = nearest(name, known[folder])
                what = f"no record of {folder} has id '{name}'"
                fix = f"'{near}' is the nearest id" if near else f"write data/{folder}/{name}.yaml"
            yield _problem(document, found.path, "unknown-record", what, fix)
        for found, citation in citations(record):
            if citation.source not in known["sources"]:
                near = nearest(citation.source, known["sources"])
                fix = f"'{near}' is the nearest id" if near else f"write data/sources/{citation.source}.yaml"
                what = f"no source has id '{citation.source}'"
                yield _problem(document, _cite_path(document, found.path), "unknown-record", what, fix)


def _cite_path(document: Document, path: Path) -> Path:
    """The path of a citation in the file, where one citation may stand without a list around it."""
    node, taken = document.node.find(path)
    return taken


def paragraphs_beyond(pairs: list[Pair], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Citations of paragraphs that a source does not have."""
    for document, record in pairs:
        for found, citation in citations(record):
            source = sources.get(citation.source)
            if source is not None and citation.last > len(source.paragraphs):
                what = f"'{citation.source}' has {len(source.paragraphs)} paragraphs, not {citation.last}"
                fix = f"count the non-empty lines of the article; the last is p{len(source.paragraphs)}"
                yield _problem(document, _cite_path(document, found.path), "paragraph-beyond", what, fix)


def unknown_terms(pairs: list[Pair], vocabulary: Mapping[str, Vocabulary]) -> Iterator[Problem]:
    """Words that the vocabulary does not hold."""
    known = {name: [term.id for term in file.terms] for name, file in vocabulary.items()}
    for document, record in pairs:
        for found, name, term in terms(record):
            if term not in known.get(name, ()):
                near = nearest(term, known.get(name, ()))
                fix = f"did you mean '{near}'?" if near else f"see data/vocabulary/{name}.yaml: " + ", ".join(known.get(name, ()))
                yield _problem(document, found.path, "unknown-term", f"'{term}' is not in the vocabulary '{name}'", fix)


def _parent(record: Record) -> tuple[Path, str] | None:
    if isinstance(record, Project) and record.part_of is not None:
        return ("part_of", "project"), record.part_of.project
    if isinstance(record, Organisation) and record.parent is not None:
        return ("parent", "organisation"), record.parent.organisation
    if isinstance(record, Plan) and record.parent is not None:
        return ("parent",), record.parent
    if isinstance(record, Place) and record.within is not None:
        return ("within",), record.within
    return None


def circular_links(pairs: list[Pair], records: Records) -> Iterator[Problem]:
    """Records that contain themselves, by any number of steps."""
    for document, record in pairs:
        step = _parent(record)
        if step is None:
            continue
        trail, here = [record.id], step[1]
        while here not in trail:
            trail.append(here)
            above = records.get(record.folder, {}).get(here)
            next_step = _parent(above) if above is not None else None
            if next_step is None:
                break
            here = next_step[1]
        else:
            if here == record.id:
                circle = " → ".join([*trail, here])
                fix = "delete this line, or name another record"
                yield _problem(document, step[0], "circular-link", f"the record contains itself: {circle}", fix)


def achieved_too_late(pairs: list[Pair], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """What is reported as done, or as a stage reached, dated after the latest day of every source it cites."""
    for document, record in pairs:
        for found in walk(record):
            value = found.value
            if isinstance(value, Quantity) and value.basis is Basis.ACHIEVED:
                when, name = value.as_of, "as_of"
            elif isinstance(value, StageEntry):
                when, name = value.on, "on"
            else:
                continue
            latest = _latest([citation.source for citation in value.cite], sources)
            if when is not None and when.earliest is not None and latest is not None and when.earliest > latest:
                what = f"{when.text} is after the source's latest date, {latest.isoformat()}"
                fix = "check the year; a plan is `basis: planned`, a forecast `expected`, a promise a commitment"
                yield _problem(document, (*found.path, name), "achieved-too-late", what, fix)


def _latest(names: list[str], sources: Mapping[str, Source]) -> dt.date | None:
    """The last day any of the sources can date from; None (cannot tell) where one of them is undated."""
    days = []
    for name in names:
        source = sources.get(name)
        if source is None or source.published.latest is None or source.published.latest.latest is None:
            return None
        days.append(source.published.latest.latest)
    return max(days, default=None)


def totals_exceeded(pairs: list[Pair]) -> Iterator[Problem]:
    """Sets that name more than they count."""
    for document, record in pairs:
        for found in walk(record):
            if isinstance(found.value, Total) and found.value.unit == "count" and len(found.value.named) > found.value.value:
                what = f"{len(found.value.named)} named, {found.value.value} counted"
                yield _problem(document, (*found.path, "named"), "total-exceeded", what, "check the number and the names")


def findings_in_future(pairs: list[Pair], as_of: dt.date) -> Iterator[Problem]:
    """Evidence dated after `as_of`; it does not count yet."""
    for document, record in pairs:
        for index, finding in enumerate(record.findings if isinstance(record, Commitment) else ()):
            if finding.on.earliest is not None and finding.on.earliest > as_of:
                what = f"{finding.on.text} is after {as_of.isoformat()}; the finding does not count yet"
                yield _problem(
                    document, ("findings", index, "on"), "finding-in-future", what, "check the year", Severity.WARNING
                )
