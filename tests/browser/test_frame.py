"""What the frame round every page does in a browser: the colours that a reader chose, and the filter of the skills."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.screens.serving import serving
from tests.screens.sites import build_sites

DARK, LIGHT = "rgb(22, 24, 26)", "rgb(250, 248, 243)"

WATCH_BODY = """
new MutationObserver((records, observer) => {
  if (!document.body) return;
  window.schemeBeforeBody = document.documentElement.dataset.scheme ?? "none";
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
"""Notes the scheme at the moment when there first is something to draw."""

BLOCK_STORAGE = 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked"); } });'


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the made-up journal, if no other test has."""
    return build_sites(tmp_path_factory.getbasetemp().parent / "sites").made


@pytest.fixture(scope="module")
def origin(public: Path) -> Iterator[str]:
    """Serve it."""
    with serving(public) as address:
        yield address


def open_page(
    browser: Browser, address: str, *, script: str = "", scheme: str = "light", has_scripts: bool = True
) -> Page:
    """Open a page in a profile without a past."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", java_script_enabled=has_scripts)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(address)
    return page


def ground_of(page: Page) -> str:
    """Say which colour the page's ground has."""
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def frame_colour_of(page: Page) -> str:
    """Say which colour the browser is asked to give to its own frame."""
    metas = "[...document.querySelectorAll('meta[name=theme-color]')]"
    return str(
        page.evaluate(f"{metas}.filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content).join()")
    )


def test_chosen_colours_hold_on_every_page_and_before_anything_is_drawn(browser: Browser, origin: str) -> None:
    """No flash of the other scheme, wherever the reader goes next."""
    page = open_page(browser, f"{origin}/", script=WATCH_BODY)
    assert (ground_of(page), frame_colour_of(page)) == (LIGHT, "#faf8f3")

    page.get_by_role("radio", name="Dark").check()
    assert (ground_of(page), frame_colour_of(page)) == (DARK, "#16181a")

    page.goto(f"{origin}/skills/")
    assert (page.evaluate("schemeBeforeBody"), ground_of(page)) == ("dark", DARK)
    assert page.get_by_role("radio", name="Dark").is_checked()
    page.context.close()


def test_automatic_colours_follow_the_system(browser: Browser, origin: str) -> None:
    """Also after another choice was taken back."""
    page = open_page(browser, f"{origin}/", scheme="dark")
    assert ground_of(page) == DARK

    page.get_by_role("radio", name="Light").check()
    assert (ground_of(page), frame_colour_of(page)) == (LIGHT, "#faf8f3")

    page.get_by_role("radio", name="Automatic").check()
    assert (ground_of(page), frame_colour_of(page)) == (DARK, "#16181a")
    page.emulate_media(color_scheme="light")
    assert ground_of(page) == LIGHT
    page.context.close()


def test_colours_change_where_nothing_can_be_remembered(browser: Browser, origin: str) -> None:
    """A browser that forbids storage throws when it is looked at."""
    page = open_page(browser, f"{origin}/", script=BLOCK_STORAGE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.get_by_role("radio", name="Dark").check()

    assert (ground_of(page), errors) == (DARK, [])
    page.context.close()


def test_without_scripts_there_is_no_choice_and_the_system_decides(browser: Browser, origin: str) -> None:
    """A control that does nothing is not shown."""
    page = open_page(browser, f"{origin}/", scheme="dark", has_scripts=False)

    assert not page.locator(".scheme").is_visible()
    page.context.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_skills_of_one_state_are_shown_with_the_groups_they_are_in(
    browser: Browser,
    origin: str,
    has_scripts: bool,  # noqa: FBT001 (a table of cases)
) -> None:
    """The filter is the stylesheet's, so it works without scripts; a state that no skill has is not offered."""
    page = open_page(browser, f"{origin}/skills/", has_scripts=has_scripts)
    rows = page.locator(".skill:not(.skill-group)")
    total = rows.count()

    page.locator('.filter [value="planned"]').check(force=True)

    shown = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(shown) < total
    assert {"skill-planned" in (row.get_attribute("class") or "") for row in shown} == {True}
    groups = [group for group in page.locator(".skill-group").all() if group.is_visible()]
    assert [group for group in groups if group.locator(".skill-planned").count() == 0] == []
    page.context.close()
