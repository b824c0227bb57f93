r"""Formulas: TeX to MathML.

Knows TeX as it is written on GitHub; does not know Markdown, nor where in a text a formula stands.

latex2mathml does the work, but not alone. It shows what it does not know as if it were meant (`\foo` as a name, a
stray `}` as a symbol, the rows of `aligned` in one line), writes what an author put into `\text` as markup, and
recurses. So the source is looked through before it in `tex`, and its tree, never its text, is written here, element by element
from a list.
"""

import functools
import re
import unicodedata
from html import escape, unescape
from types import ModuleType
from xml.etree.ElementTree import Element

from generator.markdown.tex import UnreadError, prepare_tex

_LONGEST = 10_000


def write_math(source: str, *, is_block: bool) -> str | None:
    r"""Write a formula as `<math>`, with its source as the words for it; None if it was not understood as a whole.

    >>> write_math("x^2", is_block=False)
    '<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>'
    >>> write_math(r"\foo", is_block=False)
    """
    try:
        return _write(source, is_block=is_block)
    except UnreadError:
        return None


def explain_math(source: str) -> str:
    r"""Say in a few words why a formula cannot be read; nothing for one that can.

    >>> explain_math(r"a + \foo{b}")
    'unknown command "\\foo"'
    """
    try:
        _write(source, is_block=True)
    except UnreadError as error:
        return str(error)
    return ""


def _write(source: str, *, is_block: bool) -> str:
    source = source.strip()
    if not source:
        raise UnreadError("the formula is empty")
    if len(source) > _LONGEST:
        raise UnreadError(f"the formula is longer than {_LONGEST:,} characters")
    tree = _read(prepare_tex(source, is_block=is_block), is_block=is_block)
    pieces = ['<math display="block"' if is_block else "<math", f' alttext="{escape(source)}">']
    _write_children(tree, pieces)
    pieces.append("</math>")
    return "".join(pieces)


def _read(prepared: str, *, is_block: bool) -> Element:
    converter, failures = _load_library()
    try:
        tree: Element = converter.convert_to_element(prepared, display="block" if is_block else "inline")
    except failures as error:
        raise UnreadError(_FAILURES.get(type(error).__name__, "it is not written as TeX wants it")) from None
    return tree


_FAILURES = {
    "DenominatorNotFoundError": "a fraction has nothing below its line",
    "DoubleSubscriptsError": "there are two subscripts in one place",
    "DoubleSuperscriptsError": "there are two superscripts in one place",
    "ExtraLeftOrMissingRightError": r'"\left" and "\right" do not match',
    "InvalidAlignmentError": "the columns of an array are given wrongly",
    "MissingSuperScriptOrSubscriptError": 'nothing stands behind "^" or "_"',
    "NoAvailableTokensError": "a command has nothing to stand on",
    "NumeratorNotFoundError": "a fraction has nothing above its line",
}


@functools.cache
def _load_library() -> tuple[ModuleType, tuple[type[Exception], ...]]:
    """Import the library and list what it may raise: its own errors have no common parent, and others escape it."""
    # Imported here: it reads a table of symbols, which takes 40 ms, and most builds have no formula.
    from latex2mathml import converter, exceptions  # noqa: PLC0415 - see above

    own = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception))
    others = (AttributeError, LookupError, RuntimeError, StopIteration, TypeError, ValueError)
    return converter, own + others


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _names(
    "menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext "
    "mtr munder munderover"
)
_ATTRIBUTES = _names(
    "accent accentunder columnalign columnlines columnspacing depth displaystyle fence form height largeop linebreak "
    "linethickness lspace mathbackground mathcolor mathsize maxsize minsize movablelimits notation rowlines "
    "rowspacing rspace scriptlevel separator stretchy voffset width"
)
_SAFE_VALUE = re.compile(r"[#\w.+% -]{0,64}", re.ASCII)
_SPACES = {
    "negativemediummathspace": "-0.222em",
    "negativethickmathspace": "-0.278em",
    "negativethinmathspace": "-0.167em",
    "thickmathspace": "0.278em",
    "thinmathspace": "0.167em",
}
"""Names of widths that browsers have given up."""

_CHILD_COUNTS = {"mfrac": 2, "mover": 2, "mroot": 2, "msub": 2, "msubsup": 3, "msup": 2, "munder": 2, "munderover": 3}
_WITH_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LIMITED = _names("argmax argmin det gcd inf lim liminf limsup max min Pr sup")


def _write_children(tree: Element, pieces: list[str]) -> None:
    """Write what is inside of the root; a loop and not a recursion, because the tree is as deep as its author wanted."""
    (root,) = tree
    # The row round everything says nothing if there is one thing in it.
    stack: list[Element | str] = list(root) if len(root) == 1 else [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        if element.tag in _CHILD_COUNTS:
            _mend(element)
        tag = element.tag
        if tag not in _ELEMENTS:
            raise UnreadError("it cannot be shown")
        text = _write_text(element)
        if tag == "mi" and len(text) == 1 and unicodedata.category(text) == "Sm":
            # An operator that was typed as a character, such as ≤.
            tag = "mo"
        pieces.append(f"<{tag}{_write_attributes(element)}>{text}")
        stack.append(f"</{tag}>")
        stack.extend(reversed(element))


def _mend(element: Element) -> None:
    """Give an element the number of children that it must have, and limits their place below and above."""
    extra = len(element) - _CHILD_COUNTS[element.tag]
    if extra < 0:
        raise UnreadError("a command has nothing to stand on")
    if extra > 0:
        # Parentheses that the library set round the first child, without a row round all of it.
        row = Element("mrow")
        row.extend(list(element[: extra + 1]))
        element[: extra + 1] = [row]
    base = element[0]
    if element.tag in _WITH_LIMITS and base.tag == "mo":
        if base.text in _LIMITED:
            base.set("movablelimits", "true")
        if base.get("movablelimits") == "true":
            element.tag = _WITH_LIMITS[element.tag]


def _write_attributes(element: Element) -> str:
    written = ""
    for name, value in element.items():
        if name in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value):
            written += f' {name}="{_SPACES.get(value, value)}"'
        elif name == "mathvariant" and value == "normal" and element.tag == "mi":
            written += ' mathvariant="normal"'
    return written


_CODE_POINT = re.compile(r"&#x[0-9A-Fa-f]{1,6};")
_UNKNOWN = re.compile(r"\\[a-zA-Z]*")
_ESCAPED_IN_TEXT = re.compile(r"\\([_%#&$\xa0])")


def _write_text(element: Element) -> str:
    raw = element.text
    if not raw:
        return ""
    if raw in {"{", "}", "&"}:
        raise UnreadError(f'"{raw}" stands where it cannot')
    # The library writes its own characters as code points, for a serialiser that would not escape.
    text = _CODE_POINT.sub(_decode, raw) if "&#x" in raw else raw
    if element.tag == "mtext":
        text = _ESCAPED_IN_TEXT.sub(r"\1", text).replace("~", "\xa0")
    if "\\" in text and "\\" in raw:
        unknown = _UNKNOWN.search(text)
        raise UnreadError(f'unknown command "{unknown.group() if unknown else text}"')
    variant = element.get("mathvariant")
    if variant in _STYLES:
        text = "".join([_style(char, variant) for char in text])
    return escape(text, quote=False)


def _decode(match: re.Match[str]) -> str:
    return unescape(match.group())


_STYLES = {
    "bold": ("MATHEMATICAL BOLD ",),
    "bold-fraktur": ("MATHEMATICAL BOLD FRAKTUR ",),
    "bold-italic": ("MATHEMATICAL BOLD ITALIC ", "MATHEMATICAL BOLD "),
    "bold-sans-serif": ("MATHEMATICAL SANS-SERIF BOLD ",),
    "bold-script": ("MATHEMATICAL BOLD SCRIPT ",),
    "double-struck": ("MATHEMATICAL DOUBLE-STRUCK ", "DOUBLE-STRUCK "),
    "fraktur": ("MATHEMATICAL FRAKTUR ", "BLACK-LETTER "),
    "italic": ("MATHEMATICAL ITALIC ",),
    "monospace": ("MATHEMATICAL MONOSPACE ",),
    "sans-serif": ("MATHEMATICAL SANS-SERIF ",),
    "sans-serif-italic": ("MATHEMATICAL SANS-SERIF ITALIC ",),
    "script": ("MATHEMATICAL SCRIPT ", "SCRIPT "),
}
"""How the names of a style's characters begin: browsers have given up `mathvariant`, so the characters say it."""


@functools.cache
def _style(char: str, variant: str) -> str:
    name = unicodedata.name(char, "").removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    for prefix in _STYLES[variant]:
        try:
            return unicodedata.lookup(prefix + name)
        except KeyError:
            continue
    return char
