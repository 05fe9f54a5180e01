"""Labels: each has texts and positions in order of preference, and takes one that meets nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from atlas.view.cartography import measure
from atlas.view.map_model import Anchor, LabelForm, MapLabel, MapLine

# Sizes in units of the view box; components/map/map.css sets the same, and smaller ones where the map is drawn larger.
SIZES: dict[LabelForm, int] = {"place": 26, "town": 23, "area": 28, "context": 22, "water": 22}
BOLD = frozenset({"place", "area"})
GAP = 5
AWAY = 6
SHIFTS = tuple(sign * step for step in range(2, 20, 2) for sign in (1, -1))

# After so many steps the names are taken not to go together.
MOST_STEPS = 2_000

Text = tuple[str, ...]
"""A label's text, line by line."""


class Box(Struct, frozen=True):
    """A rectangle in units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, by: float) -> Box:
        """The same, larger on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


class Spot(Struct, frozen=True):
    """A position to try: a point that the label's box starts at, is centred on or ends at; `rise` as for `anchor`."""

    x: float
    y: float
    anchor: Anchor
    rise: Anchor = "middle"


class Wish(Struct, frozen=True):
    """A label to place: its texts and spots in order of preference; `key` names it where it finds no room."""

    key: str
    form: LabelForm
    texts: tuple[Text, ...]
    spots: tuple[Spot, ...]
    is_required: bool = True


Choice = tuple[Text, Spot, Box]


class NoRoom(ValueError):
    """A required label that finds no room."""

    def __init__(self, wish: Wish) -> None:
        super().__init__(wish.key)
        self.wish = wish


def box(form: LabelForm, text: Text, spot: Spot) -> Box:
    """The room a text takes at a spot."""
    size = SIZES[form]
    wide = max(measure.width(line, size, bold=form in BOLD) for line in text)
    high = len(text) * measure.LINE * size
    left = {"start": spot.x, "middle": spot.x - wide / 2, "end": spot.x - wide}[spot.anchor]
    top = {"start": spot.y, "middle": spot.y - high / 2, "end": spot.y - high}[spot.rise]
    return Box(left, top, left + wide, top + high)


def beside(x: float, y: float, radius: float) -> tuple[Spot, ...]:
    """Where a point's name may stand: to its sides first, then at its corners, above and below, and anywhere close by."""
    reach, slant = radius + GAP, radius * 0.7 + GAP / 2
    return (
        Spot(x + reach, y, "start"),
        Spot(x - reach, y, "end"),
        Spot(x + slant, y - slant, "start", "end"),
        Spot(x + slant, y + slant, "start", "start"),
        Spot(x - slant, y - slant, "end", "end"),
        Spot(x - slant, y + slant, "end", "start"),
        Spot(x, y - reach, "middle", "end"),
        Spot(x, y + reach, "middle", "start"),
        # Between close neighbours a name passes a little higher or lower, or more to one side.
        *(Spot(x + reach, y + shift, "start") for shift in SHIFTS),
        *(Spot(x - reach, y + shift, "end") for shift in SHIFTS),
        *(Spot(x - shift, y - reach, "start" if shift > 0 else "end", "end") for shift in SHIFTS),
        *(Spot(x - shift, y + reach, "start" if shift > 0 else "end", "start") for shift in SHIFTS),
        *(Spot(x - shift, y - reach - AWAY, "start" if shift > 0 else "end", "end") for shift in SHIFTS),
        *(Spot(x - shift, y + reach + AWAY, "start" if shift > 0 else "end", "start") for shift in SHIFTS),
    )


def place(wishes: Iterable[Wish], frame: Box, taken: Iterable[Box]) -> dict[str, MapLabel]:
    """The labels that find room inside `frame` and clear of `taken`, by key.

    Required labels are settled first and together; the others follow, each taking the first room that is left.

    Raises:
        NoRoom: the required labels do not go together.
    """
    blocked = list(taken)
    wishes = list(wishes)
    required = [(wish, _choices(wish, frame, blocked)) for wish in wishes if wish.is_required]
    settled = _settled(required, [MOST_STEPS])
    if settled is None:
        raise NoRoom(min(required, key=lambda pair: len(pair[1]))[0])
    blocked += [room for _, (_, _, room) in settled]
    chosen = list(settled)
    for wish in wishes:
        if not wish.is_required and (choices := _choices(wish, frame, blocked, most=1)):
            chosen.append((wish, choices[0]))
            blocked.append(choices[0][2])
    return {wish.key: label(wish.form, text, spot) for wish, (text, spot, _) in chosen}


def _settled(open_to: list[tuple[Wish, list[Choice]]], steps: list[int]) -> list[tuple[Wish, Choice]] | None:
    """One choice for each wish, none meeting another; who has the least left chooses first. None where there is none."""
    if not open_to:
        return []
    wish, choices = min(open_to, key=lambda pair: len(pair[1]))
    for choice in choices:
        steps[0] -= 1
        if steps[0] < 0:
            return None
        rest = [
            (other, [one for one in theirs if not one[2].meets(choice[2])])
            for other, theirs in open_to
            if other is not wish
        ]
        if all(theirs for _, theirs in rest) and (found := _settled(rest, steps)) is not None:
            return [(wish, choice), *found]
    return None


def _choices(wish: Wish, frame: Box, blocked: list[Box], *, most: int | None = None) -> list[Choice]:
    """What a wish could take, best first."""
    found: list[Choice] = []
    for text in wish.texts:
        for spot in wish.spots:
            # A unit to spare on each side, for what rounding may take.
            room = box(wish.form, text, spot).grown(1)
            if room.within(frame) and not any(room.meets(other) for other in blocked):
                found.append((text, spot, room))
                if len(found) == most:
                    return found
    return found


def label(form: LabelForm, text: Text, spot: Spot) -> MapLabel:
    """A text at a spot, each line with its baseline."""
    size, top = SIZES[form], box(form, text, spot).top
    step = measure.LINE * size
    return MapLabel(
        form,
        spot.anchor,
        tuple(
            MapLine(round(spot.x), round(top + number * step + measure.BASELINE * size), line)
            for number, line in enumerate(text)
        ),
    )


def lines(text: str, size: float) -> tuple[Text, ...]:
    """A name on one line, and, where it has words to part, on the two lines that make it narrowest."""
    words = text.split(" ")
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not splits:
        return ((text,),)
    narrowest = min(splits, key=lambda pair: max(measure.width(line, size) for line in pair))
    return (text,), narrowest
