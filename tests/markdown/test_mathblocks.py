"""Formulas that stand by themselves."""

import pytest

from generator.markdown.mathblocks import read_formula
from tests.markdown.outline import outline


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["$$x$$"], ("x", 0)),
        (["$$ x $$  "], (" x ", 0)),
        (["$$", "x", "$$"], ("\nx\n", 2)),
        (["$$x", "y$$ "], ("x\ny", 1)),
        (["$$"], None),
        (["$$$$"], None),
        (["$$", " ", "$$"], None),
        (["$$x$$ and $$y$$"], None),
        (["$$", "x $$ y"], None),
    ],
)
def test_formula(lines: list[str], found: tuple[str, int] | None) -> None:
    """Nothing stands behind its end, or it is one of running text."""
    assert read_formula(lines[0], lines[1:]) == found


def test_nothing_in_a_formula_is_markdown() -> None:
    """Lines that would be lists or headings elsewhere belong to it."""
    assert outline("$$\n= a_b\n- c\n# d\n$$\ne", has_math=True) == "math(\n= a_b\n- c\n# d\n) p(e)"


def test_formula_ends_before_a_blank_line() -> None:
    """Else the mark is text."""
    assert outline("$$\nx\n\n$$", has_math=True) == "p($$\nx) p($$)"


def test_formula_ends_with_its_container() -> None:
    """An item's formula does not swallow the next item."""
    assert outline("- $$\n  x\n- $$", has_math=True) == "ul[li[p($$\nx)] li[p($$)]]"


def test_formula_in_a_container() -> None:
    """The marks of the containers are no part of it."""
    assert outline("> - $$\n>   x\n>   $$", has_math=True) == "quote[ul[li[math(\nx\n)]]]"


def test_mark_alone_interrupts_a_paragraph() -> None:
    """A line that says more goes on with the text, which may hold formulas as well."""
    assert outline("a\n$$\nx\n$$\nb", has_math=True) == "p(a) math(\nx\n) p(b)"
    assert outline("a\n$$x$$\nb", has_math=True) == "p(a\n$$x$$\nb)"


def test_fence_marked_as_math() -> None:
    """The other way to write a formula on GitHub."""
    assert outline("```math\nx\n```", has_math=True) == "math(x\n)"
    assert outline("```math\nx\n```") == "fence:math(x\n)"


def test_without_maths_it_is_text() -> None:
    """A site that does not ask for formulas keeps its dollars."""
    assert outline("$$\n# x\n$$") == "p($$) h1(x) p($$)"
