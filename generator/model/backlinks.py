"""Who links to what: the links of all texts, turned round.

Knows entries and pages with what they link to; does not know how a link was written.
"""

from collections.abc import Iterable

from generator.model.entry import Writing
from generator.model.permalink import Url


def gather_backlinks(writings: Iterable[Writing]) -> dict[Url, tuple[Url, ...]]:
    """Give each page that is linked to the pages of those that do, in the order of `writings`."""
    sources: dict[Url, list[Url]] = {}
    for writing in writings:
        for page in writing.pages:
            sources.setdefault(page, []).append(writing.url)
    return {page: tuple(urls) for page, urls in sources.items()}
