"""A built site as a whole: nothing is said of a sound one, and of each kind of fault exactly what it is."""

import os
from pathlib import Path

import pytest

from generator.audit import auditing
from generator.audit.auditing import audit_folder
from generator.audit.findings import Finding
from tests.audit.samples import edit, look, tell, write_sound

PATH = '"/repo/flask/"'

LINKS = [
    (
        "a link",
        ("index.html", PATH, '"/repo/flsk/"'),
        (
            'public/index.html:18:13: error: the link "/repo/flsk/" leads to nothing: there is no flsk/index.html'
            ' | did you mean "/repo/flask/"?'
        ),
    ),
    (
        "a link by its case",
        ("index.html", PATH, '"/repo/Flask/"'),
        (
            'public/index.html:18:13: error: the link "/repo/Flask/" leads to nothing: there is no Flask/index.html'
            ' | case matters to the host: "/repo/flask/" exists'
        ),
    ),
    (
        "a relative link",
        ("flask/index.html", "../feed.json", "feed.json"),
        (
            'public/flask/index.html:10:37: error: the link "feed.json" leads to nothing: there is no flask/feed.json'
            ' | did you mean "/repo/feed.json"?'
        ),
    ),
    (
        "a place in another page",
        ("index.html", "flask/#why", "flask/#who"),
        (
            'public/index.html:18:50: error: the link "flask/#who" leads to no place: flask/index.html has no "who"'
            ' | did you mean "why"?'
        ),
    ),
    (
        "a place in the same page",
        ("index.html", "#content", "#contents"),
        (
            'public/index.html:16:10: error: the link "#contents" leads to no place: index.html has no "contents"'
            ' | did you mean "content"?'
        ),
    ),
    (
        "a link without the base path",
        ("index.html", PATH, '"/flask/"'),
        (
            'public/index.html:18:13: error: the link "/flask/" leads out of the site, which is at /repo/'
            ' | did you mean "/repo/flask/"?'
        ),
    ),
    (
        "a link above the base path",
        ("flask/index.html", '"../"', '"../../"'),
        'public/flask/index.html:10:13: error: the link "../../" leads out of the site, which is at /repo/',
    ),
    (
        "a percent sign by itself",
        ("index.html", PATH, '"/repo/100%/"'),
        (
            'public/index.html:18:13: error: the link "/repo/100%/" has a % that encodes nothing'
            " | write a percent sign as %25"
        ),
    ),
    (
        "a space in an address",
        ("index.html", PATH, '"/repo/a b.png"'),
        (
            'public/index.html:18:13: error: the link "/repo/a b.png" has a space or a backslash in it'
            " | write a space as %20, and / for a backslash"
        ),
    ),
    (
        "a file on one machine",
        ("index.html", PATH, '"file:///srv/x"'),
        (
            'public/index.html:18:13: error: the link "file:///srv/x" is a file on one machine'
            " | link to where it is published"
        ),
    ),
    (
        "a picture",
        ("index.html", 'src="/repo/a%20b.png"', 'src="/repo/a.png"'),
        (
            'public/index.html:23:11: error: the picture "/repo/a.png" leads to nothing: there is no a.png'
            ' | did you mean "/repo/a b.png"?'
        ),
    ),
    (
        "a picture of several",
        ("index.html", "/repo/cards/home.png 2x", "/repo/cards/hom.png 2x"),
        (
            'public/index.html:23:58: error: the picture "/repo/cards/hom.png" leads to nothing: there is no cards/hom.png'
            ' | did you mean "/repo/cards/home.png"?'
        ),
    ),
    (
        "a card",
        ("index.html", 'repo/cards/home.png">', 'repo/cards/homes.png">'),
        (
            'public/index.html:7:36: error: the og:image "https://example.org/repo/cards/homes.png" leads to nothing:'
            ' there is no cards/homes.png | did you mean "/repo/cards/home.png"?'
        ),
    ),
    (
        "a stylesheet of another host",
        ("index.html", "/repo/assets/site.css", "https://cdn.example/x.css"),
        (
            'public/index.html:8:30: error: the stylesheet "https://cdn.example/x.css" is fetched from elsewhere, which the'
            " page's policy forbids | publish it with the site"
        ),
    ),
    (
        "an icon",
        ("index.html", "assets/icon.svg", "assets/ikon.svg"),
        (
            'public/index.html:9:24: error: the icon "/repo/assets/ikon.svg" leads to nothing: there is no assets/ikon.svg'
            ' | did you mean "/repo/assets/icon.svg"?'
        ),
    ),
    (
        "a manifest's icon",
        ("site.webmanifest", "assets/icon.svg", "icon.svg"),
        (
            'public/site.webmanifest:1:40: error: the "src" "icon.svg" leads to nothing: there is no icon.svg'
            ' | did you mean "/repo/assets/icon.svg"?'
        ),
    ),
    (
        "what a stylesheet fetches",
        ("assets/site.css", "icon.svg", "icons.svg"),
        (
            'public/assets/site.css:1:24: error: the address "icons.svg" leads to nothing: there is no assets/icons.svg'
            ' | did you mean "/repo/assets/icon.svg"?'
        ),
    ),
    (
        "a canonical address of another site",
        ("flask/index.html", "https://example.org/repo/flask/", "https://example.com/flask/"),
        (
            'public/flask/index.html:6:29: error: the canonical address "https://example.com/flask/" is not an address of'
            " this site"
        ),
    ),
    (
        "a redirect",
        ("old.html", "url=/repo/flask/", "url=/repo/new/"),
        'public/old.html:7:37: error: the redirect "/repo/new/" leads to nothing: there is no new/index.html',
    ),
    (
        "JSON-LD",
        ("index.html", '"url": "https://example.org/repo/"', '"url": "https://example.org/repo/us/"'),
        (
            'public/index.html:13:106: error: the "url" "https://example.org/repo/us/" leads to nothing:'
            " there is no us/index.html"
        ),
    ),
    (
        "a feed's id",
        ("feed.xml", "<id>https://example.org/repo/feed.xml", "<id>https://example.org/repo/feeds.xml"),
        (
            'public/feed.xml:3:5: error: the feed id "https://example.org/repo/feeds.xml" leads to nothing:'
            ' there is no feeds.xml | did you mean "/repo/feed.xml"?'
        ),
    ),
    (
        "a feed's link",
        ("feed.xml", 'rel="alternate" href="https://example.org/repo/flask/"', 'rel="alternate" href="/flask/"'),
        (
            'public/feed.xml:11:29: error: the feed link "/flask/" leads out of the site, which is at /repo/'
            ' | did you mean "/repo/flask/"?'
        ),
    ),
    (
        "a link in a feed's entry",
        ("feed.xml", "flask/#why", "flask/#who"),
        (
            'public/feed.xml:12:22: error: the link "https://example.org/repo/flask/#who" leads to no place:'
            ' flask/index.html has no "who" | did you mean "why"?'
        ),
    ),
    (
        "a feed's link without its host",
        ("feed.xml", 'rel="alternate" href="https://example.org/repo', 'rel="alternate" href="/repo'),
        (
            'public/feed.xml:11:29: error: the feed link "/repo/flask/" has no host, and is read far from the site'
            " | write https://example.org before it"
        ),
    ),
    (
        "a feed in JSON",
        ("feed.json", "repo/feed.json", "repo/feed2.json"),
        (
            'public/feed.json:1:15: error: the "feed_url" "https://example.org/repo/feed2.json" leads to nothing:'
            ' there is no feed2.json | did you mean "/repo/feed.json"?'
        ),
    ),
    (
        "what other programs read",
        ("api/v1/entries.json", "repo/flask/", "repo/django/"),
        (
            'public/api/v1/entries.json:1:23: error: the "url" "https://example.org/repo/django/" leads to nothing:'
            " there is no django/index.html"
        ),
    ),
    (
        "an address in the sitemap",
        ("sitemap.xml", "repo/flask/", "repo/flask2/"),
        (
            'public/sitemap.xml:3:11: error: the sitemap address "https://example.org/repo/flask2/" leads to nothing:'
            ' there is no flask2/index.html | did you mean "/repo/flask/"?'
        ),
    ),
    (
        "the sitemap's own address",
        ("robots.txt", "/sitemap.xml", "/map.xml"),
        (
            'public/robots.txt:2:10: error: the sitemap "https://example.org/repo/map.xml" leads to nothing:'
            ' there is no map.xml | did you mean "/repo/sitemap.xml"?'
        ),
    ),
    (
        "a page in the sitemap that is not to be found",
        ("sitemap.xml", "repo/flask/", "repo/old"),
        (
            'public/sitemap.xml:3:11: error: the sitemap lists "https://example.org/repo/old", a page that asks not to be'
            " indexed"
        ),
    ),
    (
        "a relative link where pages are missing",
        ("404.html", '"/repo/"', '"index.html"'),
        (
            'public/404.html:8:13: error: the link "index.html" is relative, and this page is shown at any address'
            " | write it from the root: /…"
        ),
    ),
]

TEXTS = [
    (
        "an element that is not closed",
        ("index.html", "</main>", ""),
        "public/index.html:25:1: error: </body> comes before the </main> of what is open in it | write </main> first",
    ),
    (
        "an id that is given twice",
        ("flask/index.html", "<p>", '<p id="why">'),
        'public/flask/index.html:10:8: error: the id "why" is given twice',
    ),
    ("no language", ("old.html", ' lang="en"', ""), "public/old.html:1:1: error: <html> has no lang"),
    ("no title", ("old.html", "<title>Moved</title>", ""), "public/old.html:1:1: error: the page has no title"),
    (
        "no encoding",
        ("old.html", '<meta charset="utf-8">', ""),
        "public/old.html:1:1: error: the page does not say in its first 1024 bytes that it is UTF-8",
    ),
    (
        "no doctype",
        ("old.html", "<!doctype html>", ""),
        (
            "public/old.html:1:1: error: the page does not begin with <!doctype html>, so browsers show it as those of 1998"
            " did"
        ),
    ),
    (
        "<base>",
        ("old.html", "</head>", '<base href="/repo/"></head>'),
        "public/old.html:8:1: error: <base> gives every link of the page another meaning | write each address in full",
    ),
    (
        "an inline script",
        ("old.html", "</head>", "<script>1</script></head>"),
        "public/old.html:8:1: error: an inline script",
    ),
    (
        "an inline style",
        ("old.html", "</head>", "<style>a {}</style></head>"),
        "public/old.html:8:1: error: an inline style",
    ),
    ("a style attribute", ("old.html", "<body>", '<body style="x">'), "public/old.html:9:14: error: a style attribute"),
    (
        "an event handler",
        ("old.html", "<body>", '<body onload="x()">'),
        "public/old.html:9:15: error: an inline script, onload",
    ),
    (
        "an address that is a script",
        ("index.html", PATH, '"javascript:alert(1)"'),
        "public/index.html:18:13: error: an address that is a script",
    ),
    (
        "a picture without alt",
        ("index.html", ' alt=""', ""),
        (
            'public/index.html:23:1: warning: the picture "/repo/a%20b.png" has no alt text'
            ' | describe it, or write alt="" if it adds nothing to the text'
        ),
    ),
    (
        "a draft",
        ("old.html", "<body>", '<body><strong class="draft">Draft</strong>'),
        "public/old.html: error: shows a draft",
    ),
    ("XML that is none", ("feed.xml", "</entry>", ""), "public/feed.xml:14:3: error: mismatched tag"),
    (
        "XML with an entity",
        ("sitemap.xml", "<urlset", '<!DOCTYPE urlset [<!ENTITY a "b">]><urlset'),
        'public/sitemap.xml:2:30: error: the entity "a" is declared',
    ),
    ("JSON that is none", ("feed.json", "]}", "],}"), "public/feed.json:3:3: error: "),
    ("JSON of JavaScript", ("feed.json", "]}", '], "a": NaN}'), "public/feed.json:1:1: error: NaN is no value of JSON"),
    (
        "a key twice",
        ("feed.json", "]}", '], "items": []}'),
        'public/feed.json:1:1: error: the key "items" is given twice',
    ),
    (
        "a byte order mark",
        ("assets/site.css", "body", "\ufeffbody"),
        "public/assets/site.css:1:1: error: begins with a byte order mark | save it as UTF-8 without BOM",
    ),
    (
        "somebody's folder",
        ("assets/site.js", "export", "// /home/juno/site\nexport"),
        'public/assets/site.js:1:4: warning: names a home folder: "/home/juno"',
    ),
    (
        "somebody's folder on Windows",
        ("feed.json", "Hello", "C:\\\\Users\\\\juno\\\\x"),
        "public/feed.json:2:",
    ),
    ("a todo list", ("todo.md", "", "call J."), "public/todo.md: error: must not be published"),
    ("a repository", (".git/config", "", "[core]"), "public/.git: error: must not be published"),
    ("a cache", (".cache/journal/x", "", "x"), "public/.cache: error: must not be published"),
    ("a backup", ("index.html~", "", "x"), "public/index.html~: error: was left behind by an editor or a program"),
    ("a source", ("notes.md", "", "x"), "public/notes.md: warning: is a source, not a page"),
    ("a file that is left out", (".secret", "", "x"), "public/.secret: warning: has a name with a dot before it"),
    ("a domain", ("CNAME", "", "example.org"), "public/CNAME: warning: is ignored when Actions deploy a site"),
    ("a name that Windows refuses", ("a:b.txt", "", "x"), "public/a:b.txt: error: has ':' in its name"),
    ("a name with a dot at its end", ("a.", "", "x"), "public/a.: error: ends in a dot or a space"),
    (
        "a name in two cases",
        ("INDEX.html.txt", "", "x"),
        "public/index.html.txt: error: differs only by case from INDEX.html.txt",
    ),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that nothing is wrong with."""
    return write_sound(tmp_path / "public")


def test_nothing_is_said_of_a_sound_site(site: Path) -> None:
    """All that may be written in several ways is there, and is taken for what it is."""
    audit = look(site)
    assert tell(audit) == []
    assert (audit.page_count, audit.asset_count) == (4, 11)
    assert [each.address for each in audit.outside] == ["https://other.example/a?b=c"]


def test_base_is_found_in_the_pages_themselves(site: Path) -> None:
    """A folder says where it will be, when nobody else does."""
    assert tell(look(site, base_url="")) == []
    edit(site, "index.html", '"/repo/flask/"', '"/flask/"')
    assert len(tell(look(site, base_url=""))) == 1


def test_site_that_was_built_for_another_address_is_told_once(site: Path) -> None:
    """Every link of it would be wrong in the same way."""
    assert tell(look(site, base_url="https://example.org/other")) == [
        (
            'public/index.html: error: the site was built for "https://example.org/repo/", and is checked for'
            ' "https://example.org/other" | build it again, or give the --base-url it was built with'
        )
    ]


@pytest.mark.parametrize(("change", "said"), [pytest.param(*case[1:], id=case[0]) for case in LINKS])
def test_reference_that_leads_to_nothing_is_told(site: Path, change: tuple[str, str, str], said: str) -> None:
    """With its place, what is missing, and what was meant."""
    edit(site, *change)
    assert tell(look(site)) == [said]


@pytest.mark.parametrize(("change", "said"), [pytest.param(*case[1:], id=case[0]) for case in TEXTS])
def test_file_that_must_not_be_like_this_is_told(site: Path, change: tuple[str, str, str], said: str) -> None:
    """Each rule by itself, and nothing else with it."""
    if change[0] == "INDEX.html.txt":
        edit(site, "index.html.txt", "", "x")
    edit(site, *change)
    told = tell(look(site))
    assert len(told) == 1
    assert told[0].startswith(said)


def test_place_is_right_in_a_file_that_is_no_utf8(site: Path) -> None:
    """The byte is named, and everything else is looked at nevertheless."""
    (site / "old.html").write_bytes((site / "old.html").read_bytes().replace(b"Moved", "é\n".encode() + b"\xe9x"))
    assert tell(look(site)) == ["public/old.html:6:1: error: is not UTF-8: byte 0xe9 means nothing here"]


def test_what_is_no_file_is_told(site: Path) -> None:
    """Links, pipes, modes, and files that every site must have."""
    (site / "link").symlink_to("index.html")
    os.mkfifo(site / "pipe")
    (site / "cards/home.png").chmod(0o600)
    (site / "feed.json").chmod(0o664)
    (site / "cards").chmod(0o700)
    (site / "404.html").unlink()
    assert tell(look(site)) == [
        "public: error: there is no 404.html; GitHub would show its own page for addresses that do not exist",
        "public/cards: error: cannot be read by everyone: its mode is 0700, not 0755 | chmod 755 it, or build again",
        (
            "public/cards/home.png: error: cannot be read by everyone: its mode is 0600, not 0644"
            " | chmod 644 it, or build again"
        ),
        "public/feed.json: warning: its mode is 0664, not 0644 | chmod 644 it",
        "public/link: error: is a symbolic link, which Pages does not take | put the file itself there",
        "public/pipe: error: is neither a file nor a folder",
    ]


def test_link_out_of_the_folder_is_not_followed(site: Path, tmp_path: Path) -> None:
    """What lies elsewhere is not looked at, though it can be reached."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "todo.md").write_text("x")
    (site / "more").symlink_to(tmp_path / "elsewhere")
    assert tell(look(site)) == [
        "public/more: error: is a symbolic link, which Pages does not take | put the file itself there"
    ]


def test_same_fault_on_many_pages_is_told_once(site: Path) -> None:
    """A broken link in a template is one mistake."""
    text = (site / "flask/index.html").read_text()
    for number in range(30):
        page = text.replace("</p>", '<a href="/repo/gone/">gone</a></p>')
        edit(site, f"p{number:02}/index.html", "", page)
    assert tell(look(site)) == [
        (
            'public/p00/index.html:10:97: error: the link "/repo/gone/" leads to nothing: there is no gone/index.html'
            " (and in 29 other files)"
        )
    ]


def test_site_of_ten_gigabytes_is_not_read(site: Path) -> None:
    """It is refused by its size alone; the file has no byte on the disk."""
    with (site / "film.mp4").open("wb") as file:
        file.truncate(10_000_000_000)
    (site / "film.mp4").chmod(0o644)
    edit(site, "index.html", "#content", "#contents")
    assert tell(look(site)) == ["public: error: the site has 10,000 MB; more than 10 GB cannot be handed over at all"]


def test_further_look_is_given_every_file_that_is_read(site: Path) -> None:
    """What else must not be published is looked for in the same pass."""

    def find(path: str, data: bytes) -> list[Finding]:
        place = data.find(b"Flask")
        return [Finding("a word", path, place, 5)] if place >= 0 else []

    audit = audit_folder(site, shown="public", look=find)
    assert tell(audit) == ["public/flask/index.html:5:8: error: a word (and in 2 other files)"]


def test_faults_are_told_where_a_reader_meets_them(site: Path) -> None:
    """What a page and a feed have in common is shown in the page; in the present folder paths have no beginning."""
    edit(site, "flask/index.html", "Why<", "/home/juno<")
    edit(site, "feed.json", "Hello", "/home/juno")
    assert tell(audit_folder(site, shown="."))[0].startswith(
        'flask/index.html:9:14: warning: names a home folder: "/home/juno" (and in 1 other file)'
    )


def test_many_processes_say_what_one_says(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, with everything that is found in each file."""
    edit(site, "index.html", PATH, '"/repo/flsk/"')
    edit(site, "old.html", ' lang="en"', "")
    edit(site, "feed.xml", "flask/#why", "flask/#who")
    alone = look(site)
    monkeypatch.setattr(auditing, "_ALONE_BYTES", 0)
    monkeypatch.setattr(auditing, "count_workers", lambda _jobs: 3)
    assert look(site) == alone
    assert len(alone.problems) == 3


def test_paths_of_this_machine_are_told(site: Path) -> None:
    """Where a site was built is nobody's business."""
    edit(site, "assets/site.js", "export", "// /srv/me/journal/x\nexport")
    audit = audit_folder(site, shown="public", own_paths=("/srv/me/journal",))
    assert tell(audit) == [
        'public/assets/site.js:1:4: error: tells where the site lies on your machine: "/srv/me/journal"'
    ]
