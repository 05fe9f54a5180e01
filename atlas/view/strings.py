"""The catalogue of strings: every word a reader sees that no record holds, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.load.nodes import read
from atlas.view.model import Language


class StringsError(ValueError):
    """The catalogue cannot be used; the message names the file and key."""


@dataclass(frozen=True, slots=True)
class Strings:
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
            detail = f"{faults[0].place.line}: {faults[0].what}" if faults else "not a list of keys"
            raise StringsError(f"theme/strings/{path.name}:{detail}")
        for key, value in node.value.items():
            plain = value.plain()
            if key in texts or not isinstance(plain, dict) or set(plain) != {"zh", "en"}:
                raise StringsError(f"theme/strings/{path.name}:{value.line}: '{key}' needs zh and en, once")
            texts[key] = {"zh": str(plain["zh"]), "en": str(plain["en"])}
    return Strings(texts)
