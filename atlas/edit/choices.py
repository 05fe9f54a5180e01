"""What a field may name, by id and by name: the terms of a vocabulary, the records of a folder, a closed list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from atlas.load.nodes import read
from atlas.message import Lang
from atlas.problem import nearest
from atlas.records.base import Record
from atlas.records.parts import Part
from atlas.records.shape import Declared
from atlas.records.types import Ref
from atlas.schema import read_vocabularies, schema
from atlas.view.strings import Strings, StringsError, load_strings


class Choice(Struct, frozen=True):
    """One value a field may take, with what it is called."""

    id: str
    zh: str = ""
    en: str = ""

    def named(self, lang: Lang) -> str:
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return "  ".join(part for part in (first, second) if part)


class Known:
    """What the fields of one record type may take, looked up once each."""

    def __init__(self, root: Path, cls: type[Record]) -> None:
        self.root = root
        self.schema = schema(cls, read_vocabularies(root))
        self.cls = cls
        self.found: dict[object, tuple[Choice, ...]] = {}

    def choices(self, part: type[Part], field: Declared) -> tuple[Choice, ...]:
        """What one field may take: records, terms, or a closed list; nothing where it takes what is typed."""
        folder = "sources" if field.key == "cite" else field.marker.folder if isinstance(field.marker, Ref) else None
        key = folder or (part, field.key)
        if key not in self.found:
            self.found[key] = records(self.root, folder) if folder else self.listed(part, field)
        return self.found[key]

    def takes(self, part: type[Part], field: Declared) -> Mapping[str, Any]:
        """The schema of one field."""
        whole = self.schema if part is self.cls else self.schema["$defs"][part.__name__]
        found: Mapping[str, Any] = whole["properties"][field.key]
        return found

    def listed(self, part: type[Part], field: Declared) -> tuple[Choice, ...]:
        schema = self.takes(part, field)
        for option in (schema, *schema.get("oneOf", ())):
            inner = option.get("items", option)
            if "enum" in inner:
                names = inner.get("enumDescriptions")
                if names is None:
                    return tuple(self.worded(field, word) for word in inner["enum"])
                return tuple(_term(word, name) for word, name in zip(inner["enum"], names, strict=True))
        return ()

    def worded(self, field: Declared, word: str) -> Choice:
        """A word of a closed list, called what the site calls it."""
        words = self.strings.texts.get(f"{field.key.removesuffix('_is')}.{word}")
        is_name = words is not None and "{" not in words["zh"]
        return Choice(word, words["zh"], words["en"]) if words is not None and is_name else Choice(word)

    @cached_property
    def strings(self) -> Strings:
        """The words of the site; none where there is no theme that can be used."""
        try:
            return load_strings(self.root / "theme")
        except StringsError:
            return Strings({})


def _term(word: str, name: str) -> Choice:
    zh, _, en = name.partition(" / ")
    return Choice(word, zh, en)


def records(root: Path, folder: str) -> tuple[Choice, ...]:
    """The records of a folder with their names, as far as they can be read."""
    found = []
    for path in sorted((root / "data" / folder).glob("*.yaml")):
        node, _ = read(path.name, path.read_bytes())
        plain: Any = node.plain() if node is not None else None
        names = plain.get("names") or plain.get("what") if isinstance(plain, dict) else None
        names = names if isinstance(names, dict) else {}
        found.append(Choice(path.stem, str(names.get("zh", "")), str(names.get("en", ""))))
    return tuple(found)


def meant(answer: str, known: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices an answer may mean: by its id or its name, else those that hold its words."""
    folded = answer.casefold().strip()
    exact = [each for each in known if folded in (each.id.casefold(), each.zh.casefold(), each.en.casefold())]
    if exact:
        return tuple(exact)
    return tuple(each for each in known if any(folded in name.casefold() for name in (each.id, each.zh, each.en)))


def closest(answer: str, known: Sequence[Choice]) -> Choice | None:
    """The choice that a misspelt answer is nearest to."""
    names = {name: each for each in known for name in (each.id, each.zh, each.en) if name}
    return names.get(nearest(answer, names) or "")
