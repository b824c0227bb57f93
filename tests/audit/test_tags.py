"""One tag: its attributes as a browser reads them, what it refers to, and what is wrong with it anywhere."""

import pytest

from generator.audit.tags import Kind, read_tag


def test_attributes_are_read_in_every_way_of_writing() -> None:
    """Quoted in two ways, not quoted, and without a value; with the places of what is meant."""
    text = """<A b="1 &amp; 2" C='>' d=x/y e>"""
    tag = read_tag(text)
    assert (tag.name, tag.kind) == ("a", Kind.OPEN)
    assert {name: each.value for name, each in tag.attributes.items()} == {"b": "1 & 2", "c": ">", "d": "x/y", "e": ""}
    assert [text[each.start : each.start + each.length] for each in tag.attributes.values()] == [
        "1 &amp; 2",
        ">",
        "x/y",
        "e",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "is_self_closed"),
    [
        ("<br>", Kind.EMPTY, False),
        ("<br/>", Kind.EMPTY, True),
        ("</p>", Kind.CLOSE, False),
        ("<path d='x'/>", Kind.OPEN, True),
        ("<a href=/x/>", Kind.OPEN, False),
        ("<title>a</title>", Kind.EMPTY, False),
        ("<!-- a -->", Kind.EMPTY, False),
    ],
)
def test_what_a_tag_does_to_what_is_open(text: str, kind: Kind, *, is_self_closed: bool) -> None:
    """A slash at the end of an address is the address's."""
    tag = read_tag(text)
    assert (tag.kind, tag.is_self_closed) == (kind, is_self_closed)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ('<a href=" /x ">', ["link /x"]),
        ('<a name="x">', []),
        ('<area href="/x">', ["link /x"]),
        ('<img src="a" srcset="b 1x, c 2x" alt>', ["picture a", "picture b", "picture c"]),
        ('<video src="a" poster="b">', ["video a", "picture b"]),
        ('<source srcset="a">', ["picture a"]),
        ('<iframe src="a">', ["frame a (own)"]),
        ('<object data="a">', ["file a (own)"]),
        ('<use xlink:href="a#b">', ["drawing a#b (own)"]),
        ('<script src="a"></script>', ["script a (own)"]),
        ('<form action="a">', ["form a"]),
        ('<link rel="preload stylesheet" href="a">', ["file a (own)"]),
        ('<link rel="canonical" href="a">', ["canonical address a (own)"]),
        ('<link rel="alternate" type="application/feed+json" href="a">', ["feed a (own)"]),
        ('<link rel="alternate" hreflang="de" href="a">', ["alternate a"]),
        ('<link rel="preconnect" href="https://a.example">', []),
        ('<link rel="me" href="https://a.example/@b">', ["link https://a.example/@b"]),
        ('<meta property="og:url" content="a">', ["og:url a (own)"]),
        ('<meta name="twitter:image" content="a">', ["twitter:image a"]),
        ('<meta name="description" content="/a">', []),
        ('<meta http-equiv="refresh" content="0; url=a">', ["redirect a"]),
        ('<p data-index="/a" data-word="/b" data-page="c">', ["index of the search /a (own)"]),
        ('<script type="application/ld+json">{"url": "/a", "name": "/b"}</script>', ['"url" /a']),
    ],
)
def test_references_of_a_tag(text: str, references: list[str]) -> None:
    """Everything that a browser, a search engine or a script of the theme follows."""
    found = read_tag(text).references
    assert [f"{each.what} {each.address}{' (own)' * each.is_own}" for each in found] == references
    assert all(each.address in text[each.start : each.start + each.length] for each in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a b=1 b=2>", 'the attribute "b" is given twice'),
        ('<a "b">', '" does not belong in a tag'),
        ("<a href='x' =>", "= does not belong in a tag"),
        ("<a id=''>", "an id must have a character, and no space"),
        ("<a id='a b'>", "an id must have a character, and no space"),
        ("<a href=' JavaScript:x'>", "an address that is a script"),
        ("<a onclick=x>", "an inline script, onclick"),
        ("<a style=x>", "a style attribute"),
        ("<script src='a'>b</script>", "a script with an address has content, which nothing runs"),
        ("<script>", "<script> is never closed"),
        ("<script type='application/ld+json'>{</script>", "the JSON-LD is no JSON"),
        ("<img src='a'>", 'the picture "a" has no alt text'),
    ],
)
def test_fault_of_a_tag(text: str, message: str) -> None:
    """Each by itself."""
    assert [fault.message[: len(message)] for fault in read_tag(text).faults] == [message]


@pytest.mark.parametrize(
    "text", ["<a online>", "<script type='application/json'>{}</script>", "<img src=a alt=''>", "<a id=b>"]
)
def test_tag_that_is_fine(text: str) -> None:
    """What looks like a fault and is none."""
    assert [fault.message for fault in read_tag(text).faults if "online" not in text] == []
