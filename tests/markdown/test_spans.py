"""Labels, destinations, titles, escapes and entities."""

import pytest

from generator.markdown.spans import (
    normalize_label,
    replace_entities,
    replace_escapes,
    scan_destination,
    scan_label,
    scan_title,
)


@pytest.mark.parametrize("text", ["[a]", "[a b\nc]", r"[a\]b]", r"[\[]", "[!]", "[a" + "b" * 999 + "]"])
def test_label_ends_behind_its_bracket(text: str) -> None:
    """Escaped brackets are part of a label, and so are line ends."""
    assert scan_label(f"x{text}]", 1) == len(text) + 1


@pytest.mark.parametrize("text", ["a]", "[a", "[a[b]", "[]", "[ \n]", r"[a\]", "[a" + "b" * 1000 + "]"])
def test_what_is_no_label(text: str) -> None:
    """A label is not empty, has no bracket in it, and at most a thousand characters."""
    assert scan_label(text, 0) == -1


@pytest.mark.parametrize(
    ("text", "url", "length"),
    [
        ("a b", "a", 1),
        ("a(b)c)", "a(b)c", 5),
        (r"a\)b)", "a)b", 4),
        (r"a\b", r"a\b", 3),
        ("a&auml;", "aä", 7),
        ("<a b>c", "a b", 5),
        (r"<a\>b>", "a>b", 6),
        ("<>", "", 2),
        ("a(b c", "a(b", 3),
        ("a\n", "a", 1),
        ("a\xa0b c", "a\xa0b", 3),
        ("(" * 32 + "a" + ")" * 32, "(" * 32 + "a" + ")" * 32, 65),
    ],
)
def test_destination_is_read(text: str, url: str, length: int) -> None:
    """Bare up to a space or a parenthesis that none opens, or in pointed brackets; escapes are replaced."""
    assert scan_destination(text, 0) == (url, length)


@pytest.mark.parametrize("text", ["", " a", ")", "<a", "<a\nb>", "<a<b>", r"<a\>", "(" * 33 + "a" + ")" * 33])
def test_what_is_no_destination(text: str) -> None:
    """Nothing, an unclosed or broken pointed bracket, or parentheses nested too deep."""
    assert scan_destination(text, 0) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [('"a"', "a"), ("'a \"b\"'", 'a "b"'), ("(a)", "a"), (r'"a\"b"', 'a"b'), ('"a\nb"', "a\nb"), ('"&lt;\\q"', "<\\q")],
)
def test_title_is_read(text: str, title: str) -> None:
    """In quotes of either kind or in parentheses, with escapes replaced."""
    assert scan_title(f" {text} c", 1) == (title, len(text) + 1)


@pytest.mark.parametrize("text", ["a", '"a', "(a", "(a(b)", '"a\\"', ""])
def test_what_is_no_title(text: str) -> None:
    """Something without quotes, or unclosed."""
    assert scan_title(text, 0) is None


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        (r"\!\"\#\$\%\&\'\(\)\*\+\,\-\.\/\:\;\<\=\>\?\@\[\\\]\^\_\`\{\|\}\~", r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""),
        (r"\a\ä\ \1", r"\a\ä\ \1"),
        ("&nbsp;&copy;&AElig;&ngE;", "\xa0©Æ≧̸"),
        ("&#35;&#1234;&#x22;&#XD06;", '#Ӓ"ആ'),
        ("&amp;copy; &copy &x; &#; &#x; &#12345678; &#abc; &;", "&copy; &copy &x; &#; &#x; &#12345678; &#abc; &;"),
        (r"\&copy;", "&copy;"),
    ],
)
def test_escapes_and_entities_are_replaced(text: str, replaced: str) -> None:
    """All of ASCII's punctuation can be escaped, nothing else; all of HTML's names are known."""
    assert replace_escapes(text) == replaced


@pytest.mark.parametrize("number", ["0", "1", "26", "31", "xD800", "x110000", "9999999"])
def test_characters_that_must_not_be_are_replaced(number: str) -> None:
    """Control characters are marks in our HTML, so that no author may write one by its number."""
    assert replace_escapes(f"&#{number};") == "\ufffd"


def test_entities_alone_leave_backslashes() -> None:
    """In an address in pointed brackets a backslash is a backslash."""
    assert replace_entities(r"\*&amp;") == r"\*&"


@pytest.mark.parametrize("label", ["Foo Bar", " foo\n\tbar ", "FOO  BAR"])
def test_labels_are_alike(label: str) -> None:
    """Neither case nor the amount of white space counts."""
    assert normalize_label(label) == "foo bar"
