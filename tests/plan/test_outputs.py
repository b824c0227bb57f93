"""What is put out."""

from generator.digest import digest_text
from generator.errors import SitePath
from generator.plan.contexts import Body, FeedContext, FeedItem, HomeContext, RobotsContext
from generator.plan.outputs import Asset, Page, list_bodies
from tests.plan.samples import context_of, make_plan

ONE, OTHER = digest_text("one"), digest_text("other")


def test_page_names_its_body() -> None:
    """A page that shows one body needs that one."""
    plan = make_plan({"content/pages/README.md": "Welcome.\n"})
    home = context_of(plan, "index.html", HomeContext)
    assert home.body is not None
    assert list_bodies(home) == (home.body.key,)


def test_page_without_a_body_names_none() -> None:
    """A home page without words, and what programs read, have no body."""
    home = context_of(make_plan({}), "index.html", HomeContext)
    assert home.body is None
    assert list_bodies(home) == ()
    assert list_bodies(RobotsContext(sitemap_url="")) == ()


def test_feed_names_the_bodies_of_its_items() -> None:
    """A feed shows several."""
    feed = context_of(make_plan(), "feed.xml", FeedContext)
    item = feed.items[0]
    items = tuple(FeedItem(item.id, item.url, "", "", None, None, Body(key), ()) for key in (ONE, OTHER))
    shown = FeedContext(site=feed.site, title="", description="", url="", home_url="", updated=None, items=items)
    assert list_bodies(shown) == (ONE, OTHER)


def test_asset_is_a_file_unless_it_has_bytes() -> None:
    """What is copied has no bytes of its own; a page without a file has no source."""
    asset = Asset(SitePath("a.png"), ONE, "a.png", SitePath("content/a.png"))
    assert (asset.is_packaged, asset.data) == (False, None)
    assert Page(SitePath("robots.txt"), "robots.txt", RobotsContext(sitemap_url=""), "robots.txt").source == ""
