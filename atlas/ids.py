"""Every record's id and every paragraph one can cite, with what they are: for editors to complete while typing.

Beside the schemas, in a file of its own, since it follows the records and not the declarations. It may lag
behind them and does no harm: these are offered, and any other of the form is taken; `atlas check` is the judge.
Offered as snippets and not as an `enum`, which editors would list whole in every hover text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from atlas.load.nodes import Node
from atlas.load.tree import Document, load
from atlas.records import PUBLISHED

NAME = "ids.json"
# In the file: ids written `folder/id`, and citations.
ANY, PARAGRAPHS = "any", "paragraphs"

_ID = "编号只用小写字母、数字和连字符，如 hexi / an id is lower-case letters, digits and hyphens, such as hexi"
_FORMS = {
    ANY: "写作“类别/编号”，如 projects/117-project / write type/id, such as projects/117-project",
    PARAGRAPHS: "写作“来源#p段号”，如 hexi-briefing#p4 / write source#paragraph, such as hexi-briefing#p4",
}


def form(name: str) -> str:
    """How an entry of a list is written, said to whoever wrote something else."""
    return _FORMS.get(name, _ID)


def ids(root: Path) -> dict[str, Any]:
    """The schema whose definitions list, by type, the ids of the records under `root`, each with its name."""
    documents, _ = load(root, tuple(cls.folder for cls in PUBLISHED))
    known = {cls.folder: [doc for doc in documents if doc.folder == cls.folder] for cls in PUBLISHED}
    named = {folder: {doc.stem: _name(doc) for doc in found} for folder, found in known.items()}
    whole = {f"{folder}/{name}": words for folder, found in named.items() for name, words in found.items()}
    cited = {citation: gist for doc in known["sources"] for citation, gist in _paragraphs(doc)}
    lists = {**named, ANY: whole, PARAGRAPHS: cited}
    return {"$defs": {name: _listed(found) for name, found in lists.items()}}


def _listed(found: dict[str, str]) -> dict[str, Any]:
    offered = [{"label": word, "description": meaning, "body": word} for word, meaning in found.items()]
    return {"type": "string", "defaultSnippets": offered}


def _name(document: Document) -> str:
    """What a record is called, or says, in both languages."""
    for field in ("names", "what", "definition"):
        if words := _both(document.node, (field,)):
            return words
    return document.stem


def _paragraphs(document: Document) -> list[tuple[str, str]]:
    node, taken = document.node.find(("paragraphs",))
    entries = node.value if taken and isinstance(node.value, list) else []
    found = []
    for entry in entries:
        number, has_number = entry.find(("p",))
        if has_number and isinstance(number.value, str):
            found.append((f"{document.stem}#p{number.value}", _both(entry, ("gist",)) or document.stem))
    return found


def _both(node: Node, path: tuple[str, ...]) -> str:
    found = [node.find((*path, lang)) for lang in ("zh", "en")]
    return " / ".join(
        child.value for child, taken in found if len(taken) == len(path) + 1 and isinstance(child.value, str)
    )
