"""What answers say of themselves."""

import pytest

from generator.serve.headers import SAFETY, find_media_type


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("assets/journal.1a2b.css", "text/css; charset=utf-8"),
        ("a.JS", "text/javascript; charset=utf-8"),
        ("pictures/a.b.webp", "image/webp"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("search.json", "application/json"),
        ("a.html.exe", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
        (".html", "application/octet-stream"),
        ("a.html/b", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_ending_says(path: str, media_type: str) -> None:
    """On every machine alike; what is not known is not guessed, and browsers are told not to guess either."""
    assert find_media_type(path) == media_type


def test_no_header_lets_other_sites_in() -> None:
    """Whoever may read answers across origins is named nowhere."""
    assert not [name for name in SAFETY if name.lower().startswith("access-control-")]
