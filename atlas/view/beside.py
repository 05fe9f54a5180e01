"""Which areas the comparison sets side by side: all of them while they are few, else each beside those most like it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from atlas.link.atlas import Atlas
from atlas.records.district import District
from atlas.records.indicator import Indicator
from atlas.records.parts import Statement
from atlas.records.shape import citations
from atlas.view.paging import folder, leaf, pages_of

PATH = "compare/"
# So many areas fit side by side.
MOST_AREAS = 4


class Sheet(Struct, frozen=True):
    """One page: areas side by side, those most like `about` where it is one's own page, or a list of areas to choose."""

    areas: tuple[str, ...]
    about: str = ""
    number: int = 1
    pages: int = 0
    """How many pages the list of areas takes; none where all stand side by side."""

    @property
    def path(self) -> str:
        """Its address beneath a language."""
        return f"{PATH}{self.about}/" if self.about else f"{PATH}{folder(self.number)}"


def sheets(atlas: Atlas, size: int) -> Iterator[Sheet]:
    """Every page of the comparison."""
    areas = tuple(atlas.all(District))
    if len(areas) <= MOST_AREAS:
        yield Sheet(areas)
        return
    pages = pages_of(areas, size)
    for number in range(1, pages + 1):
        yield Sheet(tuple(leaf(areas, number, size)), number=number, pages=pages)
    traits = {name: _Traits.of(atlas, district) for name, district in atlas.all(District).items()}
    for name in areas:
        yield Sheet((name, *_beside(name, areas, traits)), about=name)


class _Traits(Struct, frozen=True):
    """What makes areas comparable: values on the same ground, values of the same indicators, the same sources."""

    grounds: frozenset[tuple[str, str, str]]
    indicators: frozenset[str]
    sources: frozenset[str]

    @classmethod
    def of(cls, atlas: Atlas, district: District) -> _Traits:
        """Those of one area, by its own record."""
        defined = {name for name, item in atlas.all(Indicator).items() if isinstance(item.definition, Statement)}
        return cls(
            frozenset(
                (item.indicator, item.as_of.text, str(item.basis))
                for item in district.observations
                if item.as_of is not None and item.indicator in defined
            ),
            frozenset(item.indicator for item in district.observations),
            frozenset(citation.source for _, citation in citations(district)),
        )

    def shared(self, other: _Traits) -> tuple[int, int, int]:
        """How much two areas have in common, what weighs most first."""
        return (
            len(self.grounds & other.grounds),
            len(self.indicators & other.indicators),
            len(self.sources & other.sources),
        )


def _beside(name: str, areas: tuple[str, ...], traits: dict[str, _Traits]) -> list[str]:
    """The areas most like one, as they stand in order; where nothing tells them apart, those that follow it."""
    own, at = traits[name], areas.index(name)
    following = (*areas[at + 1 :], *areas[:at])
    # Sorting keeps what is equally alike as it was.
    chosen = sorted(following, key=lambda other: own.shared(traits[other]), reverse=True)[: MOST_AREAS - 1]
    return sorted(chosen, key=areas.index)
