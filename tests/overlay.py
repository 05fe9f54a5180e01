"""Atlases for tests: a copy of the toy, with files laid over it."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from atlas.incremental.digests import of_folders
from atlas.incremental.templates import Templates
from atlas.link.atlas import Atlas
from atlas.pipeline import Linked, Theme, Told, linked, themed, untold
from atlas.settings import Settings

HERE = Path(__file__).parent
TOY = HERE / "toy"
BROKEN = HERE / "broken"
AS_OF = dt.date(2026, 11, 22)


def lay(root: Path, over: Path | dict[str, str] | None = None) -> Path:
    """The toy atlas under `root`, with a case's files, or given texts by path under data/, laid over it."""
    shutil.copytree(TOY / "data", root / "data")
    if isinstance(over, dict):
        for name, text in over.items():
            file = root / "data" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    elif over is not None:
        for part in ("data", "content"):
            if (over / part).is_dir():
                shutil.copytree(over / part, root / part, symlinks=True, dirs_exist_ok=True)
        for name in (over / "removed.txt").read_text().split() if (over / "removed.txt").exists() else ():
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return root


def toy_linked(root: Path, over: dict[str, str] | None = None, as_of: dt.date = AS_OF) -> Linked:
    """What the toy atlas gives with some files laid over it."""
    return linked(lay(root, over), Settings(as_of))


def toy_atlas(root: Path, over: dict[str, str] | None = None, as_of: dt.date = AS_OF) -> Atlas:
    """The toy atlas with some files laid over it, which must be without errors."""
    found = toy_linked(root, over, as_of)
    assert found.atlas is not None, found.problems
    return found.atlas


def dressed(theme: Path, atlas: Atlas, settings: Settings, history: Told = untold) -> Theme:
    """An atlas in a theme, whose templates are compiled once for all the tests of a process."""
    return themed(theme, atlas, settings, history, _compiled(of_folders(theme)))


@cache
def _compiled(digest: str) -> Templates:
    return Templates(digest)


def toy_page(
    root: Path,
    address: str,
    over: dict[str, str] | None = None,
    *,
    named: dict[str, str] | None = None,
    **settings: str,
) -> str:
    """One page of the toy atlas in the real theme, with some files laid over the records.

    `named` gives records an English name that no check would let pass, as if it had got by.
    """
    atlas = toy_atlas(root, over)
    for key, name in (named or {}).items():
        record = atlas.get(key)
        changed = record.model_copy(update={"names": record.names.model_copy(update={"en": name})})
        folder = {**atlas.records[record.folder], record.id: changed}
        atlas = replace(atlas, records={**atlas.records, record.folder: folder})
    theme = dressed(HERE.parent / "theme", atlas, Settings(AS_OF, **settings))
    (page,) = (planned.view() for planned in theme.site.pages() if planned.file == address)
    return theme.renderer.render(page).decode("utf-8")


def toy_text(name: str) -> str:
    """One file of the toy atlas, by its path under data/."""
    return (TOY / "data" / name).read_text("utf-8")
