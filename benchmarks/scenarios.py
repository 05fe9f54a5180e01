"""What is done before each build: nothing, or one edit of the kind an editor makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.engines import Engine

FIGURE = r"\bvalue: (\d+)"
Change = Callable[[Engine, int], None]


def _nth(engine: Engine, folder: str, number: int) -> Path:
    """A record of a type, another one each round, by id from the middle on."""
    files = sorted((engine.data / folder).glob("*.yaml"))
    return files[(len(files) // 2 + number) % len(files)]


def edit(path: Path, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
    """Puts something else in the first place of a file that fits a pattern."""
    text, many = re.subn(pattern, new, path.read_text("utf-8"), count=1)
    if not many:
        raise ValueError(f"{path.name}: nothing to edit")
    path.write_text(text, encoding="utf-8", newline="\n")


def raised(path: Path) -> None:
    """The first figure of a record, higher by ten."""
    edit(path, FIGURE, lambda found: f"value: {int(found[1]) + 10}")


def cold(engine: Engine, number: int) -> None:
    """Everything that earlier builds left is gone."""
    engine.forget()


def nothing(engine: Engine, number: int) -> None:
    """Nothing has changed since the last build."""


def figure(engine: Engine, number: int) -> None:
    """One figure of one project has another value."""
    raised(_nth(engine, "projects", number))


def renamed(engine: Engine, number: int) -> None:
    """One organisation has another name, which every page that names it shows."""
    path = _nth(engine, "organisations", number)
    for lang in ("zh", "en"):  # its names come first
        edit(path, rf"\b{lang}: ([^,}}\n]+)", lambda found, lang=lang: f"{lang}: {found[1]} {number}")  # type: ignore[misc]


def added(engine: Engine, number: int) -> None:
    """One project more."""
    model = _nth(engine, "projects", number)
    name = f"new-park-{number}"
    text = re.sub(r"(?m)^id: .*$", f"id: {name}", model.read_text("utf-8"), count=1)
    (model.parent / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")


def theme(engine: Engine, number: int) -> None:
    """The template of every page has changed."""
    edit(engine.layout, r"</body>", f"<!-- {number} --></body>")


SCENARIOS: dict[str, Change] = {
    "cold build": cold,
    "no change": nothing,
    "one figure edited": figure,
    "one organisation renamed": renamed,
    "one project added": added,
    "theme changed": theme,
}
