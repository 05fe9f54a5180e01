"""Coverage: which records cite which paragraph, and what each record knows, leaves open and cannot know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from atlas.records.citation import Citation
from atlas.records.parts import Claim, Unknown
from atlas.records.quantity import Quantity, Rank
from atlas.records.shape import Found
from atlas.records.source import Recorded, Source

Citing = Mapping[tuple[str, int], tuple[str, ...]]


class SourceCoverage(Struct, frozen=True):
    """How fully a source is recorded, in paragraphs."""

    full: int
    part: int
    nothing: int

    @property
    def total(self) -> int:
        return self.full + self.part + self.nothing

    @property
    def settled(self) -> int:
        """Paragraphs that need no more work: fully recorded, or nothing to record."""
        return self.full + self.nothing


class RecordCoverage(Struct, frozen=True):
    """What a record holds: claims, figures, citations, and its unknowns by kind."""

    claims: int
    figures: int
    citations: int
    unknowns: tuple[tuple[str, int], ...]


def citing(cited: Mapping[str, Iterable[Citation]]) -> Citing:
    """For each paragraph of each source, the keys of the records that cite it; both in order."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for key, citations in cited.items():
        for citation in citations:
            for number in citation.paragraphs:
                found.setdefault((citation.source, number), {})[key] = None
    return {place: tuple(sorted(found[place])) for place in sorted(found)}


def source_coverage(source: Source) -> SourceCoverage:
    """The coverage of one source, as its paragraphs declare it."""
    counts = Counter(paragraph.recorded for paragraph in source.paragraphs)
    return SourceCoverage(counts[Recorded.FULL], counts[Recorded.PART], counts[Recorded.NOTHING])


def record_coverage(held: Iterable[Found]) -> RecordCoverage:
    """What one record holds, by all that a walk through it has met."""
    claims = figures = cites = 0
    unknowns: Counter[str] = Counter()
    for found in held:
        claims += isinstance(found.value, Claim)
        figures += isinstance(found.value, (Quantity, Rank))
        cites += isinstance(found.value, Citation)
        if isinstance(found.value, Unknown):
            unknowns[str(found.value.unknown)] += 1
    return RecordCoverage(claims, figures, cites, tuple(sorted(unknowns.items())))
