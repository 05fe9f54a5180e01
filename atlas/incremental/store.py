"""A store: one value kept in one file, whole or not at all, and given back only as it was put in."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

FOLDER = Path(".cache", "build")
_DIGEST = hashlib.sha256
_SIZE = _DIGEST().digest_size


class Store:
    """A file that holds one value, written by this very edition of the program.

    The file begins with a digest of the edition and of all that follows, so that one that is cut off, damaged or of
    another edition is noticed before anything in it is read. Two builds at once each replace it whole.
    """

    def __init__(self, path: Path, edition: str) -> None:
        self.path = path
        self._edition = edition.encode()

    def beside(self, name: str) -> Store:
        """A store of the same edition, for what goes with this one."""
        return Store(self.path.with_name(f"{self.path.name}-{name}"), self._edition.decode())

    def load(self) -> Any:
        """The value, or None where there is none to be trusted."""
        try:
            found = self.path.read_bytes()
        except OSError:
            return None
        head, body = found[:_SIZE], found[_SIZE:]
        if head != self._seal(body):
            return None
        with paused_collection(), suppress(Exception):
            return pickle.loads(body)
        return None

    def save(self, value: Any) -> None:
        """Keeps a value in place of the last; where nothing can be written, the next build does the work again."""
        part = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=self.path.parent)
            with open(handle, "wb") as file, paused_collection():
                file.write(bytes(_SIZE))
                body = _Digested(file, self._begun())
                pickle.dump(value, body, pickle.HIGHEST_PROTOCOL)
                file.seek(0)
                file.write(body.digest.digest())
            os.replace(part, self.path)
            part = ""
        except OSError:
            pass
        finally:
            if part:
                with suppress(OSError):
                    os.unlink(part)

    def _seal(self, body: bytes) -> bytes:
        seal = self._begun()
        seal.update(body)
        return seal.digest()

    def _begun(self) -> hashlib._Hash:
        """The digest of the edition, which that of a value goes on from."""
        return _DIGEST(_DIGEST(self._edition).digest())


class _Digested:
    """A file whose digest is taken while it is written: what is kept is never in memory a second time, as bytes."""

    def __init__(self, file: IO[bytes], digest: hashlib._Hash) -> None:
        self._file = file
        self.digest = digest

    def write(self, content: bytes) -> int:
        """Writes some bytes more."""
        self.digest.update(content)
        return self._file.write(content)


@contextmanager
def paused_collection() -> Iterator[None]:
    """A block without garbage collection: thousands of small objects that all stay are not looked through again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
