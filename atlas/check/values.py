"""Values that a field does not take, in an editor's words: dates, numbers, citations, ids, closed lists, texts."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from atlas.check.fault import Fault, kind_of, shown
from atlas.problem import nearest
from atlas.records import edtf
from atlas.records.numerals import SCALES
from atlas.records.types import Ref, Term

Words = tuple[str, str, str]


def _is_scalar(value: object) -> bool:
    return isinstance(value, str)


def date(fault: Fault) -> Words:
    if not _is_scalar(fault.given):
        return (
            "wrong-type",
            f"'{fault.name}' needs a date, not {kind_of(fault.given)}",
            f"write `{fault.name}: 2024-06`",
        )
    text, said = str(fault.given), str(fault.context["said"])
    if said.startswith("the interval ends"):
        return "end-before-start", said, "swap the two, or correct one of them"
    if "has no day" in said or "there is no" in said:
        return "bad-date", said, "correct the date"
    form = "write 2024, 2024-06 or 2024-06-12, with ? after an inferred part: 2025?"
    if "/" in text and not text.strip("/").isdigit():
        form += "; a period as 2021/2035 or 2025/.."
    better = _better_date(text)
    return "bad-date", said.replace(text, shown(text)), f"write {better}" if better else form


def _better_date(text: str) -> str | None:
    """A date written the usual way in Chinese or with other marks, in the form records use."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:[-/.]|年)(?:\s*(\d{1,2})\s*(?:[-/.]|月)?(?:\s*(\d{1,2})\s*日?)?)?\s*", text)
    if match is None:
        return None
    parts = [part for part in match.groups() if part]
    better = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    try:
        edtf.parse(better)
    except edtf.DateError:
        return None
    return better if better != text else None


def duration(fault: Fault) -> Words:
    if not _is_scalar(fault.given):
        return (
            "wrong-type",
            f"'{fault.name}' needs a span of time, not {kind_of(fault.given)}",
            "write P5Y, P6M or P30D",
        )
    fix = "write P and then years, months, days: P5Y, P6M, P2Y6M, P30D"
    if match := re.fullmatch(
        r"\s*(\d{1,3})\s*(年|years?|个?月|months?|天|日|days?)\s*", str(fault.given), re.IGNORECASE
    ):
        fix = f"write P{match[1]}{'Y' if match[2][0] in '年yY' else 'M' if match[2][-1] == '月' or match[2][0] in 'mM' else 'D'}"
    return "bad-duration", f"'{shown(fault.given)}' is not a span of time", fix


def citation(fault: Fault) -> Words:
    form = "write the source's id, # and the paragraph, without a space: hongqiao-report#p4, or #p10-p11"
    if not _is_scalar(fault.given):
        return "bad-citation", f"'{fault.name}' needs a citation, not {kind_of(fault.given)}", form
    text = str(fault.given)
    if "runs backwards" in str(fault.context["said"]):
        return "bad-citation", f"'{shown(text)}' runs backwards", "write the smaller paragraph first"
    if re.search(r"#p0", text):
        return (
            "bad-citation",
            f"'{shown(text)}' is not a citation",
            "paragraphs count from 1, without leading zeros: #p1",
        )
    if text.count("#") > 1:
        several = "write several as a list: [hongqiao-report#p4, hexi-briefing#p2]"
        return "bad-citation", f"'{shown(text)}' is not one citation", several
    if re.fullmatch(r"[a-z0-9-]+", text):
        return "bad-citation", f"'{text}' names a source but no paragraph", form
    if match := re.fullmatch(r"([a-z0-9-]+)#[pP]?(\d+)(?:[-–—~到至]+[pP]?(\d+))?", text):
        better = f"{match[1]}#p{match[2]}" + (f"-p{match[3]}" if match[3] else "")
        return "bad-citation", f"'{shown(text)}' is not a citation", f"write {better}"
    return "bad-citation", f"'{shown(text)}' is not a citation", form


def grouped_number(fault: Fault) -> Words:
    return "bad-number", f"'{shown(fault.given)}' has separators", f"write {fault.context['plain']}"


def scaled_number(fault: Fault) -> Words:
    return (
        "bad-number",
        f"'{shown(fault.given)}' is not in base units",
        f"write the whole number: {_scaled(str(fault.given))}",
    )


def _scaled(text: str) -> str:
    """A number with 万 or 亿 written out, where that can be done."""
    match = re.match(r"([0-9.]+)\s*([百千万亿]+)", text)
    try:
        number = Decimal(match[1]) if match else None
    except InvalidOperation:
        number = None
    if match is None or number is None:
        return "digits only, without 万 or 亿"
    for word in match[2]:
        number *= SCALES[word]
    return f"{number.normalize():f}"


def quoted_number(fault: Fault) -> Words:
    return "wrong-type", f"'{shown(fault.given)}' is in quotes", f"delete the quotes: {shown(fault.given)}"


def not_a_number(fault: Fault) -> Words:
    fix = (
        f"write a bare number, for example `{fault.name}: {fault.example}`" if fault.example else "write a bare number"
    )
    if not _is_scalar(fault.given):
        return "wrong-type", f"'{fault.name}' needs a number, not {kind_of(fault.given)}", fix
    if match := re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*", str(fault.given)):
        fix = f"write {match[1]}; the unit stands beside it, as `unit: percent`"
    return "wrong-type", f"'{shown(fault.given)}' is not a number", fix


def not_whole(fault: Fault) -> Words:
    return (
        "bad-value",
        f"'{fault.name}' is {shown(fault.given)}, which is not a whole number",
        f"it holds {fault.meaning}",
    )


def out_of_range(fault: Fault) -> Words:
    low, high = _bound(fault, "ge", "gt"), _bound(fault, "le", "lt")
    if low is not None and high is not None:
        fix = f"write a number from {low} to {high}"
    else:
        fix = f"write {low} or more" if low is not None else f"write at most {high}"
    return "bad-value", f"'{fault.name}' cannot be {shown(fault.given)}", fix


def _bound(fault: Fault, inclusive: str, exclusive: str) -> int | None:
    """A declared bound as the first or last whole number that is allowed."""
    for item in fault.field.info.metadata if fault.field else ():
        if getattr(item, inclusive, None) is not None:
            return int(getattr(item, inclusive))
        if getattr(item, exclusive, None) is not None:
            return int(getattr(item, exclusive)) + (1 if exclusive == "gt" else -1)
    return None


def blank_text(fault: Fault) -> Words:
    return "blank-text", f"'{fault.name}' is blank", "write the text, or delete the field"


def raw_html(fault: Fault) -> Words:
    what = f"HTML in '{fault.name}': '{shown(fault.context['found'])}'"
    return "raw-html", what, "write plain text; *emphasis* and [text](https://…) are allowed"


def unsafe_link(fault: Fault) -> Words:
    found = shown(fault.context["found"])
    if fault.name == "address":
        return (
            "unsafe-link",
            f"'{found}' is not a web address",
            "give the full address, starting with https:// or http://",
        )
    return "unsafe-link", f"a '{found}' address in '{fault.name}'", "link to an address that starts with https://"


def not_listed(fault: Fault) -> Words:
    expected = str(fault.context.get("expected", "")).replace(" or ", ", ")
    known = [part.strip(" '") for part in expected.split(",")]
    listed = "one of " + ", ".join(known)
    if not _is_scalar(fault.given) and not isinstance(fault.given, bool):
        return "wrong-type", f"'{fault.name}' needs one word, not {kind_of(fault.given)}", f"write {listed}"
    near = nearest(str(fault.given).lower().replace(" ", "_").replace("-", "_"), known) or nearest(
        str(fault.given), known
    )
    return (
        "bad-value",
        f"'{fault.name}' cannot be '{shown(fault.given)}'",
        f"did you mean '{near}'? It takes {listed}" if near else f"write {listed}",
    )


def wrong_form(fault: Fault) -> Words:
    text = str(fault.given)
    marker = fault.field.marker if fault.field else None
    if isinstance(marker, Ref) and marker.folder is None:
        return _wrong_address(text)
    if isinstance(marker, Term):
        what = f"'{shown(text)}' is not in the vocabulary '{marker.vocabulary}'"
        return "unknown-term", what, _like(text, "_", f"take a word from data/vocabulary/{marker.vocabulary}.yaml")
    if isinstance(marker, Ref) or fault.name in ("id", "group", "not_additive_with"):
        mark = "_" if "_" in str(fault.context["pattern"]) else "-"
        form = "hyphens" if mark == "-" else "underscores"
        return "bad-id", f"'{shown(text)}' is not an id", _like(text, mark, f"use a-z, 0-9 and {form}")
    example = f", for example {fault.example}" if fault.example else ""
    return (
        "bad-value",
        f"'{shown(text)}' does not have the form of '{fault.name}'",
        f"it holds {fault.meaning}{example}",
    )


def _like(text: str, mark: str, otherwise: str) -> str:
    """An id as near to a text as ids can be."""
    near = re.sub(r"[^a-z0-9]+", mark, text.lower()).strip(mark)
    return f"write '{near}'" if near and text.isascii() else otherwise


def _wrong_address(text: str) -> Words:
    folder, slash, name = text.partition("/")
    if not slash:
        return (
            "bad-id",
            f"'{shown(text)}' does not say which folder it lies in",
            f"write the folder before it, as in projects/{_plain(text)}",
        )
    return (
        "bad-id",
        f"'{shown(text)}' is not the address of a record",
        f"write folder and id, as in {_plain(folder)}/{_plain(name)}",
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "…"
