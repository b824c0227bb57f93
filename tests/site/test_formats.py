"""What machines read of a site is as their formats want it: feeds, the sitemap, data about pages, pictures, links."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.screens.serving import BASE_PATH
from tests.screens.sites import BASE_URL, Sites
from tests.site.space import list_files

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
"""RFC 3339, as Atom and JSON Feed want it: with seconds and a zone."""

DAY = re.compile(rf"\d{{4}}-\d\d-\d\d|{MOMENT.pattern}")


def address_of(path: str) -> str:
    """Give the address of what is published at a path."""
    return f"{BASE_URL}/{quote(path)}"


class Page(msgspec.Struct, frozen=True):
    """A page of a site, parsed."""

    path: str
    tree: HTMLParser

    @property
    def url(self) -> str:
        """Where it is published."""
        return address_of(self.path.removesuffix("index.html"))

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may find it: neither the 404 page nor a redirect."""
        return self.tree.css_first("meta[name=robots][content=noindex]") is None

    def meta(self, name: str) -> list[str]:
        """Give what it says of itself under a name."""
        nodes = self.tree.css(f'meta[property="{name}"], meta[name="{name}"]')
        return [str(node.attributes.get("content")) for node in nodes]


class Site(msgspec.Struct, frozen=True):
    """A published folder with its pages."""

    public: Path
    files: frozenset[str]
    pages: tuple[Page, ...]

    def list(self, ending: str) -> Iterator[str]:
        """List the files with an ending."""
        return (path for path in sorted(self.files) if path.endswith(ending))


@pytest.fixture(scope="module", params=["own", "made"])
def site(request: pytest.FixtureRequest, sites: Sites) -> Site:
    """Read each of the two sites."""
    public = sites.own if request.param == "own" else sites.made
    files = list_files(public)
    pages = [
        Page(path, HTMLParser((public / path).read_text(encoding="utf-8"))) for path in files if path.endswith(".html")
    ]
    return Site(public, frozenset(files), tuple(page for page in pages if not page.path.startswith("pagefind/")))


def test_atom_feeds_are_as_rfc_4287_wants_them(site: Site) -> None:
    """Each has one id, title, time, author and link to itself; ids are unique, times have a zone, links are absolute."""
    feeds = list(site.list("feed.xml"))
    assert "feed.xml" in feeds
    for path in feeds:
        feed = ET.parse(site.public / path).getroot()
        assert feed.tag == f"{ATOM}feed"
        assert_one_of_each(feed, "id", "title", "updated", "author")
        assert find_links(feed)["self"] == address_of(path)
        entries = feed.findall(f"{ATOM}entry")
        for entry in entries:
            assert_one_of_each(entry, "id", "title", "updated", "published", "content")
            assert is_absolute(find_links(entry)["alternate"])
            assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))
        assert all(map(is_absolute, [feed.findtext(f"{ATOM}id"), *ids]))
        times = [element.text for tag in ("updated", "published") for element in feed.iter(f"{ATOM}{tag}")]
        assert [text for text in times if not MOMENT.fullmatch(str(text))] == []
        assert {element.get("type") for element in feed.iter(f"{ATOM}content")} <= {"html"}


def assert_one_of_each(element: ET.Element, *names: str) -> None:
    """Every element of these is there once, and says something."""
    counts = Counter(child.tag for child in element)
    assert {name: counts[f"{ATOM}{name}"] for name in names} == dict.fromkeys(names, 1)
    assert all(
        "".join(child.itertext()).strip() for child in element if child.tag in {f"{ATOM}{name}" for name in names}
    )


def find_links(element: ET.Element) -> dict[str, str]:
    """Give the links of a feed or an entry by what they are for; there is one of each."""
    links = [(link.get("rel", "alternate"), link.get("href", "")) for link in element.findall(f"{ATOM}link")]
    assert len(links) == len(dict(links))
    return dict(links)


def is_absolute(address: str | None) -> bool:
    """Tell whether an address is whole."""
    return urlsplit(address or "").scheme in {"http", "https", "mailto"}


def test_what_feeds_show_works_elsewhere(site: Site) -> None:
    """Links and pictures in them are absolute, but for those within the same text."""
    for path in site.list("feed.json"):
        for item in json.loads((site.public / path).read_bytes())["items"]:
            tree = HTMLParser(item["content_html"])
            addresses = [
                node.attributes.get("href") or node.attributes.get("src") for node in tree.css("[href], [src]")
            ]
            assert [each for each in addresses if not is_absolute(each) and not str(each).startswith("#")] == []


def test_json_feeds_are_as_their_version_wants_them(site: Site) -> None:
    """JSON Feed 1.1: title, addresses, authors, and for each item an id, its content and times."""
    feeds = list(site.list("feed.json"))
    assert len(feeds) == len(list(site.list("feed.xml")))
    for path in feeds:
        feed = json.loads((site.public / path).read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == address_of(path)
        assert is_absolute(feed["home_page_url"])
        assert "author" not in feed, "is what version 1 had"
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert is_absolute(item["url"])
            assert item["content_html"]
            times = [item[name] for name in ("date_published", "date_modified") if name in item]
            assert [text for text in times if not MOMENT.fullmatch(text)] == []


def test_sitemap_is_as_its_schema_wants_it(site: Site) -> None:
    """Addresses are whole, unique and published, days are days, and there are not too many."""
    tree = ET.parse(site.public / "sitemap.xml").getroot()
    assert tree.tag == f"{SITEMAP}urlset"
    assert {child.tag for child in tree} == {f"{SITEMAP}url"}
    assert {child.tag for url in tree for child in url} <= {f"{SITEMAP}loc", f"{SITEMAP}lastmod"}
    places = [str(url.findtext(f"{SITEMAP}loc")) for url in tree]
    assert len(places) == len(set(places)) <= 50_000
    assert set(places) == {page.url for page in site.pages if page.is_indexed}
    days = [element.text for element in tree.iter(f"{SITEMAP}lastmod")]
    assert [day for day in days if not DAY.fullmatch(str(day))] == []


def test_links_lead_somewhere(site: Site) -> None:
    """Every address below the site's own is published, and has the anchor that is asked for."""
    anchors = {page.path: {node.attributes.get("id") for node in page.tree.css("[id]")} for page in site.pages}
    missing = set()
    for page in site.pages:
        for node in page.tree.css("a[href], link[href], img[src], script[src], source[src]"):
            address = urljoin(page.url, str(node.attributes.get("href") or node.attributes.get("src")))
            if not address.startswith(f"{BASE_URL}/"):
                continue
            place = urlsplit(address)
            path = unquote(place.path).removeprefix(f"{BASE_PATH}/")
            path = f"{path}index.html" if not path or path.endswith("/") else path
            if path not in site.files or (
                place.fragment and path in anchors and unquote(place.fragment) not in anchors[path]
            ):
                missing.add(f"{page.path}: {address}")
    assert sorted(missing) == []


def test_pages_say_what_previews_show(site: Site) -> None:
    """Each page that may be found has one title, address, kind and site for whoever shows a card of it."""
    for page in site.pages:
        if page.is_indexed:
            found = {name: page.meta(f"og:{name}") for name in ("title", "url", "type", "site_name")}
            assert [name for name, said in found.items() if len(said) != 1 or not said[0]] == [], page.path
            assert found["url"] == [page.url]
            images = page.meta("og:image")
            assert all(is_published(site, each) for each in images if each.startswith(BASE_URL)), page.path


def is_published(site: Site, address: str) -> bool:
    """Tell whether an address of the site is a file."""
    return address.startswith(f"{BASE_URL}/") and unquote(address.removeprefix(f"{BASE_URL}/")) in site.files


def test_data_about_pages_can_be_read(site: Site) -> None:
    """JSON-LD is JSON, has a context and a kind, and says of an entry what it is called, when it was written, by whom."""
    has_author = bool(site.pages[0].meta("author"))
    for page in site.pages:
        for node in page.tree.css('script[type="application/ld+json"]'):
            data = json.loads(node.text())
            for item in data.get("@graph", [data]):
                assert item.get("@type"), page.path
                if item["@type"] == "BlogPosting":
                    assert {"headline", "url"} | ({"author"} if has_author else set()) <= set(item), page.path
                    assert is_absolute(item["url"])
                    assert DAY.fullmatch(item.get("datePublished", "2020-01-01")), page.path
            assert data["@context"] == "https://schema.org"


def test_pictures_of_lines_can_be_read(site: Site) -> None:
    """Icons, badges and charts that are files are XML with a size."""
    for path in site.list(".svg"):
        picture = ET.parse(site.public / path).getroot()
        assert picture.tag == "{http://www.w3.org/2000/svg}svg", path
        assert {"viewBox", "width", "height"} & set(picture.attrib), path


def test_manifest_names_the_site_and_its_icons(site: Site) -> None:
    """Where pages name a manifest it is there, and its icons are, too."""
    hrefs = {node.attributes.get("href") for page in site.pages for node in page.tree.css("link[rel=manifest]")}
    for href in hrefs:
        url = urljoin(f"{BASE_URL}/", str(href))
        data = json.loads((site.public / url.removeprefix(f"{BASE_URL}/")).read_bytes())
        assert data["name"]
        assert data["icons"]
        assert all(is_published(site, urljoin(url, icon["src"])) for icon in data["icons"])
        assert is_published(site, urljoin(url, data["start_url"]) + "index.html")


def test_badges_say_the_state_for_shields(site: Site) -> None:
    """The endpoint's form: a version, a label, a message, and a colour."""
    for path in (path for path in site.list(".json") if path.startswith("badges/")):
        badge = json.loads((site.public / path).read_bytes())
        assert badge["schemaVersion"] == 1
        assert badge["label"]
        assert badge["message"]
        assert badge["color"]
        assert path.replace(".json", ".svg") in site.files
