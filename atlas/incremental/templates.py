"""A theme as it was read before: its templates compiled, in Jinja's own form of them, and what its other files say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import jinja2
from jinja2.bccache import Bucket

from atlas.incremental.store import Store

V = TypeVar("V")
Codes = dict[str, dict[str, bytes]]


class Templates:
    """The compiled templates of one theme, by the environment they were compiled for; and its strings and contracts.

    What a template is compiled to can depend on any other, on the strings and on the program; the key is a digest of
    them all, and under another one nothing is taken.
    """

    def __init__(self, key: str = "", store: Store | None = None) -> None:
        self._key = key
        self._store = store
        kept: Any = store.load() if store is not None else None
        is_same = kept is not None and kept[0] == key
        self._codes: Codes = kept[1] if is_same else {}
        self._values: dict[str, Any] = kept[2] if is_same else {}
        self._is_new = False

    def of(self, environment: str) -> jinja2.BytecodeCache:
        """The compiled templates of one environment, by its name."""
        return _Compiled(self._codes.setdefault(environment, {}), self._changed)

    def value(self, name: str, read: Callable[[], V]) -> V:
        """What files of the theme say, by a name; read where it is not known."""
        if name not in self._values:
            self._values[name] = read()
            self._is_new = True
        value: V = self._values[name]
        return value

    def _changed(self) -> None:
        self._is_new = True

    def save(self) -> None:
        """Keeps them, where some of it is new."""
        if self._store is not None and self._is_new:
            self._store.save((self._key, self._codes, self._values))


class _Compiled(jinja2.BytecodeCache):
    """Jinja's door to the templates of one environment."""

    def __init__(self, codes: dict[str, bytes], tell: Callable[[], None]) -> None:
        self._codes = codes
        self._tell = tell

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template's code, where it is known."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Takes a template's code."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
        self._tell()
