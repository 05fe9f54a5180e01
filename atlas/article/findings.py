"""What an audit found, each with its place in the records, in words, and with what an editor may do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from atlas.article.audit import Absent, Audit, Idle, Unrecorded, written
from atlas.article.paragraphs import Departure
from atlas.load.tree import Document
from atlas.message import Text, say, say_count
from atlas.problem import Place
from atlas.records.shape import Path
from atlas.records.source import LeftOut


class Finding(Struct, frozen=True):
    """One thing that asks for an answer."""

    p: int
    rule: str
    place: Place
    what: Text
    fix: Text
    record: str = ""
    field: str = ""
    sought: Text = ""
    stands: tuple[str, ...] = ()
    entry: str = ""
    """A line for the source's record that explains it, the reasons to be filled in."""


def findings(audit: Audit, documents: Mapping[str, Document]) -> tuple[Finding, ...]:
    """Everything an audit found, in order of paragraph; `documents` by the keys of their records."""
    return tuple(sorted(_findings(audit, documents), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    """By paragraph; first whether it is the text at all, then by place."""
    return (finding.p, not finding.rule.startswith("paragraph"), finding.place, finding.field, finding.entry)


def _findings(audit: Audit, documents: Mapping[str, Document]) -> Iterator[Finding]:
    document = documents[audit.source.key]
    for departure in audit.departures:
        yield _departed(departure, _paragraph(audit, document, (departure.recorded or (0,))[0]))
    for p in audit.misplaced:
        what = say("paragraph {p} does not begin with its locator", p=p)
        fix = say("write the first characters of the paragraph, at most twelve, as they stand")
        yield Finding(p, "locator-elsewhere", _paragraph(audit, document, p, "locator"), what, fix)
    if audit.digest_differs:
        what = say("the digest of the whole text is not that of its paragraphs")
        fix = say("see whether `digest:` was mistyped: the paragraphs themselves are as they were")
        yield Finding(0, "digest-differs", document.place(("digest",))[0], what, fix)
    for absent in audit.absent:
        yield _absent(absent, documents)
    for unrecorded in audit.unrecorded:
        yield _unrecorded(unrecorded, _paragraph(audit, document, unrecorded.p))
    for idle in audit.idle:
        yield _idle(idle, document.place(idle.path)[0])


def _paragraph(audit: Audit, document: Document, p: int, field: str = "p") -> Place:
    """Where a paragraph stands in the source's record; the list of them where it has no such paragraph."""
    index = next((index for index, entry in enumerate(audit.source.paragraphs) if entry.p == p), None)
    path: Path = ("paragraphs",) if index is None else ("paragraphs", index, field)
    return document.place(path, key=index is None)[0]


def _departed(departure: Departure, place: Place) -> Finding:
    if not departure.held:
        first, last = departure.recorded[0], departure.recorded[-1]
        what = say_count(
            "paragraph {first} of the record is not in the text",
            "paragraphs {first} to {last} of the record are not in the text",
            len(departure.recorded), first=first, last=last,
        )  # fmt: skip
        fix = say("see that the file holds the whole article, and that --lines names all of its lines")
        return Finding(first, "paragraph-missing", place, what, fix)
    if not departure.recorded:
        first, last = departure.held[0], departure.held[-1]
        what = say_count(
            "line {first} of the text is no paragraph of the record",
            "lines {first} to {last} of the text are no paragraphs of the record",
            len(departure.held), first=first, last=last,
        )  # fmt: skip
        fix = say("name the article's own lines with --lines; where the article has grown, add its paragraphs")
        return Finding(first, "paragraph-unknown", place, what, fix)
    p = departure.recorded[0]
    what = say("paragraph {p} is not the text that was fingerprinted", p=p)
    fix = say("compare it with the article as published; where that has changed, record anew and renew `digest:`")
    return Finding(p, "paragraph-differs", place, what, fix)


def _absent(absent: Absent, documents: Mapping[str, Document]) -> Finding:
    item = absent.sought
    cited = ", ".join(str(cite).partition("#")[2] for cite in item.cites)
    what = say("{sought} does not stand in the paragraphs cited ({cited})", sought=item.wanted.told(), cited=cited)
    fix = say("cite the paragraph that says it, or mend the record; where it is right in other words, say why there")
    return Finding(
        item.cites[0].first,
        item.wanted.rule,
        documents[item.record].place(item.path)[0],
        what,
        fix,
        item.record,
        written(item.path),
        item.wanted.told(),
        absent.instead,
        f"{{record: {item.record}, path: {written(item.path)}, why: {{zh: , en: }}}}",
    )


def _unrecorded(item: Unrecorded, place: Place) -> Finding:
    rule, what = (
        ("name-unrecorded", say("no record cites the name “{text}”", text=item.text))
        if item.is_name
        else ("number-unrecorded", say("no record cites the number {text}", text=item.text))
    )
    fix = say("record it, citing the paragraph; where it is left out on purpose, say why there")
    entry = f"{{p: {item.p}, text: {json.dumps(item.text, ensure_ascii=False)}, why: {{zh: , en: }}}}"
    return Finding(item.p, rule, place, what, fix, entry=entry)


def _idle(idle: Idle, place: Place) -> Finding:
    if isinstance(idle.entry, LeftOut):
        what = say("“{text}” is listed as left out, but a record cites it or the text lacks it", text=idle.entry.text)
        p = idle.entry.p
    else:
        what = say(
            "{record} {path} is listed as reworded, but it stands as it is cited",
            record=idle.entry.record, path=idle.entry.path,
        )  # fmt: skip
        p = 0
    return Finding(p, "explanation-idle", place, what, say("delete the entry"), field=written(idle.path))
