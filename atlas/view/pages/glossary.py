"""The glossary: every word the site uses in a sense of its own, with an anchor that pages lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.records.commitment import CommitmentClass, Strength
from atlas.records.parts import UnknownKind
from atlas.records.plan import Plan
from atlas.records.quantity import Basis, Qualifier
from atlas.view import ledger, relations, urls
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.reference import Term

_SLOGAN = "slogan"


def blocks(c: Composer) -> Iterator[Block]:
    """The page's parts, in order."""
    yield _block(c, "stages", _stages(c))
    yield _block(c, "statuses", _statuses(c))
    yield _block(c, "classes", _kinds(c, "class", CommitmentClass))
    yield _block(c, "strengths", _kinds(c, "strength", Strength))
    yield _block(c, "unknowns", _kinds(c, "unknown", UnknownKind))
    yield _block(c, "bases", _kinds(c, "basis", Basis))
    yield _block(c, "qualifiers", _kinds(c, "qualifier", (item for item in Qualifier if item is not Qualifier.EXACT)))
    yield _block(c, "slogans", _slogans(c))


def _block(c: Composer, name: str, terms: Iterable[Term]) -> Block:
    return Block(name, c.t(f"glossary.{name}"), "glossary", tuple(terms), remark=c.t(f"glossary.{name}.remark"))


def _other(c: Composer, key: str) -> tuple[str, str]:
    """A word of the catalogue in the other language, and that language."""
    other = urls.OTHER[c.language]
    return c.strings.get(other, key), urls.HTML_LANG[other]


def _stages(c: Composer) -> Iterator[Term]:
    other = urls.OTHER[c.language]
    for name, term in c.atlas.vocabulary["stages"].items():
        yield Term(
            urls.anchor("stage", name),
            c.words(term),
            term.en if other == "en" else term.zh,
            urls.HTML_LANG[other],
            means=(c.plain(term.means),) if term.means is not None else (),
            stage=relations.stage_mark(c, name).form,
        )


def _statuses(c: Composer) -> Iterator[Term]:
    for status in ledger.ORDER:
        key = f"status.{status}"
        words, means = Words(c.t(key)), (Said(Words(c.t(f"{key}.why"))),)
        yield Term(urls.anchor("status", status), words, *_other(c, key), means, status=ledger.FORMS[status])


def _kinds(c: Composer, kind: str, values: Iterable[str]) -> Iterator[Term]:
    """Words that stand in the catalogue with their meaning beside them."""
    for value in values:
        key = f"{kind}.{value}"
        means = (Said(Words(c.t(f"{key}.means"))),)
        yield Term(urls.anchor(kind, value), Words(c.t(key)), *_other(c, key), means)


def _slogans(c: Composer) -> Iterator[Term]:
    """Slogans with records of their own, then those that other plans use."""
    plans = sorted(c.atlas.all(Plan).values(), key=lambda item: item.kind != _SLOGAN)
    for plan in plans:
        own = plan.kind == _SLOGAN
        if not own and not plan.slogans:
            continue
        link = c.link(plan.key)
        means = (c.said(plan.summary),) if own else tuple(c.said(item) for item in plan.slogans)
        words = Words(link.text, link.lang)
        yield Term(urls.anchor("slogan", plan.id), words, link.alt, link.alt_lang, means, links=(c.link(plan.key),))
