"""What a record's share picture says: the card that other sites show when somebody shares the page."""

from __future__ import annotations

from msgspec import Struct

from atlas.view.model import Names

# Beside the record's page.
FILE = "share.png"
WIDTH, HEIGHT = 1200, 630


class Card(Struct, frozen=True):
    """The words of one picture."""

    kind: str
    names: Names
    site: str
    key: str
    """The record's address within the atlas."""


def social(address: str, title: str) -> tuple[tuple[str, str], ...]:
    """The properties that tell of a picture at an absolute address."""
    return (
        ("og:image", address),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", title),
        ("twitter:card", "summary_large_image"),
    )
