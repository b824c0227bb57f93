"""Every kind of screen can be read and used: with any eyes, at any width, by keyboard, and at rest.

The sites are this repository's own and that of a made-up journal; each screen is visited once, for all its tests.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import AXE, Visit, visit
from tests.screens.screens import Screen, is_there, list_screens
from tests.screens.serving import serving
from tests.screens.sites import share_sites

Visits = Callable[[Screen], Visit]

ALWAYS = {
    *(
        "own-constructs",
        "made-home",
        "made-skill-parent",
        "made-progress",
        "made-cv",
        "made-journal",
        "made-entry-long",
    ),
    "made-search-found",
}
"""One of each kind; the others are of the same templates, and are visited in the nightly tier."""

EVERY_SCREEN = pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, marks=() if screen.id in ALWAYS else pytest.mark.nightly, id=screen.id)
        for screen in list_screens()
    ],
)


@pytest.fixture(scope="module")
def visits(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """Visit screens of both sites, each when it is first asked for."""
    if not AXE.is_file():
        missing = "axe-core is not there: run `make test`, which installs it where npm is there"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    sites = share_sites(tmp_path_factory)
    folders = {"own": sites.own, "made": sites.made}
    known: dict[Screen, Visit] = {}
    with ExitStack() as stack:
        origins = {name: stack.enter_context(serving(public)) for name, public in folders.items()}

        def find(screen: Screen) -> Visit:
            if screen.typed and not is_there(screen, folders[screen.site]):
                pytest.skip("there is no index: the package pagefind is not installed")
            if screen not in known:
                known[screen] = visit(browser, screen, origins[screen.site])
            return known[screen]

        yield find


@EVERY_SCREEN
def test_checker_finds_nothing(screen: Screen, visits: Visits) -> None:
    """No violation of WCAG 2.0 to 2.2, A and AA, on a phone and a desktop, light and dark."""
    assert visits(screen).violations == ()


@EVERY_SCREEN
def test_nothing_is_lost_in_small_windows_and_with_large_letters(screen: Screen, visits: Visits) -> None:
    """At 320 pixels, at 200 %, and with letters twice as large, and on paper, nothing is cut, covered, or out of reach sideways."""
    assert visits(screen).lost == ()


@EVERY_SCREEN
def test_keyboard_goes_through_the_page_in_order(screen: Screen, visits: Visits) -> None:
    """The tab key leads to each thing once, as they stand in the text."""
    assert visits(screen).strayed == ()


@EVERY_SCREEN
def test_focus_is_seen_wherever_it_is(screen: Screen, visits: Visits) -> None:
    """With enough contrast, and below nothing else."""
    assert visits(screen).unmarked == ()


@EVERY_SCREEN
def test_fingers_find_room(screen: Screen, visits: Visits) -> None:
    """On a phone whatever is no word in a sentence is 44 pixels high."""
    assert visits(screen).small == ()


@EVERY_SCREEN
def test_page_stands_still_and_says_nothing(screen: Screen, visits: Visits) -> None:
    """Nothing moves while it comes, nothing is fetched from elsewhere, nothing complains, the page's policy least."""
    found = visits(screen)
    assert (found.shifts, found.strangers, found.errors) == ((), (), ())


@EVERY_SCREEN
def test_everything_is_there_without_scripts(screen: Screen, visits: Visits) -> None:
    """The same words, and no button that does nothing."""
    assert visits(screen).scripted == ()
