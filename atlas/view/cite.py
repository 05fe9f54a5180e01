"""How a record is cited and reported on: ready text and code with its permanent address, day and digest."""

from __future__ import annotations

import json
from urllib.parse import quote

from babel.dates import format_date

from atlas.records.base import Record
from atlas.view import urls
from atlas.view.composer import Composer
from atlas.view.model import Link
from atlas.view.quoted import Cite, Quoted

# In TeX these characters command; each is written so that it prints itself.
_TEX = {character: f"\\{character}" for character in "$&#%_"} | {
    # A brace written with a backslash would still be counted.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def permanent(c: Composer) -> str:
    """The address that will not change: whole where the site's own address is known, else from its root."""
    return urls.absolute(c.settings.site_url, c.address) if c.settings.site_url else f"/{c.address}"


def edition(c: Composer) -> str:
    """The day of what is shown, to stand beside the permanent address."""
    return c.t("cite.edition", date=c.day(c.atlas.as_of).text)


def forms(c: Composer, record: Record, digest: str) -> Cite:
    """The citation in every style. All of them follow from the record, the site's address and the day alone."""
    parts = {
        "site": c.t("site.name"),
        "title": _line(c.title(record.key).text),
        "id": record.id,
        "digest": digest,
        "address": permanent(c),
        "day": c.atlas.as_of.isoformat(),
        "date": _apa_date(c),
    }
    code = urls.HTML_LANG["en"]
    return Cite(
        c.t("cite.label"),
        (
            Quoted("GB/T 7714", c.t("cite.gbt", **parts), "line"),
            Quoted("APA", c.t("cite.apa", **parts), "line"),
            Quoted("BibTeX", _bibtex(c, record, parts), "code", code),
            Quoted("CSL-JSON", _csl(c, record, parts), "code", code),
        ),
        c.t("cite.remark"),
    )


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


def _apa_date(c: Composer) -> str:
    if c.language == "zh":
        return c.day(c.atlas.as_of).text
    return str(format_date(c.atlas.as_of, "y, MMMM d", locale="en_GB"))


def _key(record: Record) -> str:
    """The name of the entry in a list of references."""
    return f"tianjin-atlas-{record.key.replace('/', '-')}"


def _bibtex(c: Composer, record: Record, parts: dict[str, str]) -> str:
    day = c.atlas.as_of
    fields = {
        "author": f"{{{_tex(parts['site'])}}}",
        "title": f"{{{_tex(parts['title'])}}}",
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "url": parts["address"],
        "urldate": parts["day"],
        "version": parts["digest"],
        "note": _tex(c.t("cite.note", **parts)),
        "langid": "english" if c.language == "en" else "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@misc{{{_key(record)},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _csl(c: Composer, record: Record, parts: dict[str, str]) -> str:
    day = {"date-parts": [[c.atlas.as_of.year, c.atlas.as_of.month, c.atlas.as_of.day]]}
    item = {
        "id": _key(record),
        "type": "dataset",
        "title": parts["title"],
        "author": [{"literal": parts["site"]}],
        "publisher": parts["site"],
        "issued": day,
        "accessed": day,
        "version": parts["digest"],
        "URL": parts["address"],
        "language": "en" if c.language == "en" else "zh-CN",
        "note": c.t("cite.note", **parts),
    }
    # A field a line, each short enough to be read beside the page.
    lines = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items()]
    return "[{\n" + ",\n".join(lines) + "\n}]"
