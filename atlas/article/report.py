"""An audit printed: for people, grouped by paragraph; for programs; and as annotations of a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from atlas.article.audit import Audit, Share
from atlas.article.findings import Finding, findings
from atlas.load.tree import Document
from atlas.message import Lang, Text, said, say, say_count

Format = Literal["text", "json", "github"]


def report(audit: Audit, documents: Mapping[str, Document], form: Format, lang: Lang) -> str:
    """The audit in one of the forms; text and annotations end with what is recorded and how many findings are open."""
    found = findings(audit, documents)
    if form == "json":
        return json.dumps(_fields(audit, found, lang), ensure_ascii=False, indent=2) + "\n"
    if form == "github":
        lines = [_annotation(finding, lang) for finding in found]
    else:
        lines = [*_opening(audit, lang), *_text(audit, found, lang)]
    return "\n".join([*lines, *(str(said(line, lang)) for line in _closing(audit))]) + "\n"


def _opening(audit: Audit, lang: Lang) -> Iterator[str]:
    names = audit.source.names
    yield f"{audit.source.id} · {names.zh if lang == 'zh' else names.en or names.zh}"
    total = len(audit.source.paragraphs)
    yield str(said(_agreement(audit, total), lang))
    yield ""


def _agreement(audit: Audit, total: int) -> Text:
    """Whether the text is the one that was fingerprinted."""
    if not audit.departures and not audit.misplaced:
        return say_count(
            "{count} paragraph: the text that was fingerprinted",
            "{count} paragraphs: the text that was fingerprinted",
            total,
        )
    same = total - sum(len(departure.recorded) for departure in audit.departures)
    return say(
        "{same} of {total} paragraphs are the text that was fingerprinted; the text has {held}",
        same=same, total=total, held=audit.held,
    )  # fmt: skip


def _text(audit: Audit, found: tuple[Finding, ...], lang: Lang) -> Iterator[str]:
    locators = {entry.p: entry.locator for entry in audit.source.paragraphs}
    file = f"data/sources/{audit.source.id}.yaml"
    for p, group in groupby(found, key=lambda finding: finding.p):
        yield f"p{p}  {locators.get(p, '')}".rstrip() if p else file
        lines: dict[str, list[str]] = {}
        for finding in group:
            place = f"{finding.place.file}:{finding.place.line}:{finding.place.column}  {finding.field}"
            lines.setdefault(_headline(finding, lang), []).append(place.rstrip())
        for headline, places in lines.items():
            yield f"  {headline}"
            yield from (f"    {place}" for place in places)
        yield ""
    yield from _entries(found, file, lang)


def _headline(finding: Finding, lang: Lang) -> str:
    """What was found, in one line; the same for every field that says the same."""
    if not finding.sought:
        return str(said(finding.what, lang))
    stands: Text = " · ".join(finding.stands) or say("nothing like it")
    return str(said(say("{what}; there stands: {stands}", what=finding.what, stands=stands), lang))


def _entries(found: tuple[Finding, ...], file: str, lang: Lang) -> Iterator[str]:
    """What to do, once for each kind of finding, with the lines that would explain those that are meant so."""
    for fix, group in groupby(sorted(found, key=lambda finding: str(finding.fix)), key=lambda finding: finding.fix):
        yield str(said(say("what to do: {fix}", fix=fix), lang))
        entries = list(dict.fromkeys(finding.entry for finding in group if finding.entry))
        if entries:
            yield f"  {file}"
            yield f"  {'left_out' if entries[0].startswith('{p:') else 'reworded'}:"
            yield from (f"    - {entry}" for entry in entries)
        yield ""


def _closing(audit: Audit) -> Iterator[Text]:
    yield say_count(
        "{count} thing that the records say stands where it is cited",
        "{count} things that the records say stand where they are cited",
        audit.stands,
    )
    if audit.reworded:
        yield say_count(
            "{count} is said in other words, for a reason on file",
            "{count} are said in other words, for reasons on file",
            audit.reworded,
        )
    if audit.elsewhere:
        yield say_count(
            "{count} may stand in another source that is cited with this one",
            "{count} may stand in other sources that are cited with this one",
            audit.elsewhere,
        )
    yield say("numbers: {share}", share=_share(audit.numbers))
    yield say("names in quotation marks: {share}", share=_share(audit.names))
    if audit.unexplained:
        yield say_count("{count} finding to answer", "{count} findings to answer", audit.unexplained)
    else:
        yield say("nothing unexplained")


def _share(share: Share) -> Text:
    if not share.total:
        return say("none in the text")
    percent = 100 * (share.recorded + share.left_out) // share.total
    return say(
        "{recorded} of {total} recorded, {left} left out on purpose ({percent}% settled)",
        recorded=share.recorded, total=share.total, left=share.left_out, percent=percent,
    )  # fmt: skip


def _fields(audit: Audit, found: tuple[Finding, ...], lang: Lang) -> dict[str, object]:
    return {
        "source": audit.source.id,
        "paragraphs": {"recorded": len(audit.source.paragraphs), "held": audit.held},
        "stands": audit.stands,
        "reworded": audit.reworded,
        "elsewhere": audit.elsewhere,
        "numbers": _counts(audit.numbers),
        "names": _counts(audit.names),
        "findings": [
            {
                "paragraph": finding.p,
                "rule": finding.rule,
                "file": finding.place.file,
                "line": finding.place.line,
                "column": finding.place.column,
                "what": said(finding.what, lang),
                "record": finding.record,
                "field": finding.field,
                "sought": said(finding.sought, lang),
                "stands": list(finding.stands),
                "fix": said(finding.fix, lang),
            }
            for finding in found
        ],
    }


def _counts(share: Share) -> dict[str, int]:
    return {"recorded": share.recorded, "left_out": share.left_out, "unrecorded": share.unrecorded}


def _annotation(finding: Finding, lang: Lang) -> str:
    place = finding.place
    text = _headline(finding, lang)
    text += f"\n{said(say('what to do: {fix}', fix=finding.fix), lang)}"
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error file={place.file},line={place.line or 1},col={place.column or 1},title={finding.rule}::{escaped}"
