"""Values that a field does not take, in an editor's words: dates, numbers, citations, ids, closed lists, texts."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from atlas.check.fault import Fault, kind_of
from atlas.message import Text, brief, say, series
from atlas.problem import nearest
from atlas.records import edtf
from atlas.records.numerals import SCALES
from atlas.records.types import Ref, Term

Words = tuple[str, Text, Text]


def _is_scalar(value: object) -> bool:
    return isinstance(value, str)


def date(fault: Fault) -> Words:
    if not _is_scalar(fault.given):
        what = say("'{field}' needs a date, not {given}", field=fault.name, given=kind_of(fault.given))
        return "wrong-type", what, say("write `{field}: 2024-06`", field=fault.name)
    text, what, lapse = str(fault.given), fault.context["said"], fault.context["lapse"]
    if lapse == "order":
        return "end-before-start", what, say("swap the two, or correct one of them")
    if lapse == "day":
        return "bad-date", what, say("correct the date")
    if better := _better_date(text):
        return "bad-date", what, say("write {better}", better=better)
    if "/" in text and not text.strip("/").isdigit():
        return (
            "bad-date",
            what,
            say(
                "write 2024, 2024-06 or 2024-06-12, with ? after an inferred part: 2025?; "
                "a period as 2021/2035 or 2025/.."
            ),
        )
    return "bad-date", what, say("write 2024, 2024-06 or 2024-06-12, with ? after an inferred part: 2025?")


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
        what = say("'{field}' needs a span of time, not {given}", field=fault.name, given=kind_of(fault.given))
        return "wrong-type", what, say("write P5Y, P6M or P30D")
    fix = say("write P and then years, months, days: P5Y, P6M, P2Y6M, P30D")
    if match := re.fullmatch(
        r"\s*(\d{1,3})\s*(年|years?|个?月|months?|天|日|days?)\s*", str(fault.given), re.IGNORECASE
    ):
        unit = "Y" if match[2][0] in "年yY" else "M" if match[2][-1] == "月" or match[2][0] in "mM" else "D"
        fix = say("write {better}", better=f"P{match[1]}{unit}")
    return "bad-duration", say("'{given}' is not a span of time", given=brief(fault.given)), fix


def citation(fault: Fault) -> Words:
    form = say("write the source's id, # and the paragraph, without a space: hongqiao-report#p4, or #p10-p11")
    if not _is_scalar(fault.given):
        what = say("'{field}' needs a citation, not {given}", field=fault.name, given=kind_of(fault.given))
        return "bad-citation", what, form
    text = str(fault.given)
    what = say("'{text}' is not a citation", text=brief(text))
    if fault.context["lapse"] == "order":
        return "bad-citation", fault.context["said"], say("write the smaller paragraph first")
    if re.search(r"#p0", text):
        return "bad-citation", what, say("paragraphs count from 1, without leading zeros: #p1")
    if text.count("#") > 1:
        several = say("write several as a list: [hongqiao-report#p4, hexi-briefing#p2]")
        return "bad-citation", say("'{text}' is not one citation", text=brief(text)), several
    if re.fullmatch(r"[a-z0-9-]+", text):
        return "bad-citation", fault.context["said"], form
    if match := re.fullmatch(r"([a-z0-9-]+)#[pP]?(\d+)(?:[-–—~到至]+[pP]?(\d+))?", text):
        better = f"{match[1]}#p{match[2]}" + (f"-p{match[3]}" if match[3] else "")
        return "bad-citation", what, say("write {better}", better=better)
    return "bad-citation", what, form


def grouped_number(fault: Fault) -> Words:
    what = say("'{given}' has separators", given=brief(fault.given))
    return "bad-number", what, say("write {better}", better=fault.context["plain"])


def scaled_number(fault: Fault) -> Words:
    number = _scaled(str(fault.given))
    fix = say("write the whole number: digits only, without 万 or 亿")
    return (
        "bad-number",
        say("'{given}' is not in base units", given=brief(fault.given)),
        fix if number is None else say("write the whole number: {number}", number=number),
    )


def _scaled(text: str) -> str | None:
    """A number with 万 or 亿 written out; None where that cannot be done."""
    match = re.match(r"([0-9.]+)\s*([百千万亿]+)", text)
    try:
        number = Decimal(match[1]) if match else None
    except InvalidOperation:
        number = None
    if match is None or number is None:
        return None
    for word in match[2]:
        number *= SCALES[word]
    return f"{number.normalize():f}"


def quoted_number(fault: Fault) -> Words:
    given = brief(fault.given)
    return "wrong-type", say("'{given}' is in quotes", given=given), say("delete the quotes: {given}", given=given)


def not_a_number(fault: Fault) -> Words:
    fix = say("write a bare number")
    if fault.example:
        fix = say("write a bare number, for example `{field}: {example}`", field=fault.name, example=fault.example)
    if not _is_scalar(fault.given):
        what = say("'{field}' needs a number, not {given}", field=fault.name, given=kind_of(fault.given))
        return "wrong-type", what, fix
    if match := re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*", str(fault.given)):
        fix = say("write {number}; the unit stands beside it, as `unit: percent`", number=match[1])
    return "wrong-type", say("'{given}' is not a number", given=brief(fault.given)), fix


def not_whole(fault: Fault) -> Words:
    what = say("'{field}' is {given}, which is not a whole number", field=fault.name, given=brief(fault.given))
    return "bad-value", what, say("it holds {meaning}", meaning=fault.meaning)


def out_of_range(fault: Fault) -> Words:
    low, high = _bound(fault, "ge", "gt"), _bound(fault, "le", "lt")
    if low is not None and high is not None:
        fix = say("write a number from {low} to {high}", low=low, high=high)
    elif low is not None:
        fix = say("write {low} or more", low=low)
    else:
        fix = say("write at most {high}", high=high)
    return "bad-value", say("'{field}' cannot be {given}", field=fault.name, given=brief(fault.given)), fix


def _bound(fault: Fault, inclusive: str, exclusive: str) -> int | None:
    """A declared bound as the first or last whole number that is allowed."""
    for item in fault.field.info.metadata if fault.field else ():
        if getattr(item, inclusive, None) is not None:
            return int(getattr(item, inclusive))
        if getattr(item, exclusive, None) is not None:
            return int(getattr(item, exclusive)) + (1 if exclusive == "gt" else -1)
    return None


def blank_text(fault: Fault) -> Words:
    return "blank-text", say("'{field}' is blank", field=fault.name), say("write the text, or delete the field")


def raw_html(fault: Fault) -> Words:
    what = say("HTML in '{field}': '{found}'", field=fault.name, found=brief(fault.context["found"]))
    return "raw-html", what, say("write plain text; *emphasis* and [text](https://…) are allowed")


def unsafe_link(fault: Fault) -> Words:
    found = brief(fault.context["found"])
    if fault.name == "address":
        what = say("'{found}' is not a web address", found=found)
        return "unsafe-link", what, say("give the full address, starting with https:// or http://")
    what = say("a '{found}' address in '{field}'", found=found, field=fault.name)
    return "unsafe-link", what, say("link to an address that starts with https://")


def not_listed(fault: Fault) -> Words:
    expected = str(fault.context.get("expected", "")).replace(" or ", ", ")
    known = [part.strip(" '") for part in expected.split(",")]
    if not _is_scalar(fault.given) and not isinstance(fault.given, bool):
        what = say("'{field}' needs one word, not {given}", field=fault.name, given=kind_of(fault.given))
        return "wrong-type", what, say("write one of {known}", known=series(known))
    near = nearest(str(fault.given).lower().replace(" ", "_").replace("-", "_"), known) or nearest(
        str(fault.given), known
    )
    fix = say("write one of {known}", known=series(known))
    if near:
        fix = say("did you mean '{near}'? It takes one of {known}", near=near, known=series(known))
    return "bad-value", say("'{field}' cannot be '{given}'", field=fault.name, given=brief(fault.given)), fix


def wrong_form(fault: Fault) -> Words:
    text = str(fault.given)
    marker = fault.field.marker if fault.field else None
    if isinstance(marker, Ref) and marker.folder is None:
        return _wrong_address(text)
    if isinstance(marker, Term):
        what = say("'{term}' is not in the vocabulary '{name}'", term=brief(text), name=marker.vocabulary)
        otherwise = say("take a word from {file}", file=f"data/vocabulary/{marker.vocabulary}.yaml")
        return "unknown-term", what, _like(text, "_", otherwise)
    if isinstance(marker, Ref) or fault.name in ("id", "group", "not_additive_with"):
        what = say("'{text}' is not an id", text=brief(text))
        if "_" in str(fault.context["pattern"]):
            return "bad-id", what, _like(text, "_", say("use a-z, 0-9 and underscores"))
        return "bad-id", what, _like(text, "-", say("use a-z, 0-9 and hyphens"))
    what = say("'{text}' does not have the form of '{field}'", text=brief(text), field=fault.name)
    holds = say("it holds {meaning}", meaning=fault.meaning)
    if fault.example:
        holds = say("it holds {meaning}, for example {example}", meaning=fault.meaning, example=fault.example)
    return "bad-value", what, holds


def _like(text: str, mark: str, otherwise: Text) -> Text:
    """An id as near to a text as ids can be."""
    near = re.sub(r"[^a-z0-9]+", mark, text.lower()).strip(mark)
    return say("write '{better}'", better=near) if near and text.isascii() else otherwise


def _wrong_address(text: str) -> Words:
    folder, slash, name = text.partition("/")
    if not slash:
        what = say("'{text}' does not say which folder it lies in", text=brief(text))
        return "bad-id", what, say("write the folder before it, as in {better}", better=f"projects/{_plain(text)}")
    what = say("'{text}' is not the address of a record", text=brief(text))
    return "bad-id", what, say("write folder and id, as in {better}", better=f"{_plain(folder)}/{_plain(name)}")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "…"
