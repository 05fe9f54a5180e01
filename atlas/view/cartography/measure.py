"""How wide a text can be at most, whatever font of the page's list a reader has.

Han and full-width signs are as wide as they are high. Latin letters are taken from the widest of the fonts that
theme/static/css/tokens.css names, so that a label keeps its room in all of them.
"""

from __future__ import annotations

import itertools
import unicodedata

_WIDTHS = {
    **dict.fromkeys("ijl.,;:'’‘|!()", 0.40),
    **dict.fromkeys(" frtI-·/", 0.46),
    **dict.fromkeys("mw–", 0.98),
    **dict.fromkeys("MW—…", 1.05),
}
_LOWER = 0.66
_UPPER = 0.82
_DIGIT = 0.66
# The bold of a font is wider than its regular, of Han signs it is not.
_BOLD = 1.06
# What text-autospace puts between Han and Latin: an eighth of their size, a quarter in some browsers.
_SEAM = 0.25
LINE = 1.2
BASELINE = 0.95
"""How far below the top of its line a text's baseline lies, in units of its size."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """An upper bound of a text's width."""
    seams = sum(_is_han(one) != _is_han(other) for one, other in itertools.pairwise(text))
    return (sum(_width(sign, bold) for sign in text) + seams * _SEAM) * size


def _is_han(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA" and sign not in "’‘–—…·“”"


def _width(sign: str, bold: bool) -> float:
    if _is_han(sign):
        return 1.0
    fallback = _UPPER if sign.isupper() else _DIGIT if sign.isdigit() else _LOWER
    return _WIDTHS.get(sign, fallback) * (_BOLD if bold else 1.0)
