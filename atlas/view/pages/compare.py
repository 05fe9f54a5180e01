"""Areas side by side: what each has on record, and where it does not compare, why not. Nothing here is ranked.

Where there are more than fit, the first page is a list to choose one from, and each has a page beside those most like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from atlas.link.standing import Status
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.indicator import Indicator
from atlas.records.parts import Statement
from atlas.records.project import Project
from atlas.records.quantity import Observation, Rank
from atlas.records.source import Source
from atlas.view import attribution, beside, facts, ledger, paging, relations
from atlas.view.beside import PATH, Sheet
from atlas.view.composer import Composer
from atlas.view.marks import Amount, Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.pages import choice
from atlas.view.reference import CompareCell, CompareRow, Entry
from atlas.view.rows import FigureRow

# An area names so many of its sources.
MOST_SOURCES = 20
Areas = Sequence[District]
Cells = Callable[[District], Iterable[Entry]]

sheets = beside.sheets


def page(c: Composer, sheet: Sheet) -> Page:
    """One page of the comparison."""
    name, lead = c.t("nav.compare"), Said(Words(c.t("compare.choose.lead" if sheet.pages else "list.compare")))
    title, own = paging.title(c, name, sheet.number), not sheet.about and sheet.number == 1
    if sheet.about:
        title = c.t("compare.of", area=c.title(f"districts/{sheet.about}").text)
        lead = Said(Words(c.t("compare.of.lead")))
    return put_together(
        c, "list", Names(Words(title)), blocks(c, sheet), title=title, description=lead.words.text,
        crumbs=() if own else ((PATH, name),), lead=lead if own or sheet.about else None,
    )  # fmt: skip


def blocks(c: Composer, sheet: Sheet) -> Iterator[Block]:
    """The page's parts, in order; areas stand in the order of their ids, whatever they have."""
    areas = [c.atlas.all(District)[name] for name in sheet.areas]
    if sheet.pages:
        yield from choice.blocks(c, sheet, areas)
        return
    about = _block(c, "about", _about(c, areas))
    yield replace(about, more=Link(c.t("compare.all-areas"), c.href(PATH))) if sheet.about else about
    yield _block(c, "projects", _projects(c, areas))
    yield _block(c, "commitments", _commitments(c, areas))
    yield _block(c, "indicators", _indicators(c, areas))
    yield _block(c, "ranks", _ranks(c, areas))
    yield _block(c, "totals", [_totals(c, areas)])


def _block(c: Composer, name: str, rows: Iterable[CompareRow]) -> Block:
    shown = tuple(row for row in rows if any(cell.entries for cell in row.cells))
    lead = Said(Words(c.t(f"compare.{name}.lead")))
    return Block(name, c.t(f"compare.{name}"), "comparison", shown, lead, empty=c.t("compare.nothing"))


def _cells(
    c: Composer, areas: Areas, entries: Cells, apart: Mapping[str, str] | None = None
) -> tuple[CompareCell, ...]:
    """A cell for each area."""
    cells = []
    for district in areas:
        found = tuple(entries(district))
        why = (apart or {}).get(district.id, "") if found else ""
        cells.append(CompareCell(c.link(district.key), found, "" if found else c.t("compare.none"), why))
    return tuple(cells)


def _about(c: Composer, areas: Areas) -> Iterator[CompareRow]:
    def kind(district: District) -> Iterator[Entry]:
        yield Entry(Words(c.term("district-kinds", district.kind)))

    def sources(district: District) -> Iterator[Entry]:
        names = _sources(c, district)
        for name in names[:MOST_SOURCES]:
            yield Entry(link=c.link(f"sources/{name}"), meta=attribution.published(c.volume, c.atlas.all(Source)[name]))
        if len(names) > MOST_SOURCES:
            yield Entry(link=Link(c.t("group.more", n=len(names) - MOST_SOURCES), c.href("sources/")))

    yield CompareRow(Link(c.t("compare.kind"), ""), _cells(c, areas, kind))
    yield CompareRow(Link(c.t("compare.sources"), c.href("sources/")), _cells(c, areas, sources))


def _sources(c: Composer, district: District) -> list[str]:
    """The sources that an area's own record, its projects and its commitments cite."""
    own = [district.key]
    own += [item.key for item in c.indexes.projects.get(district.id, ())]
    own += [item.key for item in c.indexes.commitments.get(district.id, ())]
    return sorted({name for key in own for name in c.indexes.contents[key].sources})


def _counted(
    c: Composer,
    areas: Areas,
    label: Link,
    counts: Counter[str],
    *,
    symbol: Literal["stage", "status"] | None = None,
    form: str = "",
) -> CompareRow:
    """A row of plain counts, of records and not of things in the world."""
    cells = _cells(c, areas, lambda district: (Entry(amount=Amount(str(counts[district.id]))),))
    more = {symbol: form} if symbol else {}
    return CompareRow(label, cells, compact=True, **more)  # type: ignore[arg-type]


def _projects(c: Composer, areas: Areas) -> Iterator[CompareRow]:
    projects = [item for district in areas for item in c.indexes.projects.get(district.id, ())]
    yield _counted(c, areas, Link(c.t("compare.all-projects"), c.href("projects/")), _by_district(projects))
    for stage in c.atlas.vocabulary["stages"]:
        here = [item for item in projects if c.atlas.progress[item.id].stage == stage]
        mark = relations.stage_mark(c, stage)
        if here:
            yield _counted(
                c, areas, c.gloss("stage", stage, mark.label), _by_district(here), symbol="stage", form=mark.form
            )


def _commitments(c: Composer, areas: Areas) -> Iterator[CompareRow]:
    items = [item for district in areas for item in c.indexes.commitments.get(district.id, ())]
    classes = {class_: [item for item in items if item.class_ is class_] for class_ in CommitmentClass}
    own = classes.pop(CommitmentClass.COMMITMENT)
    yield _counted(c, areas, c.gloss("class", "commitment", c.t("compare.all-commitments")), _by_district(own))
    for status in ledger.ORDER:
        here = [item for item in own if c.atlas.standings[item.id].status is status]
        if here and status is not Status.NOT_APPLICABLE:
            label = c.gloss("status", status, c.t(f"status.{status}"))
            yield _counted(c, areas, label, _by_district(here), symbol="status", form=ledger.FORMS[status])
    for class_, found in classes.items():
        if found:
            yield _counted(c, areas, c.gloss("class", class_, c.t(f"compare.all-{class_}s")), _by_district(found))


def _by_district(items: Iterable[Project] | Iterable[Commitment]) -> Counter[str]:
    return Counter(item.district for item in items if isinstance(item.district, str))


def _indicators(c: Composer, areas: Areas) -> Iterator[CompareRow]:
    for indicator in c.atlas.all(Indicator).values():
        values = {
            district.id: [item for item in district.observations if item.indicator == indicator.id]
            for district in areas
        }
        told = (key for key, _ in c.indexes.observations.get(indicator.id, ()))
        elsewhere = any(key.startswith("districts/") and key.partition("/")[2] not in values for key in told)

        def entries(
            district: District, indicator: Indicator = indicator, values: dict[str, list[Observation]] = values,
            elsewhere: bool = elsewhere,
        ) -> Iterator[Entry]:  # fmt: skip
            others = [item for name, found in values.items() if name != district.id for item in found]
            for item in values[district.id]:
                reasons = tuple(reasons_apart(c, indicator, item, others, elsewhere=elsewhere))
                yield _entry(facts.figure_row(c, item, glossed=False), apart=not_comparable(c, reasons))

        comparable = _comparable(c, indicator, list(chain.from_iterable(values.values())))
        yield CompareRow(c.link(indicator.key), _cells(c, areas, entries), comparable)


def reasons_apart(
    c: Composer, indicator: Indicator, item: Observation, others: list[Observation], *, elsewhere: bool = False
) -> Iterator[str]:
    """Why a value does not compare with those of the other areas; nothing where it does.

    Args:
        elsewhere: whether an area that is not among them has a value.
    """
    if not isinstance(indicator.definition, Statement):
        yield c.t("compare.no-definition")
    if not others:
        yield c.t("compare.only-one-here" if elsewhere else "compare.only-one")
    elif item.as_of is None:
        yield c.t("compare.no-year")
    elif not any(other.as_of is not None and other.as_of.text == item.as_of.text for other in others):
        yield c.t("compare.other-year")
    elif not any(other.basis is item.basis for other in others):
        yield c.t("compare.other-basis")


def _comparable(c: Composer, indicator: Indicator, values: list[Observation]) -> str:
    """What is said of a row whose values all stand on the same ground."""
    grounds = {(item.as_of.text if item.as_of else None, item.basis) for item in values}
    same = isinstance(indicator.definition, Statement) and len(values) > 1 and len(grounds) == 1
    return c.t("compare.comparable") if same and (None not in {year for year, _ in grounds}) else ""


def _ranks(c: Composer, areas: Areas) -> Iterator[CompareRow]:
    for indicator in c.atlas.all(Indicator).values():
        if not indicator.ranks:
            continue

        def entries(district: District, indicator: Indicator = indicator) -> Iterator[Entry]:
            for rank in indicator.ranks:
                if rank.subject == district.key or _lies_in(c, rank.subject, district):
                    yield _rank(c, rank, district)

        yield CompareRow(c.link(indicator.key), _cells(c, areas, entries))


def _lies_in(c: Composer, key: str, district: District) -> bool:
    return getattr(c.atlas.get(key), "district", None) == district.id


def _rank(c: Composer, rank: Rank, district: District) -> Entry:
    """A rank with its true subject, which may lie in the area without being the area."""
    place = c.t("rank.place-of", place=rank.value, of=rank.of) if rank.of else c.t("rank.place", place=rank.value)
    assessor = c.actor(rank.assessed_by) if rank.assessed_by is not None else c.t("rank.assessor-not-stated")
    why = c.t("compare.rank-scope")
    if rank.subject != district.key:
        subject, area = c.title(rank.subject).text, c.title(district.key).text
        why = c.t("compare.rank-of-other", subject=subject, district=area)
    return Entry(
        Words(place),
        meta=c.moment(rank.as_of, "date.year-not-stated").text,
        marks=c.marks(rank.cite),
        by=c.speaker(rank.said_by),
        notes=(c.words(rank.scope), Words(assessor)),
        link=c.link(rank.subject),
        apart=not_comparable(c, (why,)),
    )


def _totals(c: Composer, areas: Areas) -> CompareRow:
    def entries(district: District) -> Iterator[Entry]:
        # A counted set is told whole: how far it is named, and what it must not be added to.
        for item in facts.totals(c, district.totals).items:
            notes = (Words(item.sentence), *(Words(text) for text in item.warnings))  # type: ignore[attr-defined]
            yield _entry(item.figure, notes=notes)  # type: ignore[attr-defined]

    why = {district: not_comparable(c, (c.t("compare.totals-differ"),)) for district in [item.id for item in areas]}
    return CompareRow(Link(c.t("block.totals"), ""), _cells(c, areas, entries, why))


def _entry(row: FigureRow, *, notes: tuple[Words, ...] = (), apart: str = "") -> Entry:
    """A number with its name, nature and time."""
    when = row.moment.text + (f" · {row.moment.remark}" if row.moment.remark else "")
    return Entry(
        row.label if notes else None, row.amount, f"{row.basis_label} · {when}", row.marks, row.by,
        (*row.notes, *notes), apart=apart,
    )  # fmt: skip


def not_comparable(c: Composer, reasons: tuple[str, ...]) -> str:
    """That something does not compare, with the reasons; empty without any."""
    return c.t("compare.apart", why=c.t("compare.and").join(reasons)) if reasons else ""
