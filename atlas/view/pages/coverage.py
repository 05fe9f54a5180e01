"""The coverage page: how fully each source is recorded, paragraph by paragraph, and what each record leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from atlas.link.coverage import record_coverage
from atlas.records import PUBLISHED
from atlas.records.source import Source
from atlas.view.composer import Composer
from atlas.view.model import Block, Pair, Said, Words
from atlas.view.pages.source import paragraph_rows, strip


def blocks(c: Composer) -> Iterator[Block]:
    """Sources first, then records."""
    for source in c.atlas.all(Source).values():
        page = c.href(f"sources/{source.id}/")
        whole = strip(c, source, page)
        name = c.words(source.names).text
        yield Block(whole.id, name, "strip", whole.items, remark=whole.remark, more=c.link(source.key))
        rows = tuple(paragraph_rows(c, source, page))
        anchored = tuple(replace(row, anchor=f"{source.id}-{row.anchor}") for row in rows)
        yield Block(f"paragraphs-{source.id}", c.t("coverage.paragraphs", source=name), "paragraphs", anchored, level=3)
    yield Block(
        "records", c.t("block.record-coverage"), "pairs", tuple(_records(c)), remark=c.t("coverage.records.remark")
    )


def _records(c: Composer) -> Iterator[Pair]:
    for cls in PUBLISHED:
        records = c.atlas.all(cls)
        covered = [record_coverage(record) for record in records.values()]
        unknowns: Counter[str] = Counter()
        for item in covered:
            unknowns.update(dict(item.unknowns))
        sentence = c.t(
            "coverage.records.sentence",
            n=len(records),
            figures=sum(item.figures for item in covered),
            citations=sum(item.citations for item in covered),
        )
        kinds = [
            c.t("coverage.unknown", kind=c.t(f"unknown.{kind}"), n=count) for kind, count in sorted(unknowns.items())
        ]
        words = [Said(Words(sentence))] + ([Said(Words(c.join(kinds)))] if kinds else [])
        yield Pair(Words(c.t(f"nav.{cls.folder}")), tuple(words))
