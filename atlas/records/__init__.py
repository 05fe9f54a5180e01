"""The declarations: every record type, field by field; parsing, messages, schemas, dictionary and order follow from them."""

from __future__ import annotations

from atlas.records.base import NamedRecord, Record
from atlas.records.commitment import Commitment
from atlas.records.district import District
from atlas.records.event import Event
from atlas.records.exceptions import Exceptions
from atlas.records.indicator import Indicator
from atlas.records.organisation import Organisation
from atlas.records.place import Place
from atlas.records.plan import Plan
from atlas.records.project import Project
from atlas.records.redirects import Redirects
from atlas.records.source import Source
from atlas.records.vocabulary import Vocabulary

PUBLISHED: tuple[type[Record], ...] = (
    District,
    Project,
    Organisation,
    Commitment,
    Indicator,
    Event,
    Plan,
    Place,
    Source,
)
_ALL: tuple[type[Record], ...] = (*PUBLISHED, Vocabulary, Exceptions, Redirects)
RECORD_TYPES: dict[str, type[Record]] = {cls.folder: cls for cls in _ALL}

__all__ = ["PUBLISHED", "RECORD_TYPES", "NamedRecord", "Record"]
