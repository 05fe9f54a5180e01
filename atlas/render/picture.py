"""Draws share pictures: 1200 × 630, the record's name in the largest size that fits. The same bytes for the same words.

Pillow is needed only where the pictures are switched on, so that it is imported there and nowhere else.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from atlas.message import say
from atlas.settings import SettingError
from atlas.view.card import HEIGHT, WIDTH, Card

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MARGIN = 80
LINE = WIDTH - 2 * MARGIN
# The sizes a name is tried in, largest first, and the most lines it may take; the last is taken as it comes.
SIZES = (96, 84, 72, 60, 52, 44)
MOST_LINES = 3
LEADING = 1.28
# How high a name and its other one may stand together, and a line of the other.
ROOM, OTHER = 376, 46
INK, QUIET, SEAL, PAPER = "#12211f", "#475652", "#b2321a", "#ffffff"
# These never begin a line.
_CLOSING = frozenset("，。、；：！？”’）》】·%")
# A collection holds one font for each region; this is how the one for simplified Chinese calls itself.
_SIMPLIFIED = " SC"
_MOST_FONTS = 12


class Painter:
    """A font, ready to draw with."""

    def __init__(self, font: str) -> None:
        """Finds the font.

        Raises:
            SettingError: Pillow or the font is missing, or the font has no Chinese characters.
        """
        try:
            from PIL import ImageFont
        except ImportError:
            words = say(
                "ATLAS_SHARE_PICTURES is on, and Pillow, which draws the pictures, is not installed; "
                "install it (pip install '.[share]'), or unset ATLAS_SHARE_PICTURES"
            )
            raise SettingError(words) from None
        self._load = ImageFont.truetype
        self._font = font
        self._sizes: dict[int, FreeTypeFont] = {}
        self._index = self._simplified()
        if bytes(self.at(40).getmask("天")) == bytes(self.at(40).getmask("\U0010fffe")):
            words = say("ATLAS_SHARE_FONT is '{font}', which has no Chinese characters; name another font", font=font)
            raise SettingError(words)

    def at(self, size: int) -> FreeTypeFont:
        """The font in one size."""
        if size not in self._sizes:
            self._sizes[size] = self._load(self._font, size, index=self._index)
        return self._sizes[size]

    def _simplified(self) -> int:
        """Which font of a collection is for simplified Chinese; the first where none says so."""
        for index in range(_MOST_FONTS):
            try:
                family = self._load(self._font, 10, index=index).getname()[0] or ""
            except OSError:
                if index == 0:
                    words = say(
                        "ATLAS_SHARE_FONT is '{font}', which is no font on this machine; name the file of one "
                        "that has Chinese characters (Debian's package fonts-noto-cjk has some), or unset "
                        "ATLAS_SHARE_PICTURES",
                        font=self._font,
                    )
                    raise SettingError(words) from None
                return 0
            if family.endswith(_SIMPLIFIED):
                return index
        return 0

    def draw(self, card: Card) -> bytes:
        """The picture as PNG."""
        from PIL import Image, ImageColor, ImageDraw

        image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, WIDTH, 14), fill=INK)
        pen.text((MARGIN, 64), card.kind, QUIET, self.at(34))
        small = self.at(34)
        other = wrapped(card.names.other or "", small, LINE)[:2]
        font, lines = self.fitted(card.names.own.text, ROOM - OTHER * len(other))
        top = 120.0
        for line in lines:
            pen.text((MARGIN, top), line, INK, font)
            top += font.size * LEADING
        for line in other:
            pen.text((MARGIN, top + 14), line, QUIET, small)
            top += OTHER
        pen.rectangle((MARGIN, HEIGHT - 118, MARGIN + 56, HEIGHT - 112), fill=SEAL)
        pen.text((MARGIN, HEIGHT - 96), card.site, INK, self.at(34))
        key = self.at(26)
        pen.text((WIDTH - MARGIN - key.getlength(card.key), HEIGHT - 90), card.key, QUIET, key)
        out = io.BytesIO()
        # The shades between each colour and the paper say all there is, in a third of the bytes.
        shades = Image.new("P", (1, 1))
        shades.putpalette([part for colour in (INK, QUIET, SEAL) for part in _ramp(ImageColor.getrgb(colour))])
        image.quantize(palette=shades, dither=Image.Dither.NONE).save(out, "PNG", compress_level=9)
        return out.getvalue()

    def fitted(self, text: str, room: float = ROOM) -> tuple[FreeTypeFont, list[str]]:
        """The largest size in which a name fits, and its lines; a name too long for all is cut with an ellipsis."""
        for size in SIZES:
            font = self.at(size)
            lines = wrapped(text, font, LINE)
            if len(lines) <= MOST_LINES and len(lines) * size * LEADING <= room:
                return font, _even(text, font, len(lines))
        last = lines[MOST_LINES - 1] if len(lines) > MOST_LINES else ""
        while last and font.getlength(last + "…") > LINE:
            last = last[:-1]
        return font, [*lines[: MOST_LINES - 1], last + "…"] if last else lines


def wrapped(text: str, font: FreeTypeFont, width: float) -> list[str]:
    """Lines no wider than `width`: Chinese broken between characters, words kept whole unless no line holds them."""
    lines = [""]
    pieces = [part for piece in _pieces(text) for part in (piece if font.getlength(piece) > LINE else [piece])]
    for piece in pieces:
        if lines[-1] and font.getlength(lines[-1] + piece.rstrip()) > width and piece.strip() not in _CLOSING:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _even(text: str, font: FreeTypeFont, count: int) -> list[str]:
    """The same number of lines, as even as they come, so that no single character stands alone on the last."""
    least, most = 1, LINE
    while least < most:
        middle = (least + most) // 2
        lines = wrapped(text, font, middle)
        if len(lines) <= count and all(font.getlength(line) <= LINE for line in lines):
            most = middle
        else:
            least = middle + 1
    return wrapped(text, font, most)


def _ramp(colour: tuple[int, ...], steps: int = 12) -> list[int]:
    """The shades from a colour to white, part by part."""
    return [part + (255 - part) * step // steps for step in range(steps + 1) for part in colour]


def _pieces(text: str) -> list[str]:
    """Where a line may end: after each Chinese character, and after the space behind a word."""
    pieces: list[str] = []
    for character in text:
        joined = pieces and character.isascii() and pieces[-1][-1].isascii() and not pieces[-1].endswith(" ")
        if joined or (pieces and character == " "):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
