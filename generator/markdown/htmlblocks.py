"""Where a block of raw HTML begins, and where it ends.

Knows the seven kinds of the CommonMark spec, as GitHub has them; does not look into the HTML.
"""

import re
from types import MappingProxyType

_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|section|source|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)
"""The spec came to know `search` and to drop `source`; GitHub has not followed."""
_SPACE = r"[ \t\v\f]"
_ATTRIBUTE = rf"{_SPACE}+[a-zA-Z_:][a-zA-Z0-9_:.-]*+(?:{_SPACE}*={_SPACE}*(?:[^ \t\v\f\"'=<>`]++|'[^']*'|\"[^\"]*\"))?+"
_START = re.compile(
    rf"""<(?:
        (?P<verbatim>(?:script|pre|style|textarea)(?:{_SPACE}|>|$))
        | (?P<comment>!--)
        | (?P<instruction>\?)
        | (?P<declaration>!(?-i:[A-Z]))
        | (?P<data>!\[CDATA\[)
        | (?P<block>/?(?:{_NAMES})(?:{_SPACE}|/?>|$))
        | (?P<tag>(?:/[a-z][a-z0-9-]*+{_SPACE}*+|[a-z][a-z0-9-]*+(?:{_ATTRIBUTE})*+{_SPACE}*+/?)>{_SPACE}*+$)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDS = MappingProxyType(
    {
        "verbatim": re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
        "comment": re.compile(r"-->"),
        "instruction": re.compile(r"\?>"),
        "declaration": re.compile(r">"),
        "data": re.compile(r"\]\]>"),
    }
)


class HtmlKind:
    """A way for raw HTML to go on."""

    __slots__ = ("end", "may_interrupt")

    def __init__(self, end: re.Pattern[str] | None, *, may_interrupt: bool) -> None:
        self.end = end
        """What the last line holds; None if a blank line ends it."""
        self.may_interrupt = may_interrupt
        """Whether it may follow a line of running text."""


_KINDS = MappingProxyType(
    {name: HtmlKind(_ENDS.get(name), may_interrupt=name != "tag") for name in ("block", "tag", *_ENDS)}
)


def find_html(line: str, start: int) -> HtmlKind | None:
    """Say whether raw HTML begins with the `<` at `start`, and of which kind.

    >>> find_html("<img> text", 0) is None
    True
    """
    match = _START.match(line, start)
    return _KINDS[match.lastgroup or ""] if match else None
