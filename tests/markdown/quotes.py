"""An extension of Python-Markdown that parses blocks, as the tests need one."""

from markdown import Markdown
from markdown.blockprocessors import HRProcessor
from markdown.extensions import Extension


class QuotesExtension(Extension):
    """Adds a block processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register it."""
        md.parser.blockprocessors.register(HRProcessor(md.parser), "quotes", 5)


def makeExtension() -> QuotesExtension:  # noqa: N802 (likewise)
    """Make the extension."""
    return QuotesExtension()
