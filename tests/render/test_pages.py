"""Pages from contexts: valid, escaped, linked, and clear about mistakes in templates."""

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import html5lib
import msgspec
import pytest

from generator.digest import Digest, digest_text
from generator.errors import GeneratorError, format_problem
from generator.model.entry import ImageSize, ImageSource
from generator.plan import contexts as plan
from generator.render.pages import fill_links, render_page
from generator.render.theme import Theme, find_faults, load_theme
from tests.render.samples import (
    BODY,
    CONTEXTS,
    EVENING,
    FEED,
    FIRST_DAY,
    FLASK,
    HTML_TEMPLATES,
    LAST_DAY,
    SITE,
    TAG,
    TEMPLATES,
    TESTING,
    package_theme,
    page_info,
    read_bodies,
    sources,
    with_texts,
)
from tests.words.samples import ENGLISH

ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATTACK = """<script>alert(1)</script>"' onload=alert(1) x='{{ 7*7 }}]]>-->"""
ABOUT = plan.NotFoundContext(site=SITE, page=page_info("About", "/repo/about/"))
THEME = package_theme()

DATA_TYPES = {"application/json", "application/ld+json"}
"""Of scripts that are not run."""


def render(template: str, context: plan.Context | None = None, theme: Theme = THEME) -> str:
    """Render a sample, or a context of one's own, as text."""
    return render_page(template, context or CONTEXTS[template], theme, read_bodies).decode("utf-8")


def parse(page: str) -> ET.Element:
    """Parse HTML; any error of the standard's is an error here."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Reduce a page to its elements with the names of their attributes."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    return [(str(element.tag), tuple(sorted(element.attrib))) for element in tree.iter()]


def failure(**texts: str) -> str:
    """Render `page.html` of a theme made of these texts, and print the problem it has."""
    theme = load_theme(sources(**texts), ENGLISH)
    problems = find_faults(theme)
    assert problems == ()
    with pytest.raises(GeneratorError) as caught:
        render_page("page.html", ABOUT, theme, read_bodies)
    return "\n".join(format_problem(problem) for problem in caught.value.problems)


# The package's templates


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_every_page_is_valid_html(template: str) -> None:
    """The HTML standard's own parser finds no error."""
    page = render(template)

    parse(page)
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_every_page_has_one_title_and_one_main_part(template: str) -> None:
    """Once, so that those who hear the page know what it is about."""
    tags = Counter(element.tag for element in parse(render(template)).iter())

    assert (tags["h1"], tags["main"], tags["title"]) == (1, 1, 1)


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_no_id_occurs_twice(template: str) -> None:
    """The second could not be reached."""
    ids = Counter(element.get("id") for element in parse(render(template)).iter() if element.get("id"))

    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_every_page_begins_with_its_policy_and_keeps_to_it(template: str) -> None:
    """No script, style or handler stands in the page itself."""
    tree = parse(render(template))
    head = tree.find("head")
    assert head is not None
    attributes = {name for element in tree.iter() for name in element.attrib}

    assert head[0].get("http-equiv") == "Content-Security-Policy"
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in (head[0].get("content") or "")
    scripts = [script for script in tree.iter("script") if script.get("type") not in DATA_TYPES]
    assert [script for script in scripts if script.text or not (script.get("src") or "").startswith("/repo/")] == []
    assert list(tree.iter("style")) == []
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_no_text_brings_elements_or_attributes_of_its_own(template: str) -> None:
    """Whatever stands in any field of any context, the page has the same elements with the same attributes."""
    context = CONTEXTS[template]

    assert shape(render(template, with_texts(context, ATTACK))) == shape(render(template, with_texts(context, "words")))


@pytest.mark.parametrize("template", ["feed.xml", "sitemap.xml", "badge.svg"])
def test_no_text_brings_elements_into_xml(template: str) -> None:
    """Nor do characters that XML forbids."""
    context = CONTEXTS[template]
    trees = [
        ET.fromstring(render(template, with_texts(context, text))) for text in (f"{ATTACK}\x00\x07\ufffe", "words")
    ]

    attacked, plain = ([(element.tag, sorted(element.attrib)) for element in tree.iter()] for tree in trees)
    assert attacked == plain


@pytest.mark.parametrize("template", HTML_TEMPLATES)
def test_no_address_is_one_that_a_browser_runs(template: str) -> None:
    """Authors' addresses are looked at once more before they become links."""
    checked = {"author_url": "javascript:alert(1)", "repository_url": "javascript:alert(1)"}
    site = msgspec.structs.replace(SITE, **checked, navigation=(plan.NavItem("x", "javascript:alert(1)"),))
    context = msgspec.structs.replace(CONTEXTS[template], site=site)
    if isinstance(context, plan.SkillContext):
        evidence = plan.EvidenceItem("link", "Proof", "javascript:alert(1)", None)
        context = msgspec.structs.replace(context, evidence=(evidence,))
    if isinstance(context, (plan.EntryContext, plan.PlainPageContext, plan.ChecklistContext)):
        context = msgspec.structs.replace(context, edit_url="javascript:alert(1)")

    assert "javascript:" not in render(template, context)


def test_the_current_page_and_section_are_marked_in_the_navigation() -> None:
    """The page itself by `page`, a page below it by `true`, and the home page never for being above all."""
    navigation = (plan.NavItem("Home", "/repo/"), *SITE.navigation)
    site = msgspec.structs.replace(SITE, navigation=navigation)
    marks = {}
    for href in ("/repo/skills/", "/repo/skills/flask/"):
        tree = parse(render("404.html", plan.NotFoundContext(site=site, page=page_info("x", href))))
        links = tree.findall(".//nav[@aria-label='Main']//a")
        marks[href] = {link.text: link.get("aria-current") for link in links if link.get("aria-current")}

    assert marks == {"/repo/skills/": {"Skills": "page"}, "/repo/skills/flask/": {"Skills": "true"}}


def test_only_pages_not_to_be_found_say_noindex() -> None:
    """Drafts, redirects and the 404 page are not for search engines."""
    page = msgspec.structs.replace(ABOUT.page, is_indexed=True)

    assert '<meta name="robots" content="noindex">' in render("404.html", ABOUT)
    assert "noindex" not in render("404.html", msgspec.structs.replace(ABOUT, page=page))


def test_searched_pages_say_what_they_are_found_as() -> None:
    """And when they were written; a page that is not searched says nothing of it."""
    found = parse(render("entry.html")).find(".//main[@data-pagefind-body]")
    assert found is not None
    assert (found.get("data-kind"), found.get("data-date")) == ("entry", "29 November 2019")
    assert found.get("data-terms") == "web, Flask, Unit testing"
    hidden = msgspec.structs.replace(ABOUT, page=msgspec.structs.replace(ABOUT.page, search_kind=""))
    assert "data-pagefind" not in render("404.html", hidden)


def test_an_entry_without_a_date_shows_none_and_does_not_say_so() -> None:
    """Nothing stands where the date would."""
    context = msgspec.structs.replace(
        CONTEXTS["entry.html"], date=None, updated=None, is_draft=False, series=None, related=(), backlinks=()
    )
    tree = parse(render("entry.html", context))

    assert list(tree.iter("time")) == []
    assert [item.text for item in tree.findall(".//ul[@class='facts']/li")] == ["2 min read"]


def test_a_draft_is_marked_in_lists_and_on_its_page() -> None:
    """By the word."""
    for template in ("entry.html", "page.html", "log.html"):
        assert '<strong class="draft">Draft</strong>' in render(template)


def test_a_skills_state_is_said_in_words_beside_its_mark() -> None:
    """The marks are for the eye alone."""
    tree = parse(render("home.html"))
    rows = {
        " ".join("".join(link.itertext()).split())
        for link in tree.findall(".//li/a")
        if link.find(f"{SVG}svg") is not None
    }

    assert rows >= {
        "5.1 Flask working on it, 2 entries, 1 proof",
        "5.2 Django planned",
        "9 Unit testing done, 1 entry",
        "15 Perl dropped",
    }
    assert all(mark.get("aria-hidden") == "true" for mark in tree.iter(f"{SVG}svg") if not mark.get("role"))


def test_a_short_text_opens_the_home_page_and_a_long_one_closes_it() -> None:
    """A README taken as home text must not bury the journal."""
    context = CONTEXTS["home.html"]
    bodies = ("<p>hello</p>", f"<p>{'hello ' * 600}</p>")
    pages = [render_page("home.html", context, THEME, {BODY.key: html}.__getitem__).decode("utf-8") for html in bodies]

    assert [page.index("<p>hello") < page.index("Latest entries") for page in pages] == [True, False]


def test_a_redirect_leads_on_by_itself_and_by_a_link() -> None:
    """With the new address as the one to remember."""
    tree = parse(render("redirect.html"))
    refresh = tree.find(".//meta[@http-equiv='refresh']")
    canonical = tree.find(".//link[@rel='canonical']")
    link = tree.find(".//main//a")

    assert refresh is not None
    assert refresh.get("content") == "0; url=/repo/new/"
    assert canonical is not None
    assert canonical.get("href") == "https://user.github.io/repo/new/"
    assert link is not None
    assert link.get("href") == "/repo/new/"


def test_robots_name_the_sitemap_only_by_a_whole_address() -> None:
    """Plain text is not escaped."""
    named = render("robots.txt", plan.RobotsContext(sitemap_url="https://a.example/sitemap.xml?a&b"))
    unnamed = render("robots.txt", plan.RobotsContext(sitemap_url=""))

    assert named == "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml?a&b\n"
    assert unnamed == "User-agent: *\nAllow: /\n"


def test_the_sitemap_lists_addresses_with_the_day_if_known() -> None:
    """An unknown day is left out, not left empty."""
    tree = ET.fromstring(render("sitemap.xml"))

    assert [[(child.tag, child.text) for child in row] for row in tree] == [
        [(f"{SITEMAP}loc", "https://user.github.io/repo/"), (f"{SITEMAP}lastmod", "2019-12-15")],
        [(f"{SITEMAP}loc", "https://user.github.io/repo/about/")],
    ]


def test_every_colour_of_text_stands_out_from_its_ground() -> None:
    """At least 4.5 : 1 on paper, on the sheet under code and on a marked line, light and dark; so have changed lines."""
    stylesheet = (TEMPLATES / "assets/journal.css").read_text("utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", stylesheet)
    assert {"paper", "ink", "soft", "accent"} <= {name for name, _, _ in pairs}
    for scheme in (1, 2):
        colours = {pair[0]: pair[scheme] for pair in pairs}
        added, removed = colours.pop("added"), colours.pop("removed")
        assert contrast(colours["code-string"], added) >= 4.5
        assert contrast(colours["caution"], removed) >= 4.5
        grounds = [colours.pop(name) for name in ("paper", "sheet", "marked")]
        del colours["rule"]
        assert [
            (name, ground) for name, colour in colours.items() for ground in grounds if contrast(colour, ground) < 4.5
        ] == []


def contrast(one: str, other: str) -> float:
    """Compare two colours as WCAG 2 does."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Measure the relative luminance of `#rrggbb`."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Feeds and the API


def test_the_atom_feed_has_what_the_standard_asks_for() -> None:
    """Of RFC 4287: id, title and updated everywhere, an author, a link to itself, content that is HTML."""
    feed = ET.fromstring(render("feed.xml"))
    entries = feed.findall(f"{ATOM}entry")

    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert [bool(child.text) for child in element.findall(f"{ATOM}{name}")] == [True]
    assert [link.attrib for link in feed.findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/atom+xml", "href": "https://user.github.io/repo/feed.xml"},
        {"rel": "alternate", "type": "text/html", "href": "https://user.github.io/repo/"},
    ]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A. Learner"
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2019-12-15T00:00:00Z"] * 2
    assert [category.get("term") for category in entries[0].findall(f"{ATOM}category")] == ["web", "python"]


def test_the_atom_feed_carries_whole_bodies_with_whole_addresses() -> None:
    """A feed reader has no page to resolve them against."""
    content = ET.fromstring(render("feed.xml")).find(f"{ATOM}entry/{ATOM}content")

    assert content is not None
    assert content.get("type") == "html"
    assert content.text == (
        '<h2 id="a">A heading</h2>\n<p><a href="https://user.github.io/repo/flask/">Inner</a> '
        '<img alt="words" src="https://user.github.io/repo/a.png" width="640" height="480" /></p>\n'
    )


def test_a_feed_of_nothing_dated_still_names_a_time_and_an_author() -> None:
    """Both are required; the site's title stands for an author it does not name."""
    site = msgspec.structs.replace(SITE, author="")
    item = msgspec.structs.replace(FEED.items[1], title="")
    feed = ET.fromstring(render("feed.xml", msgspec.structs.replace(FEED, site=site, updated=None, items=(item,))))

    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Python Backend Engineer"
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_the_json_feed_follows_version_1_1() -> None:
    """What is not known is left out."""
    content = (
        '<h2 id="a">A heading</h2>\n<p><a href="https://user.github.io/repo/flask/">Inner</a> '
        '<img alt="words" src="https://user.github.io/repo/a.png" width="640" height="480" /></p>\n'
    )

    text = render("feed.json")

    assert text.endswith("}\n")
    assert json.loads(text) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Python Backend Engineer",
        "home_page_url": "https://user.github.io/repo/",
        "feed_url": "https://user.github.io/repo/feed.xml",
        "description": "Learning in public.",
        "language": "en",
        "authors": [{"name": "A. Learner", "url": "https://example.org/"}],
        "items": [
            {
                "id": "https://user.github.io/repo/flask/",
                "url": "https://user.github.io/repo/flask/",
                "title": "Flask",
                "content_html": content,
                "summary": "What it is.",
                "date_published": "2019-11-29T00:33:00+01:00",
                "date_modified": "2019-12-15T00:00:00Z",
                "tags": ["web", "python"],
            },
            {"id": "urn:x:2", "url": "https://user.github.io/repo/b/", "title": "Undated", "content_html": content},
        ],
    }


def test_the_api_is_written_as_its_context_is() -> None:
    """Every field by its name, empty ones too, so that programs find what they expect."""
    assert json.loads(render("api/v1/entries.json")) == {
        "version": 1,
        "title": "Python Backend Engineer",
        "url": "https://user.github.io/repo/",
        "entries": [
            {
                "url": "/repo/a/",
                "title": "A",
                "date": "2019-11-29",
                "updated": None,
                "summary": "Summary.",
                "tags": ["web"],
                "skills": ["flask"],
                "series": None,
            }
        ],
    }
    assert json.loads(render("api/v1/skills.json"))["skills"][0]["is_now"] is True


def test_json_that_nothing_writes_is_our_own_mistake() -> None:
    """It gets a traceback, not a problem."""
    with pytest.raises(ValueError, match=r"^no writer for other\.json from a RobotsContext$"):
        render("other.json", CONTEXTS["robots.txt"])


def test_the_table_of_contents_is_nested() -> None:
    """A list in a list, each heading a link within the page; none where there are no headings."""
    toc = parse(render("entry.html")).find(".//nav[@class='toc']")

    assert toc is not None
    assert toc.get("aria-label") == "Contents"
    assert [link.get("href") for link in toc.iterfind("details/ol/li/a")] == ["#a", "#c"]
    assert [link.get("href") for link in toc.iterfind("details/ol/li/ol/li/a")] == ["#b"]
    without = msgspec.structs.replace(CONTEXTS["entry.html"], toc=())
    assert 'class="toc"' not in render("entry.html", without)


@pytest.mark.parametrize("template", ["entry.html", "page.html"])
def test_the_title_has_its_anchor(template: str) -> None:
    """A link to the first heading of a file leads to the title; a title that is no heading has no anchor."""
    anchor = CONTEXTS[template].heading_id  # type: ignore[attr-defined]  # of these two contexts

    assert anchor
    assert f'<h1 id="{anchor}"' in render(template)
    assert "<h1 id=" not in render(template, msgspec.structs.replace(CONTEXTS[template], heading_id=""))


@pytest.mark.parametrize("template", ["entry.html", "skill.html"])
def test_what_links_to_a_page_is_listed(template: str) -> None:
    """With the date of an entry; nothing stands there if nothing links to it."""
    section = parse(render(template)).find(".//section[@class='backlinks']")

    assert section is not None
    assert section.findtext("h2") == "Linked from"
    links = {link.get("href"): link for link in section.iter("a")}
    assert {"/repo/flask/blueprints/", "/repo/about/"} <= links.keys()
    without = msgspec.structs.replace(CONTEXTS[template], backlinks=())
    assert "Linked from" not in render(template, without)


# Bodies and their links


@pytest.mark.parametrize(
    ("html", "hrefs", "expected"),
    [
        ("<p>none</p>", (), "<p>none</p>"),
        (
            '<a href="\x1a0\x1a">a</a><a href="\x1a1\x1a">b</a>',
            ("/a/", "/b/"),
            '<a href="/a/">a</a><a href="/b/">b</a>',
        ),
        ('<a href="\x1a0\x1a">a</a>', ('/?a&"b"<c>',), '<a href="/?a&amp;&quot;b&quot;&lt;c&gt;">a</a>'),
        ('<a class="x" href="\x1a0\x1a" title="t">a</a>', ("",), '<a class="x" title="t">a</a>'),
        ('<img alt="a &amp; b" src="\x1a0\x1a" />', ("",), '<span class="missing">a &amp; b</span>'),
        ('<img src="\x1a0\x1a" alt=\'say "x"\'>', ("",), '<span class="missing">say "x"</span>'),
        ('<img src="\x1a0\x1a" alt="">', ("",), ""),
        ('<img src="\x1a0\x1a" alt="a">', ("/a.png",), '<img src="/a.png" alt="a">'),
        ('<IMG SRC = "\x1a0\x1a">', ("",), ""),
        (
            '<img src="x.png"><a href="\x1a0\x1a"><img src="\x1a1\x1a" alt="b"></a>',
            ("", "/b.png"),
            '<img src="x.png"><a><img src="/b.png" alt="b"></a>',
        ),
        ('<video poster="\x1a0\x1a" src="\x1a1\x1a">', ("", "/v.mp4"), '<video src="/v.mp4">'),
        (
            '<a class="wikilink" data-as="[[a|b &amp; c]]" href="\x1a0\x1a">b &amp; c</a>',
            ("/a/#x",),
            '<a class="wikilink" href="/a/#x">b &amp; c</a>',
        ),
        (
            '<a class="wikilink" data-as="[[&lt;a&gt;|&quot;b&quot;]]" href="\x1a0\x1a">b</a>',
            ("",),
            "[[&lt;a&gt;|&quot;b&quot;]]",
        ),
        ('<a class="wikilink" data-as="[[<b>]]" href="\x1a0\x1a">b</a>', ("",), "[[&lt;b&gt;]]"),
    ],
)
def test_links_are_filled_in_and_those_to_nothing_taken_out(html: str, hrefs: tuple[str, ...], expected: str) -> None:
    """A link to nothing keeps its text, an image its words."""
    assert fill_links(html, hrefs) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="\x1a0\x1a" alt="a" />', '<img src="/a.png" width="640" height="480" alt="a" />'),
        ('<img alt="a" src="\x1a0\x1a">', '<img alt="a" src="/a.png" width="640" height="480">'),
        ('<img src="\x1a0\x1a" width="9">', '<img src="/a.png" width="9">'),
        ('<img HEIGHT=9 src="\x1a0\x1a">', '<img HEIGHT=9 src="/a.png">'),
        (
            '<img alt="a width=3" src="\x1a0\x1a" title=\'it"s height=3\'>',
            '<img alt="a width=3" src="/a.png" width="640" height="480" title=\'it"s height=3\'>',
        ),
        ('<img src="\x1a1\x1a">', '<img src="/b.png">'),
        ('<a href="\x1a0\x1a">a</a>', '<a href="/a.png">a</a>'),
        ('<video poster="\x1a0\x1a">', '<video poster="/a.png">'),
    ],
)
def test_a_picture_has_its_size_unless_its_author_gave_one(html: str, expected: str) -> None:
    """Of a picture whose size is not known, and of what is no picture, nothing is said."""
    assert fill_links(html, ("/a.png", "/b.png"), (ImageSize(0, 640, 480),)) == expected


SOURCES = (ImageSource("/a-640.webp", 640), ImageSource("/a.webp", 1000))
SRCSET = 'srcset="/a-640.webp 640w, /a.webp 1000w"'
SIZES = 'sizes="(min-width: 48rem) 40rem, 100vw"'
SIZE = 'width="1000" height="500"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<img src="\x1a0\x1a" alt="a">',
            f'<img src="/a.webp" {SRCSET} {SIZES} {SIZE} decoding="async" alt="a">',
        ),
        (
            '<img width="300" src="\x1a0\x1a">',
            f'<img width="300" src="/a.webp" {SRCSET} sizes="300px" decoding="async">',
        ),
        (
            "<img src=\"\x1a0\x1a\" width='50%'>",
            f'<img src="/a.webp" {SRCSET} {SIZES} decoding="async" width=\'50%\'>',
        ),
        (
            '<img src="\x1a0\x1a" srcset="x.png 2x">',
            f'<img src="/a.webp" {SIZE} decoding="async" srcset="x.png 2x">',
        ),
    ],
)
def test_browser_may_choose_how_large_a_picture_it_takes(html: str, expected: str) -> None:
    """By how wide it is shown, unless its author has said what to choose from."""
    assert fill_links(html, ("/a.webp",), (ImageSize(0, 1000, 500, SOURCES),)) == expected


def test_a_number_without_an_address_is_our_own_mistake() -> None:
    """The body and its addresses were made together."""
    with pytest.raises(IndexError):
        fill_links('<a href="\x1a1\x1a">a</a>', ("/a/",))


def test_a_body_that_is_not_there_is_our_own_mistake() -> None:
    """No line of a template is blamed for it."""
    with pytest.raises(KeyError):
        render_page("page.html", CONTEXTS["page.html"], THEME, dict[Digest, str]().__getitem__)


def test_a_page_is_utf_8_without_forbidden_characters_and_ends_its_last_line() -> None:
    """A lone surrogate or a bell in a title must not spoil the page."""
    theme = load_theme(sources(page="é\x07\x1a\ufffe{{ page.title }}"), ENGLISH)
    context = plan.NotFoundContext(site=SITE, page=page_info("\ud800\x00x", "/x/"))

    assert render_page("page.html", context, theme, read_bodies) == "é?x\n".encode()


# Mistakes in templates


def test_an_unknown_name_is_told_with_its_place_and_the_one_that_was_meant() -> None:
    """The names are those of the page's context."""
    assert failure(page="<h1>\n  {{ page.title }} {{ stie.title }}\n</h1>") == (
        'templates/page.html:2:23: error: unknown name "stie"\n'
        "    2 |   {{ page.title }} {{ stie.title }}\n"
        "      |                       ^^^^\n"
        '  hint: did you mean "site"?'
    )


def test_an_unknown_field_is_told_with_its_owner() -> None:
    """Down in the template that was extended, where the mistake is."""
    assert failure(base="<p>\n{{ page.titel }}", page='{% extends "base.html" %}') == (
        'templates/base.html:2:9: error: PageInfo has no "titel"\n'
        "    2 | {{ page.titel }}\n"
        "      |         ^^^^^\n"
        '  hint: did you mean "title"?'
    )


def test_words_whose_key_is_made_while_rendering_are_an_error_in_their_line() -> None:
    """With the key that may have been meant."""
    assert failure(page='\n<p>{{ say("draf" ~ "ft") }}</p>') == (
        'templates/page.html:2:1: error: there are no words "drafft"\n'
        '    2 | <p>{{ say("draf" ~ "ft") }}</p>\n'
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        '  hint: did you mean "draft"?'
    )


def test_words_say_links_as_links_and_escape_all_else() -> None:
    """A template makes the link, the message says where it stands."""
    theme = load_theme(
        sources(
            page='{% set link %}<a href="/x/">{{ page.title }}</a>{% endset %}{{ say("moved_text", address=link) }}'
            '{{ say("written_by", author=page.title) }}'
        ),
        ENGLISH,
    )
    context = msgspec.structs.replace(ABOUT, page=msgspec.structs.replace(ABOUT.page, title="<A>"))

    assert render_page("page.html", context, theme, read_bodies).decode() == (
        'It is now at <a href="/x/">&lt;A&gt;</a>.Written by &lt;A&gt;\n'
    )


def test_a_name_like_no_other_is_answered_with_all_that_there_are() -> None:
    """Nothing else tells a theme's author what a page has."""
    assert failure(page="{{ zzzz }}") == (
        'templates/page.html:1:4: error: unknown name "zzzz"\n'
        "    1 | {{ zzzz }}\n"
        "      |    ^^^^\n"
        '  hint: this page has "site", "page"'
    )


def test_asking_something_of_an_empty_value_is_told() -> None:
    """Many fields may be empty."""
    assert failure(page="{% set date = none %}{{ date.iso }}") == (
        'templates/page.html:1:30: error: "iso" is asked of a value that is empty\n'
        "    1 | {% set date = none %}{{ date.iso }}\n"
        "      |                              ^^^\n"
        "  hint: test the value first, as in {% if date %}"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ page.title | day }}", "a date is needed here, not str"),
        ("{{ page.title | html }}", "a body of Markdown is needed here, not str"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ page.title + 1 }}", 'can only concatenate str (not "int") to str'),
        ('{% include "page.html" %}', "this template includes itself without end"),
    ],
)
def test_other_mistakes_are_told_with_their_line(line: str, message: str) -> None:
    """What a filter or an operation refuses is the template's mistake too."""
    assert failure(page=f"<p>\n  {line}") == (
        f"templates/page.html:2:3: error: {message}\n    2 |   {line}\n      |   {'^' * len(line)}"
    )


def test_a_template_that_is_not_there_is_told() -> None:
    """Only a theme of one's own could lack one."""
    theme = load_theme(sources(home="x"), ENGLISH)
    with pytest.raises(GeneratorError) as caught:
        render_page("hom.html", ABOUT, theme, read_bodies)

    assert str(caught.value) == 'error: no template "hom.html"\n  hint: did you mean "home.html"?'


@pytest.mark.parametrize(("is_shown", "sources"), [(False, "'self'"), (True, "'self' https:")])
def test_pictures_of_other_hosts_are_fetched_only_where_a_site_wants_it(*, is_shown: bool, sources: str) -> None:
    """Else a link stands there, in feeds as well, and the policy lets no picture from elsewhere through."""
    html = '<p><img src="https://a.b/c.png" alt="c" /></p>\n'
    body = plan.Body(digest_text(html))
    page, feed = CONTEXTS["entry.html"], CONTEXTS["feed.json"]
    assert isinstance(page, plan.EntryContext)
    assert isinstance(feed, plan.FeedContext)
    page_site = msgspec.structs.replace(page.site, shows_remote_pictures=is_shown)
    feed_site = msgspec.structs.replace(feed.site, shows_remote_pictures=is_shown)
    items = (msgspec.structs.replace(feed.items[0], body=body),)
    texts = [
        render_page(template, context, THEME, lambda _: html).decode()
        for template, context in (
            ("entry.html", msgspec.structs.replace(page, site=page_site, body=body)),
            ("feed.xml", msgspec.structs.replace(feed, site=feed_site, items=items)),
            ("feed.json", msgspec.structs.replace(feed, site=feed_site, items=items)),
        )
    ]

    assert f"img-src {sources};" in texts[0]
    assert all(("remote" in text) != is_shown and "c.png" in text for text in texts)
    assert ('<img src="https://a.b/c.png" alt="c" />' in texts[0]) == is_shown


def read_data(template: str, context: plan.Context | None = None) -> dict[str, object]:
    """Give what a page says for machines in JSON-LD."""
    (script,) = [each for each in parse(render(template, context)).iter("script") if each.get("type")]
    data = json.loads(script.text or "")
    assert isinstance(data, dict)
    return data


def test_an_entry_is_described_for_machines() -> None:
    """In JSON-LD: what it is called, when it was written, by whom, what it is about and how long it is."""
    assert read_data("entry.html") == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Blueprints",
        "url": "https://user.github.io/repo/flask/blueprints/",
        "mainEntityOfPage": "https://user.github.io/repo/flask/blueprints/",
        "inLanguage": "en",
        "wordCount": 460,
        "datePublished": EVENING.iso,
        "dateModified": LAST_DAY.iso,
        "description": "About Blueprints.",
        "keywords": [FLASK.title, TESTING.title, TAG.title],
        "isPartOf": {
            "@type": "CreativeWorkSeries",
            "name": "A tutorial",
            "url": "https://user.github.io/repo/series/tutorial/",
        },
        "position": 2,
        "author": {"@type": "Person", "name": "A. Learner", "url": "https://example.org/"},
    }


def test_data_for_machines_cannot_end_its_script() -> None:
    """Whatever an author writes into a title."""
    context = CONTEXTS["entry.html"]
    assert isinstance(context, plan.EntryContext)
    page = msgspec.structs.replace(context.page, title="</script><script>")
    assert read_data("entry.html", msgspec.structs.replace(context, page=page))["headline"] == "</script><script>"


def test_an_entry_has_its_microformats() -> None:
    """An h-entry with its name, its text, its days, what it is about, its address and its author."""
    (entry,) = [each for each in parse(render("entry.html")).iter("article") if each.get("class") == "h-entry"]
    names = {name for each in entry.iter() for name in (each.get("class") or "").split()}
    assert names >= {"p-name", "e-content", "dt-published", "dt-updated", "p-category", "u-url", "p-author", "h-card"}


def test_page_of_a_month_says_where_it_stands() -> None:
    """A trail for machines: the journal, the year, the month."""
    archive = CONTEXTS["archive.html"]
    assert isinstance(archive, plan.ArchiveContext)
    data = read_data("archive.html", msgspec.structs.replace(archive, year="2019", month=FIRST_DAY))
    assert [(step["position"], step["name"], step["item"]) for step in data["itemListElement"]] == [  # type: ignore[attr-defined]
        (1, "Journal", "https://user.github.io/repo/journal/"),
        (2, "2019", "https://user.github.io/repo/journal/2019/"),
        (3, "November 2019", "https://user.github.io/repo/journal/"),
    ]
