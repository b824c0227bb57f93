"""Addresses of the web."""

import pytest

from generator.sources.webaddress import check_web_address


@pytest.mark.parametrize("text", ["https://example.org", "http://example.org:8080/a?b#c", "https://пример.испытание/"])
def test_address_of_the_web_is_accepted(text: str) -> None:
    """With a scheme of the web and a host."""
    assert check_web_address(text) is None


@pytest.mark.parametrize(
    "text", ["example.org", "//example.org", "ftp://example.org", "https://", "https://a:0", "https://[", "a b"]
)
def test_anything_else_is_refused_with_what_was_found(text: str) -> None:
    """The text is shown as it was written."""
    fault = check_web_address(text)
    assert fault is not None
    assert fault[0].endswith(f'found the text "{text}"')
