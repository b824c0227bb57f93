r"""The source of a formula, looked through and made into what latex2mathml reads aright.

Knows TeX as it is written on GitHub; does not load the library, nor know what it makes of the result.
"""

import re
from collections.abc import Iterator, Mapping


class UnreadError(Exception):
    """Why a formula was not understood, in words; never leaves `mathml` and `tex`."""


_DEEPEST = 60
"""How deep a formula may nest: the library takes some ten frames for each level, and Python allows a thousand."""

_COMMENT = re.compile(r"(\\.)|%[^\n]*", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ROW_SPACING = re.compile(r"\\\\ ?\*? ?\[ ?-?[0-9.]+ ?(?:pt|em|ex|mm|cm|in|mu|px) ?\]|\\\\\*")
_UNSEEN = re.compile(r"\\(?:label ?\{[^{}]*\}|nonumber\b|notag\b)")
# The library takes an operator's name only if it is made of letters.
_NAME_OF_OPERATOR = re.compile(r"\\operatorname ?\*? ?(?=\{(?![a-zA-Z *]+\}))")
_NUMBER_OF_COLUMNS = re.compile(r"(\\begin ?\{align(?:ed)?at\*?\}) ?\{\d+\}")
_POSITION = re.compile(r"(\\begin ?\{(?:array|aligned|alignedat|gathered)\}) ?\[[tbc]\]")
_UPRIGHT_LETTER = re.compile(r"\\mathrm ?\{([a-zA-Z])\}")
_TEXT_WITH_MATH = re.compile(r"(\\text(?:bf|it|md|normal|rm|sf|tt|up)?) ?\{([^{}$]*(?:\$[^{}$]*)+)\}")

_ENVIRONMENTS: Mapping[str, str] = {
    **{
        name: name
        for family in ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")
        for name in (family, f"{family}*")
    },
    "array": "array",
    "cases": "cases",
    "smallmatrix": "smallmatrix",
    # The library knows none of these by name, or numbers their lines, which GitHub does not.
    **dict.fromkeys(("align", "align*", "aligned", "alignat", "alignat*", "alignedat"), "split"),
    "darray": "array",
    "dcases": "cases",
    "eqnarray": "array}{rcl",
    "eqnarray*": "array}{rcl",
    "split": "split",
    "gather": "displaylines",
    "gather*": "displaylines",
    "gathered": "displaylines",
    "multline": "displaylines",
    "multline*": "displaylines",
    "displaymath": "",
    "equation": "",
    "equation*": "",
    "math": "",
}
"""Each environment that can be read, and what it is to the library; nothing for those that only surround."""

_REFUSED = frozenset(
    "\\" + name
    for name in (
        "DeclareMathOperator",
        "catcode",
        "class",
        "cssId",
        "def",
        "edef",
        "gdef",
        "href",
        "html",
        "htmlClass",
        "htmlData",
        "htmlId",
        "htmlStyle",
        "includegraphics",
        "input",
        "let",
        "newcommand",
        "newenvironment",
        "providecommand",
        "renewcommand",
        "renewenvironment",
        "require",
        "style",
        "unicode",
        "url",
        "xdef",
    )
)
"""What defines commands or makes markup: GitHub does not allow it in a formula either."""

_OPEN_ENDED = re.compile(
    r"\\(?:(?:script|scriptscript|text|display)style|color|over|atop|choose|brace|brack|above|[aA]?bovewithdelims"
    r"|atopwithdelims|Huge|huge|LARGE|Large|large|footnotesize|normalsize|scriptsize|small|[tT]iny)"
)
"""What takes all that follows it into itself, to the end of its group."""

_PART = re.compile(
    r"\\(?P<edge>begin|end) ?\{(?P<environment>[^{}]*)\}"
    r"|\\text(?:bf|it|md|normal|rm|sf|tt|up)? ?\{(?P<text>[^{}]*)\}"
    r"|\\[a-zA-Z]+|\\.|[{}&^_']|[^\\{}&^_']+",
    re.DOTALL,
)


def prepare_tex(source: str, *, is_block: bool) -> str:
    """Make what the library reads aright of what an author writes."""
    if "%" in source:
        source = _COMMENT.sub(r"\1", source)
    source = _SPACE.sub(" ", source).strip()
    if "\\" in source:
        source = _ROW_SPACING.sub(r"\\\\", source)
        source = _UNSEEN.sub("", source)
        source = _NAME_OF_OPERATOR.sub(r"\\mathrm", source)
        source = _TEXT_WITH_MATH.sub(_split_text, source)
        source = source.replace("\\tag", r"\qquad\tag")
        if "\\begin" in source:
            source = _POSITION.sub(r"\1", _NUMBER_OF_COLUMNS.sub(r"\1", source))
        # A letter alone in its braces would be given as a character, which is then slanted again.
        source = _UPRIGHT_LETTER.sub(r"\\mathrm{ \1}", source)
    scan = _Scan(source)
    if scan.has_rows and is_block:
        # GitHub's MathJax shows the rows in one line; whoever wrote them meant rows.
        return rf"\begin{{displaylines}}{scan.text}\end{{displaylines}}"
    return scan.text


def _split_text(match: re.Match[str]) -> str:
    parts = match[2].split("$")
    return "".join(
        f" {part} " if is_math else f"{match[1]}{{{part}}}" for part, is_math in zip(parts, _alternate(), strict=False)
    )


def _alternate() -> Iterator[bool]:
    while True:
        yield False
        yield True


class _Scan:
    """One look through a formula: what is open where, how deep it gets, and which names it uses."""

    def __init__(self, source: str) -> None:
        self.has_rows = False
        self.open: list[tuple[str, int]] = [("", 0)]
        """What is open, and how deep the nesting is there at least; first the formula itself."""
        self.depth = 0
        self.text = "".join([self._take(part) for part in _PART.finditer(source)])
        if len(self.open) > 1:
            raise UnreadError(f'"{self.open[-1][0]}" is not closed')

    def _take(self, part: re.Match[str]) -> str:
        written = part.group()
        if part["edge"]:
            return self._take_edge(part["edge"], part["environment"])
        if written in _PAIRS:
            self._leave(_PAIRS[written], written)
        elif written in _OPENERS:
            self._enter(written)
        elif written == "\\\\":
            self.has_rows = self.has_rows or len(self.open) == 1
            self._rest()
        elif part["text"] is None and written[0] in "\\^_'&":
            self._take_command(written)
        elif not written.isspace():
            self._rest()
        return _ALIASES.get(written, written)

    def _take_edge(self, edge: str, environment: str) -> str:
        name = f"\\begin{{{environment}}}"
        if environment not in _ENVIRONMENTS:
            raise UnreadError(f'unknown environment "{environment}"')
        known = _ENVIRONMENTS[environment]
        if edge == "begin":
            self._enter(name)
            # In braces, so that what stands around a matrix and an exponent behind it stay with it.
            return rf"{{\begin{{{known}}}" if known else "{"
        self._leave(name, f"\\end{{{environment}}}")
        return rf"\end{{{known.partition('}')[0]}}}}}" if known else "}"

    def _take_command(self, written: str) -> None:
        if written == "&":
            if not any(opener.startswith("\\begin") or opener == "{" for opener, _ in self.open):
                raise UnreadError('"&" stands outside of an environment')
            self._rest()
            return
        if written in _REFUSED:
            raise UnreadError(f'"{written}" is not allowed in a formula')
        if written[0] == "\\" and not written[1].isalpha() and written[1] not in _ESCAPABLE:
            raise UnreadError(f'unknown command "{written}"')
        self._deepen()
        if _OPEN_ENDED.fullmatch(written):
            opener, depth = self.open[-1]
            self.open[-1] = (opener, depth + 1)

    def _enter(self, opener: str) -> None:
        self._deepen()
        self.open.append((opener, self.depth))

    def _leave(self, opener: str, closer: str) -> None:
        if len(self.open) == 1:
            raise UnreadError(f'"{closer}" closes nothing')
        if self.open[-1][0] != opener:
            raise UnreadError(f'"{closer}" stands where "{self.open[-1][0]}" is to be closed')
        self.open.pop()
        self._rest()

    def _deepen(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnreadError("the formula nests too deeply")

    def _rest(self) -> None:
        """Something that takes no argument: a chain of commands is over."""
        self.depth = self.open[-1][1]


_PAIRS = {"}": "{", "\\right": "\\left"}
_OPENERS = frozenset(_PAIRS.values())
_ESCAPABLE = frozenset("\\{} !,:>;|_%#$&")
_ALIASES = {
    "\\arg": r"\operatorname{arg}",
    "\\P": "¶",
    "\\copyright": "©",
    "\\dag": r"\dagger",
    "\\ddag": r"\ddagger",
}
"""What GitHub knows and the library does not."""
