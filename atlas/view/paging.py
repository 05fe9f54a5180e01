"""Pages of what is too long for one: how many there are, and the ways from one to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from typing import TypeVar

from atlas.view.composer import Composer
from atlas.view.marks import Link
from atlas.view.model import Block

T = TypeVar("T")


def pages_of(whole: Sized, size: int) -> int:
    """How many pages a list takes; an empty one takes one."""
    return max(1, -(-len(whole) // size))


def leaf(whole: Sequence[T], number: int, size: int) -> Sequence[T]:
    """What of a list stands on one of its pages."""
    return whole[(number - 1) * size : number * size]


def folder(number: int) -> str:
    """Where a page lies beneath the first, which is beneath nothing."""
    return f"page/{number}/" if number > 1 else ""


def ways(c: Composer, number: int, pages: int, path: Callable[[int], str]) -> Iterator[Link]:
    """The way back, the first page, those about this one, the last, and the way on."""

    def link(text: str, there: int) -> Link:
        return Link(text, c.href(path(there)), current=there == number)

    if number > 1:
        yield link(c.t("facets.back"), number - 1)
    near = {1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)}
    before = 0
    for there in sorted(near):
        if there > before + 1:
            yield Link("…", "")
        yield link(str(there), there)
        before = there
    if number < pages:
        yield link(c.t("facets.on"), number + 1)


def title(c: Composer, name: str, number: int) -> str:
    """The name of a page: the list's, and beyond the first page its number."""
    return c.t("facets.title-page", title=name, n=number) if number > 1 else name


def block(c: Composer, number: int, pages: int, path: Callable[[int], str], remark: str) -> Iterator[Block]:
    """The ways to the other pages as a part of a page, where there are others."""
    if pages > 1:
        yield Block("pages", c.t("facets.pages"), "pages", tuple(ways(c, number, pages, path)), remark=remark)
