"""`journal serve` with the theme in a real browser: what the author saves appears by itself, the place kept."""

import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import BrowserContext

from generator.build.inputs import find_package_root
from tests.browser.tabs import AWAY, GONE, Tab
from tests.browser.test_live import IS_AWAY, IS_GONE, IS_SHOWN, TEXT, panel
from tests.serve.running import Running, copy_generator, running, write_journal
from tests.site.space import CHECKOUT, SiteSpace

LONG = "content/entries/long.md"
PLACE = 700
"""How far down a page is scrolled, in pixels."""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A journal that nobody serves yet."""
    return write_journal(tmp_path / "site")


@pytest.fixture
def served(space: SiteSpace) -> Iterator[Running]:
    """Serve the journal."""
    with running(space.root) as server:
        yield server


def read_down(tab: Tab, address: str) -> None:
    """Open a page, scroll down, and open what can be opened."""
    tab.open(address)
    tab.ask(f"{{ document.querySelectorAll('details').forEach(d => {{ d.open = true }}); scrollTo(0, {PLACE}) }}")
    assert is_place_kept(tab)


def is_place_kept(tab: Tab) -> bool:
    """Tell whether the page is where `read_down` left it."""
    is_open = tab.ask("[...document.querySelectorAll('details')].every(d => d.open)")
    return bool(is_open) and tab.ask("scrollY") == PLACE


def copy_theme(space: SiteSpace, name: str) -> None:
    """Give the site its own copy of a file of the theme."""
    target = space.root / "templates" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(CHECKOUT / "templates" / name, target)


def style_of(element: str, name: str) -> str:
    """Write a question about a computed style."""
    return f"getComputedStyle(document.querySelector('{element}')).{name}"


# What is written


def test_a_body_is_shown_where_it_changed(space: SiteSpace, served: Running, tab: Tab) -> None:
    """The paragraph that was edited is another one, and the reader is where he was."""
    read_down(tab, f"{served.url}long/")
    space.edit(LONG, "Paragraph 30 of", "Changed 30 of")
    tab.wait_for_text("Changed 30 of")
    assert is_place_kept(tab)
    assert tab.is_same_document


def test_a_title_is_shown_wherever_it_stands(
    space: SiteSpace, served: Running, tab: Tab, context: BrowserContext
) -> None:
    """On the entry's page, at home and in the list of a tag, each of them open."""
    tabs = {address: Tab(context.new_page()) for address in ("", "tags/python/")} | {"long/": tab}
    for address, each in tabs.items():
        read_down(each, f"{served.url}{address}")
    space.edit(LONG, "# A long one", "# A renamed one")
    for each in tabs.values():
        each.wait_for_text("A renamed one")
        assert is_place_kept(each)
        assert each.is_same_document
        assert each.errors == []
    assert tab.ask("document.title") == "A renamed one · Notes"


def test_a_stylesheet_is_swapped(space: SiteSpace, tab: Tab) -> None:
    """Its colours are there without a reload."""
    copy_theme(space, "assets/journal.css")
    with running(space.root) as served:
        read_down(tab, f"{served.url}long/")
        file = space.root / "templates/assets/journal.css"
        space.write("templates/assets/journal.css", f"{file.read_text()}\nh1 {{ color: rgb(1, 2, 3) }}\n")
        tab.wait_for(f"{style_of('h1', 'color')} === 'rgb(1, 2, 3)'")
        tab.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 1")
        assert is_place_kept(tab)
        assert tab.is_same_document


def test_a_stylesheet_of_the_theme_is_replaced_by_the_sites_own(space: SiteSpace, served: Running, tab: Tab) -> None:
    """A file that appears under the name of one of the theme takes its place, and gives it back when it goes."""
    tab.open(f"{served.url}long/")
    before = tab.ask(style_of("h1", "color"))
    css = (CHECKOUT / "templates/assets/journal.css").read_text(encoding="utf-8")
    space.write("templates/assets/journal.css", f"{css}\nh1 {{ color: rgb(1, 2, 3) }}\n")
    tab.wait_for(f"{style_of('h1', 'color')} === 'rgb(1, 2, 3)'")
    space.remove("templates")
    tab.wait_for(f"{style_of('h1', 'color')} === '{before}'")
    assert tab.is_same_document


def test_a_template_is_followed(space: SiteSpace, tab: Tab) -> None:
    """Every page that is made with it is another one."""
    copy_theme(space, "entry.html")
    with running(space.root) as served:
        read_down(tab, f"{served.url}long/")
        space.edit(
            "templates/entry.html",
            '<article class="h-entry">',
            '<article class="h-entry">\n<p hidden>From the template</p>',
        )
        tab.wait_for("document.querySelector('article > p[hidden]')")
        assert is_place_kept(tab)
        assert tab.is_same_document


def test_settings_are_followed(space: SiteSpace, served: Running, tab: Tab) -> None:
    """The title of the site stands on every page."""
    read_down(tab, f"{served.url}long/")
    space.edit("site.yaml", "title: Notes", "title: Journal of a beginner")
    tab.wait_for_text("Journal of a beginner")
    assert tab.ask("document.title") == "A long one · Journal of a beginner"
    assert is_place_kept(tab)


def test_the_checklist_is_followed(space: SiteSpace, served: Running, tab: Tab) -> None:
    """A skill whose state changed is another shape with another word on the page of skills."""
    tab.open(f"{served.url}checklists/backend/")
    assert tab.ask("document.querySelector('.skills .mark-done')") is None
    space.edit("content/checklists/backend.yaml", "state: planned", "state: done")
    tab.wait_for("document.querySelector('.skills .mark-done')")
    assert tab.is_same_document


# Which entries there are


def test_a_new_entry_appears_at_home(space: SiteSpace, served: Running, tab: Tab) -> None:
    """The home page that is open lists it first, and its page is there."""
    tab.open(served.url)
    space.write("content/entries/new.md", "---\ndate: 2020-05-01\n---\n# Quite new\n\nWords.\n")
    tab.wait_for_text("Quite new")
    assert tab.is_same_document
    tab.page.get_by_role("link", name="Quite new").click()
    tab.wait_for("document.querySelector('h1')?.textContent === 'Quite new'")


def test_a_renamed_entry_is_followed(space: SiteSpace, served: Running, tab: Tab) -> None:
    """The page that is open goes to its new address, to the same place on it."""
    read_down(tab, f"{served.url}long/")
    space.rename(LONG, "content/entries/very-long.md")
    tab.wait_for("location.pathname === '/very-long/' && document.readyState === 'complete'")
    tab.wait_for(f"scrollY === {PLACE}")
    assert is_place_kept(tab)
    space.edit("content/entries/very-long.md", "Paragraph 30 of", "Changed 30 of")
    tab.wait_for_text("Changed 30 of")


def test_a_deleted_entry_is_gone(space: SiteSpace, served: Running, tab: Tab) -> None:
    """The page that is open says so, and is back with the file."""
    tab.allow(GONE)
    text = (space.root / LONG).read_text(encoding="utf-8")
    tab.open(f"{served.url}long/")
    space.remove(LONG)
    tab.wait_for_text("Nothing lies at this address.")
    assert served.ask("/long/")[0] == 404
    space.write(LONG, text)
    tab.wait_for_text("Paragraph 30 of")


# Mistakes


class Mistake(msgspec.Struct, frozen=True):
    """What is written in place of something good, and what the panel says of it."""

    path: str
    good: str
    bad: str
    said: tuple[str, ...]
    """The lines after the title and the button that closes it."""


def find_line(beginning: str) -> int:
    """Give the number of the first line of the package's template of entries that begins so."""
    lines = (find_package_root() / "templates/entry.html").read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(beginning))


MISTAKES = {
    "front matter": Mistake(
        LONG,
        "tags: [python]",
        "tag: [python]",
        (
            'error unknown key "tag" in front matter',
            f"{LONG}:3:1",
            "    3 | tag: [python]",
            "      | ^^^",
            'hint: did you mean "tags"?',
        ),
    ),
    "syntax of a template": Mistake(
        "templates/entry.html",
        "{% if series %}\n{% set name",
        "{% fi series %}\n{% set name",
        (
            (
                'error encountered unknown tag "fi". Jinja was looking for the following tags: "endblock". '
                'The innermost block that needs to be closed is "block"'
            ),
            f"templates/entry.html:{find_line('{% if series %}')}:1",
            f"   {find_line('{% if series %}')} | {{% fi series %}}",
            "      | ^",
        ),
    ),
    "undefined name": Mistake(
        "templates/entry.html",
        '<h1{% if heading_id %} id="{{ heading_id }}"{% endif %} class="p-name">{{ page.title }}',
        "<h1>{{ page.titel }}",
        (
            'error PageInfo has no "titel"',
            f"templates/entry.html:{find_line('<h1')}:13",
            f"   {find_line('<h1')} | <h1>{{{{ page.titel }}}}</h1>",
            "      |             ^^^^^",
            'hint: did you mean "title"?',
        ),
    ),
    "settings": Mistake(
        "site.yaml",
        "title: Notes",
        "titel: Notes",
        (
            'error unknown key "titel" in site.yaml',
            "site.yaml:1:1",
            "    1 | titel: Notes",
            "      | ^^^^^",
            'hint: did you mean "title"?',
        ),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_shown_until_it_is_mended(name: str, space: SiteSpace, tab: Tab) -> None:
    """A panel lies over the last good page and says where and what; mended, it goes away by itself."""
    mistake = MISTAKES[name]
    copy_theme(space, "entry.html")
    with running(space.root) as served:
        read_down(tab, f"{served.url}long/")
        good = (space.root / mistake.path).read_text(encoding="utf-8")
        space.edit(mistake.path, mistake.good, mistake.bad)
        tab.wait_for(IS_SHOWN)
        lines = [line.rstrip() for line in str(tab.ask(TEXT)).splitlines() if line.strip()]
        assert lines == [f"1 error in {mistake.path}", "Close", *mistake.said]
        href = tab.ask(panel("panel.querySelector('.place a').href"))
        assert href == f"vscode://file{space.root}/{mistake.said[1]}"
        assert tab.ask("document.querySelector('h1').textContent") == "A long one"
        assert is_place_kept(tab)
        space.write(mistake.path, good.replace("Paragraph 30 of", "Mended 30 of"))
        tab.wait_for(IS_GONE)
        assert is_place_kept(tab)
        assert tab.is_same_document


def test_carets_are_in_sight_on_a_small_screen(space: SiteSpace, tab: Tab) -> None:
    """A source line that is longer than the screen is scrolled to what is wrong in it."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    copy_theme(space, "entry.html")
    with running(space.root) as served:
        tab.open(f"{served.url}long/")
        space.edit("templates/entry.html", ">{{ page.title }}</h1>", f">{'<b></b>' * 30}{{{{ page.titel }}}}</h1>")
        tab.wait_for(IS_SHOWN)
        carets = "panel.querySelector('.carets')"
        assert str(tab.ask(panel(f"{carets}.textContent"))).strip("^") == ""
        edges = f"[{carets}, {carets}.parentElement].map(e => e.getBoundingClientRect())"
        tab.wait_for(panel(f"(([marks, excerpt]) => marks.left > excerpt.left && marks.left < excerpt.right)({edges})"))


def test_a_site_that_is_wrong_from_the_start(space: SiteSpace, tab: Tab) -> None:
    """The panel stands over a page that says so; once it is mended the site is there, without a restart."""
    tab.allow("status of 503")
    space.edit("site.yaml", "title: Notes", "titel: Notes")
    with running(space.root) as served:
        tab.open(f"{served.url}long/")
        tab.wait_for(IS_SHOWN)
        assert 'unknown key "titel"' in str(tab.ask(TEXT))
        space.edit("site.yaml", "titel: Notes", "title: Notes")
        tab.wait_for_text("Paragraph 30 of")
        tab.wait_for(f"document.querySelector('journal-panel') && {IS_GONE}")


# Options


def test_the_page_of_the_file_just_saved_is_opened(space: SiteSpace, tab: Tab) -> None:
    """With --follow, the browser goes where the author writes; what is no page leads nowhere."""
    with running(space.root, "--follow") as served:
        tab.open(served.url)
        space.edit("content/entries/entry-7.md", "More of it.", "More of seven.")
        tab.wait_for("location.pathname === '/entry-7/' && document.readyState === 'complete'")
        tab.wait_for_text("More of seven.")
        served.wait_for("content/entries/entry-7.md")
        tab.open(served.url)
        space.edit("site.yaml", "title: Notes", "title: Other notes")
        tab.wait_for_text("Other notes")
        assert tab.ask("location.pathname") == "/"
        assert tab.is_same_document


def test_drafts_are_shown_and_marked(space: SiteSpace, tab: Tab) -> None:
    """By default they are there, called drafts, and kept from search engines."""
    space.write("content/entries/rough.md", "---\ndate: 2020-05-01\ndraft: true\n---\n# A rough one\n\nWords.\n")
    with running(space.root) as served:
        tab.open(served.url)
        tab.wait_for_text("A rough one")
        assert tab.ask("document.querySelector('.entries li .draft').textContent") == "Draft"
        tab.open(f"{served.url}rough/")
        assert tab.ask("document.querySelector('.draft').textContent") == "Draft"
        assert tab.ask("document.querySelector('meta[name=robots]').content") == "noindex"


def test_drafts_may_be_left_out(space: SiteSpace, tab: Tab) -> None:
    """With --no-drafts the preview is what will be published; an entry that is no draft any more appears."""
    tab.allow(GONE)
    space.write("content/entries/rough.md", "---\ndate: 2020-05-01\ndraft: true\n---\n# A rough one\n\nWords.\n")
    with running(space.root, "--no-drafts") as served:
        tab.open(served.url)
        assert served.ask("/rough/")[0] == 404
        assert tab.ask("document.body.innerText.includes('A rough one')") is False
        space.edit("content/entries/rough.md", "draft: true\n", "")
        tab.wait_for_text("A rough one")


def test_a_base_path_is_where_it_will_be(space: SiteSpace, tab: Tab) -> None:
    """The preview has the addresses of the published site; the root of the server leads there."""
    space.edit("site.yaml", "title: Notes", "title: Notes\nbase_url: https://user.github.io/repo")
    with running(space.root) as served:
        assert served.url.endswith("/repo/")
        tab.open(served.url.removesuffix("repo/"))
        assert tab.ask("location.pathname") == "/repo/"
        tab.page.get_by_role("link", name="A long one").first.click()
        tab.wait_for("location.pathname === '/repo/long/' && document.readyState === 'complete'")
        read_down(tab, f"{served.url}long/")
        space.edit(LONG, "Paragraph 30 of", "Changed 30 of")
        tab.wait_for_text("Changed 30 of")
        assert is_place_kept(tab)
        space.rename(LONG, "content/entries/very-long.md")
        tab.wait_for("location.pathname === '/repo/very-long/'")


def test_a_server_that_was_killed_is_waited_for(space: SiteSpace, tab: Tab) -> None:
    """Started again at the same port, it is found by the open page, which then shows what changed meanwhile."""
    tab.allow(*AWAY, GONE)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    with running(space.root, "--port", port) as served:
        read_down(tab, f"{served.url}long/")
        assert served.end(signal.SIGKILL) == -signal.SIGKILL
    space.edit(LONG, "Paragraph 30 of", "Changed 30 of")
    tab.wait_for(IS_AWAY)
    with running(space.root, "--port", port):
        tab.wait_for_text("Changed 30 of")
        tab.wait_for(f"!{IS_AWAY}")
        assert is_place_kept(tab)
        space.edit(LONG, "Paragraph 31 of", "Changed 31 of")
        tab.wait_for_text("Changed 31 of")
        assert tab.is_same_document


def test_new_code_of_the_generator_is_shown(space: SiteSpace, tab: Tab, tmp_path: Path) -> None:
    """The process begins anew, and the page that is open follows without being loaded."""
    tab.allow(*AWAY, GONE)
    code = copy_generator(tmp_path / "code")
    with running(space.root, code=code.root) as served:
        tab.open(f"{served.url}skills/")
        code.edit(
            "generator/plan/skills.py", 'page_info(views.words.say("skills")', 'page_info(views.words.say("skills"),'
        )
        tab.wait_for(IS_SHOWN)
        assert "SyntaxError" in str(tab.ask(TEXT))
        code.edit("generator/plan/skills.py", 'page_info(views.words.say("skills"),', 'page_info("Abilities"')
        tab.wait_for("document.querySelector('h1').textContent === 'Abilities'")
        tab.wait_for(IS_GONE)
        assert tab.is_same_document
