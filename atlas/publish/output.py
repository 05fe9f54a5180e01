"""The output folder, replaced in one step: a build is staged beside it and exchanged when it is complete.

A build that fails or is killed leaves the last one untouched. The generation before is kept until the next build has
pages to stage, so that a reader who opened the folder goes on reading one whole site.

    .output-lock      held by the build under way
    .output-staging   what it writes
    .output-ready     complete; for the moment of the exchange, and afterwards the generation before
    .output-previous  the generation before; the next build may stage in it (see `recycled`)
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from atlas.publish.exchange import exchange, undisturbed
from atlas.publish.lock import Lock
from atlas.publish.manifest import Stamp, sizes, stamp
from atlas.publish.recycled import Recycled


class Output:
    """A staging folder beside the output folder, and the step that puts it in place."""

    def __init__(self, target: Path, last: Path | None = None) -> None:
        """`last` is the folder of the last generation, where that is not the one to be replaced."""
        # Where `output` is a symbolic link, what it leads to is replaced, and the link stays.
        self.target = Path(os.path.realpath(target))
        self.last = last or self.target
        self.staging = self._beside("staging")
        self.ready = self._beside("ready")
        self.previous = self._beside("previous")
        self.lock = Lock(self._beside("lock"))
        self.is_open = False
        self.written: dict[str, Stamp] = {}
        """What was staged by this object, by address."""
        self._folders: set[str] = set()
        """The folders that are staged."""
        self._recycled: Recycled | None = None

    def _beside(self, name: str) -> Path:
        return self.target.with_name(f".{self.target.name}-{name}")

    def begin(self) -> Path:
        """An empty staging folder, once what a killed build left has been put in order.

        Raises:
            Busy: another build is under way.
            OSError: the folder or what lies beside it cannot be written.
        """
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.target))
        if self.target.exists() and not self.target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.target))
        self.lock.take()
        self.is_open = True
        self._mend()
        self.clear()
        return self.staging

    def _mend(self) -> None:
        """Puts in order what a build left that was killed while it exchanged two generations."""
        if self.ready.exists() and self.target.exists():
            # It may be the last generation, which somebody may still be reading.
            _remove(self.previous)
            os.rename(self.ready, self.previous)
        elif not self.target.exists():
            for whole in (self.ready, self.previous):
                if whole.exists() and not self.target.exists():
                    os.rename(whole, self.target)

    def recycle(self) -> None:
        """Stages in the generation before the last, where there is one and nothing is staged yet.

        Not for who lets others write into the folder: they would write into files of the last generation.

        Raises:
            OSError: it cannot be taken up.
        """
        if self.written or self._recycled is not None or not self.previous.is_dir() or self.previous.is_symlink():
            return
        os.rmdir(self.staging)
        os.rename(self.previous, self.staging)
        self._recycled = Recycled(self.staging)

    def write(self, address: str, content: bytes) -> None:
        """One file of the site, by its address from the root."""
        path = self._place(address)
        if address in self.written:
            # It may be the last generation's own file, which is not to be written into.
            os.unlink(path)
        with open(path, "wb") as file:
            file.write(content)
        self.written[address] = stamp(content)

    def reuse(self, address: str, digest: str) -> bool:
        """Stages one file as the last generation has it; whether it was there, with the content of this SHA-256.

        The two generations share the file where the system can link it.
        """
        last = os.path.join(self.last, address)
        try:
            # Through a symbolic link somebody else's file would be taken for ours.
            with open(os.open(last, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
                content = file.read()
                itself = os.fstat(file.fileno())
        except OSError:
            return False
        found = stamp(content)
        if found.digest != digest:
            return False
        if self._recycled is not None and self._recycled.holds(address, itself):
            self._make_folder(address.rpartition("/")[0])
            self.written[address] = found
            return True
        path = self._place(address)
        try:
            os.link(last, path)
        except OSError:
            with open(path, "wb") as file:
                file.write(content)
        self.written[address] = found
        return True

    def _place(self, address: str) -> str:
        """Where a file is staged: its folder is there, and nothing of another generation."""
        self._make_folder(address.rpartition("/")[0])
        if self._recycled is not None:
            self._recycled.clear(address)
        return os.path.join(self.staging, address)

    def _make_folder(self, folder: str) -> None:
        if folder and folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            if self._recycled is None or folder not in self._recycled.folders:
                if self._recycled is not None:
                    self._recycled.clear(folder)
                with suppress(FileExistsError):
                    os.mkdir(os.path.join(self.staging, folder))
            self._folders.add(folder)

    def found(self) -> dict[str, Stamp]:
        """What somebody else has staged, by address; from now on it counts as written."""
        others = (name for name, _ in sizes(self.staging) if name not in self.written)
        found = {name: stamp((self.staging / name).read_bytes()) for name in others}
        self.written |= found
        return found

    def clear(self) -> None:
        """Takes away what was staged so far, so that others may write there.

        Raises:
            OSError: it cannot be taken away.
        """
        _remove(self.staging)
        self.staging.mkdir()
        self.written, self._folders, self._recycled = {}, set(), None

    def sweep(self) -> None:
        """Takes away what is left of the generation that was staged in; without, it would be published too.

        Raises:
            OSError: something of it cannot be taken away.
        """
        if self._recycled is not None:
            self._recycled.sweep(self._folders)

    def commit(self) -> bool:
        """Puts the staged site in place of the last one; whether that took one step.

        Raises:
            OSError: the folder cannot be replaced; the last site is still there.
        """
        with undisturbed():
            is_one_step = self._put_in_place()
            self._end()
        return is_one_step

    def _put_in_place(self) -> bool:
        is_one_step = True
        if not self.target.exists():
            os.rename(self.staging, self.target)
        else:
            os.rename(self.staging, self.ready)
            is_one_step = exchange(self.ready, self.target)
            if not is_one_step:
                self._replace()
            # The site is in place. What cannot be tidied up now is when the next build begins.
            if self.ready.exists():
                with suppress(OSError):
                    _remove(self.previous)
                    os.rename(self.ready, self.previous)
        return is_one_step

    def _replace(self) -> None:
        """Two renames: for a moment there is no output folder, but never half of one."""
        _remove(self.previous)
        os.rename(self.target, self.previous)
        try:
            os.rename(self.ready, self.target)
        except OSError:
            os.rename(self.previous, self.target)
            raise

    def abandon(self) -> None:
        """Removes the staged files of a build that failed; nothing, where this build has none."""
        if self.is_open:
            shutil.rmtree(self.staging, ignore_errors=True)
            shutil.rmtree(self.ready, ignore_errors=True)
            self._end()

    def _end(self) -> None:
        self.is_open = False
        self.lock.release()


def _remove(folder: Path) -> None:
    """Removes a folder, if it is there.

    Raises:
        OSError: something in it cannot be removed.
    """
    if folder.exists():
        shutil.rmtree(folder)
