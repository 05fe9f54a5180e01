"""What summaries of many records show: records in groups, each group under what they share."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.view.model import Link

# A group names so many of its records and leads to the list for the rest.
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Records under what they share; a title without an address is text. `count` says how many there are in all."""

    title: Link
    count: str = ""
    remark: str = ""
    members: tuple[Link, ...] = ()
    more: Link | None = None
