"""Addresses that are links by themselves."""

import pytest

from generator.markdown.body import MarkdownOptions
from tests.markdown.inlining import inline


def outer(address: str, shown: str = "") -> str:
    """Write a link that leads out of the site."""
    rel = ' rel="noopener"' if address.lower().startswith("http") else ""
    return f'<a href="{address}"{rel}>{shown or address}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<https://a.b/c?d=e>", outer("https://a.b/c?d=e")),
        ("<irc://a.b:1/c>", outer("irc://a.b:1/c")),
        ("<MAILTO:a@b.c>", outer("MAILTO:a@b.c")),
        ("<made-up-scheme://a,b>", outer("made-up-scheme://a,b")),
        (r"<https://a.b/\*>", outer("https://a.b/%5C*", r"https://a.b/\*")),
        ("<https://a.b/?c&amp;d>", outer("https://a.b/?c&amp;d")),
        ("<a.b+c@d.e>", outer("mailto:a.b+c@d.e", "a.b+c@d.e")),
        ("<a@b>", outer("mailto:a@b", "a@b")),
    ],
)
def test_address_in_pointed_brackets(text: str, html: str) -> None:
    """Any scheme and any e-mail address; character references are read, backslashes are not."""
    assert inline(text) == html


@pytest.mark.parametrize("text", ["<>", "<m:abc>", "<a.b.c>", "<a@-b>", "<a:b c>"])
def test_other_pointed_brackets_are_text(text: str) -> None:
    """A scheme has two characters, and an address has no space."""
    assert inline(text) == text.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "address",
    [
        "http://a.b",
        "https://a.b/c_d_/e*f?g=h#i",
        "ftp://a.b",
        "HTTPS://a.b",
        "http://localhost:3000/x",
        "http://a.b/(c)",
        "https://a_b.c.d",
        "https://a.b:8/c:d",
        "https://a-b.c/d@e",
    ],
)
def test_bare_address(address: str) -> None:
    """GitHub links what begins with one of three schemes, a host without a dot included."""
    assert inline(f"see {address} there") == f"see {outer(address)} there"


@pytest.mark.parametrize(
    "text", ["http://", "https://.a", "xhttp://a.b", "sftp://a.b", "http://a_b.c", "http://a.b_c", "http:/a"]
)
def test_what_is_no_bare_address(text: str) -> None:
    """Another scheme, no host, or an underscore in the last two labels of the host."""
    assert inline(text) == text


@pytest.mark.parametrize("before", ["", "a ", "*", "_", "~", "("])
def test_www_begins_a_link(before: str) -> None:
    """At the start, behind white space, or behind one of four characters; `http` is meant."""
    assert inline(f"{before}www.a.b/c") == before + outer("http://www.a.b/c", "www.a.b/c")


@pytest.mark.parametrize("text", ["awww.a.b", "-www.a.b", "www.", "www.a_b.c", "WWW.a.b", "www"])
def test_what_is_no_www_link(text: str) -> None:
    """Elsewhere it is text, and so are capitals."""
    assert inline(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("https://a.b.", "."),
        ("https://a.b/c?!.,:*_~'", "?!.,:*_~'"),
        ("https://a.b/c)", ")"),
        ("(https://a.b/c(d))", ")"),
        ("https://a.b/c))).", ")))."),
        ("https://a.b/c&copy;", "©"),
        ("https://a.b/c;", ";"),
        ("https://a.b<c", "&lt;c"),
    ],
)
def test_end_of_the_sentence_is_cut_off(text: str, rest: str) -> None:
    """Punctuation, parentheses that none opens, and what looks like a character reference."""
    assert inline(text).endswith(f"</a>{rest}")


def test_underscores_of_many_labels_are_not_looked_at() -> None:
    """GitHub bounds its work so."""
    host = "a." * 11 + "b_c"
    assert inline(f"http://{host}") == outer(f"http://{host}")


@pytest.mark.parametrize("text", ["[https://a.b", "![www.a.b", "[a [b] https://a.b"])
def test_no_bare_address_behind_an_open_bracket(text: str) -> None:
    """It may become the text of a link; GitHub does not look whether it did."""
    assert "<a" not in inline(text)


def test_bare_address_behind_a_closed_bracket() -> None:
    """Brackets that turned out to be text do no harm."""
    assert inline("[x] https://a.b") == f"[x] {outer('https://a.b')}"


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("a@b.c", "a@b.c"),
        ("x a.b+c-d_e@f-g.h.i!", "a.b+c-d_e@f-g.h.i"),
        ("a@b.c.", "a@b.c"),
        ("a@b@c.d", "b@c.d"),
        ("*a@b.c*", "a@b.c"),
        ("_a@b.c_d", "_a@b.c_d"),
        (r"a\@b.c", "a@b.c"),
        ("[a@b.c]", "a@b.c"),
    ],
)
def test_mail(text: str, mail: str) -> None:
    """Found in what is left as text when all else is read, so also where brackets are open."""
    assert outer(f"mailto:{mail}", mail) in inline(text)


@pytest.mark.parametrize("text", ["a@b", "@b.c", "a@", "a@b.c1", "a@b.c-", "`a@b.c`"])
def test_what_is_no_mail(text: str) -> None:
    """A host needs a dot, and a letter at its end."""
    assert "<a" not in inline(text)


def test_mail_in_a_link_is_its_text() -> None:
    """Links do not nest."""
    assert inline("[a@b.c](https://d.e) f@g.h") == f"{outer('https://d.e', 'a@b.c')} {outer('mailto:f@g.h', 'f@g.h')}"


@pytest.mark.parametrize("address", ["mailto:a@b.c", "xmpp:a@b.c/d"])
def test_scheme_before_a_mail(address: str) -> None:
    """Two schemes are part of the link, and one of them may have a path."""
    assert inline(f"x {address}") == f"x {outer(address)}"


def test_unsafe_address_leads_nowhere() -> None:
    """Its text stays; see the scope for which are safe."""
    options = MarkdownOptions(is_raw_html_allowed=False)
    assert inline("<javascript:alert(1)>", options) == "<a>javascript:alert(1)</a>"
