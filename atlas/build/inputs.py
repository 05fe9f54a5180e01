"""What Pelican makes the prose from: its settings, which are a program, and the pages as they were written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from atlas.build.options import Options
from atlas.incremental.current import settings_of
from atlas.incremental.digests import edition, of_bytes, of_folders
from atlas.incremental.store import FOLDER, Store

_OUTPUT = "OUTPUT_PATH"


class Inputs:
    """The inputs of the prose as they stand when a build begins."""

    def __init__(self, root: Path, given: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> None:
        """`given` are settings that take the place of the file's."""
        self._root = root
        self._output = given.get(_OUTPUT)
        # Into which folder it is that somebody else wants the site changes no byte of it.
        self._given = sorted({**given, _OUTPUT: str(self._output is not None)}.items())
        self._environment = environment
        self._store = Store(root / FOLDER / "options", edition())
        self._program = self._digest()

    def options(self) -> Options | None:
        """What the settings said when they were last read, if they would say the same."""
        kept: tuple[str, Options] | None = self._store.load()
        if kept is None or kept[0] != self._program:
            return None
        return replace(kept[1], output=Path(self._output)) if self._output is not None else kept[1]

    def keep(self, options: Options) -> None:
        """Keeps what the settings say, unless they have changed meanwhile."""
        if self._program == self._digest() and self.options() != options:
            self._store.save((self._program, options))

    def prose(self, folder: Path) -> str:
        """The name of the prose in a folder, which says all that Pelican makes it from."""
        return f"prose {of_bytes(f'{self._digest()} {of_folders(folder)}'.encode())}"

    def _digest(self) -> str:
        """The digest of all that the settings depend on."""
        where = str(self._root.resolve()), os.getcwd()
        return of_bytes(repr((edition(), where, settings_of(self._root, self._environment), self._given)).encode())
