"""What the records say on the strength of one source: for each citation, what must stand in the paragraphs cited.

Names, aliases, persons, the names of records that a cited claim refers to, stage wordings, numbers with unit and
qualifier, dates as far as they are stated, and the numbers that a record's Chinese prose repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from atlas.article.dates import stated
from atlas.article.names import quoted
from atlas.article.numerals import RANK
from atlas.article.paragraphs import Passage, plain
from atlas.article.units import NEUTRAL
from atlas.article.wanted import Amount, Dated, Name, Wanted, Wording
from atlas.link.atlas import Atlas
from atlas.records.base import NamedRecord, Record
from atlas.records.citation import Citation
from atlas.records.commitment import Commitment, Finding, Measure
from atlas.records.district import Industry
from atlas.records.edtf import Duration, When
from atlas.records.parts import Alias, Claim, Part, Person, Text, Unknown
from atlas.records.plan import NamedPart, PlanPart
from atlas.records.project import Related
from atlas.records.quantity import Counted, Qualifier, Quantity, Rank
from atlas.records.shape import Found, Path, references, walk
from atlas.records.source import LeftOut, Paragraph, Reworded, Source

# Days that an editor gives, not the source: when a record was checked, when something was searched for.
_EDITORS_DAYS = frozenset({"checked"})
# Records of one thing, whose every claim must stand where the thing is named; the others are what articles are about.
_THINGS = frozenset({"projects", "organisations", "places"})


class Sought(Struct, frozen=True):
    """One thing that must stand in paragraphs of the source: who says so, in which field, and where it is cited."""

    record: str
    path: Path
    wanted: Wanted
    cites: tuple[Citation, ...]
    others: bool
    """Whether the field cites other sources as well, so that it may stand there instead."""
    about: str = ""
    """The record whose name is sought, where it is one's name."""


class _Reader(Struct):
    """Goes through one record, knowing the citations that hold at each place."""

    atlas: Atlas
    source: Source
    record: Record
    cites: dict[Path, tuple[Citation, ...]] = field(default_factory=dict)

    def all(self) -> Iterator[Sought]:
        self.cites = scopes(self.record)
        found = list(walk(self.record))
        yield from self.names()
        yield from self.referred()
        for item in found:
            for wanted in self.wanted(item):
                yield from self.sought(item.path, wanted, self.occasion(item))

    def sought(
        self, path: Path, wanted: Wanted, cites: tuple[Citation, ...] | None = None, about: str = ""
    ) -> Iterator[Sought]:
        cites = self.scope(path) if cites is None else cites
        here = tuple(cite for cite in cites if cite.source == self.source.id)
        if here:
            yield Sought(self.record.key, path, wanted, here, len(here) < len(cites), about)

    def occasion(self, item: Found) -> tuple[Citation, ...] | None:
        """Where a person or a day may stand that no citation can be given for: anywhere in an article the record cites."""
        if not isinstance(item.value, Person | When) or any(
            item.path[:size] in self.cites for size in range(1, len(item.path))
        ):
            return None
        if isinstance(self.record, Source) and self.record.id != self.source.id:
            return ()
        cited = {cite.source for cites in self.cites.values() for cite in cites}
        whole = Citation(self.source.id, 1, len(self.source.paragraphs))
        return tuple(whole if name == self.source.id else Citation(name, 1, 1) for name in sorted(cited))

    def scope(self, path: Path) -> tuple[Citation, ...]:
        """The citations of the nearest part around a place that has any; at last the record's own."""
        return next(self.cites[path[:size]] for size in range(len(path), -1, -1) if path[:size] in self.cites)

    def names(self) -> Iterator[Sought]:
        """The record's names: where it is introduced, where an alias is cited, and in every claim about a thing."""
        record = self.record
        if not isinstance(record, NamedRecord) or (isinstance(record, Source) and record.title_is == "ours"):
            return
        forms = named(record, self.source.language)
        if not forms:
            return
        yield from self.sought(("names",), Name(forms), self.cites[()], record.key)
        for index, alias in enumerate(record.aliases):
            form = getattr(alias, self.source.language)
            if form:
                yield from self.sought(("aliases", index), Name((form,)))
        if record.folder in _THINGS and any(cite.source == self.source.id for cite in self.cites[()]):
            for path, cites in self.cites.items():
                if path and path[0] not in ("aliases", "summary", "related", "unknowns"):
                    yield from self.sought(path, Name(forms), cites, record.key)

    def referred(self) -> Iterator[Sought]:
        """The records that a cited claim names: parties, partners, larger projects, places."""
        for found, folder, name in references(self.record):
            other = self.atlas.records.get(folder, {}).get(name)
            is_claimed = isinstance(found.owner, Claim | NamedPart) and not isinstance(found.owner, Related | Industry)
            if is_claimed and other is not None and other.key != self.record.key:
                forms = named(other, self.source.language)
                if forms and folder not in ("sources", "indicators"):
                    yield from self.sought(found.path, Name(forms), about=other.key)

    def wanted(self, item: Found) -> Iterator[Wanted]:
        """What one field's value demands of the article."""
        value, key = item.value, item.field.key
        if isinstance(item.owner, (Unknown, LeftOut, Reworded)) or key in _EDITORS_DAYS:
            return
        if isinstance(value, When):
            yield from (Dated(day) for day in stated(value))
        elif isinstance(value, Duration):
            spans = ((value.years, "year"), (value.months, "month"), (value.days, "day"))
            yield from (Amount(Decimal(count), unit, qualifier=Qualifier.EXACT) for count, unit in spans if count)
        elif isinstance(value, Person):
            yield from self.literal(value, "person-elsewhere")
        elif isinstance(value, Industry | NamedPart):
            yield from self.literal(value, "name-elsewhere")
        elif key == "wording":
            yield Wording(value)
        else:
            yield from self.amounts(value)
            if isinstance(value, Text) and not isinstance(value, (Alias, NamedPart)):
                yield from repeated(value)

    def literal(self, value: Any, rule: str) -> Iterator[Wanted]:
        form = getattr(value, self.source.language)
        if form:
            yield Name((form,), rule)

    def amounts(self, value: Any) -> Iterator[Amount]:
        if isinstance(value, Quantity | Measure) and value.value is not None and value.unit is not None:
            if value.unit == RANK:
                yield Amount(Decimal(value.value), RANK, qualifier=Qualifier.EXACT)
                return
            noun, word = self.counted(value.counted, is_one=value.value == 1)
            yield Amount(Decimal(value.value), value.unit, noun, word, value.qualifier or Qualifier.EXACT)
        elif isinstance(value, Finding) and value.value is not None and isinstance(self.record, Commitment):
            yield Amount(Decimal(value.value), self.record.measure.unit or "")
        elif isinstance(value, Rank):
            yield Amount(Decimal(value.value), RANK, qualifier=Qualifier.EXACT)
        elif isinstance(value, PlanPart) and value.count is not None:
            noun = getattr(value.what, self.source.language) or ""
            yield Amount(Decimal(value.count), noun=_bare(noun, self.source.language))

    def counted(self, counted: Counted | None, *, is_one: bool) -> tuple[str, str]:
        """The noun of a count and its measure word, in the source's language."""
        if counted is None:
            return "", ""
        if self.source.language == "en":
            return (counted.en_one if is_one and counted.en_one else counted.en) or "", ""
        return _bare(counted.zh or "", "zh"), counted.zh_unit or ""


def scopes(record: Record) -> dict[Path, tuple[Citation, ...]]:
    """The citations of a record by the part they hold for; those of its summary for all that has none of its own."""
    base = getattr(record, "summary", None) or getattr(record, "what", None)
    cites: dict[Path, tuple[Citation, ...]] = {(): tuple(getattr(base, "cite", ()))}
    for item in walk(record):
        if isinstance(item.value, Paragraph):
            cites[item.path] = (Citation(record.id, item.value.p, item.value.p),)
        elif isinstance(item.value, Part) and (own := getattr(item.value, "cite", ())):
            cites[item.path] = tuple(own)
    return cites


def _bare(noun: str, language: str) -> str:
    """A noun without what stands in brackets after it, and without quotation marks."""
    return re.sub(r"\(.*?\)|[“”‘’「」]", "", plain(noun, language)).strip()


def named(record: Record, language: str) -> tuple[str, ...]:
    """The names and aliases of a record in one language."""
    if not isinstance(record, NamedRecord):
        return ()
    forms = (getattr(record.names, language), *(getattr(alias, language) for alias in record.aliases))
    return tuple(form for form in forms if form)


def repeated(text: Text) -> Iterator[Amount]:
    """The numbers with a unit that a record's Chinese prose states."""
    passage = Passage(0, (len(text.zh or ""),), plain(text.zh or ""), "zh")
    names = [(start, end) for start, end, _ in quoted(passage.text)]
    for number in passage.numbers:
        is_in_name = any(start < number.start < end for start, end in names)
        if not (number.unit in NEUTRAL or number.unit == RANK or number.is_numeral or is_in_name):
            yield Amount(number.value, number.unit, qualifier=number.qualifier, rule="prose-elsewhere")


def citing(atlas: Atlas, source: Source) -> Iterator[Record]:
    """The published records that cite a source, and its own, in order."""
    keys = {key for (name, _), found in atlas.citing.items() if name == source.id for key in found}
    return (record for record in atlas.published() if record.key in keys | {source.key})


def sought(atlas: Atlas, source: Source) -> tuple[Sought, ...]:
    """Everything that the records say on the strength of a source, in order of record and field."""
    found: dict[Sought, None] = {}
    for record in citing(atlas, source):
        for item in _Reader(atlas, source, record).all():
            found[item] = None
    return tuple(found)
