"""Fingerprints of texts: short digests that survive re-wrapping and tell whether words have changed."""

from __future__ import annotations

import hashlib
import unicodedata

LENGTH = 12


def normalised(text: str) -> str:
    """The text in NFKC with all white space removed, so that line breaks and spacing do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def digest(text: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the normalised text."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()[:LENGTH]


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of an article, in order: paragraph n is item n - 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]
