"""What the gallery shows of a component: what it is, what it takes, and each of its states ready to print."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Parameter(Struct, frozen=True):
    """One parameter of a component; `default` as its contract writes it, None where it must be given."""

    name: str
    type: str
    meaning: str
    default: str | None = None


class State(Struct, frozen=True):
    """One example of a component: its arguments as views, and the language it is written and printed in."""

    name: str
    args: Mapping[str, object]
    lang: str


class Exhibit(Struct, frozen=True):
    """One component; `name` is its folder in the theme, `macro` what the folder's template defines.

    `within` is the element that it stands in on a page, where it cannot stand anywhere.
    """

    name: str
    summary: str
    macro: str
    takes: str
    parameters: tuple[Parameter, ...]
    states: tuple[State, ...]
    within: str = ""
