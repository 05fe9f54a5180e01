"""What a record is held against, which is all the others, and what follows for it by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

from msgspec import Struct

from atlas.link import checks
from atlas.link.geography import by_name, contradicted_point, unknown_boundary
from atlas.link.progress import Progress, progress
from atlas.link.walked import Walked
from atlas.load.geography import Entry, Geography
from atlas.load.tree import Document
from atlas.problem import Problem
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.records.citation import Citation
from atlas.records.indicator import Indicator
from atlas.records.project import Project
from atlas.records.source import Source
from atlas.records.vocabulary import Vocabulary


class Context(Struct, frozen=True, dict=True):
    """Every record and file, the map data and the day; a record's problems and states follow from these and itself."""

    known: Mapping[str, frozenset[str]]
    """By folder, the ids of every file, well-formed or not."""
    records: Mapping[str, Mapping[str, Record]]
    geography: Geography
    as_of: dt.date
    silent_after_months: int

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return cast("Mapping[str, Source]", self.records.get("sources", {}))

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return cast("Mapping[str, Indicator]", self.records.get("indicators", {}))

    @cached_property
    def _terms(self) -> checks.Terms:
        return checks.terms_of(cast("Mapping[str, Vocabulary]", self.records.get("vocabulary", {})))

    @cached_property
    def _gazetteer(self) -> Mapping[str, Entry]:
        return by_name(self.geography)

    def problems(self, item: Walked) -> Iterator[Problem]:
        """What is wrong with one record among the others."""
        yield from checks.unknown_records(item, self.known)
        yield from checks.paragraphs_beyond(item, self.sources)
        yield from checks.unknown_terms(item, self._terms)
        yield from checks.circular_links(item, self.records)
        yield from checks.achieved_too_late(item, self.sources)
        yield from checks.units_mismatched(item, self._indicators)
        yield from checks.totals_exceeded(item)
        yield from checks.findings_in_future(item, self.as_of)
        yield from unknown_boundary(item, self.geography)
        yield from contradicted_point(item, self._gazetteer)

    def progress(self, project: Project, cited: Iterable[Citation]) -> Progress:
        """How far a project is, by what it cites; no citation may lead nowhere."""
        sources = [self.sources[name] for name in dict.fromkeys(citation.source for citation in cited)]
        return progress(project, sources, self.as_of, self.silent_after_months)


def ids(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
    """The ids of every file, by folder."""
    found: dict[str, list[str]] = {folder: [] for folder in RECORD_TYPES}
    for document in documents:
        found[document.folder].append(document.stem)
    return {folder: frozenset(names) for folder, names in found.items()}
