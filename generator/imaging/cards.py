"""The picture that stands for a page where its address is shared: ink on paper, as the page itself.

Knows how a card looks; does not know which page it is for.

It has sixteen colours, so that it is small, and writing it takes half a millisecond.
Text is drawn as coverage, from 0 to 255, and then each point gets the shade of its ink that is nearest.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cache

from PIL import Image

from generator.imaging.letters import Typeface, balance, cut, find_typeface, wrap
from generator.imaging.marks import draw_mark
from generator.plan.cards import CARD_SIZE, Card, CardSkill

_WIDTH, _HEIGHT = CARD_SIZE
_MARGIN = 80
_INNER = _WIDTH - 2 * _MARGIN

_PAPER = (250, 248, 243)
_RULE_INDEX = 1
_RULE = (221, 215, 201)
_INKS = {
    "ink": ((31, 32, 35), 2, 5),
    "soft": ((92, 91, 87), 7, 3),
    "accent": ((20, 87, 122), 10, 2),
    "done": ((29, 112, 72), 12, 2),
    "learning": ((147, 84, 0), 14, 2),
}
"""Each colour, its first place in the palette, and how many shades it has there, the darkest last."""
_INK_OF_MARK = {"done": "done", "learning": "learning", "now": "accent"}

_HEAD_LINE = 96
_ACCENT_BOX = (_MARGIN, 124, _MARGIN + 72, 130)
_TITLE_TOP = 172
_TITLE_SIZES = ((84, 3), (72, 4), (60, 4), (50, 5))
"""From large to small, with the most lines of each; a title that fits none is cut."""
_LEADING = 1.16
_FOOT_RULE = 520
_FOOT_LINE = 576
_GAP = 40
_MARK_SIZE = 30

_BAR_BOX = (_MARGIN, 492, _WIDTH - _MARGIN, 514)
_BAR_GAP = 4


def draw_card(card: Card) -> bytes:
    """Draw a card, as PNG."""
    image = _make_ground().copy()
    sans = find_typeface("sans", 32)
    if card.site_title:
        _write(image, (_MARGIN, _HEAD_LINE), cut(card.site_title, sans, _INNER), sans, "soft")
    top = _TITLE_TOP
    if card.number:
        large = find_typeface("sans", 44)
        _write(image, (_MARGIN, top + 44), card.number, large, "soft")
        top += 76
    bottom = _draw_title(image, card.title, top)
    if card.description:
        _draw_description(image, card.description, bottom + 24)
    if card.progress:
        _draw_bar(image, card.progress)
        _write(image, (_MARGIN, _FOOT_LINE - 6), cut(card.words, sans, _INNER), sans, "soft")
    else:
        _draw_foot(image, card)
    return _encode(image)


@cache
def _make_ground() -> Image.Image:
    image = Image.new("L", CARD_SIZE, 0)
    _fill(image, _ACCENT_BOX, "accent")
    return image


@cache
def _make_palette() -> bytes:
    colours = [_PAPER] * 16
    colours[_RULE_INDEX] = _RULE
    for colour, first, count in _INKS.values():
        for shade in range(count):
            part = (shade + 1) / count
            red, green, blue = (round(paper + (ink - paper) * part) for paper, ink in zip(_PAPER, colour, strict=True))
            colours[first + shade] = red, green, blue
    return bytes(channel for colour in colours for channel in colour)


@cache
def _make_shades(ink: str) -> tuple[int, ...]:
    """Give the place in the palette for each coverage."""
    _, first, count = _INKS[ink]
    levels = (round(coverage * count / 255) for coverage in range(256))
    return tuple(first + level - 1 if level else 0 for level in levels)


def _fill(image: Image.Image, box: tuple[int, int, int, int], ink: str) -> None:
    _, first, count = _INKS[ink]
    image.paste(first + count - 1, box)


def _write(image: Image.Image, start: tuple[int, int], text: str, typeface: Typeface, ink: str) -> None:
    _write_lines(image, start, (text,), typeface, ink)


def _write_lines(
    image: Image.Image, start: tuple[int, int], lines: Sequence[str], typeface: Typeface, ink: str
) -> None:
    """Write lines of text below each other, the first one's foot at `start`."""
    leading = round(typeface.size * _LEADING)
    height = leading * len(lines) + typeface.size // 2
    width = max(map(typeface.measure, lines), default=0)
    coverage = Image.new("L", (min(_INNER, round(width)) + typeface.size // 2, height))
    indent = typeface.size // 8
    for index, line in enumerate(lines):
        typeface.draw(coverage, indent, typeface.size + leading * index, line)
    image.paste(coverage.point(_make_shades(ink)), (start[0] - indent, start[1] - typeface.size))


def _draw_title(image: Image.Image, title: str, top: int) -> int:
    """Write the title as large as it fits; give where it ends."""
    room = _FOOT_RULE - 24 - top
    for size, most in _TITLE_SIZES:
        typeface = find_typeface("serif", size)
        lines = wrap(title, typeface, _INNER)
        most = min(most, int(room / (size * _LEADING)))  # noqa: PLW2901 (as many as there is room for)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), typeface, _INNER)]
    else:
        lines = balance(title, typeface, _INNER)
    _write_lines(image, (_MARGIN, top + round(size * 0.82)), lines, typeface, "ink")
    return top + round(size * _LEADING) * len(lines)


def _draw_description(image: Image.Image, description: str, top: int) -> None:
    typeface = find_typeface("sans", 36)
    lines = wrap(description, typeface, _INNER)
    most = max(1, min(3, (_BAR_BOX[1] - 40 - top) // round(typeface.size * _LEADING)))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), typeface, _INNER)]
    _write_lines(image, (_MARGIN, top + 36), lines, typeface, "soft")


def _draw_foot(image: Image.Image, card: Card) -> None:
    """Write what stands below the rule: a date and skills, or a skill's state and the reason for it."""
    if not (card.words or card.skills):
        return
    image.paste(_RULE_INDEX, (_MARGIN, _FOOT_RULE, _WIDTH - _MARGIN, _FOOT_RULE + 2))
    typeface = find_typeface("sans", 32)
    x, end = _MARGIN, _WIDTH - _MARGIN
    if card.mark:
        _draw_mark(image, x, card.mark)
        x += _MARK_SIZE + 14
    if card.words:
        words = cut(card.words, typeface, end - x)
        _write(image, (x, _FOOT_LINE), words, typeface, "soft")
        x += round(typeface.measure(words)) + _GAP
    _draw_skills(image, x, card.skills, typeface)


def _draw_skills(image: Image.Image, x: int, skills: Iterable[CardSkill], typeface: Typeface) -> None:
    """Draw as many skills as there is room for; of the first one as much as there is."""
    end, is_first = _WIDTH - _MARGIN, True
    for skill in skills:
        title, room = skill.title, end - x - _MARK_SIZE - 12
        if is_first:
            title = cut(title, typeface, room)
        width = typeface.measure(title)
        if not title or width > room:
            return
        _draw_mark(image, x, skill.mark)
        _write(image, (x + _MARK_SIZE + 12, _FOOT_LINE), title, typeface, "ink")
        x += _MARK_SIZE + 12 + round(width) + _GAP
        is_first = False


def _draw_mark(image: Image.Image, x: int, name: str) -> None:
    points = draw_mark(name, _MARK_SIZE).point(_make_shades(_INK_OF_MARK.get(name, "soft")))
    image.paste(points, (x, _FOOT_LINE - _MARK_SIZE + 4))


def _draw_bar(image: Image.Image, progress: tuple[int, int, int]) -> None:
    """Draw what is done as full, what is being learned as hatched, and what is planned as a dashed frame."""
    left, top, right, bottom = _BAR_BOX
    parts = [(name, count) for name, count in zip(("done", "learning", "planned"), progress, strict=True) if count]
    room = right - left - _BAR_GAP * (len(parts) - 1)
    passed = 0
    for index, (name, count) in enumerate(parts):
        start = left + round(room * passed / sum(progress)) + _BAR_GAP * index
        passed += count
        end = left + round(room * passed / sum(progress)) + _BAR_GAP * index
        _draw_part(image, (start, top, max(end, start + _BAR_GAP), bottom), name)


def _draw_part(image: Image.Image, box: tuple[int, int, int, int], name: str) -> None:
    left, top, right, bottom = box
    if name == "done":
        _fill(image, box, "done")
    elif name == "learning":
        _, first, count = _INKS["learning"]
        for y in range(top, bottom):
            for x in range(left, right):
                image.putpixel((x, y), first + count - 1 if (x + y) % 12 < 7 else first)
    else:
        for x in range(left, right, 12):
            for y in (top, bottom - 2):
                _fill(image, (x, y, min(right, x + 7), y + 2), "soft")
        for y in range(top, bottom, 11):
            for x in (left, right - 2):
                _fill(image, (x, y, x + 2, min(bottom, y + 7)), "soft")


def _encode(image: Image.Image) -> bytes:
    """Write an image as PNG, four bits for each point, in half of the time that Pillow takes."""
    image.putpalette(_make_palette())
    points = image.tobytes("raw", "P;4")
    row_bytes = len(points) // _HEIGHT
    # Before each row stands that it is written as it is.
    rows = b"".join(b"\0" + points[start : start + row_bytes] for start in range(0, len(points), row_bytes))
    # Runs of one colour are nearly all there is; looking for more takes longer and saves nothing.
    packer = zlib.compressobj(level=1, memLevel=9, strategy=zlib.Z_RLE)
    parts = (
        (b"IHDR", struct.pack(">2I5B", _WIDTH, _HEIGHT, 4, 3, 0, 0, 0)),
        (b"PLTE", _make_palette()),
        (b"IDAT", packer.compress(rows) + packer.flush()),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
