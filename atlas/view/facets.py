"""Facets: how the lists of projects and commitments narrow, which slot each value has, and a list's pages.

A page knows the values; the style sheet knows only letters and slots (see atlas/render/assets.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atlas.link.atlas import Atlas
from atlas.records.base import Record
from atlas.records.commitment import Commitment, CommitmentClass, Strength
from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import ledger, relations
from atlas.view.composer import Composer
from atlas.view.lists import Facet, ListGroup, Listing, Option, Tags
from atlas.view.marks import Link, StageMark, StatusMark

LETTERS = Tags.__struct_fields__
NONE = "-"
"""The value of a record that has none, such as a project in no district; never an id."""
ALL = "0"
"""The slot of the choice of all; values count from 1."""
MOST = 40
"""So many values can be taken in. Of a facet that has more, a page offers those that its own rows have."""


class Field(Struct, frozen=True):
    """One facet before it is dressed in words: its values in order, and those of a record."""

    name: str
    values: Callable[[Atlas], tuple[str, ...]]
    of: Callable[[Atlas, Record], tuple[str, ...]]


def _districts(atlas: Atlas) -> tuple[str, ...]:
    return (*atlas.all(District), NONE)


def _district(atlas: Atlas, record: Record) -> tuple[str, ...]:
    found = getattr(record, "district", None)
    return (found if isinstance(found, str) else NONE,)


def stages(atlas: Atlas) -> tuple[str, ...]:
    """The stages, the main line first, then what lies beside it."""
    terms = atlas.vocabulary["stages"]
    return tuple(sorted(terms, key=lambda name: terms[name].step is None))


def _stage(atlas: Atlas, record: Record) -> tuple[str, ...]:
    return (atlas.progress[record.id].stage,)


def _sectors(atlas: Atlas) -> tuple[str, ...]:
    return (*atlas.vocabulary["sectors"], NONE)


def _sector(atlas: Atlas, record: Record) -> tuple[str, ...]:
    assert isinstance(record, Project)
    return record.sectors or (NONE,)


def _year(atlas: Atlas, record: Record) -> tuple[str, ...]:
    due = atlas.standings[record.id].due
    return (str(due.last.year) if due is not None and due.last is not None else NONE,)


def _years(atlas: Atlas) -> tuple[str, ...]:
    found = {value for record in atlas.all(Commitment).values() for value in _year(atlas, record)}
    return (*sorted(found - {NONE}), NONE)


def _status(atlas: Atlas, record: Record) -> tuple[str, ...]:
    return (str(atlas.standings[record.id].status),)


# Few and short first, so that a phone shows them whole.
FIELDS: Mapping[type[Record], tuple[Field, ...]] = {
    Project: (
        Field("district", _districts, _district),
        Field("stage", stages, _stage),
        Field("sector", _sectors, _sector),
    ),
    Commitment: (
        Field("status", lambda _: tuple(map(str, ledger.ORDER)), _status),
        Field("class", lambda _: tuple(map(str, CommitmentClass)), lambda _, item: (str(getattr(item, "class_")),)),  # noqa: B009
        Field("district", _districts, _district),
        Field("due", _years, _year),
        Field("strength", lambda _: tuple(map(str, Strength)), lambda _, item: (str(getattr(item, "strength")),)),  # noqa: B009
    ),
}


def slots(atlas: Atlas) -> dict[str, int]:
    """How many values each letter has to tell apart on a page, in whichever list has the most."""
    found: Counter[str] = Counter()
    for own in FIELDS.values():
        for letter, field in zip(LETTERS, own, strict=False):
            found[letter] = max(found[letter], min(MOST, len(field.values(atlas))))
    return dict(found)


class Scheme(Struct, frozen=True):
    """The facets of one list, worked out once for all its pages: the slot of each value, and how many records hold it."""

    cls: type[Record]
    slots: Mapping[str, Mapping[str, int]]
    held: Mapping[str, Counter[str]]
    more: Mapping[str, int] = {}
    """By facet, how many values a page does not offer."""


def scheme(atlas: Atlas, cls: type[Record]) -> Scheme:
    """The facets of the list of one type."""
    slots, held = {}, {}
    for field in FIELDS[cls]:
        slots[field.name] = {value: slot for slot, value in enumerate(field.values(atlas), start=1)}
        held[field.name] = _count(atlas, field, atlas.all(cls).values())
    return Scheme(cls, slots, held)


def offered(atlas: Atlas, made: Scheme, shown: Sequence[Record]) -> Scheme:
    """The facets as one page offers them."""
    slots, more = dict(made.slots), {}
    for field in FIELDS[made.cls]:
        values = made.slots[field.name]
        if len(values) > MOST:
            here = {value for value, _ in _count(atlas, field, shown).most_common(MOST)}
            kept = [value for value in values if value in here]
            slots[field.name] = {value: slot for slot, value in enumerate(kept, start=1)}
            more[field.name] = len(values) - len(kept)
    return replace(made, slots=slots, more=more)


def _count(atlas: Atlas, field: Field, records: Iterable[Record]) -> Counter[str]:
    return Counter(value for record in records for value in field.of(atlas, record))


def tags(atlas: Atlas, made: Scheme, record: Record) -> Tags:
    """The slots of a record's values, as far as they are offered."""
    found = {}
    for letter, field in zip(LETTERS, FIELDS[made.cls], strict=False):
        slots = made.slots[field.name]
        found[letter] = " ".join(str(slots[value]) for value in field.of(atlas, record) if value in slots)
    return Tags(**found)


def together(items: Iterable[Tags]) -> Tags:
    """The slots of several elements as one."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for letter in LETTERS:
            if (value := getattr(item, letter)) is not None:
                found.setdefault(letter, {}).update(dict.fromkeys(value.split()))
    return Tags(**{letter: " ".join(sorted(values, key=int)) for letter, values in found.items()})


def facets(c: Composer, made: Scheme, shown: Sequence[Record]) -> tuple[Facet, ...]:
    """The facets of a list, counted on the page's own rows; of few values each is offered, also where it counts none."""
    found = []
    for letter, field in zip(LETTERS, FIELDS[made.cls], strict=False):
        here, everywhere = _count(c.atlas, field, shown), made.held[field.name]
        options = [Option(c.t("facets.all"), "", Tags(**{letter: ALL}), str(len(shown)))]
        for value, slot in made.slots[field.name].items():
            label, stage, status = _words(c, field.name, value)
            empty = ""
            if not here[value]:
                empty = (
                    c.t("facets.none.page", option=label) if everywhere[value] else _absent(c, field.name, value, label)
                )
            mark = Tags(**{letter: str(slot)})
            options.append(Option(label, value, mark, str(here[value]), stage, status, empty))
        more = made.more.get(field.name, 0)
        rest = (
            Link(c.t("facets.more", n=more), c.href("districts/") if field.name == "district" else "") if more else None
        )
        found.append(Facet(field.name, c.t(f"facets.{field.name}"), tuple(options), rest))
    return tuple(found)


def _words(c: Composer, name: str, value: str) -> tuple[str, StageMark | None, StatusMark | None]:
    """A value in words, with the mark it has in the rows."""
    if value == NONE:
        return c.t("due.not-stated" if name == "due" else f"facets.no-{name}"), None, None
    if name == "district":
        return c.title(f"districts/{value}").text, None, None
    if name == "stage":
        mark = relations.stage_mark(c, value)
        return mark.label, mark, None
    if name == "sector":
        return c.term("sectors", value), None, None
    if name == "due":
        return c.t("facets.year", year=value), None, None
    label = c.t(f"{name}.{value}")
    forms = {str(status): form for status, form in ledger.FORMS.items()}
    return label, None, StatusMark(forms[value], label) if name == "status" else None


def _absent(c: Composer, name: str, value: str, label: str) -> str:
    """What it means that the whole list holds no record of a value."""
    if name == "status":
        return c.t("facets.none.status", option=label, why=c.t(f"status.{value}.why"))
    return c.t(f"facets.none.{name}", option=label)


def listing(c: Composer, made: Scheme, shown: Sequence[Record], groups: Iterable[ListGroup]) -> Listing:
    """One page of a list; its ways to other orders and pages are yet to be added."""
    number = c.t(f"facets.shown.{made.cls.folder}", n="{n}", total=len(shown))
    before, _, after = number.partition("{n}")
    return Listing(
        facets=facets(c, made, shown),
        groups=tuple(groups),
        label=c.t("facets.label"),
        reset=c.t("facets.reset"),
        meaning=c.t("facets.meaning"),
        shown=(before, after),
        said=number,
        none=c.t("facets.none.together"),
    )
