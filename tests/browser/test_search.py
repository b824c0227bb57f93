"""The search in a browser: opened, used by keyboard, on its own page, and without what it needs."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.tabs import Tab
from tests.screens.serving import serving
from tests.site.space import SiteSpace

BASE_PATHS = ("", "/repo")

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
base_url: https://example.org{base_path}
== content/entries/web/blueprints.md ==
---
date: 2020-01-02
tags: [giraffe]
---
# Blueprints & \\<views>

A blueprint is registered once.

## Where they end

Nested blueprints end in <b>tears</b>.
== content/entries/web/routes.md ==
# Routes

A route may be part of a blueprint.
== content/entries/web/hidden.md ==
---
draft: true
---
# Unsaid

A draft on the blueprint.
== content/pages/about.md ==
# About

What this is.
== content/checklists/role.yaml ==
title: Role
skills: [Flask]
"""

MANY = 19
"""Entries that all have the word "common"."""

_FOUND = "document.querySelector('.search-status').textContent"
_TITLES = "[...document.querySelectorAll('.search-title')].map((link) => link.textContent)"


def make_site(root: Path, base_path: str) -> SiteSpace:
    """Write and build a site with an index."""
    space = SiteSpace(root, SITE.replace("{base_path}", base_path))
    for number in range(MANY):
        space.write(f"content/entries/many/n{number:02}.md", f"# Number {number}\n\nA common word.\n")
    assert space.build(with_search=True).problems == ""
    return space


@pytest.fixture(scope="module")
def spaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SiteSpace]:
    """One site below each base path."""
    return {base: make_site(tmp_path_factory.mktemp("search") / "site", base) for base in BASE_PATHS}


@pytest.fixture(scope="module")
def origins(spaces: dict[str, SiteSpace]) -> Iterator[dict[str, str]]:
    """The addresses of their home pages, without a slash at the end."""
    with ExitStack() as stack:
        yield {base: stack.enter_context(serving(space.public, base)) for base, space in spaces.items()}


@pytest.fixture
def origin(origins: dict[str, str]) -> str:
    """The address of the site at the root of a host."""
    return origins[""]


@pytest.fixture
def search(tab: Tab, origin: str) -> Callable[[str], None]:
    """Open the search on the home page, type words, and wait for what is found."""

    def search(words: str) -> None:
        if tab.page.url == "about:blank":
            tab.page.goto(f"{origin}/")
        if not tab.ask("!!document.querySelector('dialog[open]')"):
            tab.page.keyboard.press("/")
            tab.wait_for("document.activeElement.id === 'SearchField'")
        tab.page.fill("#SearchField", "")
        tab.wait_for(f"{_FOUND} === ''")
        tab.page.fill("#SearchField", words)
        tab.wait_for(f"/Results|Nothing/.test({_FOUND})")

    return search


@pytest.mark.parametrize("base_path", BASE_PATHS)
def test_key_opens_and_enter_leads_to_the_page(tab: Tab, origins: dict[str, str], base_path: str) -> None:
    """Under any base path; the same key types a slash once there is a field."""
    tab.page.goto(f"{origins[base_path]}/about/")
    tab.page.keyboard.press("/")
    tab.wait_for("document.activeElement.id === 'SearchField'")
    tab.page.keyboard.type("blueprints ends/")
    assert tab.page.input_value("#SearchField") == "blueprints ends/"
    tab.page.keyboard.press("Enter")
    tab.wait_for("location.pathname.endsWith('/web/blueprints/')")
    assert tab.page.url == f"{origins[base_path]}/web/blueprints/"


def test_nothing_is_loaded_before_it_is_opened(tab: Tab, origin: str, spaces: dict[str, SiteSpace]) -> None:
    """But the script that opens it, which is small."""
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    tab.page.goto(f"{origin}/")
    tab.page.wait_for_load_state("networkidle")
    (opener,) = (address for address in asked if "search" in address or "pagefind" in address)
    assert re.fullmatch(r"/assets/search\.\w+\.js", opener)
    assert len(gzip.compress((spaces[""].public / opener[1:]).read_bytes(), mtime=0)) < 1000


def test_result_says_what_and_when_it_is(tab: Tab, search: Callable[[str], None]) -> None:
    """Title, kind, date, the words round what was found, and the part of the page that has them."""
    search("tears")
    result = tab.page.locator(".search-results > li")
    assert result.count() == 1
    assert result.locator(".search-title").text_content() == "Blueprints & <views>"
    assert result.locator(".search-facts").text_content() == "Entry · 2 January 2020"
    assert result.locator("mark").all_text_contents() == ["tears."]
    part = result.locator(".search-parts a")
    assert (part.text_content(), part.get_attribute("href")) == ("Where they end", "/web/blueprints/#where-they-end")


def test_drafts_and_lists_are_not_found(tab: Tab, search: Callable[[str], None]) -> None:
    """What has the word is found once, where it stands, and the best first."""
    search("blueprint")
    assert tab.ask(_TITLES) == ["Blueprints & <views>", "Routes"]


def test_entry_is_found_by_its_tag_and_day(tab: Tab, search: Callable[[str], None]) -> None:
    """Neither stands in its text, so neither is in the excerpt."""
    for words in ("giraffe", "January 2020"):
        search(words)
        assert tab.ask(_TITLES) == ["Blueprints & <views>"]
        assert str(tab.page.text_content(".search-excerpt")).startswith("A blueprint is registered once.")


def test_markup_in_the_index_stays_text(tab: Tab, search: Callable[[str], None]) -> None:
    """Of what the index says, marks become elements, and nothing else does."""
    tab.page.add_init_script(
        """
        const parse = DOMParser.prototype.parseFromString;
        DOMParser.prototype.parseFromString = function (text, kind) {
          const isPage = text.includes("<html");
          return parse.call(this, isPage ? text : `<img src=x><b>bold</b> ${text}`, kind);
        };
        """
    )
    search("tears")
    excerpt = tab.page.locator(".search-excerpt")
    assert excerpt.locator("img, b").count() == 0
    assert str(excerpt.text_content()).startswith("bold ")


def test_skills_and_pages_are_found(tab: Tab, search: Callable[[str], None]) -> None:
    """Everything that has a page of its own."""
    search("Flask")
    facts = tab.page.locator(".search-facts").all_text_contents()
    assert sorted(facts) == ["Checklist", "Skill"]
    search("about")
    assert tab.page.locator(".search-facts").all_text_contents() == ["Page"]


def test_arrows_go_through_results_and_back(tab: Tab, search: Callable[[str], None]) -> None:
    """From the field down, and up into the field again; Enter follows the one that has the focus."""
    search("blueprint")
    for key, expected in (
        ("ArrowDown", "Blueprints & <views>"),
        ("ArrowDown", "Routes"),
        ("ArrowDown", "Routes"),
        ("ArrowUp", "Blueprints & <views>"),
        ("ArrowUp", ""),
        ("ArrowDown", "Blueprints & <views>"),
        ("ArrowDown", "Routes"),
    ):
        tab.page.keyboard.press(key)
        assert tab.ask("document.activeElement.textContent") == expected
    tab.page.keyboard.press("Enter")
    tab.wait_for("location.pathname === '/web/routes/'")


@pytest.mark.parametrize("way", ["Escape", "button", "outside"])
def test_closed_search_gives_the_focus_back(tab: Tab, search: Callable[[str], None], way: str) -> None:
    """To what opens it, with the words kept for the next time."""
    search("blueprint")
    if way == "Escape":
        tab.page.keyboard.press("Escape")
    elif way == "button":
        tab.page.click(".search-close")
    else:
        tab.page.mouse.click(5, 400)
    tab.wait_for("!document.querySelector('dialog').open")
    tab.wait_for("document.activeElement.matches('[data-search-opener]')")
    tab.page.keyboard.press("Enter")
    tab.wait_for("document.querySelector('dialog').open")
    assert tab.page.input_value("#SearchField") == "blueprint"


def test_more_results_are_shown_on_demand(tab: Tab, search: Callable[[str], None]) -> None:
    """The count is that of all; the focus goes to the first of those that came."""
    search("common")
    assert tab.ask(_FOUND) == f"Results: {MANY}"
    assert len(tab.ask(_TITLES)) == 8  # type: ignore[arg-type]
    tab.page.click(".search-more")
    tab.wait_for(f"{_TITLES}.length === 16")
    assert tab.ask(f"document.activeElement.textContent === {_TITLES}[8]")
    tab.page.click(".search-more")
    tab.wait_for(f"{_TITLES}.length === {MANY}")
    assert not tab.page.is_visible(".search-more")


def test_words_that_are_nowhere_are_named(tab: Tab, search: Callable[[str], None]) -> None:
    """And an empty field says nothing."""
    search("<b>xyzzy</b>")
    assert tab.ask(_FOUND) == "Nothing found for “<b>xyzzy</b>”."
    tab.page.fill("#SearchField", "")
    tab.wait_for(f"{_FOUND} === ''")


def test_results_are_announced(tab: Tab, search: Callable[[str], None]) -> None:
    """The count stands in a live region, the dialog and its field have names."""
    search("blueprint")
    assert tab.page.get_by_role("dialog", name="Search the whole site").is_visible()
    assert tab.page.get_by_role("searchbox", name="Search the whole site").is_visible()
    assert tab.page.get_by_role("status").text_content() == "Results: 2"


def test_key_is_left_to_fields_and_to_other_keys(tab: Tab, origin: str) -> None:
    """Whoever writes a slash means a slash."""
    tab.page.goto(f"{origin}/")
    tab.page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    tab.page.focus("textarea")
    tab.page.keyboard.press("/")
    assert tab.page.input_value("textarea") == "/"
    tab.page.evaluate("document.activeElement.blur()")
    tab.page.keyboard.press("Control+/")
    tab.page.wait_for_timeout(100)
    assert not tab.ask("!!document.querySelector('dialog')")


def test_page_of_the_search_keeps_its_words_in_the_address(tab: Tab, origin: str) -> None:
    """So what was looked for can be sent, and is there when one comes back; the key leads to its field."""
    tab.page.goto(f"{origin}/search/")
    assert tab.ask("document.activeElement.id") == "SearchField"
    tab.page.keyboard.type("blueprint")
    tab.wait_for(f"{_FOUND} === 'Results: 2'")
    assert tab.page.url == f"{origin}/search/?q=blueprint"
    tab.page.reload()
    tab.wait_for(f"{_FOUND} === 'Results: 2'")
    tab.page.keyboard.press("Enter")
    assert tab.ask("document.activeElement.className") == "search-title"
    tab.page.keyboard.press("/")
    assert tab.ask("document.activeElement.id") == "SearchField"


@pytest.mark.parametrize("base_path", BASE_PATHS)
def test_missing_page_is_searched_for(tab: Tab, origins: dict[str, str], base_path: str) -> None:
    """By the words of its address, wherever it is thought to lie."""
    tab.allow("404 (Not Found)")
    tab.page.goto(f"{origins[base_path]}/old/my-blueprint.html")
    tab.wait_for("document.querySelector('#SearchField').value === 'my blueprint'")
    tab.wait_for(f"{_FOUND} === 'Results: 2'")
    tab.page.click(".search-title >> nth=1")
    assert tab.page.url == f"{origins[base_path]}/web/routes/"


def test_without_scripts_there_are_links(browser: Browser, origin: str) -> None:
    """The opener leads to a page that says what it needs, and where everything is listed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/")
    page.click("[data-search-opener]")
    page.wait_for_load_state("load")
    assert page.url == f"{origin}/search/"
    assert not page.is_visible("#SearchField")
    assert page.inner_text(".search-why") == "The search needs JavaScript. Everything is listed here as well:"
    page.click(".search-without a >> nth=0")
    assert page.url == f"{origin}/journal/"
    page.goto(f"{origin}/404.html")
    assert not page.is_visible("#SearchField")
    context.close()


def test_search_without_an_index_says_so(tab: Tab, tmp_path: Path) -> None:
    """Plainly, and with the links that do without it."""
    space = SiteSpace(tmp_path / "site", SITE.replace("{base_path}", ""))
    space.build()
    tab.allow("404 (Not Found)")
    with serving(space.public, "") as address:
        tab.page.goto(f"{address}/")
        tab.page.click("[data-search-opener]")
        tab.wait_for("document.activeElement.id === 'SearchField'")
        tab.page.keyboard.type("blueprint")
        tab.wait_for(f"{_FOUND}.startsWith('The index of the search is not here.')")
        assert tab.page.locator(".search-without a:visible").all_text_contents() == ["Journal", "Skills", "Tags"]
        assert not tab.page.is_visible(".search-why")


def test_search_that_cannot_be_fetched_is_gone_to(tab: Tab, origin: str) -> None:
    """The page of the search is there also where the dialog is not."""
    tab.allow("net::ERR_FAILED")
    tab.page.route("**/assets/search-dialog*", lambda route: route.abort(), times=1)
    tab.page.goto(f"{origin}/")
    tab.page.click("[data-search-opener]")
    tab.wait_for("location.pathname === '/search/'")


def test_dialog_outlives_a_page_that_is_changed_in_place(tab: Tab, search: Callable[[str], None]) -> None:
    """As the preview does it: the new page has no dialog in it."""
    search("blueprint")
    tab.page.evaluate("document.querySelector('dialog').remove(); document.dispatchEvent(new Event('journal:refresh'))")
    tab.wait_for("document.querySelector('dialog')?.open")
    assert tab.ask(_FOUND) == "Results: 2"


def test_phone_shows_the_search_on_the_whole_screen(context: BrowserContext, origin: str) -> None:
    """Nothing of the page is beside it, and nothing has to be moved sideways."""
    tab = Tab(context.new_page())
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.page.goto(f"{origin}/")
    tab.page.click("[data-search-opener]")
    tab.wait_for("document.activeElement.id === 'SearchField'")
    assert tab.ask("JSON.stringify(document.querySelector('dialog').getBoundingClientRect())") == (
        '{"x":0,"y":0,"width":390,"height":844,"top":0,"right":390,"bottom":844,"left":0}'
    )
    tab.page.keyboard.type("common")
    tab.wait_for(f"/Results/.test({_FOUND})")
    assert tab.ask("document.querySelector('.search').scrollWidth <= 390")
    assert tab.errors == []
