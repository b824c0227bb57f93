"""The marks of states as points: a tick, a half disc, a play mark, a dashed ring, a ring that is struck through.

Drawn eight times as large and made smaller, since Pillow draws no soft edges.
Knows shapes; does not know colours.
"""

from functools import cache

from PIL import Image, ImageDraw

_FINER = 8
_DASHES = 8
"""As in the ring of a page."""


@cache
def draw_mark(name: str, size: int) -> Image.Image:
    """Draw the mark of a state, `size` pixels wide and high, on black."""
    whole = size * _FINER
    image = Image.new("L", (whole, whole))
    pen = ImageDraw.Draw(image)
    unit = whole / 16

    def box(radius: float) -> tuple[float, float, float, float]:
        return (8 - radius) * unit, (8 - radius) * unit, (8 + radius) * unit, (8 + radius) * unit

    def line(*points: tuple[float, float], colour: int = 255, width: float = 1.6) -> None:
        pen.line([(x * unit, y * unit) for x, y in points], colour, round(width * unit), joint="curve")

    ring = round(1.6 * unit)
    if name == "done":
        pen.ellipse(box(7.4), 255)
        line((4.9, 8.3), (7.1, 10.5), (11.2, 5.9), colour=0, width=1.9)
    elif name == "planned":
        for index in range(_DASHES):
            start = 360 / _DASHES * index
            pen.arc(box(7.2), start, start + 180 / _DASHES, 255, ring)
    else:
        pen.ellipse(box(7.2), outline=255, width=ring)
        if name == "learning":
            pen.pieslice(box(6.6), -90, 90, 255)
        elif name == "now":
            pen.polygon([(x * unit, y * unit) for x, y in ((6.3, 4.7), (11.3, 8), (6.3, 11.3))], 255)
        elif name == "dropped":
            line((3.5, 12.5), (12.5, 3.5))
    return image.resize((size, size), Image.Resampling.BOX)
