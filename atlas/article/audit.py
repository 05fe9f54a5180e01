"""The audit of one source: the article against its fingerprint, the records against it, and it against the records."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from atlas import fingerprint
from atlas.article.names import quoted
from atlas.article.numerals import Number
from atlas.article.paragraphs import Article, Departure, Passage, aligned, departures, plain, short
from atlas.article.sought import Sought, citing, scopes, sought
from atlas.article.units import INDEFINITE
from atlas.article.wanted import Wording
from atlas.link.atlas import Atlas
from atlas.records.parts import Names, Text
from atlas.records.shape import Path, walk
from atlas.records.source import LeftOut, Reworded, Source


class Absent(Struct, frozen=True):
    """Something a record says that does not stand in the paragraphs it cites, and what stands there instead."""

    sought: Sought
    instead: tuple[str, ...]


class Unrecorded(Struct, frozen=True):
    """A number or a quoted name of the article that no record cites."""

    p: int
    text: str
    """The original's words, at most twelve characters of them."""
    is_name: bool


class Idle(Struct, frozen=True):
    """An explanation on file that explains nothing (any more)."""

    entry: LeftOut | Reworded
    path: Path


class Share(Struct, frozen=True):
    """How much of what an article holds is recorded, deliberately left out, or neither."""

    recorded: int = 0
    left_out: int = 0
    unrecorded: int = 0

    @property
    def total(self) -> int:
        return self.recorded + self.left_out + self.unrecorded


class Audit(Struct, frozen=True):
    """Everything that an article and the records have to say of each other."""

    source: Source
    held: int
    departures: tuple[Departure, ...]
    misplaced: tuple[int, ...]
    """Paragraphs that do not begin with their locator."""
    digest_differs: bool
    """Whether every paragraph is the one fingerprinted and the digest of the whole is not."""
    stands: int
    elsewhere: int
    """Not found here, but the field cites other sources as well, which this text cannot settle."""
    reworded: int
    absent: tuple[Absent, ...]
    unrecorded: tuple[Unrecorded, ...]
    idle: tuple[Idle, ...]
    numbers: Share
    names: Share

    @property
    def unexplained(self) -> int:
        """How many findings ask for an answer; none means that the audit is clean."""
        return self.digest_differs + sum(
            map(len, (self.departures, self.misplaced, self.absent, self.unrecorded, self.idle))
        )


class _Ledger(Struct):
    """What of the article some record has claimed, paragraph by paragraph."""

    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)

    def mark(self, passage: Passage, start: int, end: int) -> None:
        for p, low, high in passage.homes(start, end):
            self.spans.setdefault(p, []).append((low, high))

    def holds(self, p: int, start: int, end: int) -> bool:
        """Whether one span claimed covers this one."""
        return any(low <= start and end <= high for low, high in self.spans.get(p, ()))

    def says(self, p: int, words: str) -> bool:
        """Whether a record that cites the paragraph uses these words."""
        return any(words in text for text in self.words.get(p, ()))


def audit(atlas: Atlas, source: Source, held: Article) -> Audit:
    """The article that an editor holds against all records of one source."""
    article = aligned(source.paragraphs, held)
    ledger = _Ledger()
    said = _said(atlas, source)
    ledger.words = {p: [plain(text, source.language) for text in texts] for p, texts in said.items()}
    stands, others, absent = 0, 0, []
    for item in sought(atlas, source):
        passages = [article.passage(cite.first, cite.last) for cite in item.cites]
        spans = list(item.wanted.spans(passages))
        if spans:
            stands += 1
        elif item.others:
            others += 1
        else:
            absent.append(Absent(item, item.wanted.instead(passages)))
        if not (_is_gist(item, source) or isinstance(item.wanted, Wording)):
            for span in spans:
                ledger.mark(*span)
    absent = _once(absent)
    unrecorded, numbers, names = _unrecorded(source, article, ledger)
    explained, left = _explained(source, absent), _left_out(source, unrecorded)
    departed = departures(source.paragraphs, held)
    return Audit(
        source=source,
        held=len(held.paragraphs),
        departures=departed,
        misplaced=tuple(_misplaced(source, article)),
        digest_differs=not departed and not _is_whole(source, held),
        stands=stands,
        elsewhere=others,
        reworded=len(explained),
        absent=tuple(item for item in absent if item not in explained),
        unrecorded=tuple(item for item in unrecorded if item not in left),
        idle=tuple(_idle(source, explained, left)),
        numbers=_share(numbers, [item for item in unrecorded if not item.is_name], left),
        names=_share(names, [item for item in unrecorded if item.is_name], left),
    )


def _once(absent: list[Absent]) -> list[Absent]:
    """A record whose name does not stand where it is introduced is reported for that alone, not wherever it is named."""
    nameless = {item.sought.record for item in absent if item.sought.path == ("names",)}
    return [item for item in absent if item.sought.path == ("names",) or item.sought.about not in nameless]


def _is_gist(item: Sought, source: Source) -> bool:
    """Whether it is only the source's own table of contents that says so."""
    return item.record == source.key and item.path[:1] == ("paragraphs",)


def _said(atlas: Atlas, source: Source) -> dict[int, list[str]]:
    """For each paragraph, the words in the source's language of the records that cite it."""
    found: dict[int, list[str]] = {}
    for record in citing(atlas, source):
        cites = scopes(record)
        for item in walk(record):
            words = getattr(item.value, source.language, None) if isinstance(item.value, Text | Names) else None
            if not words or item.path[0] in ("paragraphs", "left_out", "reworded"):
                continue
            scope = next(cites[item.path[:size]] for size in range(len(item.path), -1, -1) if item.path[:size] in cites)
            for p in {p for cite in scope if cite.source == source.id for p in cite.paragraphs}:
                found.setdefault(p, []).append(words)
    return found


def _unrecorded(source: Source, article: Article, ledger: _Ledger) -> tuple[list[Unrecorded], int, int]:
    """The numbers and quoted names that no record claims, and how many of each the article has."""
    found: list[Unrecorded] = []
    numbers = names = 0
    for entry in source.paragraphs:
        passage = article.passage(entry.p, entry.p)
        for start, end, words in quoted(passage.text):
            names += 1
            if not (ledger.holds(entry.p, start + 1, end - 1) or ledger.says(entry.p, words)):
                found.append(Unrecorded(entry.p, short(words), True))
            elif ledger.says(entry.p, words):
                ledger.mark(passage, start, end)
        for start, end in sorted({*_counted(passage), *((day.start, day.end) for day in passage.dates)}):
            numbers += 1
            if not ledger.holds(entry.p, start, end):
                found.append(Unrecorded(entry.p, short(passage.text[start:end]), False))
    return found, numbers, names


def _counted(passage: Passage) -> Iterator[tuple[int, int]]:
    """The numbers that say something by themselves: digits, and Chinese numerals or words with a unit."""
    for number in passage.numbers:
        if not number.is_numeral or (number.unit and not _is_indefinite(number)):
            yield number.start, number.end


def _is_indefinite(number: Number) -> bool:
    return number.value == 1 and number.unit in INDEFINITE


def _is_whole(source: Source, held: Article) -> bool:
    whole = source.digest
    return whole is None or whole.startswith(fingerprint.digest("".join(held.paragraphs))[: len(whole)])


def _misplaced(source: Source, article: Article) -> Iterator[int]:
    for entry, text in zip(source.paragraphs, article.paragraphs, strict=True):
        if text and not plain(text, source.language).startswith(plain(entry.locator, source.language).strip()):
            yield entry.p


def _explained(source: Source, absent: list[Absent]) -> list[Absent]:
    """The findings that the source's record explains."""
    return [item for item in absent if any(_explains(entry, item) for entry in source.reworded)]


def _explains(entry: Reworded, item: Absent) -> bool:
    return entry.record == item.sought.record and entry.path == written(item.sought.path)


def _left_out(source: Source, unrecorded: list[Unrecorded]) -> list[Unrecorded]:
    """What the source's record lists as left out on purpose."""
    return [item for item in unrecorded if any(_is_left(entry, item, source) for entry in source.left_out)]


def _is_left(entry: LeftOut, item: Unrecorded, source: Source) -> bool:
    return entry.p == item.p and plain(entry.text, source.language).strip() == item.text.strip()


def _idle(source: Source, explained: list[Absent], left: list[Unrecorded]) -> Iterator[Idle]:
    for index, entry in enumerate(source.left_out):
        if not any(_is_left(entry, item, source) for item in left):
            yield Idle(entry, ("left_out", index))
    for index, reworded in enumerate(source.reworded):
        if not any(_explains(reworded, item) for item in explained):
            yield Idle(reworded, ("reworded", index))


def _share(total: int, unrecorded: list[Unrecorded], left: list[Unrecorded]) -> Share:
    explained = sum(item in left for item in unrecorded)
    return Share(total - len(unrecorded), explained, len(unrecorded) - explained)


def written(path: Path) -> str:
    """A field's path as editors write it: lists counted from 1, as in `figures/2/value`."""
    return "/".join(str(step + 1) if isinstance(step, int) else step for step in path)
