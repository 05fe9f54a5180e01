"""The page of a source: what it is, how fully it is recorded, and each paragraph with the records that cite it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.link.coverage import source_coverage
from atlas.records.parts import Unknown
from atlas.records.source import Source
from atlas.view import attribution, facts, relations, urls
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block, Cell
from atlas.view.rows import Pair, ParagraphRow, RecordRow


def blocks(c: Composer, source: Source) -> Iterator[Block]:
    """The page's parts, in order."""
    yield strip(c, source, "")
    rows = tuple(paragraph_rows(c, source))
    yield Block("paragraphs", c.t("block.paragraphs"), "paragraphs", rows, remark=c.t("paragraphs.own-words"))
    if source.credit is not None:
        yield facts.statements(c, "credit", "block.credit", (source.credit,))
    yield Block("left-out", c.t("block.left-out"), "pairs", tuple(left_out(c, source)))
    yield Block("reworded", c.t("block.reworded"), "records", tuple(reworded(c, source)), remark=c.t("reworded.remark"))
    yield facts.aliases(c, source.aliases)
    yield facts.cautions(c, source.cautions)
    yield facts.unknowns(c, source.unknowns)
    yield from relations.referring(c, source.key)


def left_out(c: Composer, source: Source) -> Iterator[Pair]:
    """What of the original is recorded nowhere, by paragraph, with the reason."""
    lang = None if source.language == c.language else urls.HTML_LANG[source.language]
    for entry in source.left_out:
        original = Said(Words(c.t("left-out.quoted", text=entry.text), lang=lang))
        yield Pair(Words(c.t("left-out.term", n=entry.p)), (original, c.plain(entry.why)))


def reworded(c: Composer, source: Source) -> Iterator[RecordRow]:
    """The records that do not use the source's words where they cite it, with the reason."""
    for entry in source.reworded:
        yield relations.record_row(c, entry.record, reason=c.words(entry.why))


def strip(c: Composer, source: Source, page: str) -> Block:
    """The coverage strip: one cell a paragraph, each leading to it on the page named (empty: this one)."""
    coverage = source_coverage(source)
    cells = tuple(
        Cell(
            entry.p,
            entry.recorded.value,
            c.t("strip.cell", n=entry.p, state=c.t(f"recorded.{entry.recorded}")),
            f"{page}#p{entry.p}",
        )
        for entry in source.paragraphs
    )
    remark = c.t(
        "strip.sentence", n=coverage.total, full=coverage.full, nothing=coverage.nothing,
        part=coverage.part,
    )  # fmt: skip
    return Block(f"coverage-{source.id}", c.t("block.coverage"), "strip", cells, remark=remark)


def paragraph_rows(c: Composer, source: Source, page: str = "") -> Iterator[ParagraphRow]:
    """Each paragraph: gist, locator, how far recorded, and what cites it."""
    for entry in source.paragraphs:
        keys = [key for key in c.atlas.citing.get((source.id, entry.p), ()) if key != source.key]
        yield ParagraphRow(
            number=entry.p,
            anchor=f"p{entry.p}",
            gist=c.words(entry.gist),
            locator=entry.locator,
            locator_lang=urls.HTML_LANG[source.language],
            form=entry.recorded.value,
            form_label=c.t(f"recorded.{entry.recorded}"),
            why=c.words(entry.why) if entry.why is not None else None,
            citing=c.links(keys),
            citing_label=_citing(c, source, entry.p, len(keys)),
            href=f"{page}#p{entry.p}" if page else "",
        )


def _citing(c: Composer, source: Source, paragraph: int, others: int) -> str:
    """How many records cite a paragraph; a by-line may be recorded in the source's own record alone."""
    if others:
        return c.t("paragraphs.citing", n=others)
    own = source.key in c.atlas.citing.get((source.id, paragraph), ())
    return c.t("paragraphs.citing-own" if own else "paragraphs.citing-none")


def aside(c: Composer, source: Source) -> Iterator[Pair]:
    """The facts beside the page: publisher, authors, date, language, address."""
    term = c.t("aside.publisher")
    if isinstance(source.publisher, Unknown):
        yield facts.unknown_pair(c, term, source.publisher)
    else:
        publisher = c.link(f"organisations/{source.publisher.organisation}")
        yield Pair(Words(term), links=(publisher,), marks=c.marks(source.publisher.cite))
    if source.authors:
        yield Pair(Words(c.t("aside.authors")), (Said(Words(c.join(c.words(item).text for item in source.authors))),))
    published = Said(Words(attribution.published(c.volume, source)), c.marks(source.published.cite))
    words = [published] + ([c.plain(source.published.reason)] if source.published.reason is not None else [])
    yield Pair(Words(c.t("aside.published")), tuple(words), unknown=source.published.earliest is None)
    yield Pair(Words(c.t("aside.title")), (Said(Words(c.t(f"title.{source.title_is}"))),))
    yield Pair(Words(c.t("aside.language")), (Said(Words(c.t(f"language.{source.language}"))),))
    yield _address(c, source)


def _address(c: Composer, source: Source) -> Pair:
    term = c.t("aside.address")
    if isinstance(source.address, str):
        return Pair(Words(term), (Said(Words(source.address)),))
    if isinstance(source.address, Unknown):
        return facts.unknown_pair(c, term, source.address)
    return Pair(Words(term), (Said(Words(c.t("unknown.not_checked"))),), unknown=True)
