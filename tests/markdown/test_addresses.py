"""Addresses as browsers read them."""

import pytest

from generator.markdown.addresses import is_outer, is_safe, percent_encode


@pytest.mark.parametrize(
    "address", ["https://a.b", "HTTP:a", "//a.b", "\\\\a.b", "/\\a.b", "mailto:a@b.c", "tel:1", "", " \t"]
)
def test_schemes_and_hosts_lead_out(address: str) -> None:
    """And so does nothing at all, which is no place of the site."""
    assert is_outer(address)


@pytest.mark.parametrize("address", ["a.md", "../a.md#b", "/a/", "#b", "?q=1", "día.md", "a/b:c", "1:2"])
def test_paths_are_inner(address: str) -> None:
    """Whatever has neither scheme nor host is looked for on the site."""
    assert not is_outer(address)
    assert is_safe(address)


@pytest.mark.parametrize(
    "scheme", ["javascript", "JavaScript", "java\tscript", " javascript", "java\xa0script", "data", "vbscript"]
)
def test_other_schemes_are_not_safe(scheme: str) -> None:
    """However they are disguised by what browsers drop, or might."""
    assert not is_safe(f"{scheme}:a")


@pytest.mark.parametrize("address", ["https://a.b", "HTTP://a.b", "mailto:a@b.c", "//a.b", ""])
def test_what_browsers_only_follow_is_safe(address: str) -> None:
    """A page of the web, a mail, or the scheme that the page itself has."""
    assert is_safe(address)


def test_address_is_encoded_once() -> None:
    """What is encoded stays, what may not stand in an address is encoded."""
    assert percent_encode("é [a]%20|`") == "%C3%A9%20%5Ba%5D%20%7C%60"
