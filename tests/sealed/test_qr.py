"""QR codes of links."""

from xml.etree import ElementTree as ET

import segno

from generator.sealed.qr import draw_svg, draw_terminal

LINK = f"https://ada.example/sealed/#AGE-SECRET-KEY-1{'Q' * 58}"


def test_terminal_shows_the_code() -> None:
    """Read back from its half blocks, dark on light, it is the code of the link."""
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows: list[list[int]] = []
    for line in draw_terminal(LINK).splitlines():
        pairs = [halves[char] for char in line if char in halves]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    code = [list(row) for row in segno.make_qr(LINK, error="m").matrix_iter(border=2)]
    assert rows[: len(code)] in (code, [[1 - module for module in row] for row in code])


def test_picture_is_nothing_but_the_code() -> None:
    """No title, no words, nothing from elsewhere; the link itself is in no text of it."""
    data = draw_svg(LINK)
    root = ET.fromstring(data)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path", "g"}
    assert b"AGE-SECRET" not in data
    assert data == draw_svg(LINK)


def test_another_link_has_another_code() -> None:
    """To the last letter."""
    assert draw_svg(LINK) != draw_svg(f"{LINK[:-1]}P")
