"""What takes how long in a build: each stage, and the pages that took longest."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, field

from atlas.message import Joined, Text, say

T = TypeVar("T")

_SLOWEST = 10

# What the stages are called.
_STAGES: dict[str, Text] = {
    "load": say("load"), "check": say("check"), "link": say("link"), "plan": say("plan"), "view": say("view"),
    "render": say("render"), "data": say("data"), "staging": say("staging"), "publish": say("publish"),
    "swap": say("swap"), "keep": say("keep"), "history": say("history"), "pictures": say("pictures"),
}  # fmt: skip


class Timings(Struct):
    """Seconds spent in each stage, in the order the stages first ran; and in each page."""

    seconds: dict[str, float] = field(default_factory=dict)
    pages: dict[str, tuple[float, float]] = field(default_factory=dict)
    """View and render of each page that was made, by the address of its file."""
    taken: int = 0
    """Pages taken from the last build."""
    within: float = 0.0
    """Seconds of the stages that have ended within the one under way."""

    def stage(self, name: str) -> Stage:
        """A block whose time is added to a stage, but for that of the stages within it."""
        return Stage(self, name)

    def each(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """Items one after another; adds the time of making each to a stage, and holds none of them."""
        made = iter(items)
        while True:
            with self.stage(name):
                item = next(made, None)
            if item is None:
                return
            yield item

    def add(self, name: str, seconds: float) -> None:
        """Adds time to a stage; that of workers adds up."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    def page(self, address: str, view: float, render: float) -> None:
        """Adds a page that was made."""
        self.pages[address] = view, render
        self.add("view", view)
        self.add("render", render)

    def line(self) -> Text:
        """The time by stage, and together."""
        spent = _by_stage(self.seconds)
        return Joined((*spent, say("together {seconds:.2f} s", seconds=sum(self.seconds.values()))), " · ")

    def report(self) -> Text:
        """Pages made and taken, and the slowest with their time in milliseconds: view, render."""
        made = say(
            "{made:,} pages made, {taken:,} as in the last build; the slowest, view + render:",
            made=len(self.pages),
            taken=self.taken,
        )
        slowest = sorted(self.pages.items(), key=lambda item: (-sum(item[1]), item[0]))[:_SLOWEST]
        rows = [f"{1000 * view:7.1f} + {1000 * render:6.1f} ms  {address}" for address, (view, render) in slowest]
        return Joined((made, *rows), "\n")


class Stage:
    """One stretch of a stage; entered for each of a hundred thousand files, so no generator."""

    __slots__ = ("_name", "_outer", "_start", "_timings")

    def __init__(self, timings: Timings, name: str) -> None:
        self._timings = timings
        self._name = name

    def __enter__(self) -> None:
        self._outer, self._timings.within = self._timings.within, 0.0
        self._start = time.perf_counter()

    def __exit__(self, *raised: object) -> None:
        spent = time.perf_counter() - self._start
        self._timings.add(self._name, spent - self._timings.within)
        self._timings.within = self._outer + spent


def _by_stage(seconds: Mapping[str, float]) -> list[Text]:
    return [say("{stage} {seconds:.2f} s", stage=_STAGES[name], seconds=spent) for name, spent in seconds.items()]
