"""What pages look up of the records in whichever language, each worked out once; it lives as long as its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.link.coverage import RecordCoverage, record_coverage
from atlas.records.base import Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.indicator import Indicator
from atlas.records.place import Place
from atlas.records.project import Project
from atlas.records.quantity import Observation, Rank
from atlas.records.shape import citations_among, references_among, walk
from atlas.trace import Kept, kept_property
from atlas.view import export

R = TypeVar("R", bound=Record)
Held = Mapping[str | None, list[R]]


class Contents(Struct, frozen=True):
    """What one record holds, as one walk through it tells."""

    sources: tuple[str, ...]
    """The sources it cites, in the order of its fields."""
    named: frozenset[str]
    """The keys it leads to; a speaker is named in words and not linked."""
    coverage: RecordCoverage
    """What it knows and leaves open."""


def contents(record: Record) -> Contents:
    """What a record holds."""
    found = tuple(walk(record))
    return Contents(
        tuple(dict.fromkeys(citation.source for _, citation in citations_among(found))),
        frozenset(f"{folder}/{name}" for at, folder, name in references_among(found) if "said_by" not in at.path),
        record_coverage(found),
    )


class Indexes:
    """Of each record what it cites, names and holds, and its data; of the districts what lies in them."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.contents: Kept[str, Contents] = Kept(lambda key: contents(atlas.get(key)))
        """By key of a record: what it cites, names and covers."""
        self.published: Kept[str, export.Published] = Kept(lambda key: export.published(atlas, atlas.get(key)))
        """By key of a record: its data as they are published, and their digest."""

    def memos(self) -> Mapping[str, Kept[str, Any]]:
        """What is worked out of each record, by name: plain values, which a build may leave for the next."""
        return {"contents": self.contents, "published": self.published}

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
