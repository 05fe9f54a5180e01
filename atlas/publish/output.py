"""The output folder, replaced in one step: a build is staged beside it and exchanged when it is complete.

A build that fails or is killed leaves the last one untouched. The previous generation is kept until the
next build is complete, so that a reader who opened the folder goes on reading one whole site.

    .output-lock      held by the build under way
    .output-staging   what it writes
    .output-ready     complete; for the moment of the exchange, and afterwards the generation before
    .output-previous  the generation before
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from atlas.publish.lock import Lock
from atlas.publish.manifest import Stamp, sizes, stamp

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_ENDS = (signal.SIGINT, signal.SIGTERM)


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
        _remove(self.staging)
        self.staging.mkdir()
        self.written, self._folders = {}, set()
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
        except OSError:
            return False
        found = stamp(content)
        if found.digest != digest:
            return False
        path = self._place(address)
        try:
            os.link(last, path)
        except OSError:
            with open(path, "wb") as file:
                file.write(content)
        self.written[address] = found
        return True

    def _place(self, address: str) -> str:
        """Where a file is staged; its folder is there."""
        self._make_folder(address.rpartition("/")[0])
        return os.path.join(self.staging, address)

    def _make_folder(self, folder: str) -> None:
        if folder and folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
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
        """Takes away what was staged so far, so that others may write there."""
        for address in self.written:
            os.unlink(self.staging / address)
        self.written.clear()

    def commit(self) -> bool:
        """Puts the staged site in place of the last one; whether that took one step.

        Raises:
            OSError: the folder cannot be replaced; the last site is still there.
        """
        with _undisturbed():
            is_one_step = self._put_in_place()
            self._end()
        return is_one_step

    def _put_in_place(self) -> bool:
        is_one_step = True
        if not self.target.exists():
            os.rename(self.staging, self.target)
        else:
            os.rename(self.staging, self.ready)
            is_one_step = _exchange(self.ready, self.target)
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


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A block that Ctrl-C does not break off; it is heard when the block has ended.

    Its handler is put off, not the signal: blocked here, the signal would go to another thread, and be heard all the
    same.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    heeded = [number for number in _ENDS if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in heeded}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in heard:
            signal.raise_signal(number)


def _remove(folder: Path) -> None:
    """Removes a folder, if it is there.

    Raises:
        OSError: something in it cannot be removed.
    """
    if folder.exists():
        shutil.rmtree(folder)


def _exchange(first: Path, second: Path) -> bool:
    """Swaps two folders in one step, where the system can (Linux renameat2, macOS renamex_np); whether it did."""
    one, other = os.fsencode(first), os.fsencode(second)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return int(library.renamex_np(one, other, _RENAME_SWAP)) == 0
        return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)) == 0
    except (OSError, AttributeError, TypeError):
        return False
