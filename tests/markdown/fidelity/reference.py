"""What GitHub's published parser makes of a text.

Knows only its options; what GitHub does after it (alerts, formulas, anchors) is not in its HTML.
"""

import cmarkgfm
from cmarkgfm.cmark import Options

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_GITHUB_PRE_LANG
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]


def render_reference(text: str) -> str:
    """Render a text as GitHub does, raw HTML let through."""
    html: str = cmarkgfm.markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=_EXTENSIONS)
    return html
