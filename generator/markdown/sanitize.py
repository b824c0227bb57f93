"""Raw HTML, reduced to what GitHub lets through; and what a browser would show of any HTML, as plain text.

Knows tags, attributes and addresses; does not know Markdown, nor which part of the HTML an author wrote.

The list is that of html-pipeline's SanitizationFilter, GitHub's own, less what could do harm or nothing on a page
without GitHub's scripts (`name` and `tabindex` everywhere, `action`, `target`, `usemap`, microdata), and with what our
writer makes. Parsing and reducing are nh3's: it looks at the tree that an HTML5 parser builds, not at the text.
"""

import functools
import re
from collections.abc import Callable
from html import unescape

from generator.markdown.addresses import SAFE_SCHEMES, is_safe
from generator.markdown.body import LINK_MARK


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FILTERED_TAGS = _names("iframe noembed noframes plaintext script style textarea title xmp")
_FILTERED = re.compile(rf"<(?=/?(?:{'|'.join(sorted(_FILTERED_TAGS))})(?:[\s/>]|\Z))", re.IGNORECASE)
"""The tags that GFM's "Disallowed Raw HTML" turns into text; after them the parser would not see tags any more."""

_TAGS = _names(
    "a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img input ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub "
    "summary sup table tbody td tfoot th thead time tr tt ul var wbr"
)

BREAKING_TAGS = _names(
    "address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary table tbody td "
    "tfoot th thead tr ul"
)
"""Between what stands before, in and behind one of these there is a gap; text on both sides of other tags is joined."""

HIDDEN_TAGS = _names("iframe noembed noframes noscript script style template textarea title")
"""What stands in these is not part of the page's text."""

_UNKNOWN = re.compile(
    rf"</?(?!(?:{'|'.join(sorted(_TAGS | _FILTERED_TAGS | BREAKING_TAGS | HIDDEN_TAGS))})[\s/>])"
    r"""[a-z][^\s/<>"']*+(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*+)?>""",
    re.IGNORECASE,
)
"""Tags that mean nothing here, whatever is in them; of the names of drawings and formulas, which the words in `<text>`
and `vector<int>` are as well, nh3 drops also what stands in them."""

_ATTRIBUTES = {
    # Everywhere. An id is kept as it is, since links lead to it: a page's scripts must not look up what an author can
    # name, and browsers hide nothing of their own behind an element's id.
    "*": _names("align aria-describedby aria-hidden aria-label aria-labelledby dir height id lang role title width"),
    # A name only here: on other elements it would hide properties of `document`.
    "a": _names("class data-as data-footnote-backref data-footnote-ref href hreflang name"),
    "blockquote": frozenset({"cite"}),
    "br": frozenset({"clear"}),
    "code": frozenset({"class"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "div": frozenset({"class"}),
    "figure": frozenset({"class"}),
    "img": _names("alt border loading src"),
    "input": frozenset({"checked", "class"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"class", "value"}),
    "ol": _names("class reversed start type"),
    "p": frozenset({"class"}),
    "q": frozenset({"cite"}),
    "section": frozenset({"class", "data-footnotes"}),
    "source": _names("media sizes srcset type"),
    "span": frozenset({"class"}),
    "sup": frozenset({"class"}),
    "table": _names("border cellpadding cellspacing summary"),
    "td": _names("abbr colspan headers nowrap rowspan scope valign"),
    "th": _names("abbr colspan headers nowrap rowspan scope valign"),
    "time": frozenset({"datetime"}),
    "tr": frozenset({"valign"}),
    "ul": frozenset({"class", "type"}),
}

_CLASSES = {
    "a": re.compile(r"anchor|footnote-backref|wikilink"),
    "code": re.compile(r"language-\S+|math|numbered"),
    "div": re.compile(r"highlight|markdown-alert(?:-(?:note|tip|important|warning|caution))?"),
    "figure": re.compile(r"code-figure"),
    "input": re.compile(r"task-list-item-checkbox"),
    "li": re.compile(r"task-(?:list-item|learning|dropped)"),
    "ol": re.compile(r"contains-task-list"),
    "p": re.compile(r"markdown-alert-title"),
    "section": re.compile(r"footnotes"),
    # Pygments' own names are one to three characters long.
    "span": re.compile(r"[a-z][a-z0-9]{0,2}|line|marked|task-state"),
    "sup": re.compile(r"footnote-ref"),
    "ul": re.compile(r"contains-task-list"),
}
"""The classes that the writer gives. Others are dropped: what a page looks like is the theme's business."""


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if LINK_MARK * 2 in value:
        # An open quote took in code or a formula, whose own quotes would end the value.
        return None
    if attribute == "class":
        is_known = _CLASSES[tag].fullmatch
        return " ".join(name for name in value.split() if is_known(name)) or None
    if attribute in {"href", "src", "cite"}:
        # Stricter than nh3, which sees what browsers of today see: a scheme with a blank in it is none to them.
        return value if is_safe(value) else None
    if attribute == "srcset":
        # nh3 looks at addresses that stand alone; here is a list of them.
        return value if all(map(is_safe, value.split(","))) else None
    return value


_TAG = re.compile(r"<(?:(?P<name>a|input) )?[^\"<>]*(?:\"[^\"]*\"[^\"<>]*)*>")
"""A tag as nh3 writes it: each value in double quotes, none with such a quote in it, no other `<` outside of them."""

_OUTER_LINK = re.compile(r" href=\"(?:https?:|[/\\]{2})[^\"]*\"", re.IGNORECASE)


_FORGED = re.compile(r"&#(?:0*+26(?![0-9])|x0*+1a(?![0-9a-f]));?", re.IGNORECASE)
"""A link's mark, as an author could write it."""


def reduce_html(html: str) -> str:
    """Leave out of a piece of HTML whatever GitHub would; what is left is well-formed HTML with the same words.

    Marks of links are kept, and two in a row, as they stand round what is put in afterwards, but in no attribute; what
    would become a mark only now is not one.

    >>> reduce_html('<p onclick="x()">See <a href="javascript:x()">this</a> and <a href="https://a.b">that</a>')
    '<p>See <a>this</a> and <a href="https://a.b" rel="noopener">that</a></p>'
    """
    if "&#" in html:
        html = _FORGED.sub("\ufffd", html)
    reduced = _load_cleaner()(_flatten(_FILTERED.sub("&lt;", _UNKNOWN.sub("", html))))
    if "<a " in reduced or "<input" in reduced:
        # From tag to tag, so that nothing inside a value is taken for one.
        return _TAG.sub(_finish_tag, reduced)
    return reduced


_DEEPEST = 256
"""Browsers stop at 512 elements inside of each other; the parser's work grows with the square of the depth."""

_NESTING = re.compile(r"<(/?)(?!(?:area|br|hr|img|input|source|wbr)\b)([a-z][^\s/>]*)", re.IGNORECASE)
"""The beginning of a tag that has content."""
_ENDED_BY_NEXT = frozenset({"dd", "dt", "li", "p", "td", "th", "tr"})


def _flatten(html: str) -> str:
    """Show the tags as text that would nest too deeply; nobody means them."""
    if html.count("<") <= _DEEPEST:
        return html
    open_names: list[str] = []
    pieces: list[str] = []
    done = 0
    for tag in _NESTING.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            # What is open inside of it ends as well; the list is short, so looking through it is cheap.
            while name in open_names and open_names.pop() != name:
                pass
        elif len(open_names) >= _DEEPEST:
            pieces += (html[done : tag.start()], "&lt;")
            done = tag.start() + 1
        elif not open_names or name != open_names[-1] or name not in _ENDED_BY_NEXT:
            open_names.append(name)
    return "".join((*pieces, html[done:])) if pieces else html


def _finish_tag(match: re.Match[str]) -> str:
    tag = match.group()
    name = match["name"]
    if name == "input":
        return tag if ' type="checkbox"' in tag else ""
    if name == "a":
        return _OUTER_LINK.sub(r'\g<0> rel="noopener"', tag, count=1)
    return tag


@functools.cache
def _load_cleaner() -> Callable[[str], str]:
    import nh3  # noqa: PLC0415 - only bodies with raw HTML pay for loading it

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values={"input": {"disabled": ""}},
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
    ).clean


_ANY_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """Give the text that a browser would show of this HTML, with white space as it is written.

    >>> plain_text("<h2>A&amp;B</h2><p>o<b>n</b>e<script>two()</script></p>")
    ' A&B  one '
    """
    if "<" in html:
        html = _ANY_TAG.sub(" ", _load_stripper()(_flatten(_UNKNOWN.sub("", html))))
    return unescape(html)


@functools.cache
def _load_stripper() -> Callable[[str], str]:
    import nh3  # noqa: PLC0415 - as above

    return nh3.Cleaner(tags=BREAKING_TAGS, clean_content_tags=HIDDEN_TAGS, attributes={"*": set()}, link_rel=None).clean
