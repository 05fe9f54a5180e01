"""Plans drawn: their parts, a cell for each, and the tree of plans they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from atlas.records.plan import NamedPart, Plan, PlanPart
from atlas.records.quantity import Completeness
from atlas.view.composer import Composer
from atlas.view.facts import MOST_CELLS
from atlas.view.marks import Link
from atlas.view.model import Block
from atlas.view.plan_model import StructureName, StructurePart, TreeNode

# A plan named as a part shows its own parts; theirs stand on their own pages.
DEEPEST = 1


def structure(c: Composer, plan: Plan) -> Block:
    """The parts of a plan, named or only counted."""
    return Block("structure", c.t("block.structure"), "structure", tuple(_parts(c, plan.structure, 0)))


def _parts(c: Composer, items: Iterable[PlanPart], depth: int) -> Iterator[StructurePart]:
    for item in items:
        named = tuple(_named(c, part, depth) for part in item.named)
        unnamed = max(0, (item.count or 0) - len(named))
        yield StructurePart(
            c.words(item.what),
            str(item.count) if item.count is not None else "",
            named,
            _sentence(c, item),
            unnamed if unnamed <= MOST_CELLS else 0,
            item.count is None and item.complete is Completeness.PART and bool(named),
            c.marks(item.cite),
        )


def _sentence(c: Composer, item: PlanPart) -> str:
    """How many parts there are and how many of them are named, in words."""
    if item.count is None:
        return c.t("structure.open" if item.complete is Completeness.PART else "structure.not-counted")
    if not item.named:
        return c.t("structure.counted-not-named", n=item.count)
    if item.complete is Completeness.FULL:
        return c.t("structure.all-named")
    return c.t("structure.partly-named", named=len(item.named), n=item.count)


def _named(c: Composer, part: NamedPart, depth: int) -> StructureName:
    """A part by the name the plan gives it, with its own parts where it is a plan itself."""
    words = c.words(part)
    if part.record is None:
        return StructureName(words)
    link = replace(c.link(part.record), text=words.text, lang=words.lang, alt=None)
    record = c.atlas.get(part.record)
    within = record.structure if isinstance(record, Plan) and depth < DEEPEST else ()
    return StructureName(link, tuple(_parts(c, within, depth + 1)))


def family(c: Composer, plan: Plan) -> Block:
    """The plans above this one and those that belong to it; nothing where it stands alone."""
    plans = c.atlas.all(Plan)
    below = tuple(TreeNode(c.link(item.key)) for item in plans.values() if item.parent == plan.id)
    node = TreeNode(Link(c.title(plan.key).text, ""), current=True, below=below)
    above = plan.parent
    while above is not None:
        node = TreeNode(c.link(f"plans/{above}"), below=(node,))
        above = plans[above].parent
    return Block("family", c.t("block.family"), "tree", (node,) if below or plan.parent is not None else ())
