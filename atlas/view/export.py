"""The atlas as data: every record in the shape that /data/atlas.json and each index.json promise.

Figures, observations and totals share one shape; citations are single paragraphs; every date carries
`<name>_basis`, stated or inferred; derived states stand beside what they are derived from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from pydantic_core import to_json

from atlas.link.atlas import Atlas
from atlas.link.coverage import source_coverage
from atlas.link.standing import DueDay, Standing
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.citation import Citation
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.edtf import Duration, When
from atlas.records.parts import Part
from atlas.records.project import Project
from atlas.records.quantity import Observation, Quantity
from atlas.records.redirects import Move
from atlas.records.shape import declared
from atlas.records.source import Source

Json = dict[str, Any]
# What a figure always has, even where it is null, so that a program need not ask.
_FIGURE_KEYS = ("measure", "value", "unit", "counted", "qualifier", "basis", "as_of", "as_of_basis", "cite")


def document(atlas: Atlas, records: Mapping[str, bytes]) -> bytes:
    """The whole atlas: `as_of`, then each type's records by id, then the vocabulary that explains their codes.

    Args:
        records: each record as it is encoded, by key.
    """
    parts = {"as_of": encoded(atlas.as_of.isoformat())}
    for cls in PUBLISHED:
        parts[cls.folder] = _joined({item.id: records[item.key] for item in atlas.all(cls).values()})
    parts["moved"] = encoded({move.from_: move.to for move in atlas.moved})
    vocabulary = sorted(atlas.vocabulary.items())
    parts["vocabulary"] = encoded(
        {name: {term.id: _plain(term) for term in terms.values()} for name, terms in vocabulary}
    )
    return _joined(parts) + b"\n"


def page(atlas: Atlas, record: Published) -> bytes:
    """One record as it lies beside its page."""
    day, digest = encoded(atlas.as_of.isoformat()), encoded(record.digest)
    return _joined({"as_of": day, "digest": digest, "record": record.encoded}) + b"\n"


def moved(atlas: Atlas, move: Move) -> Json:
    """What lies where a record's data lay before it was renamed or joined to another."""
    return {"as_of": atlas.as_of.isoformat(), "moved_to": move.to, "on": move.on.text, "kind": move.kind.value}


def record_data(atlas: Atlas, record: Record) -> Json:
    """One record with its derived states."""
    out = _plain(record)
    if isinstance(record, Commitment):
        out |= _standing(atlas.standings[record.id])
        if record.measure.value is not None:
            out["target"] = _target(record, out)
    elif isinstance(record, Project):
        progress = atlas.progress[record.id]
        out["stage"] = progress.stage
        out["condition"] = progress.condition
        out["newest_evidence"] = progress.newest.isoformat() if progress.newest else None
    elif isinstance(record, Source):
        coverage = source_coverage(record)
        out["coverage"] = {"full": coverage.full, "part": coverage.part, "nothing": coverage.nothing}
    return out


def digest(data: Json) -> str:
    """The first 12 digits of the SHA-256 of a record's canonical JSON."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


class Published(Struct, frozen=True):
    """A record's data as they are published, and their digest."""

    digest: str
    encoded: bytes


def published(atlas: Atlas, record: Record) -> Published:
    """One record as it is published."""
    data = record_data(atlas, record)
    return Published(digest(data), encoded(data))


def encoded(data: Json | list[Json] | str) -> bytes:
    """JSON as it is published: UTF-8, two spaces. Python's own encoder takes ten times as long where it indents."""
    return to_json(data, indent=2)


def _joined(parts: Mapping[str, bytes]) -> bytes:
    """An object whose values are encoded already."""
    rows = [b"  " + to_json(key) + b": " + value.replace(b"\n", b"\n  ") for key, value in parts.items()]
    return b"{\n" + b",\n".join(rows) + b"\n}" if rows else b"{}"


def _standing(standing: Standing) -> Json:
    return {
        "status": str(standing.status),
        "current_due": _due(standing.due),
        "original_due": _due(standing.original_due),
        "slip_days": standing.slip_days,
        "newest_evidence": standing.newest_evidence.text if standing.newest_evidence else None,
        "met_by": str(standing.met_by) if standing.met_by else None,
        "timeliness": str(standing.timeliness) if standing.timeliness else None,
        "days_late": standing.days_late,
    }


def _target(commitment: Commitment, data: Json) -> Json:
    """The number a commitment aims at, in the shape of every figure: planned, or expected where it is a forecast."""
    measure = data["measure"]
    forecast = commitment.class_ is CommitmentClass.FORECAST
    due = data["current_due"] or {}
    return {
        "measure": measure.get("measure") or measure.get("indicator"),
        "value": measure["value"],
        "unit": measure["unit"],
        "counted": measure.get("counted"),
        "qualifier": measure.get("qualifier", "exact"),
        "basis": "expected" if forecast else "planned",
        "as_of": due.get("due"),
        "as_of_basis": due.get("basis"),
        "cite": data["what"]["cite"],
    }


def _due(due: DueDay | None) -> Json | None:
    if due is None:
        return None
    return {"due": due.text, "last_day": due.last.isoformat() if due.last else None, "basis": due.basis}


def _plain(part: Part) -> Json:
    """A part as JSON, fields in canonical order; unset ones are left out, but for those a figure always has."""
    out: Json = {}
    for field in declared(part.__class__).values():
        value = getattr(part, field.attribute)
        if value is None or value == ():
            continue
        out[field.key] = _value(value)
        if isinstance(value, When):
            out[f"{field.key}_basis"] = value.basis
    if isinstance(part, Quantity):
        if isinstance(part, Observation):
            out["measure"] = part.indicator
        head = {key: out.get(key) for key in _FIGURE_KEYS}
        head["cite"] = out.get("cite", [])
        return head | {key: value for key, value in out.items() if key not in head}
    return out


def _value(value: Any) -> Any:
    if isinstance(value, Part):
        return _plain(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], Citation):
            return [{"source": item.source, "paragraph": number} for item in value for number in item.paragraphs]
        return [_value(item) for item in value]
    if isinstance(value, (When, Duration)):
        return value.text
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (bool, int)) else str(value)
