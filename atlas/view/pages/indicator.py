"""The page of an indicator: what it means, who it was measured for, and ranks given in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from atlas.records.indicator import Indicator
from atlas.records.parts import Statement
from atlas.records.quantity import Observation, Qualifier
from atlas.view import facts, relations
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.pages import compare
from atlas.view.rows import Pair
from atlas.view.series import SeriesGroup, SeriesRow

_Seen = tuple[str, Observation]
"""An observation with the key of the record it stands in."""
# In thousandths of the sheet; what is left is for the open end of a value that is not exact.
_LONGEST = 950


def blocks(c: Composer, indicator: Indicator) -> Iterator[Block]:
    """The page's parts, in order."""
    yield Block("definition", c.t("block.definition"), "pairs", tuple(_definition(c, indicator)))
    yield _observations(c, indicator)
    yield facts.ranks(c, indicator.ranks)
    yield from relations.referring(c, indicator.key, without=frozenset({"observations"}))
    yield facts.aliases(c, indicator.aliases)
    yield facts.cautions(c, indicator.cautions)
    yield facts.unknowns(c, indicator.unknowns)


def _observations(c: Composer, indicator: Indicator) -> Block:
    """Values by the ground they stand on, then one subject's over time; bars only where values compare."""
    found = c.indexes.observations.get(indicator.id, [])
    grounds: dict[tuple[str, str], list[_Seen]] = {}
    subjects: dict[tuple[str, str], list[_Seen]] = {}
    for key, item in found:
        grounds.setdefault((item.as_of.text if item.as_of is not None else "", item.basis.value), []).append(
            (key, item)
        )
        if item.as_of is not None:
            subjects.setdefault((key, item.basis.value), []).append((key, item))
    groups = [_ground(c, indicator, grounds[name], found) for name in sorted(grounds, reverse=True)]
    over_time = [seen for seen in subjects.values() if len({item.as_of.text for _, item in seen if item.as_of}) > 1]
    groups += [_over_time(c, indicator, seen, found) for seen in over_time]
    remark = c.t("observations.comparable") if found else ""
    return Block("observations", c.t("block.observations"), "series", tuple(groups), remark=remark)


def _ground(c: Composer, indicator: Indicator, seen: Sequence[_Seen], found: Sequence[_Seen]) -> SeriesGroup:
    """Values of one time and nature; they compare where the definition is known and the subjects are several."""
    key, first = seen[0]
    moment = c.moment(first.as_of, "date.year-not-stated")
    title = c.t("series.ground", date=moment.text, basis=c.t(f"basis.{first.basis}"))
    others = [item for other, item in found if other != key]
    reasons = tuple(compare.reasons_apart(c, indicator, first, others))
    if not reasons and len(seen) > 1:
        return SeriesGroup(title, _rows(c, seen, found), compares=c.t("compare.comparable"))
    return SeriesGroup(title, _rows(c, seen, ()), apart=compare.not_comparable(c, reasons))


def _over_time(c: Composer, indicator: Indicator, seen: Sequence[_Seen], found: Sequence[_Seen]) -> SeriesGroup:
    """One subject's values in order of time; they compare where the definition is known."""
    ordered = sorted(seen, key=lambda pair: pair[1].as_of.earliest or dt.date.min if pair[1].as_of else dt.date.min)
    key, first = ordered[0]
    title = c.t("series.over-time", subject=c.title(key).text, basis=c.t(f"basis.{first.basis}"))
    if isinstance(indicator.definition, Statement):
        return SeriesGroup(title, _rows(c, ordered, found), compares=c.t("series.same-definition"))
    return SeriesGroup(title, _rows(c, ordered, ()), apart=compare.not_comparable(c, (c.t("compare.no-definition"),)))


def _rows(c: Composer, seen: Sequence[_Seen], scale: Sequence[_Seen]) -> tuple[SeriesRow, ...]:
    """Values in the order given, with bars to the scale of all the indicator's values where there is one."""
    # A percentage is drawn against the whole.
    most = max((max(item.value, 100 if item.unit == "percent" else 0) for _, item in scale), default=0)
    drawn = most > 0 and all(item.value >= 0 for _, item in scale)
    return tuple(
        SeriesRow(
            facts.figure_row(c, item, subject=key),
            max(1, int(item.value * _LONGEST / most)) if drawn else 0,
            item.qualifier is not Qualifier.EXACT,
        )
        for key, item in seen
    )


def _definition(c: Composer, indicator: Indicator) -> Iterator[Pair]:
    yield Pair(Words(c.t("indicator.meaning")), (c.plain(indicator.meaning),))
    term = Words(c.t("indicator.definition"))
    if isinstance(indicator.definition, Statement):
        yield Pair(term, (c.said(indicator.definition),))
    else:
        yield facts.unknown_pair(c, term.text, indicator.definition)
    yield Pair(Words(c.t("indicator.unit")), (Said(Words(c.term("units", indicator.unit))),))
    yield Pair(Words(c.t("indicator.direction")), (Said(Words(c.t(f"direction.{indicator.direction}"))),))


def aside(c: Composer, indicator: Indicator) -> Iterator[Pair]:
    """The facts beside the page: none."""
    yield from ()
