"""Files of data: what they refer to, and the rules of their formats."""

import gzip

import pytest

from generator.audit.datafiles import read_data, read_search_fragment, read_xml

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>/f</id><title>é</title><updated>2020-01-31T12:00:00Z</updated>{}</feed>'
ENTRY = "<entry><id>{}</id><title>x</title><updated>2020-01-31T12:00:00Z</updated>{}</entry>"


def test_json_of_any_shape() -> None:
    """Addresses are known by their keys, and what is no address by what it is."""
    text = (
        '{"url": "/a", "name": "/b", "entries": ["/c", {"id": "urn:x", "@id": "https://d.example/#e"}], "image": "f"}'
    )
    found = read_data(text).references
    assert [each.address for each in found] == ["/a", "/c", "https://d.example/"]
    assert [text[each.start :][:5] for each in found] == ['/a", ', '/c", ', "https"]


def test_same_address_twice_has_two_places() -> None:
    """The second is not told at the place of the first."""
    assert [each.start for each in read_data('{"a": {"url": "/x"}, "b": {"url": "/x"}}').references] == [15, 35]


def test_manifest_may_be_relative() -> None:
    """As no other JSON that a site publishes."""
    text = '{"start_url": ".", "icons": [{"src": "a.png"}]}'
    assert [each.address for each in read_data(text, has_relative=True).references] == [".", "a.png"]
    assert read_data(text).references == ()


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('{"a": 1,}', "illegal trailing comma before end of object", 7),
        ("{'a': 1}", "expecting property name enclosed in double quotes", 1),
        ('{"a": Infinity}', "Infinity is no value of JSON", 0),
        ('{"a": 1, "a": 2}', 'the key "a" is given twice', 0),
    ],
)
def test_json_is_read_strictly(text: str, message: str, place: int) -> None:
    """What browsers refuse is refused; older versions of Python say it a little otherwise."""
    fault = read_data(text).fault
    assert fault is not None
    assert fault[0] == message or "trailing" in message
    assert abs(fault[1] - place) <= 1


def test_feed() -> None:
    """Ids, links, and the HTML in it, with places in characters though the parser counts bytes."""
    text = ATOM.format(
        ENTRY.format("https://a.example/b", '<link href="/c"/><content type="html">&lt;p&gt;d</content>')
    )
    facts = read_xml(text)
    assert [(each.address, text[each.start :][:3]) for each in facts.references] == [
        ("/f", "/f<"),
        ("https://a.example/b", "htt"),
        ("/c", '/c"'),
    ]
    assert [(each.text, text[each.start :][:4]) for each in facts.fragments] == [("<p>d", "&lt;")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>", "no element found"),
        ("<a>&b;</a>", "undefined entity"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'the entity "b" is declared'),
        (ATOM.format("<entry><id>a</id><title>b</title></entry>"), "<entry> without <updated>"),
        (ATOM.format(ENTRY.format("a", "") * 2), 'two entries with the id "a"'),
        (ATOM.format(ENTRY.format("a", "<published>2020-01-31</published>")), '"2020-01-31" is no time as RFC 3339'),
        ("<urlset><url><loc>/a</loc><lastmod>31.1.2020</lastmod></url></urlset>", '"31.1.2020" is no day as sitemaps'),
        ("<urlset><url><lastmod>2020-01-31</lastmod></url></urlset>", "a <url> without <loc>"),
        ("<svg><script>a</script></svg>", "a drawing with a script"),
        ('<svg onload="a"/>', "a drawing with an inline script, onload"),
    ],
)
def test_xml_that_must_not_be(text: str, message: str) -> None:
    """Neither what no reader takes, nor what harms one."""
    fault = read_xml(text).fault
    assert fault is not None
    assert fault[0].startswith(message)


def test_entity_of_another_file_is_not_fetched() -> None:
    """Nothing outside of the text is looked at."""
    fault = read_xml('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>').fault
    assert fault is not None
    assert fault[0].startswith('the entity "b" is declared')


def test_drawing_and_rss() -> None:
    """What a drawing shows, and the feeds that others make."""
    drawing = '<svg xmlns:xlink="x"><a href="/a"/><use xlink:href="#b"/></svg>'
    assert [(each.what, each.address) for each in read_xml(drawing).references] == [("link", "/a"), ("drawing", "#b")]
    rss = (
        "<rss><item><link>/a</link><guid>b</guid><enclosure url='/c'/><description>&lt;p&gt;</description></item></rss>"
    )
    facts = read_xml(rss)
    assert ([each.address for each in facts.references], facts.fragments[0].text) == (["/a", "/c"], "<p>")


def test_what_the_search_says() -> None:
    """A result leads to a page as a link does."""
    data = gzip.compress(b'pagefind_dcd{"url": "/a/", "content": "b"}')
    assert [each.address for each in read_search_fragment(data).references] == ["/a/"]
    assert read_search_fragment(b"a").fault == ("the search cannot read it", -1)


FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [%s]}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FEED % '{"id": "a", "content_text": "b"}', ""),
        (FEED % '{"content_text": "b"}', "each item of the feed must have an id"),
        (FEED % '{"id": "a"}', "each item of the feed must have content_html or content_text"),
        (FEED % '{"id": "a", "content_text": "b"}, {"id": "a", "content_text": "c"}', 'two items with the id "a"'),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "the feed must have a title and items"),
        ('{"version": 1}', ""),
    ],
)
def test_json_feed(text: str, message: str) -> None:
    """What JSON Feed 1.1 asks of a feed and its items."""
    fault = read_data(text).fault
    assert (fault[0] if fault else "") == message


@pytest.mark.parametrize(
    "time", ["2020-01-31T12:00:00Z", "2020-01-31T12:00:00.5+02:00", "2020-01-31t12:00:00z", "2020-01-31T12:00:00-00:00"]
)
def test_times_of_a_feed(time: str) -> None:
    """All that RFC 3339 allows."""
    assert read_xml(ATOM.format(ENTRY.format("a", f"<published>{time}</published>"))).fault is None


@pytest.mark.parametrize("day", ["2020", "2020-01", "2020-01-31", "2020-01-31T12:00Z", "2020-01-31T12:00:00+02:00"])
def test_days_of_a_sitemap(day: str) -> None:
    """All that W3C's note allows."""
    assert read_xml(f"<urlset><url><loc>/a</loc><lastmod>{day}</lastmod></url></urlset>").fault is None
