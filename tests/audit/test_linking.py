"""References and what they lead to, as values."""

from generator.audit.linking import Referring, check_absolute, check_links, check_relative
from generator.audit.references import Reference
from generator.audit.resolving import Resolver, make_base


def look(*references: Reference) -> tuple[list[str], list[str]]:
    """Say what is wrong with the references of a page, and which lead elsewhere."""
    resolver = Resolver(("index.html", "a/index.html", "a.txt"), make_base("https://h.example"))
    places = {"index.html": frozenset(), "a/index.html": frozenset(("p",))}
    linked = check_links([Referring("index.html", tuple((10, each) for each in references))], resolver, places)
    assert linked.reference_count == len(references)
    return [each.message for each in linked.findings], [each.address for each in linked.outside]


def test_places_are_looked_up_in_pages_alone() -> None:
    """The top of a page, and a piece of its text, are places that every page has."""
    sound = ("/a/#p", "/a/#", "#top", "/a/#:~:text=x", "/a.txt#line=1")
    assert look(*map(Reference, sound)) == ([], [])
    assert look(Reference("/a/#P"))[0] == ['the link "/a/#P" leads to no place: a/index.html has no "P"']


def test_what_leads_elsewhere_is_gathered_once() -> None:
    """Without its fragment, which is not asked for; mail is nothing that could be asked."""
    references = ("https://x.example/a#b", "https://x.example/a", "mailto:x@y.example")
    assert look(*map(Reference, references)) == ([], ["https://x.example/a"])


def test_what_must_be_the_sites_own() -> None:
    """A script of another host is kept out by the page's policy; a canonical address would give the page away."""
    assert look(Reference("https://x.example/a", "script", is_own=True, has_file=True))[0] == [
        'the script "https://x.example/a" is fetched from elsewhere, which the page\'s policy forbids'
    ]
    assert look(Reference("https://x.example/a", "canonical address", is_own=True))[0] == [
        'the canonical address "https://x.example/a" is not an address of this site'
    ]
    assert look(Reference("data:image/png;base64,AA", "icon", is_own=True, has_file=True))[0] == []


def test_relative_addresses_are_found() -> None:
    """For the page that is shown at any address."""
    texts = ("/a", "#a", "https://x.example", "mailto:x@y.example", "a", "../b", "")
    file = Referring("404.html", tuple((0, Reference(text)) for text in texts))
    assert [each.message.split('"')[1] for each in check_relative(file)] == ["a", "../b", ""]


def test_site_without_an_index_of_the_search_is_warned() -> None:
    """It can be published like this, though hardly anybody means to."""
    resolver = Resolver(("index.html",), make_base(""))
    file = Referring("index.html", ((0, Reference("/x.js", "index of the search", is_own=True)),))
    assert [(each.message, each.severity.value) for each in check_links([file], resolver, {}).findings] == [
        ("the search has no index", "warning")
    ]


def test_addresses_without_a_host_are_found() -> None:
    """Of what leads to something; a place in the same text is as near as it gets."""
    texts = ("/a/", "a/", "#p", "https://h.example/a/", "/nothing/", "mailto:x@y.example")
    file = Referring("feed.xml", tuple((0, Reference(text)) for text in texts))
    resolver = Resolver(("a/index.html", "feed.xml"), make_base("https://h.example"))
    assert [each.message.split('"')[1] for each in check_absolute(file, resolver)] == ["/a/", "a/"]
