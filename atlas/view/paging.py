"""Pages of what is too long for one: how many there are, and the ways from one to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized

from atlas.view.composer import Composer
from atlas.view.marks import Link


def pages_of(whole: Sized, size: int) -> int:
    """How many pages a list takes; an empty one takes one."""
    return max(1, -(-len(whole) // size))


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
