"""The generation before the last, taken up as the folder that the next is staged in.

Most of what it holds is what the next one holds: files shared with the last generation, in folders of the same names.
What stays is left where it lies, and only what differs is made, so that a build after an edit does not make and remove
a folder for every record.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Set
from pathlib import Path


class Recycled:
    """A staging folder that was a generation: of its files those that nobody has claimed yet, and its folders."""

    def __init__(self, folder: Path) -> None:
        """Looks through it; what is neither a file nor a folder is removed, as nothing may be written through a link.

        Raises:
            OSError: something in it cannot be read or removed.
        """
        self._folder = os.fspath(folder)
        self.folders: set[str] = set()
        self._files = set(self._found(self._folder, ""))

    def _found(self, path: str, name: str) -> Iterator[str]:
        with os.scandir(path) as entries:
            for entry in entries:
                here = f"{name}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    self.folders.add(here)
                    yield from self._found(entry.path, f"{here}/")
                elif entry.is_file(follow_symlinks=False):
                    yield here
                else:
                    os.unlink(entry.path)

    def holds(self, address: str, file: os.stat_result) -> bool:
        """Whether what lies at an address is this very file, whose other name it is; if so it is claimed."""
        if address not in self._files or not os.path.samestat(os.lstat(os.path.join(self._folder, address)), file):
            return False
        self._files.discard(address)
        return True

    def clear(self, address: str) -> None:
        """Makes room at an address: removes the file that lies there, which nobody has claimed, or the folder.

        Raises:
            OSError: it cannot be removed.
        """
        path = os.path.join(self._folder, address)
        if address in self._files:
            os.unlink(path)
            self._files.discard(address)
        elif address in self.folders:
            shutil.rmtree(path)
            beneath = f"{address}/"
            self._files = {name for name in self._files if not name.startswith(beneath)}
            self.folders = {name for name in self.folders if not f"{name}/".startswith(beneath)}

    def sweep(self, used: Set[str]) -> None:
        """Removes every file that nobody has claimed, and every folder but those that are used.

        Raises:
            OSError: something cannot be removed.
        """
        for address in tuple(self._files):
            self.clear(address)
        # The innermost first.
        for folder in sorted(self.folders - used, reverse=True):
            os.rmdir(os.path.join(self._folder, folder))
            self.folders.discard(folder)
