"""Formulas before the library sees them: what is rewritten, and what is refused with which words."""

import contextlib

import pytest

from generator.build.limits import Limits, run_within
from generator.markdown.tex import UnreadError, prepare_tex


@pytest.mark.parametrize(
    ("source", "prepared"),
    [
        ("a  b\n\tc", "a b c"),
        ("a % b\nc", "a c"),
        (r"50\% x", r"50\% x"),
        (r"\label{eq:1} x \nonumber", r" x "),
        (r"\begin{aligned}a&=b\end{aligned}", r"{\begin{split}a&=b\end{split}}"),
        (r"\begin{align*}[t]a\end{align*}", r"{\begin{split}[t]a\end{split}}"),
        (r"\begin{alignat}{2}a&=b\end{alignat}", r"{\begin{split}a&=b\end{split}}"),
        (r"\begin{array}[t]{cc}a\end{array}", r"{\begin{array}{cc}a\end{array}}"),
        (r"\begin{eqnarray}a\end{eqnarray}", r"{\begin{array}{rcl}a\end{array}}"),
        (r"\begin{equation}a\end{equation}", "{a}"),
        (r"\begin{matrix}a\\[2pt]b\\*c\end{matrix}", r"{\begin{matrix}a\\b\\c\end{matrix}}"),
        (r"\text{if $x$ then}", r"\text{if } x \text{ then}"),
        (r"\operatorname{arg\,max}", r"\mathrm{arg\,max}"),
        (r"\operatorname{Tr}", r"\operatorname{Tr}"),
        (r"\mathrm{d}x", r"\mathrm{ d}x"),
        (r"\arg x", r"\operatorname{arg} x"),
        (r"x \tag{1}", r"x \qquad\tag{1}"),
    ],
)
def test_what_the_library_does_not_know_is_rewritten(source: str, prepared: str) -> None:
    """The meaning stays; the words are the library's."""
    assert prepare_tex(source, is_block=False) == prepared


def test_rows_of_a_block_are_set_below_each_other() -> None:
    """Line breaks outside of any environment make lines, but only where a formula stands by itself."""
    assert prepare_tex(r"a \\ b", is_block=True) == r"\begin{displaylines}a \\ b\end{displaylines}"
    assert prepare_tex(r"a \\ b", is_block=False) == r"a \\ b"
    assert prepare_tex(r"{a \\ b}", is_block=True) == r"{a \\ b}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{a", '"{" is not closed'),
        ("a}", '"}" closes nothing'),
        (r"\left( {a \right)", r'"\right" stands where "{" is to be closed'),
        (r"\begin{matrix}a", r'"\begin{matrix}" is not closed'),
        (r"\begin{matrix}a\end{cases}", r'"\end{cases}" stands where "\begin{matrix}" is to be closed'),
        (r"\begin{tikzpicture}\end{tikzpicture}", 'unknown environment "tikzpicture"'),
        ("a & b", '"&" stands outside of an environment'),
        (r"\newcommand{\a}{b}", r'"\newcommand" is not allowed in a formula'),
        (r"\href{javascript:alert(1)}{x}", r'"\href" is not allowed in a formula'),
        (r"\class{x}{y}", r'"\class" is not allowed in a formula'),
        (r"\style{x}{y}", r'"\style" is not allowed in a formula'),
        (r"\(x\)", r'unknown command "\("'),
        ("{" * 5000, "the formula nests too deeply"),
        ("^" * 5000, "the formula nests too deeply"),
        (r"\frac" * 1600, "the formula nests too deeply"),
        (r"\displaystyle a" * 600, "the formula nests too deeply"),
        (r"{\color{red} a" * 600, "the formula nests too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused(source: str, reason: str) -> None:
    """The reason names what is wrong."""
    with pytest.raises(UnreadError) as caught:
        prepare_tex(source, is_block=True)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "piece", ["a_b+", r"\alpha ", r"\text{", r"\\", r"\operatorname{a ", "$", "% ", r"\begin{matrix}"]
)
def test_hostile_source_is_read_in_time(piece: str) -> None:
    """Ten thousand characters of anything are looked through at once."""
    source = (piece * 10_000)[:10_000]
    with contextlib.suppress(UnreadError):
        run_within(Limits().time_s, lambda: prepare_tex(source, is_block=True))
