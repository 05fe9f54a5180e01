"""Blocks of facts: figures, observations, ranks, counted sets, parts, statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from atlas.records.parts import Alias, Statement, Unknown
from atlas.records.project import Component
from atlas.records.quantity import (
    Completeness,
    Figure,
    Observation,
    Qualifier,
    Quantity,
    Rank,
    Total,
)
from atlas.view.composer import Cited, Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.quantities import amount, text
from atlas.view.rows import CountedSet, FigureRow, Open, Pair
from atlas.view.series import RankRow

MOST_CELLS = 60


def figure_row(c: Composer, figure: Quantity, *, subject: str | None = None, glossed: bool = True) -> FigureRow:
    """One number with all that it needs to be read rightly; its words lead to the glossary if `glossed`."""
    label, name_noun = _label(c, figure)
    qualified = glossed and figure.qualifier is not Qualifier.EXACT
    note = getattr(figure, "note", None)
    return FigureRow(
        label=label,
        amount=replace(
            amount(
                figure.value, figure.unit, figure.counted, figure.qualifier, c.language, c.strings, name_noun=name_noun
            ),
            href=c.explained("qualifier", figure.qualifier) if qualified else "",
        ),
        basis=figure.basis.value,
        basis_label=c.t(f"basis.{figure.basis}"),
        moment=c.moment(figure.as_of, "date.year-not-stated"),
        marks=c.marks(figure.cite),
        by=c.speaker(figure.said_by),
        notes=(c.words(note),) if note is not None else (),
        subject=c.link(subject) if subject else None,
        basis_href=c.explained("basis", figure.basis) if glossed else "",
    )


def _label(c: Composer, figure: Quantity) -> tuple[Words, bool]:
    """What a figure is called, and whether the amount must still name the noun."""
    if isinstance(figure, Total):
        return c.words(figure.what), False
    if isinstance(figure, Observation):
        return c.title(f"indicators/{figure.indicator}"), True
    assert isinstance(figure, Figure)
    measure = c.term("measures", figure.measure)
    if figure.of is not None:
        part = c.words(figure.of)
        if figure.measure == "count" or measure.casefold() in part.text.casefold():
            return part, True
        return Words(c.t("figures.measure-of", measure=measure, part=part.text)), True
    if figure.measure == "count" and figure.counted is not None:
        return c.words(figure.counted), False
    return Words(measure), True


def figures(c: Composer, items: Iterable[Quantity], id_: str = "figures", title: str = "block.figures") -> Block:
    """A table of figures; a speaker common to all of them is named once, above it."""
    rows = tuple(figure_row(c, item) for item in items)
    speakers = {row.by for row in rows}
    if len(rows) < 2 or len(speakers) > 1 or None in speakers:
        return Block(id_, c.t(title), "facts", rows)
    remark = c.t("figures.said-by", speaker=rows[0].by)
    return Block(id_, c.t(title), "facts", tuple(replace(row, by=None) for row in rows), remark=remark)


def totals(c: Composer, items: Iterable[Total]) -> Block:
    """Counted sets, named and unnamed, and what they must not be added to."""
    listed = tuple(items)
    return Block("totals", c.t("block.totals"), "totals", tuple(_counted_set(c, item, listed) for item in listed))


def _counted_set(c: Composer, total: Total, siblings: tuple[Total, ...]) -> CountedSet:
    named = len(total.named)
    counted = total.value if isinstance(total.value, int) and total.unit == "count" else None
    unnamed = counted - named if counted is not None else None
    sentence = c.t(f"totals.{total.complete}")
    if counted is not None and total.complete is Completeness.PART:
        unit = total.counted.zh_unit if total.counted is not None and total.counted.zh_unit else c.t("unit.count")
        sentence = c.t("totals.named-of", named=named, counted=counted, unnamed=unnamed, unit=unit)
    elif not named:
        sentence = c.t("totals.none-named")
    names = [c.words(other.what).text for other in siblings if other.id in total.not_additive_with]
    drawn = counted is not None and counted <= MOST_CELLS
    return CountedSet(
        words=c.words(total.what),
        figure=figure_row(c, total),
        named=c.links(total.named),
        cells_named=named if drawn else 0,
        cells_unnamed=(unnamed or 0) if drawn else 0,
        sentence=sentence,
        warnings=tuple(c.t("totals.not-additive", other=name) for name in names),
    )


def ranks_of(c: Composer, subjects: set[str]) -> Iterator[Block]:
    """Ranks given to any of the records, each naming its own subject."""
    given = c.indexes.ranks
    found = sorted((pair for key in subjects for pair in given.get(key, ())), key=lambda pair: pair[0])
    if found:
        yield ranks(c, [rank for _, rank in found])


def ranks(c: Composer, items: Iterable[Rank]) -> Block:
    """Places in an order, each with its subject, scope and assessor."""
    rows = []
    for rank in items:
        assessor = c.actor(rank.assessed_by) if rank.assessed_by is not None else c.t("rank.assessor-not-stated")
        rows.append(
            RankRow(
                place=c.t("rank.place", place=rank.value),
                of=c.t("rank.of", n=rank.of) if rank.of is not None else c.t("rank.of-not-stated"),
                subject=c.link(rank.subject),
                scope=c.words(rank.scope),
                assessor=c.t("rank.assessed-by", assessor=assessor) if rank.assessed_by is not None else assessor,
                moment=c.moment(rank.as_of, "date.year-not-stated"),
                marks=c.marks(rank.cite),
                by=c.speaker(rank.said_by),
                before=rank.value - 1,
                after=max(0, (rank.of or 0) - rank.value),
                drawn=rank.of is not None and rank.value <= rank.of <= MOST_CELLS,
            )
        )
    remark = c.t("compare.rank-scope") if len(rows) > 1 else ""
    return Block("ranks", c.t("block.ranks"), "ranks", tuple(rows), remark=remark)


def components(c: Composer, items: Iterable[Component]) -> tuple[Block, ...]:
    """The parts of a project, with their figures in a table of their own."""
    listed = tuple(items)
    if not listed:
        return ()
    said = statements(c, "components", "block.components", listed)
    inner = [figure for item in listed for figure in item.figures]
    return (said, figures(c, inner, "component-figures", "block.component-figures")) if inner else (said,)


def statements(c: Composer, id_: str, title: str, items: Iterable[Cited]) -> Block:
    """Cited sentences; a speaker common to all of them is named once, above them."""
    said = tuple(c.said(item) for item in items)
    speakers = {item.by for item in said}
    if len(said) < 2 or len(speakers) > 1 or None in speakers:
        return Block(id_, c.t(title), "prose", said)
    remark = c.t("figures.said-by", speaker=said[0].by)
    return Block(id_, c.t(title), "prose", tuple(replace(item, by=None) for item in said), remark=remark)


def cautions(c: Composer, items: Iterable[Statement]) -> Block:
    """What a reader must not conclude."""
    return Block("cautions", c.t("block.cautions"), "cautions", tuple(c.said(item) for item in items))


def unknowns(c: Composer, items: Iterable[Unknown]) -> Block:
    """What is not known, each in its kind."""
    return Block(
        "unknowns",
        c.t("block.unknowns"),
        "unknowns",
        tuple(unknown(c, item) for item in items),
        empty=c.t("unknowns.none"),
    )


def unknown(c: Composer, item: Unknown) -> Open:
    """One thing that is not known."""
    remark = c.t("unknown.searched-on", date=c.moment(item.on).text) if item.on is not None else ""
    words = c.words(item.what) if item.what is not None else Words(c.t(f"unknown.{item.unknown}.what"))
    href = c.explained("unknown", item.unknown)
    return Open(c.t(f"unknown.{item.unknown}"), words, remark, c.marks(item.cite), href)


def unknown_pair(c: Composer, term: str, item: Unknown) -> Pair:
    """A value that is not known, in a list of values: its kind, and what exactly is not known."""
    kind = c.gloss("unknown", item.unknown, c.t(f"unknown.{item.unknown}"))
    words = []
    if item.what is not None:
        words.append(c.plain(item.what))
    if item.on is not None:
        words.append(Said(Words(c.t("unknown.searched-on", date=c.moment(item.on).text))))
    return Pair(Words(term), tuple(words), (kind,), c.marks(item.cite), unknown=True)


def aliases(c: Composer, items: Iterable[Alias]) -> Block:
    """Other names for the same thing, with who uses them."""
    pairs = []
    for alias in items:
        own, other = (alias.zh, alias.en) if c.language == "zh" else (alias.en, alias.zh)
        lang = None if own else ("en" if c.language == "zh" else "zh-Hans")
        said = Said(Words(other)) if own and other else None
        pairs.append(Pair(Words(own or other or "", lang), words=(said,) if said else (), marks=c.marks(alias.cite)))
    return Block("aliases", c.t("block.aliases"), "pairs", tuple(pairs))


def inline(c: Composer, figure: Quantity) -> str:
    """A figure as a run of text, for use inside a sentence."""
    value: int | Decimal = figure.value
    return text(amount(value, figure.unit, figure.counted, figure.qualifier, c.language, c.strings), c.language)
