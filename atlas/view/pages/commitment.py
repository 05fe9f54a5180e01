"""The page of a commitment: what, by whom, by when, how it stands, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from atlas.records import edtf
from atlas.records.commitment import Commitment, CommitmentClass, Due, RestatedField
from atlas.records.parts import Unknown
from atlas.view import dates, facts, ledger, quantities, relations
from atlas.view.composer import ACTORS, Composer
from atlas.view.marks import Mark, Said, Words
from atlas.view.model import Block
from atlas.view.rows import Milestone, MilestoneForm, Pair


def blocks(c: Composer, commitment: Commitment) -> Iterator[Block]:
    """The page's parts, in order."""
    yield Block("standing", c.t("block.standing"), "pairs", tuple(_standing(c, commitment)))
    yield Block("terms", c.t("block.terms"), "pairs", tuple(_terms(c, commitment)))
    yield _restatements(c, commitment)
    yield _findings(c, commitment)
    yield relations.records(c, (f"projects/{name}" for name in commitment.projects), "projects", "block.projects")
    yield relations.records(c, commitment.records, "records", "block.records")
    yield _group(c, commitment)
    yield relations.related(c, commitment.key, commitment.related)
    yield from relations.referring(c, commitment.key)
    yield facts.cautions(c, commitment.cautions)
    yield facts.unknowns(c, commitment.unknowns)


def _pair(c: Composer, key: str, text: str, **more: object) -> Pair:
    return Pair(Words(c.t(key)), (Said(Words(text)),), **more)  # type: ignore[arg-type]


def _standing(c: Composer, commitment: Commitment) -> Iterator[Pair]:
    standing = c.atlas.standings[commitment.id]
    mark = ledger.status_mark(c, commitment, standing, glossed=True)
    as_of = c.day(c.atlas.as_of)
    as_of_words = Said(Words(c.t("standing.as-of", date=as_of.text)))
    yield Pair(Words(c.t("standing.status")), (as_of_words,), status=mark)
    yield _pair(c, "standing.why", c.t(f"status.{standing.status}.why"))
    if standing.reached is not None:
        yield Pair(Words(c.t("standing.reached")), moment=c.moment(standing.reached))
    if standing.slip_days:
        original = ledger.due_moment(c, standing.original_due)
        yield _pair(c, "standing.slip", c.t("standing.slip.from", date=original.text))
    if standing.newest_evidence is not None:
        yield Pair(Words(c.t("standing.newest")), moment=c.moment(standing.newest_evidence))


def _terms(c: Composer, commitment: Commitment) -> Iterator[Pair]:
    cite = c.marks(commitment.what.cite)
    yield _maker(c, commitment, cite)
    if commitment.addressed_to:
        yield _pair(c, "terms.addressed-to", c.people(commitment.addressed_to), marks=cite)
    yield Pair(Words(c.t("terms.made-on")), moment=c.moment(commitment.made_on), unknown=commitment.made_on is None)
    yield from _due(c, commitment)
    yield _pair(c, f"terms.measure.{commitment.class_}", measure(c, commitment), marks=cite)
    for kind, value in (("class", commitment.class_), ("strength", commitment.strength)):
        yield Pair(Words(c.t(f"terms.{kind}")), links=(c.gloss(kind, value, c.t(f"{kind}.{value}")),))
    if commitment.district is not None:
        yield Pair(Words(c.t("aside.district")), links=(c.link(f"districts/{commitment.district}"),))


def _maker(c: Composer, commitment: Commitment, cite: tuple[Mark, ...]) -> Pair:
    """Who made it, in the words that lead to the body where there is but one."""
    term, people = "terms.made-by", c.people(commitment.made_by)
    keys = []
    for actor in commitment.made_by:
        keys += [f"{folder}s/{name}" for folder in ACTORS if (name := getattr(actor, folder))]
    links = c.links(dict.fromkeys(keys))
    if len(links) == 1:
        return Pair(Words(c.t(term)), links=(replace(links[0], text=people, lang=None),), marks=cite)
    return _pair(c, term, people, links=links, marks=cite)


def _due(c: Composer, commitment: Commitment) -> Iterator[Pair]:
    term = Words(c.t(f"terms.due.{commitment.class_}"))
    standing = c.atlas.standings[commitment.id]
    if isinstance(commitment.due, Unknown):
        yield facts.unknown_pair(c, term.text, commitment.due)
        return
    words = []
    cite = commitment.due.cite if isinstance(commitment.due, Due) and commitment.due.cite else commitment.what.cite
    if isinstance(commitment.due, Due) and commitment.due.reason is not None:
        words.append(c.plain(commitment.due.reason))
    yield Pair(
        term, tuple(words), marks=c.marks(cite), moment=ledger.due_moment(c, standing.due), unknown=standing.due is None
    )


def measure(c: Composer, commitment: Commitment) -> str:
    """How one will see that it is met, in words."""
    m = commitment.measure
    if m.condition is not None:
        return c.words(m.condition).text
    if m.project is not None and m.stage is not None:
        return c.t("measure.stage", project=c.title(f"projects/{m.project}").text, stage=c.term("stages", m.stage))
    if m.value is not None and m.unit is not None:
        amount = quantities.amount(m.value, m.unit, m.counted, m.qualifier, c.language, c.strings)
        name = (
            c.term("measures", m.measure)
            if m.measure
            else c.title(f"indicators/{m.indicator}").text
            if m.indicator
            else ""
        )
        return c.t(f"measure.{m.kind}", name=name, amount=quantities.text(amount, c.language)).strip(" :：")
    return c.t("measure.none")


def _restatements(c: Composer, commitment: Commitment) -> Block:
    items = []
    for entry in commitment.restated:
        old, new = (entry.old, entry.new)
        if entry.field_ is RestatedField.DUE:
            old, new = (_due_text(c, text) for text in (entry.old, entry.new))
        title = c.t("restated.change", field=c.t(f"restated.{entry.field_}"), old=old, new=new)
        notes = (c.words(entry.reason),) if entry.reason is not None else (Words(c.t("restated.no-reason")),)
        items.append(
            Milestone(
                c.moment(entry.on), Words(title), "happened", c.marks(entry.cite), c.speaker(entry.said_by), notes
            )
        )
    empty = c.t("restated.none") if commitment.class_ is CommitmentClass.COMMITMENT else ""
    return Block("restated", c.t("block.restated"), "history", tuple(items), empty=empty)


def _due_text(c: Composer, text: str) -> str:
    if text.startswith("P"):
        return dates.duration_text(edtf.parse_duration(text), c.language, c.strings)
    return c.moment(edtf.parse(text)).text


def _findings(c: Composer, commitment: Commitment) -> Block:
    items = []
    for entry in commitment.findings:
        shown = []
        if entry.outcome is not None:
            shown.append(c.t(f"outcome.{entry.outcome}"))
        if entry.value is not None and commitment.measure.unit is not None:
            m = commitment.measure
            amount = quantities.amount(entry.value, m.unit or "count", m.counted, None, c.language, c.strings)
            shown.append(quantities.text(amount, c.language))
        notes = [Words(c.t(f"independence.{entry.by}"))]
        if entry.reached is not None:
            notes.append(Words(c.t("finding.reached", date=c.moment(entry.reached).text)))
        if entry.note is not None:
            notes.append(c.words(entry.note))
        if entry.withdrawn is not None:
            notes.append(Words(c.t("finding.withdrawn", reason=c.words(entry.withdrawn).text)))
        marks = c.marks((*entry.cite, *(entry.withdrawn.cite if entry.withdrawn is not None else ())))
        form: MilestoneForm = "happened" if entry.withdrawn is None else "reported"
        items.append(
            Milestone(c.moment(entry.on), Words(c.join(shown)), form, marks, c.speaker(entry.said_by), tuple(notes))
        )
    # What has no status waits for no evidence.
    empty = c.t("findings.none") if commitment.class_ is CommitmentClass.COMMITMENT else ""
    return Block("findings", c.t("block.findings"), "history", tuple(items), empty=empty)


def _group(c: Composer, commitment: Commitment) -> Block:
    """Others said in the same breath."""
    if commitment.group is None:
        return Block("group", c.t("block.group"), "commitments")
    siblings = [item for item in c.indexes.groups[commitment.group] if item.id != commitment.id]
    rows = tuple(
        replace(ledger.row(c, item), class_label=c.t(f"class.{item.class_}")) for item in ledger.in_order(c, siblings)
    )
    return Block("group", c.t("block.group"), "commitments", rows)
