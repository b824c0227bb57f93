"""A leaf's text while it is read."""

from generator.markdown.reading import Reading
from tests.markdown.inlining import make_scope


def test_end_that_is_missing_is_looked_for_once() -> None:
    """What does not follow here does not follow further down either."""
    reading = Reading("a ?> b", 1, make_scope(""))
    assert reading.find("?>", 0) == 2
    assert reading.find("?>", 4) == -1
    assert reading.find("?>", 0) == -1
