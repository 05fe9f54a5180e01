"""What pages look up of the records in whichever language, each worked out once; it lives as long as its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from atlas.link.atlas import Atlas
from atlas.link.coverage import RecordCoverage, record_coverage
from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.indicator import Indicator
from atlas.records.place import Place
from atlas.records.project import Project
from atlas.records.quantity import Observation, Rank
from atlas.records.shape import citations, references
from atlas.trace import Kept, kept_property
from atlas.view import export

R = TypeVar("R", bound=Record)
Held = Mapping[str | None, list[R]]


class Indexes:
    """Of each record what it cites, names and holds, and its digest; of the districts what lies in them."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.sources: Kept[str, tuple[str, ...]] = Kept(self._sources)
        """By key of a record: the sources it cites, in the order of its fields."""
        self.named: Kept[str, frozenset[str]] = Kept(self._named)
        """By key of a record: the keys it leads to; a speaker is named in words and not linked."""
        self.coverage: Kept[str, RecordCoverage] = Kept(lambda key: record_coverage(atlas.get(key)))
        """By key of a record: what it knows and leaves open."""
        self.digests: Kept[str, str] = Kept(lambda key: export.digest(export.record_data(atlas, atlas.get(key))))
        """By key of a record: the digest of its data."""
        self.encoded: Kept[str, bytes] = Kept(lambda key: export.encoded(export.record_data(atlas, atlas.get(key))))
        """By key of a record: its data as they are published."""

    def memos(self) -> Mapping[str, Kept[str, Any]]:
        """What is worked out of each record, by name: plain values, which a build may leave for the next."""
        names = ("sources", "named", "coverage", "digests", "encoded")
        return {name: getattr(self, name) for name in names}

    def _sources(self, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(citation.source for _, citation in citations(self._atlas.get(key))))

    def _named(self, key: str) -> frozenset[str]:
        found = references(self._atlas.get(key))
        return frozenset(f"{folder}/{name}" for place, folder, name in found if "said_by" not in place.path)

    @kept_property
    def projects(self) -> Held[Project]:
        """Projects by district, None where it is not known."""
        return by_district(self._atlas.all(Project).values())

    @kept_property
    def commitments(self) -> Held[Commitment]:
        """Commitments by district, None where they name none."""
        return by_district(self._atlas.all(Commitment).values())

    @kept_property
    def places(self) -> Held[Place]:
        """Places by district, None where they name none."""
        return by_district(self._atlas.all(Place).values())

    @kept_property
    def groups(self) -> Mapping[str, list[Commitment]]:
        """Commitments said in the same breath, by the name of their group."""
        found: dict[str, list[Commitment]] = {}
        for item in self._atlas.all(Commitment).values():
            if item.group is not None:
                found.setdefault(item.group, []).append(item)
        return found

    @kept_property
    def ranks(self) -> Mapping[str, list[tuple[int, Rank]]]:
        """Ranks by the key of their subject, each with its number among all."""
        found: dict[str, list[tuple[int, Rank]]] = {}
        every = (rank for item in self._atlas.all(Indicator).values() for rank in item.ranks)
        for number, rank in enumerate(every):
            found.setdefault(rank.subject, []).append((number, rank))
        return found

    @kept_property
    def observations(self) -> Mapping[str, list[tuple[str, Observation]]]:
        """Observations by indicator, each with the key of the record it stands in."""
        found: dict[str, list[tuple[str, Observation]]] = {}
        for cls in (District, Project):
            for record in self._atlas.all(cls).values():
                for item in record.observations:  # type: ignore[attr-defined]
                    found.setdefault(item.indicator, []).append((record.key, item))
        return found


def by_district(records: Iterable[R]) -> dict[str | None, list[R]]:
    """Records by the district they name, in order; None for those that name none or an unknown one."""
    groups: dict[str | None, list[R]] = {}
    for record in records:
        district = getattr(record, "district", None)
        groups.setdefault(district if isinstance(district, str) else None, []).append(record)
    return groups
