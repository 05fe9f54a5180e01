"""What a template sees of a plan: its parts, a cell for each, and the tree of plans it stands in."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.marks import Link, Mark, Words


class StructureName(Struct, frozen=True):
    """A part by its name, leading to its record where it has one; a plan shows its own parts within it."""

    name: Link | Words
    parts: tuple[StructurePart, ...] = ()


class StructurePart(Struct, frozen=True):
    """One kind of part of a plan: counted, and named or not; a cell for each, and one more where the list is open."""

    words: Words
    count: str
    named: tuple[StructureName, ...]
    sentence: str
    unnamed: int = 0
    open: bool = False
    marks: tuple[Mark, ...] = ()


class TreeNode(Struct, frozen=True):
    """A record in a tree of records, with what belongs to it beneath; `current` is the page's own."""

    link: Link
    current: bool = False
    below: tuple[TreeNode, ...] = ()
