"""Pictures that a text shows from its own folder."""

import pytest

from generator.importing.picturelinks import find_pictures


@pytest.mark.parametrize(
    "text",
    [
        "![x](./img/a.PNG)",
        "![x](<img/a.PNG> 't')",
        "[x][y]\n\n[y]: img/a.PNG",
        '<img alt="x" src="img/a.PNG">',
        "[x](img/a.PNG?raw=true)",
    ],
)
def test_a_picture_however_it_is_written(text: str) -> None:
    """Relative to the text."""
    assert find_pictures(text) == ("img/a.PNG",)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://a.org/a.png)",
        "![x](//a.org/a.png)",
        "![x](/a.png)",
        "![x](../a.png)",
        "![x](a/../../b.png)",
        "[x](a.pdf)",
        "![x]()",
        "![x](http://[a.png)",
    ],
)
def test_what_is_not_beside_the_text(text: str) -> None:
    """Of other hosts, above its folder, no picture, no address."""
    assert find_pictures(text) == ()
