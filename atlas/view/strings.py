"""The catalogue of strings: every word a reader sees that no record holds, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from atlas.load.nodes import read
from atlas.message import Complaint, Text, say
from atlas.view.marks import Language


class StringsError(Complaint):
    """The catalogue cannot be used; the words name the file and key."""


class Strings(Struct, frozen=True):
    """Key to text, per language."""

    texts: Mapping[str, Mapping[Language, str]]

    def get(self, language: Language, key: str, **values: object) -> str:
        """The text of a key, its {placeholders} filled.

        A key with the suffix `.one` is used instead where `n` is 1.

        Raises:
            KeyError: no such key; tests hold templates and views against the catalogue.
        """
        if values.get("n") in (1, "1") and f"{key}.one" in self.texts:
            key = f"{key}.one"
        text = self.texts[key][language]
        return text.format(**values) if values else text


def load_strings(theme: Path) -> Strings:
    """The catalogue of a theme: every file of its `strings` folder.

    Raises:
        StringsError: a file is no flat list of keys with zh and en, or a key stands twice.
    """
    texts: dict[str, Mapping[Language, str]] = {}
    for path in sorted((theme / "strings").glob("*.yaml")):
        node, faults = read(f"theme/strings/{path.name}", path.read_bytes())
        if node is None or faults or not isinstance(node.value, dict):
            what: Text = faults[0].what if faults else say("not a list of keys")
            line = faults[0].place.line if faults else 1
            raise StringsError(say("{file}:{line}: {what}", file=f"theme/strings/{path.name}", line=line, what=what))
        for key, value in node.value.items():
            plain = value.plain()
            if key in texts or not isinstance(plain, dict) or set(plain) != {"zh", "en"}:
                what = say("'{key}' needs zh and en, once", key=key)
                place = f"theme/strings/{path.name}"
                raise StringsError(say("{file}:{line}: {what}", file=place, line=value.line, what=what))
            texts[key] = {"zh": str(plain["zh"]), "en": str(plain["en"])}
    return Strings(texts)
