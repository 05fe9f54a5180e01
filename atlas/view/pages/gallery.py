"""The gallery: every component of the theme in every state its contract shows, for those who work on the theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from atlas.view import urls
from atlas.view.composer import Composer
from atlas.view.contracts import Builder, Contract, walk
from atlas.view.exhibit import Exhibit, Parameter, State
from atlas.view.marks import Said, Words
from atlas.view.model import Names, Note, Page, SearchBox
from atlas.view.page import page as put_together

PATH = "gallery/"
# Where the addresses of the examples lead: nowhere but to the page itself.
_NOWHERE = "#main"
_MARK = {"number", "note", "label"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def exhibits(contracts: Iterable[Contract], search: SearchBox | None) -> Iterator[Exhibit]:
    """Every component in order of name."""
    builder = Builder(_NOWHERE, search)
    for contract in contracts:
        parameters = tuple(_parameter(one) for one in contract.params)
        states = tuple(
            State(one["name"], builder.arguments(contract, one), _language(one["args"])) for one in contract.examples
        )
        yield Exhibit(
            contract.name, contract.summary, contract.macro, contract.takes, parameters, states, contract.within
        )


def notes(c: Composer, contracts: Iterable[Contract]) -> tuple[Note, ...]:
    """A note for every mark of the examples, so that each opens something."""
    marks = {
        value["number"]: value["note"]
        for contract in contracts
        for example in contract.examples
        for value in walk(example["args"])
        if isinstance(value, dict) and value.keys() == _MARK
    }
    title, gist = Words(c.t("gallery.note")), Words(c.t("gallery.note-gist"))
    return tuple(Note(number, marks[number], title, _NOWHERE, "", gist, "", "") for number in sorted(marks))


def _parameter(one: Mapping[str, Any]) -> Parameter:
    default = str(one["default"]) if "default" in one else None
    return Parameter(one["name"], one["type"], one["meaning"], default)


def _language(args: Any) -> str:
    """The language an example is written in."""
    own: list[object] = []
    for value in walk(args):
        if isinstance(value, dict):
            # What is marked as being in the other language says nothing of its own.
            other = {"text", "alt", "other", "locator"} if value.get("lang") else {"alt", "other", "locator"}
            own += [text for key, text in value.items() if key not in other]
        elif isinstance(value, list):
            own += value
    return urls.HTML_LANG["zh" if any(isinstance(text, str) and _HAN.search(text) for text in own) else "en"]


def page(c: Composer, contracts: tuple[Contract, ...]) -> Page:
    """The gallery, which no list and no search engine leads to."""
    title, lead = c.t("gallery.title"), Said(Words(c.t("gallery.lead")))
    made = put_together(
        c, "gallery", Names(Words(title)), (), title=title, description=lead.words.text, lead=lead,
        unlisted=True, styles=(c.file_href(c.volume.assets.gallery),), notes=notes(c, contracts),
    )  # fmt: skip
    return replace(made, exhibits=tuple(exhibits(contracts, made.shell.search)))
