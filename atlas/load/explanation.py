"""The explanations of rules under atlas/explain: how to mend a fault, and the least example of wrong and right.

An example is the text of a file, or of those of its fields that matter, under a comment that names it. What cannot be
seen is written `⟨U+200B⟩`; a line that starts with `$` is typed in a terminal.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from atlas.load.nodes import read
from atlas.message import Bilingual

FOLDER = Path(__file__).parents[1] / "explain"


class Explanation(Struct, frozen=True):
    """What an editor is shown of a rule beside its name and its reason."""

    mend: Bilingual
    wrong: str
    right: str


def explanation(rule: str) -> Explanation:
    """The explanation of one rule.

    Raises:
        OSError: the rule has none; a test holds every rule to have one.
    """
    path = FOLDER / f"{rule}.yaml"
    node, faults = read(path.name, path.read_bytes())
    given = node.plain() if node is not None and not faults else None
    assert isinstance(given, dict), (path.name, faults)
    return Explanation(Bilingual(given["mend"]["zh"], given["mend"]["en"]), given["wrong"], given["right"])
