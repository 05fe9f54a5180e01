"""Blocks of relations: parties, places, co-operation, related records, and what refers to a record."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.records import PUBLISHED
from atlas.records.commitment import Commitment
from atlas.records.district import Cooperation, Industry, PartnerList
from atlas.records.parts import Location, Participant, Unknown
from atlas.records.project import Party, Project, Related
from atlas.view.composer import ACTORS, Composer
from atlas.view.facts import inline, unknown
from atlas.view.ledger import status_mark
from atlas.view.marks import Said, StageForm, StageMark, Words
from atlas.view.model import Block
from atlas.view.reference import IndustryClass, IndustryRow, Tie
from atlas.view.rows import Pair, RecordRow

_STAGE_LOOPS = frozenset({"revitalisation", "upgrading"})


def stage_mark(c: Composer, stage: str, *, glossed: bool = False) -> StageMark:
    """The compact stage of a project; its word leads to the glossary if `glossed`."""
    term = c.atlas.term("stages", stage)
    form: StageForm = "unknown"
    if term.step is not None:
        form = ("1", "2", "3", "4", "5")[term.step - 1]
    elif stage in _STAGE_LOOPS:
        form = "loop"
    return StageMark(form, c.words(term).text, c.explained("stage", stage) if glossed else "")


def record_row(c: Composer, key: str, *, reason: Words | None = None, meta: Iterable[str] = ()) -> RecordRow:
    """One record in a list, with what can be said of it in a word."""
    record = c.atlas.get(key)
    words = [*meta]
    stage = status = None
    if isinstance(record, Project):
        words.append(c.term("project-kinds", record.kind))
        stage = stage_mark(c, c.atlas.progress[record.id].stage, glossed=True)
    elif isinstance(record, Commitment):
        words.append(c.t(f"class.{record.class_}"))
        status = status_mark(c, record, c.atlas.standings[record.id], glossed=True)
    elif (kind := getattr(record, "kind", None)) is not None:
        words.append(c.term(f"{record.folder[:-1]}-kinds", kind))
    return RecordRow(c.link(key), tuple(words), stage, status, reason)


def records(c: Composer, keys: Iterable[str], id_: str, title: str, *, remark: str = "", empty: str = "") -> Block:
    """A list of records."""
    return Block(id_, c.t(title), "records", tuple(record_row(c, key) for key in keys), remark=remark, empty=empty)


def related(c: Composer, key: str, items: Iterable[Related]) -> Block:
    """Records related to this one, by its own word or by theirs."""
    rows = []
    seen = set()
    for item in items:
        seen.add(item.record)
        rows.append(_related_row(c, item.record, item, item.kind))
    for reference in c.atlas.referring.get(key, ()):
        if reference.field != "related" or reference.key in seen:
            continue
        for item in getattr(c.atlas.get(reference.key), "related", ()):
            if item.record == key:
                inverse = c.atlas.term("relations", item.kind).inverse
                rows.append(_related_row(c, reference.key, item, inverse or item.kind))
    return Block("related", c.t("block.related"), "records", tuple(rows))


def _related_row(c: Composer, key: str, item: Related, kind: str) -> RecordRow:
    reason = c.words(item.reason) if item.reason is not None else None
    row = record_row(c, key, reason=reason, meta=[c.term("relations", kind)])
    return RecordRow(row.link, row.meta, row.stage, row.status, row.reason, c.marks(item.cite))


def parties(c: Composer, items: Iterable[Party]) -> Block:
    """Who takes part, in which role."""
    pairs = []
    for party in items:
        roles = c.join(c.term("roles", role) for role in party.roles)
        words = [Said(Words(roles), c.marks(party.cite), c.speaker(party.said_by))]
        if party.note is not None:
            words.append(c.plain(party.note))
        key = f"organisations/{party.organisation}" if party.organisation else f"districts/{party.district}"
        pairs.append(Pair(Words(""), tuple(words), links=(c.link(key),)))
    return Block("parties", c.t("block.parties"), "pairs", tuple(pairs))


def participants(c: Composer, items: Iterable[Participant]) -> Block:
    """Who was there, in which capacity."""
    pairs = []
    for item in items:
        links = tuple(c.link(f"{folder}s/{name}") for folder in ACTORS if (name := getattr(item, folder)))
        named = item.person or item.text
        term = c.words(named) if named is not None else Words("")
        words = (c.plain(item.capacity),) if item.capacity is not None else ()
        pairs.append(Pair(term, words, links, c.marks(item.cite)))
    return Block("participants", c.t("block.participants"), "pairs", tuple(pairs))


def location(c: Composer, item: Location | Unknown | None, id_: str = "location") -> tuple[Block, ...]:
    """Where something is, as precisely as the source says."""
    if item is None:
        return ()
    title = c.t("block.location")
    if isinstance(item, Unknown):
        return (Block(id_, title, "unknowns", (unknown(c, item),)),)
    pairs = []
    if item.place is not None:
        pairs.append(
            Pair(Words(c.t("location.place")), links=(c.link(f"places/{item.place}"),), marks=c.marks(item.cite))
        )
    if item.within is not None:
        pairs.append(
            Pair(Words(c.t("location.within")), links=(c.link(f"projects/{item.within}"),), marks=c.marks(item.cite))
        )
    if item.text is not None:
        said = Said(c.words(item.text), c.marks(item.cite), c.speaker(item.said_by))
        pairs.append(Pair(Words(c.t("location.text")), words=(said,)))
    return (Block(id_, title, "pairs", tuple(pairs)),)


def industries(c: Composer, items: Iterable[Industry]) -> Block:
    """Industries by the class the district puts them in, with the records the source relates to each."""
    classes: dict[str, list[IndustryRow]] = {}
    for item in items:
        row = IndustryRow(
            name=Said(c.words(item), c.marks(item.cite), c.speaker(item.said_by)),
            subfields=c.join(c.words(part).text for part in item.subfields),
            notes=(c.words(item.note),) if item.note is not None else (),
            links=c.links(item.records),
        )
        classes.setdefault(item.rank, []).append(row)
    found = tuple(IndustryClass(c.term("industry-classes", rank), tuple(rows)) for rank, rows in classes.items())
    return Block("industries", c.t("block.industries"), "industries", found)


def cooperation(c: Composer, items: Iterable[Cooperation]) -> Block:
    """Links with places outside the district: what, with whom, how far."""
    ties = []
    for item in items:
        whole = "cooperation.open" if item.partner_list is PartnerList.OPEN else "cooperation.complete"
        noted = [*(figure.note for figure in item.figures), item.note]
        ties.append(
            Tie(
                what=c.words(item.what),
                state=c.term("cooperation-states", item.state),
                moment=c.moment(item.on, "date.year-not-stated"),
                partners=c.links(f"places/{partner}" for partner in item.partners),
                partner_list=c.t(whole) if item.partners else "",
                marks=c.marks(item.cite),
                by=c.speaker(item.said_by),
                records=c.links(item.records),
                figures=tuple(
                    Said(Words(inline(c, figure)), c.marks(figure.cite), c.speaker(figure.said_by))
                    for figure in item.figures
                ),
                notes=tuple(c.words(note) for note in noted if note is not None),
            )
        )
    return Block("cooperation", c.t("block.cooperation"), "cooperation", tuple(ties))


def referring(c: Composer, key: str, *, without: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """Everything that refers to a record, by type, but for what it refers to itself, which its page shows already.

    `without` names further folders, fields and `folder.field` by which the page shows a record elsewhere.
    """
    references = c.atlas.referring.get(key, ())
    shown = set(c.indexes.contents[key].named)
    for reference in references:
        folder, field = reference.key.partition("/")[0], reference.field
        if field == "related" or without & {folder, field, f"{folder}.{field}"}:
            shown.add(reference.key)
    keys = dict.fromkeys(item.key for item in references if item.field != "reworded" and item.key not in shown)
    found = {cls.folder: [key for key in keys if key.startswith(f"{cls.folder}/")] for cls in PUBLISHED}
    return tuple(records(c, keys, f"in-{folder}", f"referring.{folder}") for folder, keys in found.items() if keys)
