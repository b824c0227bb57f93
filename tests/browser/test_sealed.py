"""The page of the sealed statement in a real browser: what a link opens, what it leaves behind, and why it opens nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Route

from generator.sources.commitment import format_digest
from tests.browser.tabs import Tab
from tests.browser.visits import AXE, DESKTOP, PHONE, Findings, check_with_axe
from tests.screens.serving import BASE_PATH, serving
from tests.sealed.samples import SITE, make_statement, name_link
from tests.site.space import SiteSpace
from tests.words.samples import ENGLISH

VALUES = {
    "name": "Ada Löwe 🦁, \u202eעדה\u202c",
    "company": "<b>Acme</b> & Söhne <script>alert(1)</script>",
    "statement": 'Two lines:\n  one\'s "second" is indented.\u2028</dd><img src=x onerror=alert(1)>',
    "favourite-colour": "{{ 7 * 7 }}",
}
STATEMENT = make_statement(VALUES, revealed=["company"])
KEY, OTHER_KEY = STATEMENT.keys[:2]
FOREIGN_KEY = make_statement({}, link_count=1).keys[0]

SHOWN = "[...document.querySelectorAll('[data-state]')].filter((each) => each.checkVisibility()).map((each) => each.innerText)"
FIELDS = "Object.fromEntries([...document.querySelectorAll('[data-fields] div')].map((row) => [row.children[0].textContent, row.children[1].textContent]))"

Build = Callable[[msgspec.Struct], str]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SiteSpace:
    """A site with a statement of which one link was withdrawn."""
    made = SiteSpace(tmp_path_factory.mktemp("sealed") / "site", SITE)
    STATEMENT.write_to(made, msgspec.structs.replace(STATEMENT.record, withdrawn=(name_link(OTHER_KEY),)))
    assert made.build(base_url=f"https://example.org{BASE_PATH}").problems == ""
    return made


@pytest.fixture(scope="module")
def address(space: SiteSpace) -> Iterator[str]:
    """Where the page is."""
    with serving(space.public) as origin:
        yield f"{origin}/sealed/"


def visit(tab: Tab, address: str, fragment: str = "", *, state: str) -> None:
    """Follow a link, and wait for what it leads to."""
    tab.page.goto(f"{address}#{fragment}" if fragment else address)
    tab.wait_for(f"document.documentElement.dataset.sealed === '{state}'")


def say(state: str) -> str:
    """Give the sentence of a state."""
    return ENGLISH.say(f"sealed_{state}")


def test_link_opens_what_python_sealed(address: str, tab: Tab) -> None:
    """Each field to the letter, as text; nothing is asked for any more, and the key is in no address."""
    requests: list[str] = []
    tab.page.on("request", lambda request: requests.append(request.url))
    visit(tab, address, KEY, state="opened")
    assert (tab.page.url, tab.ask("history.length")) == (address, 2)
    shown = {"Name": "name", "Company": "company", "Statement": "statement", "favourite-colour": "favourite-colour"}
    assert tab.ask(FIELDS) == {label: VALUES[name] for label, name in shown.items()}
    assert tab.ask(
        "Object.keys(Object.fromEntries([...document.querySelectorAll('[data-fields] dt')].map((each) => [each.textContent, 0])))"
    ) == list(shown)
    assert tab.ask("document.querySelectorAll('main :is(b, img, dd script)').length") == 0
    assert all(KEY not in request for request in requests)
    requests.clear()
    tab.page.mouse.wheel(0, 2000)
    tab.page.wait_for_timeout(100)
    assert requests == []
    assert tab.ask("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_revealed_field_is_there_without_a_link(address: str, tab: Tab) -> None:
    """It needs no script either."""
    visit(tab, address, state="no_link")
    assert tab.ask("document.querySelector('.revealed dd').textContent") == VALUES["company"]


@pytest.mark.parametrize(
    ("fragment", "state"),
    [
        pytest.param("", "no_link", id="none"),
        pytest.param(KEY[:-1], "incomplete", id="cut"),
        pytest.param(KEY[:-1] + ("Q" if KEY[-1] != "Q" else "P"), "incomplete", id="mistyped"),
        pytest.param("AGE-SECRET-KEY-1", "incomplete", id="its beginning"),
        pytest.param("%", "incomplete", id="no address"),
        pytest.param(FOREIGN_KEY, "wrong", id="another's"),
        pytest.param(OTHER_KEY, "withdrawn", id="withdrawn"),
    ],
)
def test_link_that_opens_nothing_says_why(fragment: str, state: str, address: str, tab: Tab) -> None:
    """In one sentence; whatever stood in the address is out of it."""
    visit(tab, address, fragment, state=state)
    assert tab.ask(SHOWN) == [say(state)]
    assert tab.page.url == address
    assert tab.ask(FIELDS) == {}


def change_data(tab: Tab, space: SiteSpace, change: Callable[[dict[str, object]], None]) -> None:
    """Have the browser get the page with other data in it."""
    before, found, rest = space.read("sealed/index.html").partition('id="sealed-data">')
    text, end, after = rest.partition("</script>")
    data = msgspec.json.decode(text, type=dict[str, object])
    change(data)
    written = msgspec.json.encode(data).decode().replace("<", r"\u003c")
    page = f"{before}{found}{written}{end}{after}"
    tab.page.route("**/sealed/", lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))


def test_file_that_did_not_come_whole_is_damaged(space: SiteSpace, address: str, tab: Tab) -> None:
    """Wherever it was cut or changed: in its head it would else look like a file for others."""
    change_data(tab, space, lambda data: data.update(file=f"YWdl{str(data['file'])[4:]}"[:-8]))
    visit(tab, address, KEY, state="damaged")
    assert tab.ask(SHOWN) == [say("damaged")]


def test_statement_that_was_not_promised_is_not_shown(space: SiteSpace, address: str, tab: Tab) -> None:
    """Whoever controls the host could put another one in its place."""
    change_data(tab, space, lambda data: data.update(commitment=format_digest(bytes(32))))
    visit(tab, address, KEY, state="mismatch")
    assert (tab.ask(SHOWN), tab.ask(FIELDS)) == ([say("mismatch")], {})


@pytest.mark.parametrize("script", ["age", "sealed", "sealed-opening"])
def test_browser_that_cannot_read_a_script_is_too_old(script: str, address: str, tab: Tab) -> None:
    """It says so, and has the key out of the address all the same."""
    tab.allow("Unexpected", "Invalid or unexpected token")
    tab.page.route(f"**/assets/{script}.*.js", lambda route: route.fulfill(body="#!", content_type="text/javascript"))
    tab.page.goto(f"{address}#{KEY}")
    tab.wait_for(f"({SHOWN}).length === 1")
    tab.errors.clear()
    assert tab.ask(SHOWN) == [say("old_browser")]
    assert tab.page.url == address


def answer_from(space: SiteSpace) -> Callable[[Route], None]:
    """Give the site's files at any host."""

    def answer(route: Route) -> None:
        path = route.request.url.partition(f"{BASE_PATH}/")[2]
        route.fulfill(path=Path(space.public, f"{path}index.html" if path.endswith("/") else path))

    return answer


def test_page_that_is_not_secure_opens_nothing(space: SiteSpace, tab: Tab) -> None:
    """Somebody on the way could have written another script."""
    tab.page.route("http://journal.example/**", answer_from(space))
    visit(tab, f"http://journal.example{BASE_PATH}/sealed/", KEY, state="insecure")
    assert tab.ask(SHOWN) == [say("insecure")]


def test_page_inside_another_opens_nothing(space: SiteSpace, address: str, tab: Tab) -> None:
    """Whoever frames it could lay something over it."""
    tab.page.route(
        "**/frame.html",
        lambda route: route.fulfill(body=f"<iframe src='{address}#{KEY}'></iframe>", content_type="text/html"),
    )
    tab.page.goto(f"{address}frame.html")
    tab.wait_for("frames[0]?.document.documentElement.dataset.sealed === 'framed'")
    frame = tab.page.frames[1]
    assert frame.evaluate(SHOWN) == [say("framed")]
    assert frame.evaluate(FIELDS) == {}


@pytest.mark.parametrize(("fragment", "state"), [(KEY, "opened"), ("", "no_link")], ids=["opened", "closed"])
def test_checker_finds_nothing(fragment: str, state: str, address: str, tab: Tab) -> None:
    """On a phone and a desktop, light and dark."""
    if not AXE.is_file():
        pytest.skip("axe-core is not there: run `make test`, which installs it where npm is there")
    findings = Findings()
    for width, height in (PHONE, DESKTOP):
        tab.page.set_viewport_size({"width": width, "height": height})
        visit(tab, address, fragment, state=state)
        check_with_axe(tab.page, f"{width}", findings)
        assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    found = findings.freeze()
    assert (found.violations, found.advice) == ((), ())


def test_nothing_stays_when_the_page_is_left(address: str, tab: Tab) -> None:
    """Whoever goes back finds the page without what it showed."""
    visit(tab, address, KEY, state="opened")
    tab.page.goto("about:blank")
    tab.page.go_back()
    tab.wait_for("document.documentElement.dataset.sealed === 'no_link'")
    assert tab.ask(FIELDS) == {}


def test_another_link_in_the_same_tab_is_opened(address: str, tab: Tab) -> None:
    """A browser does not load the page again for it."""
    visit(tab, address, KEY, state="opened")
    visit(tab, address, FOREIGN_KEY, state="wrong")
    assert (tab.page.url, tab.ask(FIELDS)) == (address, {})
    visit(tab, address, f" {KEY} ", state="opened")


def test_without_scripts_it_says_what_it_needs(space: SiteSpace, address: str, context: BrowserContext) -> None:
    """And nothing of a browser that is too old."""
    page = context.browser.new_context(java_script_enabled=False).new_page() if context.browser else context.new_page()
    page.goto(address)
    text = page.locator(".statement").inner_text()
    assert text.strip() == ENGLISH.say("sealed_without")
    page.context.close()
