r"""Text as Markdown that shows it: what a title says is never taken for markup.

Does not know where the text stands, but for the beginning of a block.

As little is escaped as will do, since a README is read as a file, too: `snake_case` and `5.1 Flask` stay what they are.
GitHub's emoji codes and mail addresses stay what GitHub makes of them: no escape holds them back.
"""

import re

_WHITE = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
"""What a title may hold for a space; a no-break space is a sign like others."""

_SIGNS = re.compile(
    r"[\\`*\[\]<~$]"  # code, emphasis, links, HTML, strikethrough, formulas
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, which an underscore within a word never is
    r"|&(?=\#?\w+;)"  # entities
    r"|:(?=//)|(?<=www)\.",  # addresses
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"\#{1,6}(?= |$)|>|[-+](?= |$)|(?:-[ ]*){3,}$"  # headings, quotes, items, lines across
    r"|(?P<number>[0-9]{1,9})(?=[.)](?: |$))"  # numbered items
)


def escape_text(text: str) -> str:
    r"""Write a text on one line within a paragraph.

    >>> escape_text("a*b <i> [x] snake_case _y_ AT&T &amp;")
    'a\\*b \\<i> \\[x\\] snake_case \\_y\\_ AT&T \\&amp;'
    """
    return _SIGNS.sub(r"\\\g<0>", _squeeze(text))


def _squeeze(text: str) -> str:
    return _WHITE.sub(" ", text).strip(" ")


def escape_beginning(text: str) -> str:
    r"""Write a text on one line at the beginning of a block.

    >>> escape_beginning("# 1"), escape_beginning("1. One"), escape_beginning("1.1 One")
    ('\\# 1', '1\\. One', '1.1 One')
    """
    escaped = escape_text(text)
    found = _BEGINNING.match(escaped)
    if found is None:
        return escaped
    at = len(found["number"] or "")
    return f"{escaped[:at]}\\{escaped[at:]}"


def encode_ends(text: str) -> str:
    """Write a text on one line whose first and last signs nobody finds who does not read it as Markdown.

    >>> encode_ends("Java *")
    '&#74;ava &#42;'
    """
    squeezed = _squeeze(text)
    first, last = squeezed[:1], squeezed[1:][-1:]
    between = _SIGNS.sub(r"\\\g<0>", squeezed[1:-1])
    return "".join((f"&#{ord(first)};" if first else "", between, f"&#{ord(last)};" if last else ""))
