"""Marks are told apart by their shapes."""

import pytest

from generator.imaging.marks import draw_mark

NAMES = ("done", "dropped", "learning", "now", "planned")


@pytest.mark.parametrize("name", NAMES)
def test_mark_fills_its_square(name: str) -> None:
    """And has soft edges."""
    mark = draw_mark(name, 30)
    assert mark.size == (30, 30)
    left, top, right, bottom = mark.getbbox() or (0, 0, 0, 0)
    assert max(left, top) <= 2
    assert min(right, bottom) >= 28
    assert len(set(mark.tobytes())) > 10


def test_each_state_has_a_shape_of_its_own() -> None:
    """Without colours, too."""
    assert len({draw_mark(name, 30).tobytes() for name in NAMES}) == len(NAMES)
