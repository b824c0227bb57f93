"""The preview's script in a real browser: what changes appears by itself, and the reader's place is kept."""

import msgspec
import pytest
from playwright.sync_api import BrowserContext

from generator.errors import SitePath
from generator.serve.showing import News, Panel, ShownProblem
from tests.browser.previews import ICON, Preview, make_page
from tests.browser.tabs import AWAY, GONE, Tab

PARAGRAPHS = "\n".join(f"<p>Paragraph {number} of a long page.</p>" for number in range(60))

LONG_LINE = f"<pre><code>{'a = b; ' * 60}</code></pre>"

DETAILS = "<details><summary>More</summary><p>That was hidden.</p></details>"

PROBLEM = ShownProblem(
    severity="error",
    message="unknown key 'tag' in front matter",
    place="content/entries/monads.md:4:1",
    href="vscode://file/home/me/journal/content/entries/monads.md:4:1",
    excerpt=("tag: haskell", "^^^"),
    hint="did you mean 'tags'?",
)
ONE_ERROR = Panel("1 error in content/entries/monads.md", (PROBLEM,))


def panel(expression: str) -> str:
    """Write a question about the panel's inside, which is out of reach of ordinary selectors."""
    return f"(() => {{ const panel = document.querySelector('journal-panel').shadowRoot; return {expression} }})()"


IS_SHOWN = panel("!panel.querySelector('.sheet').hidden && !panel.querySelector('.all').hidden")
IS_GONE = panel("panel.querySelector('.sheet').hidden && panel.querySelector('.badge.problem').hidden")
IS_AWAY = panel("!panel.querySelector('.away').hidden")
TEXT = panel("panel.querySelector('.sheet').innerText")


# Stylesheets


def test_a_stylesheet_is_swapped_without_a_reload(preview: Preview, tab: Tab) -> None:
    """The new colours come, the old sheet goes, and nothing else happens."""
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    preview.save({"a.css": "p { color: rgb(2, 0, 0) }"})
    tab.wait_for("getComputedStyle(document.querySelector('p')).color === 'rgb(2, 0, 0)'")
    tab.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert tab.is_same_document


def test_the_last_of_many_stylesheets_stays(preview: Preview, tab: Tab) -> None:
    """However quickly they follow each other, back to the first one too, one sheet is left in the end."""
    # Some are gone before the browser has asked for them.
    tab.allow(GONE, "is not a supported stylesheet MIME type")
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    for red in [*range(2, 20), 1]:
        preview.save({"a.css": f"p {{ color: rgb({red}, 0, 0) }}"})
    # What comes after it shows that all before it has come.
    preview.save({"index.html": make_page("A", "<p>Text of the end</p>")})
    tab.wait_for_text("of the end")
    tab.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert tab.ask("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 0, 0)"


def test_a_stylesheet_that_cannot_be_loaded_is_left_out(preview: Preview, tab: Tab) -> None:
    """The last one that could be loaded stays until the next one comes."""
    tab.allow("net::ERR_FAILED")
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    tab.page.route("**/*.css", lambda route: route.abort(), times=1)
    with tab.page.expect_event("requestfailed"):
        preview.save({"a.css": "p { color: rgb(2, 0, 0) }"})
    assert tab.ask("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 0, 0)"
    preview.save({"a.css": "p { color: rgb(3, 0, 0) }"})
    tab.wait_for("getComputedStyle(document.querySelector('p')).color === 'rgb(3, 0, 0)'")
    tab.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1")


def test_a_stylesheet_that_comes_late_is_not_waited_for(preview: Preview, tab: Tab) -> None:
    """A newer one takes the place of one that is still on its way, and of the one before it."""
    tab.allow("net::ERR_FAILED")
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    held = tab.hold("**/*.css")
    with tab.page.expect_request("**/*.css"):
        preview.save({"a.css": "p { color: rgb(2, 0, 0) }"})
    preview.save({"a.css": "p { color: rgb(3, 0, 0) }"})
    tab.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert tab.ask("getComputedStyle(document.querySelector('p')).color") == "rgb(3, 0, 0)"
    held[0].abort()


def test_there_is_no_moment_without_a_stylesheet(preview: Preview, tab: Tab) -> None:
    """The old sheet goes when the new one is there."""
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    tab.ask("""{
        window.colours = new Set();
        const look = () => {
            colours.add(getComputedStyle(document.querySelector('p')).color);
            requestAnimationFrame(look);
        };
        look();
    }""")
    page = make_page("B", "<p>Text</p>")
    preview.save({"index.html": page, "a.css": "p { color: rgb(2, 0, 0) }"})
    tab.wait_for("colours.has('rgb(2, 0, 0)')")
    other = page.replace("{a.css}", "{b.css}")
    preview.save({"index.html": other, "a.css": None, "b.css": "p { color: rgb(3, 0, 0) }"})
    tab.wait_for("colours.has('rgb(3, 0, 0)')")
    assert tab.ask("[...colours].join()") == "rgb(1, 0, 0),rgb(2, 0, 0),rgb(3, 0, 0)"
    assert tab.is_same_document


# Pages in place


def test_a_page_is_refreshed_in_place(preview: Preview, tab: Tab) -> None:
    """Body, title, language and descriptions are the new page's; nothing was loaded."""
    preview.save({"index.html": make_page("Old", "<p>Old text</p>", head='<meta name="description" content="old">')})
    tab.open(preview.origin)
    page = make_page("New", "<p>New text</p>", head='<meta name="description" content="new">')
    preview.save({"index.html": page.replace('lang="en"', 'lang="de"')})
    tab.wait_for_text("New text")
    assert tab.ask("[document.title, document.documentElement.lang]") == ["New", "de"]
    assert tab.ask("document.querySelector('meta[name=description]').content") == "new"
    assert tab.is_same_document


def test_other_pages_are_left_alone(preview: Preview, tab: Tab) -> None:
    """A page that did not change is not even asked for."""
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "b/index.html": make_page("B", "<p>Old</p>")})
    tab.open(preview.origin)
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    preview.save({"b/index.html": make_page("B", "<p>New</p>")})
    preview.fail(ONE_ERROR)
    tab.wait_for(IS_SHOWN)
    assert asked == []


def test_the_place_on_the_page_is_kept(preview: Preview, tab: Tab) -> None:
    """Scrolled pages and code, opened and closed details, focus and what was typed stay as they are."""
    body = f"{DETAILS}{LONG_LINE}<details open><summary>Less</summary></details><input name='q'>{PARAGRAPHS}"
    preview.save({"index.html": make_page("A", body)})
    tab.open(preview.origin)
    tab.ask("""{
        const [first, second] = document.querySelectorAll('details');
        first.open = true;
        second.open = false;
        document.querySelector('pre').scrollLeft = 70;
        document.querySelector('input').value = 'typed';
        document.querySelector('input').focus();
        scrollTo(0, 400);
    }""")
    preview.save({"index.html": make_page("A", body.replace("Paragraph 50", "Changed 50"))})
    tab.wait_for_text("Changed 50")
    assert tab.ask("[...document.querySelectorAll('details')].map(d => d.open)") == [True, False]
    assert tab.ask("[document.querySelector('pre').scrollLeft, scrollY]") == [70, 400]
    assert tab.ask("[document.activeElement.name, document.activeElement.value]") == ["q", "typed"]
    assert tab.is_same_document


def test_a_selection_survives_a_change_beside_it(preview: Preview, tab: Tab) -> None:
    """What is marked stays marked while the end of the same sentence changes, and a paragraph comes before it."""
    preview.save({"index.html": make_page("A", "<p>First</p><p>Some marked words, and a last one.</p>")})
    tab.open(preview.origin)
    tab.ask("""{
        const text = document.querySelectorAll('p')[1].firstChild;
        getSelection().setBaseAndExtent(text, 5, text, 17);
    }""")
    preview.save({"index.html": make_page("A", "<p>First</p><p>New</p><p>Some marked words, and a final one.</p>")})
    tab.wait_for_text("final")
    assert tab.ask("getSelection().toString()") == "marked words"


def test_nodes_that_are_alike_stay_the_same_nodes(preview: Preview, tab: Tab) -> None:
    """Paragraphs that come, go and change leave all others untouched."""
    preview.save({"index.html": make_page("A", PARAGRAPHS)})
    tab.open(preview.origin)
    tab.ask("document.querySelectorAll('p').forEach((p, index) => { p.number = index })")
    changed = PARAGRAPHS.replace("<p>Paragraph 7 of", "<p>Inserted</p>\n<p>Changed 7 of").replace(
        "<p>Paragraph 20 of a long page.</p>\n", ""
    )
    preview.save({"index.html": make_page("A", changed)})
    tab.wait_for_text("Inserted")
    numbers = [*range(7), None, *range(7, 20), *range(21, 60)]
    assert tab.ask("[...document.querySelectorAll('p')].map(p => p.number ?? null)") == numbers


def test_the_focus_goes_to_the_successor(preview: Preview, tab: Tab) -> None:
    """Where the focused element became another one, that one has the focus, and nothing scrolls."""
    preview.save({"index.html": make_page("A", f"<p><a id='here' href='/'>Link</a></p>{PARAGRAPHS}")})
    tab.open(preview.origin)
    tab.ask("{ document.querySelector('#here').focus(); scrollTo(0, 300) }")
    preview.save({"index.html": make_page("A", f"<div><button id='here'>Button</button></div>{PARAGRAPHS}")})
    tab.wait_for_text("Button")
    assert tab.ask("document.activeElement.outerHTML") == '<button id="here">Button</button>'
    assert tab.is_same_document


def test_the_newest_of_many_pages_is_shown(preview: Preview, tab: Tab) -> None:
    """Saves that follow each other quickly end with the last one, in order, and without the stream being lost."""
    preview.save({"index.html": make_page("A", "<p>Text 0</p>")})
    tab.open(preview.origin)
    tab.ask("""{
        window.texts = [];
        const note = () => texts.push(Number(document.querySelector('p').textContent.slice(5)));
        document.addEventListener('journal:refresh', note);
    }""")
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    for number in range(1, 41):
        preview.save({"index.html": make_page("A", f"<p>Text {number}</p>")})
    tab.wait_for_text("Text 40")
    texts = tab.ask("texts")
    assert isinstance(texts, list)
    assert texts == sorted(texts)
    # Where the first save comes before the stream's greeting, pictures are fetched again as well.
    assert {url for url in asked if "?live=" not in url} == {f"{preview.origin}/"}
    assert tab.ask("document.querySelector('script[data-stream]').dataset.version") == preview.version("index.html")


def test_an_answer_that_comes_late_is_not_shown(preview: Preview, tab: Tab) -> None:
    """A newer save ends the request of an older one."""
    preview.save({"index.html": make_page("A", "<p>Text 0</p>")})
    tab.open(preview.origin)
    tab.hold(f"{preview.origin}/")
    asked: list[str] = []
    # The icon may still be asked for.
    tab.page.on("request", lambda request: asked.append(request.url) if "/icon." not in request.url else None)
    with tab.page.expect_request(f"{preview.origin}/"):
        preview.save({"index.html": make_page("A", "<p>Text 1</p>")})
    with tab.page.expect_event("requestfailed") as failed:
        preview.save({"index.html": make_page("A", "<p>Text 2</p>")})
    assert failed.value.failure == "net::ERR_ABORTED"
    tab.wait_for_text("Text 2")
    assert asked == [f"{preview.origin}/"] * 2


def test_what_is_for_browsers_without_scripts_stays_hidden(preview: Preview, tab: Tab) -> None:
    """In a refreshed page it is as much a text as in a loaded one, so its pictures are not fetched."""
    fallback = "<noscript><img src='/never.svg'></noscript>"
    preview.save({"index.html": make_page("A", "<p>Old text</p>")})
    tab.open(preview.origin)
    preview.save({"index.html": make_page("A", f"<p>New text</p>{fallback}")})
    tab.wait_for_text("New text")
    assert tab.ask("document.querySelector('noscript').childElementCount") == 0


def test_themes_are_told_of_a_refresh(preview: Preview, tab: Tab) -> None:
    """A theme's script that stays is run once, and hears of each new page."""
    script = '<script src="/theme.js" data-live="keep" defer></script>'
    theme = "window.runs = (window.runs || 0) + 1; document.addEventListener('journal:refresh', () => { runs += 10 })"
    preview.save({"index.html": make_page("A", "<p>Old</p>", head=script), "theme.js": theme})
    tab.open(preview.origin)
    preview.save({"index.html": make_page("A", "<p>New</p>", head=script)})
    tab.wait_for_text("New")
    assert tab.ask("runs") == 11
    assert tab.is_same_document


# Pages that are loaded again


@pytest.mark.parametrize("where", ["both", "old", "new", "changed policy"])
def test_pages_with_scripts_are_reloaded_where_they_were(where: str, preview: Preview, tab: Tab) -> None:
    """Scripts cannot be undone, so they get a page of their own, at the same place."""
    own = '<script src="/own.js" defer></script>'
    heads = {"both": (own, own), "old": (own, ""), "new": ("", own), "changed policy": ("", "")}
    old_head, new_head = heads[where]
    body = f"{DETAILS}{LONG_LINE}{PARAGRAPHS}<p><a href='/b/'>Last</a></p>"
    preview.save({"index.html": make_page("A", body, head=old_head), "own.js": "window.hasRun = true"})
    tab.open(preview.origin)
    tab.ask("""{
        document.querySelector('details').open = true;
        document.querySelector('pre').scrollLeft = 70;
        document.querySelector('p a').focus();
        scrollTo(0, 400);
    }""")
    page = make_page("A", f"<p>New text</p>{body}", head=new_head)
    if where == "changed policy":
        page = page.replace("img-src 'self'", "img-src 'self' data:")
    preview.save({"index.html": page})
    tab.wait_for_text("New text")
    tab.wait_for("document.readyState === 'complete' && scrollY === 400")
    assert not tab.is_same_document
    assert tab.ask("window.hasRun ?? false") is (new_head == own)
    assert tab.ask("[document.querySelector('details').open, document.querySelector('pre').scrollLeft]") == [True, 70]
    assert tab.ask("document.activeElement.textContent") == "Last"


# Pages that move, go and come


def test_a_page_that_moved_is_followed(preview: Preview, tab: Tab) -> None:
    """The new address is shown at the same height, and no step back leads to the old one."""
    preview.save({"index.html": make_page("Home", ""), "a/index.html": make_page("A", PARAGRAPHS)})
    tab.open(preview.origin)
    tab.open(f"{preview.origin}/a/")
    tab.ask("scrollTo(0, 400)")
    moved = {SitePath("a/index.html"): "/b/"}
    preview.save({"a/index.html": None, "b/index.html": make_page("B", PARAGRAPHS)}, news=News(moved=moved))
    tab.wait_for("location.pathname === '/b/' && scrollY === 400")
    tab.page.go_back()
    assert tab.ask("location.pathname") == "/"


def test_a_page_that_is_gone_comes_back(preview: Preview, tab: Tab) -> None:
    """It is said that it is gone, and when it is written again it is there."""
    tab.allow(GONE)
    preview.save({"index.html": make_page("A", "<p>Old text</p>")})
    tab.open(preview.origin)
    preview.save({"index.html": None})
    tab.wait_for_text("There is no such page")
    preview.save({"index.html": make_page("A", "<p>New text</p>")})
    tab.wait_for_text("New text")
    assert tab.is_same_document


def test_the_page_being_edited_is_followed(preview: Preview, tab: Tab) -> None:
    """The browser goes where the author writes, and stays if it is there."""
    preview.save({"index.html": make_page("A", "<p>A</p>"), "b/index.html": make_page("B", "<p>B</p>")})
    tab.open(preview.origin)
    preview.wait_for_streams(1)
    with tab.page.expect_request(lambda request: "/events?page=%2Fb%2F" in request.url):
        preview.save({"b/index.html": make_page("B", "<p>B 2</p>")}, news=News(follow="/b/"))
    tab.wait_for_text("B 2")
    tab.ask("window.marker = 'the same document'")
    preview.wait_for_streams(1)
    preview.save({"b/index.html": make_page("B", "<p>B 3</p>")}, news=News(follow="/b/"))
    tab.wait_for_text("B 3")
    assert tab.is_same_document


# Pictures

WIDTH = "document.querySelector('img').naturalWidth"


def picture(width: int) -> bytes:
    """Draw a picture that is known by its width."""
    return ICON.replace(b'width="9"', b'width="%d"' % width)


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/p.svg'>",
        "<img srcset='/p.svg 1x, /other.svg 2x'>",
        "<picture><source srcset='p.svg'><img></picture>",
    ],
)
def test_a_changed_picture_is_fetched_again(html: str, preview: Preview, tab: Tab) -> None:
    """It is drawn anew, and stays so when the page changes after it."""
    preview.save({"index.html": make_page("A", html), "p.svg": picture(20), "other.svg": picture(5)})
    tab.open(preview.origin)
    tab.wait_for(f"{WIDTH} === 20")
    preview.wait_for_streams(1)
    preview.save({"p.svg": picture(30)}, news=News(files=("/p.svg",)))
    tab.wait_for(f"{WIDTH} === 30")
    preview.save({"index.html": make_page("A", f"<p>New text</p>{html}")})
    tab.wait_for_text("New text")
    assert tab.ask(WIDTH) == 30
    assert tab.is_same_document


def test_pictures_that_changed_unseen_are_fetched_again(preview: Preview, tab: Tab) -> None:
    """A hidden tab hears of no picture, so it looks at all of them."""
    preview.save({"index.html": make_page("A", "<img src='/p.svg'>"), "p.svg": picture(20)})
    tab.open(preview.origin)
    tab.wait_for(f"{WIDTH} === 20")
    tab.hide()
    preview.wait_for_streams(0)
    preview.save({"p.svg": picture(30)}, news=News(files=("/p.svg",)))
    tab.show()
    tab.wait_for(f"{WIDTH} === 30")


def test_pictures_that_changed_before_the_stream_was_open_are_fetched_again(preview: Preview, tab: Tab) -> None:
    """A tab that is hidden again before it has heard of anything has missed all since it was loaded."""
    preview.save({"index.html": make_page("A", "<img src='/p.svg'>"), "p.svg": picture(20)})
    tab.hold("**/events?*")
    tab.open(preview.origin)
    tab.wait_for(f"{WIDTH} === 20")
    tab.hide()
    preview.save({"p.svg": picture(30)}, news=News(files=("/p.svg",)))
    tab.show()
    tab.wait_for(f"{WIDTH} === 30")


def test_pictures_that_changed_while_the_server_was_away_are_fetched_again(preview: Preview, tab: Tab) -> None:
    """Another server counts its builds anew, so an equal number says nothing."""
    tab.allow(*AWAY, GONE)
    preview.save({"index.html": make_page("A", "<img src='/p.svg'>"), "p.svg": picture(20)})
    preview.stop()
    preview.start()
    tab.open(preview.origin)
    preview.wait_for_streams(1)
    preview.stop()
    preview.save({"p.svg": picture(30)})
    preview.start()
    tab.wait_for(f"{WIDTH} === 30")


# The panel


def test_problems_are_laid_over_the_page_until_they_are_mended(preview: Preview, tab: Tab) -> None:
    """The last good page stays below; the panel changes with the problems, and goes by itself."""
    preview.save({"index.html": make_page("A", "<p>Good text</p>")})
    tab.open(preview.origin)
    preview.fail(ONE_ERROR)
    tab.wait_for(IS_SHOWN)
    assert list(filter(None, str(tab.ask(TEXT)).splitlines())) == [
        "1 error in content/entries/monads.md",
        "Close",
        "error unknown key 'tag' in front matter",
        "content/entries/monads.md:4:1",
        "tag: haskell",
        "^^^",
        "hint: did you mean 'tags'?",
    ]
    assert "Good text" in str(tab.ask("document.body.innerText"))
    preview.fail(Panel("Another title", (PROBLEM,), traceback="Traceback (most recent call last)"))
    tab.wait_for(panel("panel.querySelector('h2').textContent === 'Another title'"))
    assert tab.ask(panel("panel.querySelector('.traceback').textContent")) == "Traceback (most recent call last)"
    preview.save({"index.html": make_page("A", "<p>Mended text</p>")})
    tab.wait_for_text("Mended text")
    tab.wait_for(IS_GONE)
    assert tab.is_same_document


def test_places_are_links_to_the_editor(preview: Preview, tab: Tab) -> None:
    """One click leads to line and column; an address that would run a script is no link."""
    unsafe = msgspec.structs.replace(PROBLEM, href="javascript:alert(1)")
    nowhere = msgspec.structs.replace(PROBLEM, href="")
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    tab.open(preview.origin)
    preview.fail(Panel("3 errors", (PROBLEM, unsafe, nowhere)))
    tab.wait_for(IS_SHOWN)
    assert tab.ask(panel("[...panel.querySelectorAll('a')].map(a => a.getAttribute('href'))")) == [PROBLEM.href]


def test_what_a_problem_says_is_text(preview: Preview, tab: Tab) -> None:
    """Nothing that an author, or whoever he copied from, has written becomes part of the panel's HTML."""
    markup = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    problem = ShownProblem("error", markup, markup, "", (markup, markup), markup)
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    tab.open(preview.origin)
    preview.fail(Panel(markup, (problem,), traceback=markup))
    tab.wait_for(IS_SHOWN)
    assert tab.ask(panel("panel.querySelectorAll('.all img, .all script').length")) == 0
    assert str(tab.ask(TEXT)).count(markup) == 7


def test_a_closed_panel_stays_closed_until_the_problems_change(preview: Preview, tab: Tab) -> None:
    """Escape and the button close it, a badge opens it again, and a reload or another page is no reason to."""
    preview.save({"index.html": make_page("A", "<p>Text</p>"), "b/index.html": make_page("B", "<p>Text</p>")})
    tab.open(preview.origin)
    preview.fail(ONE_ERROR)
    tab.wait_for(IS_SHOWN)
    assert tab.ask("document.activeElement === document.body")
    tab.page.keyboard.press("Escape")
    is_closed = panel("panel.querySelector('.sheet').hidden && !panel.querySelector('.badge.problem').hidden")
    assert tab.ask(is_closed)
    tab.page.get_by_role("button", name=ONE_ERROR.title).click()
    assert tab.ask(IS_SHOWN)
    tab.page.get_by_role("button", name="Close the list of problems").click()
    tab.open(f"{preview.origin}/b/")
    tab.wait_for(is_closed)
    preview.fail(Panel("2 errors", (PROBLEM, PROBLEM)))
    tab.wait_for(IS_SHOWN)


def test_the_panel_is_within_reach_of_the_keyboard(preview: Preview, tab: Tab) -> None:
    """It comes after the page, before the browser's own buttons, and its parts follow each other."""
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    tab.open(preview.origin)
    preview.fail(msgspec.structs.replace(ONE_ERROR, traceback="Traceback"))
    tab.wait_for(IS_SHOWN)
    tab.ask("document.querySelector('a').focus()")
    focused = panel("panel.activeElement && panel.activeElement.className + panel.activeElement.localName")
    seen = []
    for _ in range(4):
        tab.page.keyboard.press("Shift+Tab")
        seen.append(tab.ask(focused))
    assert seen == [None, "tracebackpre", "a", "closebutton"]


# Connections


def test_a_hidden_tab_holds_no_stream_and_catches_up(preview: Preview, tab: Tab) -> None:
    """Page, styles and panel are as they are now when the tab is seen again."""
    preview.save({"index.html": make_page("A", "<p>Old text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    preview.wait_for_streams(1)
    tab.hide()
    preview.wait_for_streams(0)
    preview.save({"index.html": make_page("A", "<p>New text</p>"), "a.css": "p { color: rgb(2, 0, 0) }"})
    preview.fail(ONE_ERROR)
    tab.show()
    tab.wait_for_text("New text")
    tab.wait_for("getComputedStyle(document.querySelector('p')).color === 'rgb(2, 0, 0)'")
    tab.wait_for(IS_SHOWN)
    assert tab.is_same_document


@pytest.mark.parametrize(
    ("leave", "come_back"),
    [
        ("document.dispatchEvent(new Event('freeze'))", "document.dispatchEvent(new Event('resume'))"),
        (
            "dispatchEvent(new Event('pagehide'))",
            "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))",
        ),
    ],
    ids=["frozen", "in the history"],
)
def test_a_sleeping_page_holds_no_stream(leave: str, come_back: str, preview: Preview, tab: Tab) -> None:
    """A browser may freeze a page, or keep it for a step back; woken, it goes on."""
    preview.save({"index.html": make_page("A", "<p>Old text</p>")})
    tab.open(preview.origin)
    preview.wait_for_streams(1)
    tab.ask(leave)
    preview.wait_for_streams(0)
    preview.save({"index.html": make_page("A", "<p>New text</p>")})
    tab.ask(come_back)
    tab.wait_for_text("New text")
    assert tab.is_same_document


def test_a_page_from_the_history_catches_up(preview: Preview, tab: Tab) -> None:
    """A step back shows the page as it is now, whether or not the browser kept it."""
    preview.save({"index.html": make_page("A", "<p>Old text</p>"), "b/index.html": make_page("B", "<p>B</p>")})
    tab.open(preview.origin)
    tab.open(f"{preview.origin}/b/")
    preview.save({"index.html": make_page("A", "<p>New text</p>")})
    tab.page.go_back()
    tab.wait_for_text("New text")


def test_many_tabs_leave_connections_for_another(preview: Preview, context: BrowserContext, tab: Tab) -> None:
    """Browsers allow six connections to a host over all tabs: one stream each would have the seventh page wait."""
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    for _ in range(8):
        other = Tab(context.new_page())
        other.open(preview.origin)
        other.hide()
    preview.wait_for_streams(0)
    tab.page.set_default_timeout(1_000)
    tab.open(preview.origin)
    preview.wait_for_streams(1)


def test_a_restart_of_the_server_is_survived(preview: Preview, tab: Tab) -> None:
    """Another process has another token and may show another page: both are learned without a reload."""
    tab.allow(*AWAY, GONE)
    preview.save({"index.html": make_page("A", "<p>Old text</p>"), "a.css": "p { color: rgb(1, 0, 0) }"})
    tab.open(preview.origin)
    preview.stop()
    tab.wait_for(IS_AWAY)
    preview.save({"index.html": make_page("A", "<p>New text</p>"), "a.css": "p { color: rgb(2, 0, 0) }"})
    preview.start()
    tab.wait_for_text("New text")
    tab.wait_for(f"!{IS_AWAY}")
    tab.wait_for("getComputedStyle(document.querySelector('p')).color === 'rgb(2, 0, 0)'")
    preview.save({"index.html": make_page("A", "<p>Newest text</p>")})
    tab.wait_for_text("Newest text")
    assert tab.is_same_document


def test_a_quick_restart_is_not_worth_a_word(preview: Preview, tab: Tab) -> None:
    """A server that is back at once is not reported as being away."""
    tab.allow(*AWAY, GONE)
    tab.page.clock.install()
    preview.save({"index.html": make_page("A", "<p>Old text</p>")})
    tab.open(preview.origin)
    for number in range(3):
        preview.wait_for_streams(1)
        preview.stop()
        preview.save({"index.html": make_page("A", f"<p>Text {number}</p>")})
        preview.start()
        tab.wait_for_text(f"Text {number}")
    # A page that is told of by the stream shows that it is open again.
    preview.save({"index.html": make_page("A", "<p>Text of the end</p>")})
    tab.wait_for_text("of the end")
    tab.page.clock.fast_forward(5_000)
    assert tab.ask(IS_AWAY) is False


def test_a_page_whose_scripts_were_lost_is_loaded_again(preview: Preview, tab: Tab) -> None:
    """One script that does not come leaves the page without what keeps it fresh."""
    tab.allow("net::ERR_FAILED")
    preview.save({"index.html": make_page("A", "<p>Old text</p>")})
    tab.page.route("**/morph.js", lambda route: route.abort(), times=1)
    tab.open(preview.origin)
    preview.save({"index.html": make_page("A", "<p>New text</p>")})
    tab.wait_for_text("New text")


def test_a_page_whose_scripts_never_come_is_not_loaded_for_ever(preview: Preview, tab: Tab) -> None:
    """It is loaded twice, and then when there is another server."""
    tab.allow(*AWAY, GONE, "net::ERR_FAILED")
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    loads: list[str] = []
    tab.page.on("domcontentloaded", lambda page: loads.append(page.url))
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.resource_type))
    tab.page.route("**/morph.js", lambda route: route.abort())
    tab.page.goto(preview.origin)
    while asked.count("fetch") < 3:
        tab.page.wait_for_event("request")
    assert len(loads) == 2
    tab.page.unroute("**/morph.js")
    with tab.page.expect_request(lambda request: "/events?" in request.url):
        preview.stop()
        preview.start()
