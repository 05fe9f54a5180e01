"""One fact as a run of text, whatever its declaration: the words a reader would use for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from atlas.diff.facts import Fact
from atlas.records.base import Correction
from atlas.records.commitment import Commitment, CommitmentClass, Measure, RestatedField, Restatement
from atlas.records.district import PartnerList
from atlas.records.edtf import Duration, When
from atlas.records.parts import Actor, Part, SaidBy, Translation, Unknown, UnknownKind
from atlas.records.quantity import Completeness, Quantity
from atlas.records.shape import Declared, declared
from atlas.records.types import Ref, Term
from atlas.view import dates, facts, quantities
from atlas.view.composer import Composer
from atlas.view.pages.commitment import measure

# Where the catalogue keeps the words of a closed list, where that is not under its own name.
_PREFIX: dict[type[StrEnum], str] = {
    CommitmentClass: "class",
    Completeness: "changes.named",
    PartnerList: "cooperation",
    RestatedField: "restated",
    Translation: "changes.translation",
    UnknownKind: "unknown",
}
# Told beside a fact, or machine's work.
_BESIDE = frozenset({"cite", "said_by", "en_of", "digest"})
_BILINGUAL = frozenset({"zh", "en"})


def fact_words(c: Composer, fact: Fact) -> str:
    """What a fact says; where it no longer fits its declaration, its values as they stood."""
    if fact.value is None:
        return c.t("changes.join").join(text for path, text in fact.leaves if "cite" not in path)
    if isinstance(fact.value, Measure):
        record = c.atlas.get(fact.record)
        return measure(c, record.model_copy(update={"measure": fact.value})) if isinstance(record, Commitment) else ""
    if isinstance(fact.value, Part):
        return _part(c, fact.value)
    return _single(c, declared(c.atlas.get(fact.record).__class__)[fact.field], fact.value)


def _part(c: Composer, part: Part) -> str:
    if isinstance(part, Quantity):
        return _quantity(c, part)
    if isinstance(part, Unknown):
        found = facts.unknown(c, part)
        return c.t("figures.measure-of", measure=found.kind, part=found.words.text)
    if isinstance(part, Actor):
        return c.actor(part)
    if isinstance(part, SaidBy):
        return c.speaker((part,)) or ""
    if isinstance(part, Restatement):
        field = c.t(f"restated.{part.field_}")
        return c.t("restated.change", field=field, old=part.old, new=part.new)
    if isinstance(part, Correction):
        return c.t("restated.change", field=part.field_, old=part.old, new=part.new)
    return c.t("changes.join").join(piece for piece in _pieces(c, part) if piece)


def _quantity(c: Composer, figure: Quantity) -> str:
    row = facts.figure_row(c, figure)
    aside = c.join([row.basis_label, row.moment.text])
    amount = quantities.text(row.amount, c.language)
    return c.t("figures.measure-of", measure=row.label.text, part=amount) + c.t("text.in-brackets", text=aside)


def _pieces(c: Composer, part: Part) -> Iterator[str]:
    fields = declared(part.__class__)
    is_bilingual = fields.keys() >= _BILINGUAL
    if is_bilingual:
        yield c.words(part).text  # type: ignore[arg-type]
    for field in fields.values():
        if field.key in _BESIDE or (is_bilingual and field.key in _BILINGUAL):
            continue
        value = getattr(part, field.attribute)
        items = value if isinstance(value, tuple) else (value,)
        yield c.join([_part(c, item) if isinstance(item, Part) else _single(c, field, item) for item in items])


def _single(c: Composer, field: Declared, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, When):
        moment = c.moment(value)
        return moment.text + (c.t("text.in-brackets", text=moment.remark) if moment.remark else "")
    if isinstance(value, Duration):
        return dates.duration_text(value, c.language, c.strings)
    if isinstance(value, StrEnum):
        return _listed(c, value)
    if isinstance(value, bool):
        return c.t("changes.yes" if value else "changes.no")
    if isinstance(value, int | Decimal):
        return str(format_decimal(value, format="#,##0.######", locale="en_GB"))
    if isinstance(field.marker, Ref):
        return c.title(f"{field.marker.folder}/{value}" if field.marker.folder else value).text
    if isinstance(field.marker, Term):
        return c.term(field.marker.vocabulary, value)
    key = f"{field.key.removesuffix('_is')}.{value}"
    return c.t(key) if key in c.strings.texts else str(value)


def _listed(c: Composer, value: StrEnum) -> str:
    key = f"{_PREFIX.get(type(value), type(value).__name__.lower())}.{value}"
    return c.t(key) if key in c.strings.texts else str(value)
