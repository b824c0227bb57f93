"""What a visitor of this repository's site has to load before anything is seen."""

from tests.screens.screens import is_there, list_screens
from tests.screens.sites import Sites
from tests.screens.weights import KB, weigh

LIMIT_KB, SCRIPT_LIMIT_KB = 40, 8


def test_home_is_light(sites: Sites) -> None:
    """HTML, styles and scripts of this repository's home page: 40 kB at most, and 8 kB of scripts before a search."""
    weight = weigh(sites.own, "index.html")
    assert weight.css > 0
    assert weight.total <= LIMIT_KB * KB, f"html | css | js | total, in kB: {weight}"
    assert weight.js <= SCRIPT_LIMIT_KB * KB, f"html | css | js | total, in kB: {weight}"


def test_no_other_screen_needs_much_more(sites: Sites) -> None:
    """Twice as much as home at most, on each kind of page of either site."""
    folders = {"own": sites.own, "made": sites.made}
    weights = {
        screen.id: weigh(folders[screen.site], screen.file)
        for screen in list_screens()
        if is_there(screen, folders[screen.site])
    }
    heavy = [f"{name}: {weight}" for name, weight in weights.items() if weight.total > 2 * LIMIT_KB * KB]
    assert heavy == []
