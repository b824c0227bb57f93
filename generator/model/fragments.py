"""The places within a page that a link may lead to.

Knows which ids the texts of pages have; does not know what a link is, nor what else stands on a page.
"""

import re
from collections.abc import Mapping
from itertools import islice
from urllib.parse import quote, unquote

from generator.errors import suggest
from generator.markdown.anchors import make_anchor
from generator.markdown.body import BodyFacts

GITHUBS_PREFIX = "user-content-"
"""GitHub puts it in front of every id, and takes links with and without it."""

_PLAIN = "!$&'()*+,;=:@/?~-._"
"""What stands in a fragment as it is, beside letters and digits."""

_NEEDS_NO_CODE = re.compile(r"[A-Za-z0-9_-]*")

_COMPARED = 500
"""Ids looked at for a suggestion: more is a hostile page, and no author reads a hint for it."""


class PageIds(dict[str, frozenset[str] | None]):
    """The ids of each page's text by address, gathered when a link first asks for them; None where they are unknown."""

    def __init__(self, facts: Mapping[str, BodyFacts]) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, url: str) -> frozenset[str] | None:
        facts = self._facts.get(url)
        ids = self[url] = list_ids(facts) if facts is not None else None
        return ids


def list_ids(facts: BodyFacts) -> frozenset[str]:
    """List every id that a page has through its text: of its title, its headings, and what else has one."""
    ids = {heading.id for heading in facts.headings}
    ids.update(facts.anchors)
    if facts.heading_id:
        ids.add(facts.heading_id)
    return frozenset(ids)


def settle_fragment(fragment: str, ids: frozenset[str] | None) -> str | None:
    """Write a fragment as the page has it, with its `#`; None if the page has no such place.

    >>> settle_fragment("#user-content-Views", frozenset({"views"})), settle_fragment("#view", frozenset({"views"}))
    ('#views', None)

    Args:
        fragment: with its `#`, as an author wrote it; or empty.
        ids: of the page; None if they are unknown, and every fragment is taken.
    """
    if len(fragment) < 2:
        return fragment
    wanted = unquote(fragment[1:])
    if ids is not None and wanted in ids:
        return write_fragment(wanted)
    # The beginning of any page, and browsers' way to point at words.
    if ids is None or wanted.casefold() == "top" or wanted.startswith(":~:"):
        return write_fragment(wanted)
    # GitHub's own script looks for the fragment in small letters, too, which browsers by themselves do not.
    bare, lowered = (each.removeprefix(GITHUBS_PREFIX) for each in (wanted, wanted.lower()))
    for candidate in (bare, lowered, fragment[1:]):
        if candidate in ids:
            return write_fragment(candidate)
    return None


def settle_heading(heading: str, ids: frozenset[str] | None) -> str | None:
    """Do the same for the words of a heading, or its id."""
    if not heading:
        return ""
    settled = settle_fragment(f"#{heading}", ids) if ids is not None else None
    return settled or settle_fragment(f"#{make_anchor(heading)}", ids)


def write_fragment(anchor: str) -> str:
    """Write an id as the fragment of an address.

    >>> write_fragment("ünï cödé")
    '#%C3%BCn%C3%AF%20c%C3%B6d%C3%A9'
    """
    # Nearly every id is of this kind, and encoding costs more than all else about a link.
    return f"#{anchor}" if _NEEDS_NO_CODE.fullmatch(anchor) else f"#{quote(anchor, safe=_PLAIN)}"


def suggest_id(wanted: str, ids: frozenset[str] | None) -> str:
    """Say which id may have been meant."""
    return suggest(unquote(wanted).removeprefix(GITHUBS_PREFIX), islice(sorted(ids or ()), _COMPARED))
