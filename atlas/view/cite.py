"""How a record is cited and reported on: ready text and code with its permanent address, day and digest."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from atlas.records.base import Record
from atlas.view import dates, urls
from atlas.view.composer import Composer
from atlas.view.marks import Link
from atlas.view.quoted import Cite, Quoted, QuotedFile

# Beside each record's page: its citation as programs that keep references read it.
FILE = "citation.json"
# In TeX these characters command; each is written so that it prints itself.
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "$&#%_"}
    | {
        # A brace written with a backslash would still be counted.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def permanent(c: Composer) -> str:
    """The address that will not change: whole where the site's own address is known, else from its root."""
    return c.permanent(c.path)


def edition(c: Composer) -> str:
    """The day of what is shown, to stand beside the permanent address."""
    return c.t("cite.edition", date=c.day(c.atlas.as_of).text)


def imprint(c: Composer, record: Record, digest: str) -> str:
    """Which record, edition and digest a sheet of paper is of."""
    return c.t("cite.imprint", site=c.t("site.name"), record=record.key, edition=edition(c), digest=digest)


def forms(c: Composer, record: Record, digest: str) -> Cite:
    """The citation in every style. All of them follow from the record, the site's address and the day alone."""
    parts = _parts(c, record, digest)
    return Cite(
        c.t("cite.label"),
        (
            Quoted("GB/T 7714", c.t("cite.gbt", **parts), "line"),
            Quoted("APA", c.t("cite.apa", **parts), "line"),
            Quoted("BibTeX", _bibtex(c, record, parts), "code", urls.HTML_LANG["en"]),
        ),
        c.t("cite.remark"),
        (QuotedFile("CSL-JSON", FILE),),
    )


def csl(c: Composer, record: Record, digest: str) -> list[dict[str, Any]]:
    """The citation as CSL-JSON: a page of a site, without an author, in this edition."""
    parts = _parts(c, record, digest)
    day = {"date-parts": [[c.atlas.as_of.year, c.atlas.as_of.month, c.atlas.as_of.day]]}
    item: dict[str, Any] = {
        "id": _key(record),
        "type": "webpage",
        "title": parts["title"],
        "container-title": parts["site"],
        "issued": day,
        "accessed": day,
        "version": parts["digest"],
        "language": "en" if c.language == "en" else "zh-CN",
        "note": c.t("cite.note", **parts),
    }
    # An address from the site's root would lead nowhere in somebody else's list of references.
    return [item | {"URL": parts["address"]} if c.settings.site_url else item]


def report(c: Composer, record: Record, digest: str) -> Link:
    """Where a reader reports a mistake: the form, filled in as far as it can be, or the page that says how."""
    label = c.t("report.label")
    address = c.settings.report_url
    if address is None:
        return Link(label, c.href("corrections/"))
    title = c.t("report.title", title=_line(c.title(record.key).text), record=record.key)
    filled = {
        "title": title,
        "page": c.t("report.page", address=permanent(c), edition=edition(c), digest=digest),
        "record": record.key,
        "digest": digest,
    }
    for name, text in filled.items():
        # What is filled in is quoted whole, so that it brings no placeholder of its own.
        address = address.replace(f"{{{name}}}", quote(text, safe=""))
    return Link(label, address)


def _line(text: str) -> str:
    """A text on one line, its emphasis left out, since what is copied is not Markdown any more."""
    return " ".join(text.replace("*", "").split())


def _parts(c: Composer, record: Record, digest: str) -> dict[str, str]:
    """What every style is made of."""
    day = c.atlas.as_of
    english = c.language == "en"
    return {
        "site": c.t("site.name"),
        "title": _line(c.title(record.key).text),
        "id": record.id,
        "digest": digest,
        "address": permanent(c),
        "day": day.isoformat(),
        "year": str(day.year),
        # APA puts the year of an edition first, and that of the day it was looked at last.
        "date": dates.formatted(day, "y, MMMM d", "en") if english else c.day(day).text,
        "accessed": dates.formatted(day, "MMMM d, y", "en") if english else c.day(day).text,
    }


def _key(record: Record) -> str:
    """The name of the entry in a list of references."""
    return f"tianjin-atlas-{record.key.replace('/', '-')}"


def _bibtex(c: Composer, record: Record, parts: dict[str, str]) -> str:
    fields = {
        "title": f"{{{_tex(parts['title'])}}}",
        "organization": f"{{{_tex(parts['site'])}}}",
        # There is no author: a list of references sorts the entry by this.
        "key": _tex(parts["title"]),
        "year": parts["year"],
        "month": str(c.atlas.as_of.month),
        "url": parts["address"],
        "urldate": parts["day"],
        "version": parts["digest"],
        "note": _tex(c.t("cite.note", **parts)),
        "langid": "english" if c.language == "en" else "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@online{{{_key(record)},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return text.translate(_TEX)
