"""Who links to what: the links of all texts, turned round.

Knows addresses; does not know how a link was written, nor what stands at an address.
"""

from collections.abc import Iterable

from generator.model.permalink import Url


def gather_backlinks(trails: Iterable[tuple[Url, tuple[Url, ...]]]) -> dict[Url, tuple[Url, ...]]:
    """Give each page that is linked to the pages that do so, in their order.

    >>> gather_backlinks([("/a/", ("/b/", "/c/")), ("/b/", ("/c/",))])
    {'/b/': ('/a/',), '/c/': ('/a/', '/b/')}

    Args:
        trails: the address of each text, and of the pages it links to.
    """
    sources: dict[Url, list[Url]] = {}
    for url, pages in trails:
        for page in pages:
            sources.setdefault(page, []).append(url)
    return {page: tuple(urls) for page, urls in sources.items()}
