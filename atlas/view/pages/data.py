"""The data page: what can be downloaded, and what its fields mean."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records import PUBLISHED, Record
from atlas.records.shape import declared
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block
from atlas.view.rows import Pair


def blocks(c: Composer) -> Iterator[Block]:
    """Downloads, how to use them, and the fields of each type."""
    yield Block("downloads", c.t("block.downloads"), "downloads", tuple(_downloads(c)))
    rules = ("addresses", "figures", "dates", "citations", "unknowns", "status")
    yield Block(
        "using", c.t("block.using"), "pairs",
        tuple(Pair(Words(c.t(f"data.{key}")), (Said(Words(c.t(f"data.{key}.text"))),)) for key in rules),
    )  # fmt: skip
    for cls in PUBLISHED:
        yield Block(f"fields-{cls.folder}", c.t(f"nav.{cls.folder}"), "pairs", tuple(_fields(c, cls)), level=3)


def _downloads(c: Composer) -> Iterator[Pair]:
    files = (("data/atlas.json", "data.atlas"), ("data/manifest.json", "data.manifest"))
    for address, key in files:
        yield Pair(Words(c.t(key)), (Said(Words(c.t(f"{key}.text"))),), links=(Link(address, c.file_href(address)),))


def _fields(c: Composer, cls: type[Record]) -> Iterator[Pair]:
    """Each field's meaning, from its declaration."""
    for field in declared(cls).values():
        extra = field.info.json_schema_extra
        meaning = (
            str(extra["description_zh"]) if c.language == "zh" and isinstance(extra, dict) else field.info.description
        )
        yield Pair(Words(field.key), (Said(Words(meaning or "")),))
