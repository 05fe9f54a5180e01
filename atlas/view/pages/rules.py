"""The rules page of the editing guide: every rule with its reason, how to mend a breach, and an example of each kind."""

from __future__ import annotations

from collections.abc import Iterator

from atlas import rules
from atlas.load.explanation import explanation
from atlas.message import Text, spoken
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.reference import Example, RuleRow
from atlas.view.rows import Pair

_GROUPS = (
    ("load", rules.LOAD),
    ("declaration", rules.DECLARATION),
    ("record", rules.RECORD),
    ("link", rules.LINK),
    ("since", rules.SINCE),
    ("render", rules.RENDER),
)


def blocks(c: Composer) -> Iterator[Block]:
    """A part for each stage that checks."""
    for name, group in _GROUPS:
        key = f"rules.{name}"
        yield Block(
            f"rules-{name}", c.t(key), "rules", tuple(_row(c, rule) for rule in group), remark=c.t(f"{key}.remark")
        )


def _row(c: Composer, rule: rules.Rule) -> RuleRow:
    found = explanation(rule.id)
    return RuleRow(
        rule.id,
        _words(c, rule.name),
        (_reason(c, "why", rule.why), _reason(c, "mend", found.mend)),
        (
            Example(False, c.t("rules.wrong"), found.wrong.rstrip("\n")),
            Example(True, c.t("rules.right"), found.right.rstrip("\n")),
        ),
    )


def _words(c: Composer, text: Text) -> Words:
    return Words(spoken(text, c.language))


def _reason(c: Composer, key: str, text: Text) -> Pair:
    return Pair(Words(c.t(f"rules.{key}")), (Said(_words(c, text)),))
