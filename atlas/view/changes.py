"""Blocks that tell what has changed: by day, of one record, and lately; and what was corrected."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from atlas.diff.changes import Kind, Verb
from atlas.diff.told import STATUS, WHOLE, Both, History, Told, by_record, clipped, excerpts
from atlas.link.atlas import Atlas
from atlas.records import Record
from atlas.records import citation as citations
from atlas.records.base import Correction, Doubts
from atlas.records.citation import Citation
from atlas.records.source import Source
from atlas.view.composer import Composer
from atlas.view.marks import Link, Mark, Moment, Said, Words
from atlas.view.model import Block
from atlas.view.rows import Milestone, Pair

PATH = "changes/"
# Longer words are cut here; the record's page has them whole.
MOST_CHARACTERS = 120
# Changes shown of one record on its page, and records on the home page; the rest is on /changes/.
MOST_OF_RECORD, MOST_ON_HOME = 3, 5
_ORDER = (Kind.WORLD, Kind.CORRECTION, Kind.NEW, Kind.WORDING, None, Kind.MOVED)


def day_block(c: Composer, day: dt.date, told: Iterable[Told]) -> Block:
    """What changed on one day, record by record."""
    rows = tuple(_entry(c, Moment(opening(_kinds(c, group))), group) for group in _groups(told))
    return Block(f"d{day.isoformat()}", c.day(day).text, "history", rows)


def lately(c: Composer, history: History) -> Block:
    """The home page's last few changes; nothing where none can be told."""
    groups = ((day, group) for day, told in days(history) for group in _groups(told))
    rows = tuple(_brief(c, c.day(day), group) for day, group in itertools.islice(groups, MOST_ON_HOME))
    empty = opening(none_since(c, history)) if history.gap is None else ""
    return Block("changes", c.t("changes.lately"), "history", rows, empty=empty, more=_all(c))


def of_record(c: Composer, record: Record, history: History) -> Iterator[Block]:
    """What was corrected in a record, and what else has changed of it, newest first."""
    if isinstance(record, Doubts) and record.corrections:
        rows = tuple(correction(c, record, entry) for entry in reversed(record.corrections))
        yield Block("corrections", c.t("corrections.of-record"), "history", rows)
    found = history.of(record.key)
    if found:
        shown = tuple(_alone(c, day, told) for day, told in found[:MOST_OF_RECORD])
        more = len(found) - len(shown)
        remark = c.t("changes.more", n=more) if more else ""
        yield Block("changes", c.t("changes.of-record"), "history", shown, remark=remark, more=_all(c))


def in_brief(c: Composer, record: Record, history: History) -> Pair:
    """The line of a record's aside that leads to its history, or says that there is none."""
    term = Words(c.t("changes.of-record"))
    if history.gap is not None:
        return Pair(term, (Said(Words(opening(c.t(f"changes.gap.{history.gap}")))),))
    found = history.of(record.key)
    if not found:
        return Pair(term, (Said(Words(opening(none_since(c, history)))),))
    return Pair(
        term, links=(Link(opening(c.t("changes.last", date=c.day(found[0][0]).text, n=len(found))), "#changes"),)
    )


def corrections(c: Composer) -> Block:
    """Every correction of every record, newest first."""
    found = sorted(
        _corrected(c.atlas), key=lambda item: (item[1].on.earliest or dt.date.min, item[0].key), reverse=True
    )
    rows = tuple(correction(c, record, entry, named=True) for record, entry in found)
    since = c.settings.history_since
    empty = c.t("corrections.none-since", date=c.day(since.date()).text) if since else c.t("corrections.none")
    return Block("made", c.t("corrections.made"), "history", rows, empty=empty, more=_all(c))


def _corrected(atlas: Atlas) -> Iterator[tuple[Record, Correction]]:
    """Every correction with its record, the later ones of a record first."""
    for record in atlas.published():
        if isinstance(record, Doubts):
            yield from ((record, entry) for entry in reversed(record.corrections))


def correction(c: Composer, record: Record, entry: Correction, *, named: bool = False) -> Milestone:
    """One correction: what stood there, what stands there now, and why."""
    title = c.t("changes.change", field=_field(c, entry), old=entry.old, new=entry.new)
    link = c.link(record.key) if named else None
    return Milestone(
        c.moment(entry.on), Words(title), "happened", c.marks(entry.cite), notes=(c.words(entry.reason),), link=link
    )


def _field(c: Composer, entry: Correction) -> str:
    """The field that was corrected, in words, and which one of its list."""
    name, *rest = entry.path
    label = c.t(f"changes.field.{name}") if f"changes.field.{name}" in c.strings.texts else str(name)
    number = next((step + 1 for step in rest if isinstance(step, int)), None)
    return c.t("corrections.field", field=label, n=number) if number is not None else label


def words(c: Composer, told: Told) -> str:
    """One change as a sentence."""
    old, new = (_in(c, side) for side in (told.old, told.new))
    if told.field == WHOLE:
        return c.t(f"changes.record.{told.verb}", type=_in(c, told.label), n=told.facts, old=old, new=new)
    remark = c.t("text.in-brackets", text=_in(c, told.remark)) if told.remark is not None else ""
    label = _in(c, told.label)
    if told.verb is Verb.CHANGED and old != new:
        old, new = (clipped(text, MOST_CHARACTERS) for text in excerpts(old, new))
        return c.t("changes.change", field=label, old=old, new=new) + remark
    said = c.t("figures.measure-of", measure=label, part=clipped(new or old, MOST_CHARACTERS)) + remark
    return c.t("changes.taken-out", words=said) if told.verb is Verb.REMOVED else said


def full_sentence(c: Composer, told: Told) -> str:
    """One change as it stands alone, away from its record's page: whose it is, what it is, of which kind."""
    name = c.t("figures.measure-of", measure=_in(c, told.name), part=words(c, told))
    return f"{name} · {_kind(c, told)}"


def _entry(c: Composer, moment: Moment, group: list[Told]) -> Milestone:
    """The changes of one record made on a day; the first leads, the others follow."""
    first, *others = group
    mixed = len({item.kind for item in group}) > 1
    lines = [words(c, item) + (f" · {_kind(c, item)}" if mixed else "") for item in others]
    title = words(c, first) + (f" · {_kind(c, first)}" if mixed else "")
    marks = _marks(c, (cite for item in group for cite in item.cites))
    return Milestone(
        moment, Words(_named(c, first, title)), "happened", marks,
        notes=tuple(map(Words, lines)), link=_link(c, first.record),
    )  # fmt: skip


def _brief(c: Composer, moment: Moment, group: list[Told]) -> Milestone:
    """The first change of a record made on a day, and how many there are; the way to the sources is through the record."""
    first, *others = group
    notes = [opening(_kinds(c, group)), *([c.t("changes.more", n=len(others))] if others else [])]
    title = Words(_named(c, first, words(c, first)))
    return Milestone(moment, title, "happened", notes=(Words(c.join(notes)),), link=_link(c, first.record))


def _alone(c: Composer, day: dt.date, told: Told) -> Milestone:
    """One change, on the page of its own record."""
    return Milestone(
        c.day(day), Words(words(c, told)), "happened", _marks(c, told.cites), notes=(Words(opening(_kind(c, told))),)
    )


def _link(c: Composer, key: str) -> Link | None:
    folder, _, name = key.partition("/")
    return c.link(key) if name in c.atlas.records.get(folder, {}) else None


def _named(c: Composer, told: Told, sentence: str) -> str:
    """A sentence about a record that no link names, because it has no page any more."""
    if _link(c, told.record) is not None:
        return sentence
    return c.t("figures.measure-of", measure=_in(c, told.name), part=sentence)


def opening(text: str) -> str:
    """Words that stand by themselves."""
    return text[:1].upper() + text[1:]


def _marks(c: Composer, cites: Iterable[str]) -> tuple[Mark, ...]:
    """Source marks for what the atlas still holds."""
    sources = c.atlas.all(Source)

    def held(cite: Citation) -> bool:
        return cite.source in sources and cite.last <= len(sources[cite.source].paragraphs)

    return c.marks(cite for cite in map(citations.parse, dict.fromkeys(cites)) if held(cite))


def days(history: History) -> list[tuple[dt.date, tuple[Told, ...]]]:
    """All changes by day, newest first; on each day record by record, what tells most of the world first."""
    found: dict[dt.date, list[Told]] = {}
    for entry in history.entries:
        found.setdefault(entry.day, []).extend(entry.told)
    return [
        (day, tuple(item for group in sorted(_groups(told), key=lambda group: _rank(group[0])) for item in group))
        for day, told in sorted(found.items(), reverse=True)
    ]


def _groups(told: Iterable[Told]) -> list[list[Told]]:
    """Changes by record; of each, what tells most of the world first."""
    return [sorted(group, key=_rank) for group in by_record(told).values()]


def _rank(told: Told) -> tuple[bool, int]:
    """What tells most of the world first, what is gone last."""
    return told.verb is Verb.REMOVED, _ORDER.index(told.kind)


def _kinds(c: Composer, group: list[Told]) -> str:
    """What kinds of change a record saw, in a row."""
    found = Counter(item.kind for item in group)
    return c.join(c.t(f"changes.kind.{kind or STATUS}") for kind in _ORDER if found[kind])


def _kind(c: Composer, told: Told) -> str:
    return c.t(f"changes.kind.{told.kind or STATUS}")


def _in(c: Composer, both: Both | None) -> str:
    return "" if both is None else both.zh if c.language == "zh" else both.en


def none_since(c: Composer, history: History) -> str:
    assert history.since is not None
    return c.t("changes.none", date=c.day(history.since.date()).text)


def _all(c: Composer) -> Link:
    return Link(c.t("changes.all"), c.href(PATH))
