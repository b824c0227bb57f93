"""Letters as points: what a line of text is as wide as, and its picture.

Each letter is drawn once in each size and then only copied, since drawing one takes longer than all else about it.
Knows two typefaces; does not know where text stands.

World: reads its own typefaces.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageFont

FONTS = Path(__file__).with_name("fonts")

ELLIPSIS = "…"
_EVEN_ENOUGH = 40
"""Pixels by which lines may be wider than they need be."""
_NO_ENDS = " .,;:-\u2013\u2014"
"""What does not stand before an ellipsis."""


class Typeface:
    """A typeface in one size; made by `find_typeface`."""

    def __init__(self, name: str, size: int) -> None:
        # The simple layout is a part of Pillow, and so the same on every machine.
        self._font = ImageFont.truetype(str(FONTS / f"{name}.ttf"), size, layout_engine=ImageFont.Layout.BASIC)
        self.size = size
        self._letters: dict[str, tuple[Image.Image, int, int] | None] = {}
        self._advances: dict[tuple[str, str], float] = {}
        self._widths: dict[str, float] = {}

    def measure(self, text: str) -> float:
        """Say how wide a text is, in pixels; remembered, as many texts share their words."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = sum(map(self._advance, text, f"{text[1:]} "))
        return width

    def draw(self, ground: Image.Image, x: float, y: int, text: str) -> None:
        """Draw a text on a ground of one channel, beginning at `x`, its line at `y`."""
        for letter, following in zip(text, f"{text[1:]} ", strict=True):
            drawn = self._find_letter(letter)
            if drawn is not None:
                points, left, top = drawn
                ground.paste(255, (round(x) + left, y + top), points)
            x += self._advance(letter, following)

    def _find_letter(self, letter: str) -> tuple[Image.Image, int, int] | None:
        if letter not in self._letters:
            left, top, right, bottom = map(int, self._font.getbbox(letter, anchor="ls"))
            found = None
            if right > left and bottom > top:
                points = Image.new("L", (right - left, bottom - top))
                mask, (offset_x, offset_y) = self._font.getmask2(letter, "L", anchor="ls")
                points.im.paste(
                    mask,
                    (offset_x - left, offset_y - top, offset_x - left + mask.size[0], offset_y - top + mask.size[1]),
                )
                found = points, left, top
            self._letters[letter] = found
        return self._letters[letter]

    def _advance(self, letter: str, following: str) -> float:
        """Say how far behind a letter the next one begins."""
        pair = letter, following
        advance = self._advances.get(pair)
        if advance is None:
            advance = self._font.getlength(letter + following) - self._font.getlength(following)
            self._advances[pair] = advance
        return advance


@cache
def find_typeface(name: str, size: int) -> Typeface:
    """Give a typeface, `serif` or `sans`, in a size in pixels."""
    return Typeface(name, size)


def wrap(text: str, typeface: Typeface, width: int) -> list[str]:
    """Divide a text into lines that are no wider; a word that is wider is divided."""
    space = typeface.measure(" ")
    lines: list[str] = []
    line, taken = "", 0.0
    for word in text.split():
        for piece in _divide(word, typeface, width):
            needed = typeface.measure(piece)
            if line and taken + space + needed <= width:
                line, taken = f"{line} {piece}", taken + space + needed
            else:
                if line:
                    lines.append(line)
                line, taken = piece, needed
    return [*lines, line] if line else lines


def balance(text: str, typeface: Typeface, width: int) -> list[str]:
    """Divide a text into as few lines as `wrap` does, of about the same width, so that no word stands alone."""
    lines = wrap(text, typeface, width)
    narrowest, widest = width // 3, width
    if len(lines) < 2 or max(map(typeface.measure, text.split())) > width:
        return lines
    while widest - narrowest > _EVEN_ENOUGH:
        middle = (narrowest + widest) // 2
        narrower = wrap(text, typeface, middle)
        if len(narrower) > len(lines) or max(map(typeface.measure, narrower)) > middle:
            narrowest = middle
        else:
            lines, widest = narrower, middle
    return lines


def _divide(word: str, typeface: Typeface, width: int) -> Sequence[str]:
    if typeface.measure(word) <= width:
        return (word,)
    pieces, piece = [], ""
    for letter in word:
        if piece and typeface.measure(piece + letter) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def cut(text: str, typeface: Typeface, width: float) -> str:
    """Give as much of a text as fits, with a mark where it was cut; at a word, unless that loses half of it."""
    if typeface.measure(text) <= width:
        return text
    kept = text
    while kept and typeface.measure(f"{kept.rstrip()}{ELLIPSIS}") > width:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0]
    if len(at_word) * 2 > len(kept) and not text[len(kept) :].startswith(" "):
        kept = at_word
    return f"{kept.rstrip(_NO_ENDS)}{ELLIPSIS}" if kept else ""
