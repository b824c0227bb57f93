"""Formulas as MathML: what is understood, what is not, and what can never get in."""

# The letters of formulas look like others: that is what they are for.
# ruff: noqa: RUF001

import re
from xml.etree import ElementTree as ET

import pytest

from generator.build.limits import Limits, run_within
from generator.markdown.mathml import explain_math, write_math

CHILD_COUNTS = {"mfrac": 2, "mover": 2, "mroot": 2, "msub": 2, "msubsup": 3, "msup": 2, "munder": 2, "munderover": 3}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("x", "<mi>x</mi>"),
        ("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\mathbf{ab}", "<mrow><mi>𝐚</mi><mi>𝐛</mi></mrow>"),
        (r"\mathcal L", "<mi>ℒ</mi>"),
        (r"\boldsymbol{\theta}", "<mrow><mi>𝜽</mi></mrow>"),
        (r"\mathrm{d}", '<mrow><mi mathvariant="normal">d</mi></mrow>'),
        (r"\text{a < b \& c}", "<mtext>a\xa0&lt;\xa0b\xa0&amp;\xa0c</mtext>"),
        (r"\textbf{A}", "<mtext>𝐀</mtext>"),
        ("中文", "<mrow><mi>中</mi><mi>文</mi></mrow>"),
        ("a ≤ b", "<mrow><mi>a</mi><mo>≤</mo><mi>b</mi></mrow>"),
        (r"a\!b", '<mrow><mi>a</mi><mspace width="-0.167em"></mspace><mi>b</mi></mrow>'),
        (r"\max_a", '<munder><mo movablelimits="true">max</mo><mi>a</mi></munder>'),
        (r"\backslash", "<mi>\\</mi>"),
        (r"\boxed{x}", '<menclose notation="box"><mrow><mi>x</mi></mrow></menclose>'),
        (r"\{x\}", '<mrow><mo stretchy="false">{</mo><mi>x</mi><mo stretchy="false">}</mo></mrow>'),
    ],
)
def test_a_formula_is_written(source: str, html: str) -> None:
    """What authors write on GitHub is shown, with characters where browsers want no attributes."""
    written = write_math(source, is_block=False)
    assert written is not None
    assert re.sub(r"^<math[^>]*>|</math>$", "", written) == html
    assert not explain_math(source)


def test_a_formula_carries_its_source() -> None:
    """The source is the text for those who cannot see it, escaped as an attribute."""
    assert write_math(' a<"b" ', is_block=True) == (
        '<math display="block" alttext="a&lt;&quot;b&quot;">'
        '<mrow><mi>a</mi><mo>&lt;</mo><mi>"</mi><mi>b</mi><mi>"</mi></mrow></math>'
    )


def test_an_exponent_belongs_to_the_whole_matrix() -> None:
    """What the library sets round a base goes into one row with it, so that every element has its parts."""
    for source in (r"\begin{pmatrix}a\\b\end{pmatrix}^T", r"\binom{n}{k}^2", r"\dot\binom{n}{k}", r"{\binom n k}_a^b"):
        written = write_math(source, is_block=True)
        assert written is not None
        for element in ET.fromstring(written).iter():
            assert len(element) == CHILD_COUNTS.get(element.tag, len(element)), source


def test_rows_and_columns_are_kept() -> None:
    """An aligned block is a table with its rows, and not a line with strange signs."""
    written = write_math(r"\begin{aligned}a &= b \\[2pt] c &= d\end{aligned}", is_block=True)
    assert written is not None
    assert (written.count("<mtr>"), written.count("<mtd")) == (2, 4)
    assert written.count('columnalign="right"') == 2
    assert "&amp;" not in written.partition(">")[2]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "the formula is empty"),
        (" \n", "the formula is empty"),
        ("x" * 10_001, "the formula is longer than 10,000 characters"),
        (r"a + \foo{b}", r'unknown command "\foo"'),
        (r"\ce{H2O}", r'unknown command "\ce"'),
        (r"\text{a \textbf b}", r'unknown command "\textbf"'),
        ("a^b^c", "there are two superscripts in one place"),
        ("a_b_c", "there are two subscripts in one place"),
        ("a^", 'nothing stands behind "^" or "_"'),
        (r"\left( x", r'"\left" is not closed'),
        ("{a & b}", '"&" stands where it cannot'),
        (r"\frac", "a command has nothing to stand on"),
        (r"\sqrt", "a command has nothing to stand on"),
        (r"\verb|x", "it is not written as TeX wants it"),
    ],
)
def test_what_is_not_understood_is_explained(source: str, reason: str) -> None:
    """Nothing is written, and the reason is said in a few words."""
    assert write_math(source, is_block=False) is None
    assert explain_math(source) == reason


@pytest.mark.parametrize(
    "source",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;}",
        r"\text{&#x3c;script&#x3e;}",
        r"\mbox{</math><img src=x onerror=alert(1)>}",
        r"\verb|<img src=x onerror=alert(1)>|",
        r"\color{red\" onload=\"alert(1)}{x}",
        r'\textcolor{red" onload="x}{y}',
        r'\hspace{1em" onload="x}',
        r'\rule{1em" onload="x}{1em}',
        r"\href{javascript:alert(1)}{x}",
        r"\class{x}{y} \style{color:red}{y} \cssId{x}{y}",
        r"\unicode{x3c}script\unicode{x3e}",
        r"<img src=x onerror=alert(1)>",
        r"\tag{<b>} \operatorname{<b>}",
        r"\fcolorbox{x}{url(javascript:x)}{<b>}",
    ],
)
def test_no_markup_gets_in(source: str) -> None:
    """Whatever an author writes is text: the result is well-formed, of known elements, without an active attribute."""
    written = write_math(source, is_block=True)
    if written is None:
        return
    for element in ET.fromstring(written).iter():
        assert re.fullmatch(r"m[a-z]+", element.tag)
        assert not set(element.keys()) & {"href", "style", "class", "id", "onload", "onerror"}
        assert not any("javascript" in value for name, value in element.items() if name != "alttext")


@pytest.mark.parametrize(
    "source",
    [
        "{" * 58 + "x" + "}" * 58,
        r"\sqrt " * 58 + "x",
        r"\frac{" * 28 + "x" + "}{1}" * 28,
        r"\left(" * 28 + "x" + r"\right)" * 28,
        r"\begin{pmatrix}" * 28 + "x" + r"\end{pmatrix}" * 28,
        "{a_" * 25 + "x" + "}" * 25,
        r"\displaystyle a" * 50,
        "x" * 10_000,
        "a_b+" * 2_400,
        r"\\" * 5_000,
        r"\begin{matrix}" + r"a&b\\" * 1_900 + r"\end{matrix}",
        r"\text{" + "$" * 9_000 + "}",
        "x" + "'" * 50,
    ],
)
def test_the_most_that_is_read_is_read_quickly(source: str) -> None:
    """A formula as deep or as long as is allowed neither overflows nor takes long."""
    assert run_within(Limits().time_s, lambda: write_math(source, is_block=True))
