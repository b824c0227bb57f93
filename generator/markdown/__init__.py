"""Markdown to HTML, as GitHub shows it: the home of Python-Markdown and Pygments.

Knows nothing of sites, entries or addresses: links leave it as numbered markers, with a list of what they said.
A host (Python-Markdown) hands the text to the block parser, whose tree the writer walks; running text goes through the
inline parser, code through Pygments.
"""


def render_fragment(text: str) -> str:
    """Give the HTML of one body with default settings: raw HTML allowed, links as written, no site around it."""
    # Loaded when it is asked for: whoever only wants the types of this room does not wait for Python-Markdown.
    from generator.markdown.render import render_fragment as render  # noqa: PLC0415

    return render(text)
