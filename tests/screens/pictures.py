"""The pictures of the made-up journal: a plot, a photograph with what cameras write into it, a screen, a drawing.

Knows nothing of files.
"""

import io
import math
import random
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

PICTURES = (
    ("plot.png", "A line that rises fast, and then ever more slowly"),
    ("desk.jpg", "Round shapes in warm colours, out of focus"),
    ("terminal.png", "Twelve green lines and a red one on a dark ground"),
    ("layers.svg", "Four boxes on top of each other: web, application, queue, database"),
)
"""Name, and words for those who do not see it."""

_LAYERS = ("web", "application", "queue", "database")


@cache
def draw_pictures() -> dict[str, bytes]:
    """Draw all of them, by name."""
    return {"plot.png": _draw_plot(), "desk.jpg": _draw_desk(), "terminal.png": _draw_terminal(), "layers.svg": _draw_layers()}  # fmt: skip


def _draw_plot() -> bytes:
    image = Image.new("RGB", (1600, 900), "white")
    draw = ImageDraw.Draw(image)
    draw.line([(80, 40), (80, 820), (1560, 820)], fill="#333333", width=4)
    for row in range(1, 5):
        draw.line([(80, 820 - row * 160), (1560, 820 - row * 160)], fill="#dddddd", width=2)
    points = [(80 + x, 820 - 700 * (1 - math.exp(-x / 420))) for x in range(0, 1480, 8)]
    draw.line(points, fill="#14577a", width=8, joint="curve")
    return _save(image, "PNG")


def _draw_desk() -> bytes:
    """Draw what could be a photograph: large, and with a place and a camera in it that are nobody's business."""
    draw_number = random.Random(7).random
    image = Image.new("RGB", (1200, 800), "#b88d5a")
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, size = 1200 * draw_number(), 800 * draw_number(), 40 + 160 * draw_number()
        colour = tuple(int(part + 70 * draw_number()) for part in (130, 90, 40))
        draw.ellipse([x - size, y - size, x + size, y + size], fill=colour)
    image = image.filter(ImageFilter.GaussianBlur(9)).resize((2400, 1600))
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return _save(image, "JPEG", exif=exif, quality=80)


def _draw_terminal() -> bytes:
    image = Image.new("RGB", (820, 460), "#16181a")
    draw = ImageDraw.Draw(image)
    draw_number = random.Random(3).random
    for row in range(13):
        draw.rectangle(
            [30, 30 + row * 32, 180 + 520 * draw_number(), 44 + row * 32], fill="#c0504d" if row == 9 else "#6cc799"
        )
    return _save(image, "PNG")


def _draw_layers() -> bytes:
    boxes = "".join(
        f'<rect x="20" y="{20 + 70 * row}" width="360" height="54" fill="#faf8f3" stroke="#14577a" stroke-width="2"/>'
        f'<text x="200" y="{53 + 70 * row}" text-anchor="middle" font-family="sans-serif" font-size="20">{name}</text>'
        for row, name in enumerate(_LAYERS)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="310" viewBox="0 0 400 310">{boxes}</svg>\n'.encode()


def _save(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
