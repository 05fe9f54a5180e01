"""A page to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atlas.view.model import Page


@dataclass(frozen=True, slots=True)
class Planned:
    """One page to come: the address of its file from the site's root, and the maker of its view."""

    file: str
    view: Callable[[], Page]
