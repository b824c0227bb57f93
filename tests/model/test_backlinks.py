"""Who links to what."""

from generator.model.backlinks import gather_backlinks
from tests.model.samples import make_site


def links_of(files: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Give the backlinks of a site in which nothing may be wrong."""
    return dict(make_site(files).backlinks)


ENTRIES = {
    "content/entries/a.md": "---\ndate: 2020-01-01\n---\n[b](b.md) [[B]] [b](/b/#b) [a](#a) [self](a.md) <https://b.c>\n\n# A\n",
    "content/entries/b.md": "---\ndate: 2020-01-02\n---\n# B\n",
    "content/entries/c.md": "---\ndate: 2020-01-03\n---\n[[b]]\n",
}


def test_links_are_turned_round_newest_first() -> None:
    """Each once, however often and however it was written; a page does not link to itself."""
    assert links_of(ENTRIES) == {"/b/": ("/c/", "/a/")}


def test_pages_come_after_entries_by_title() -> None:
    """A page has no date."""
    pages = {
        f"content/pages/{name}.md": f"# {title}\n\n[[b]]\n"
        for name, title in (("w", "uses"), ("x", "Zen"), ("y", "About"))
    }
    assert links_of({**ENTRIES, **pages})["/b/"] == ("/c/", "/a/", "/y/", "/w/", "/x/")


def test_skill_has_backlinks_too() -> None:
    """By name or by address."""
    files = {
        "content/checklists/python.yaml": "- Flask\n",
        "content/entries/a.md": "[[Flask]]\n",
        "content/pages/p.md": "[x](/skills/flask/)\n",
    }
    assert links_of(files) == {"/skills/flask/": ("/a/", "/p/")}


def test_what_is_not_published_links_to_nothing() -> None:
    """A draft's links are its own business; the home page and the log's introduction have no title to be listed by."""
    files = {
        "content/entries/b.md": "x\n",
        "content/entries/a.md": "---\ndraft: true\n---\n[[b]]\n",
        "content/pages/index.md": "[[b]]\n",
        "content/log.md": "[[b]]\n\n## 2020-01-01 A\n\nx\n",
    }
    assert links_of(files) == {}


def test_nothing_links_to_anything() -> None:
    """Of no writing there are no links."""
    assert gather_backlinks(()) == {}
