"""An area in a list of areas: its name, what is said of it, and how much is on record."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from atlas.records.commitment import CommitmentClass
from atlas.records.district import District
from atlas.records.parts import Statement
from atlas.view.composer import Composer
from atlas.view.model import Area


def in_full(c: Composer, district: District) -> Area:
    """An area with its lead, as the home page opens with it."""
    return _area(c, district, district.lead or district.summary)


def in_brief(c: Composer, district: District) -> Area:
    """An area with its kind and what it is; its lead waits on its own page."""
    return replace(_area(c, district, district.summary or district.lead), kind=c.term("district-kinds", district.kind))


def _area(c: Composer, district: District, said: Statement | None) -> Area:
    projects = len(c.indexes.projects.get(district.id, ()))
    classes = Counter(item.class_ for item in c.indexes.commitments.get(district.id, ()))
    uttered = [c.t(f"count.class.{class_}", n=classes[class_]) for class_ in CommitmentClass if classes[class_]]
    meta = c.join([c.t("count.projects", n=projects), *uttered])
    return Area(c.link(district.key), c.said(said) if said is not None else None, meta)
