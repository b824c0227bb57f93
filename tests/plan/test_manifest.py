"""Which outputs are stale, and why."""

from collections.abc import Collection, Mapping, Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.digest import Digest, digest_text
from generator.errors import SitePath
from generator.plan.contexts import RedirectContext, Sections, SitemapContext, SitemapRow, TermLink, TermsContext
from generator.plan.manifest import (
    EMPTY_MANIFEST,
    Manifest,
    find_orphans,
    find_stale,
    find_stale_assets,
)
from generator.plan.outputs import Asset, Page
from generator.plan.pages import Plan
from tests.plan.samples import JOURNAL, context_of, make_plan

CODE = digest_text("the generator")
WORDS = digest_text("the words")
CLOSURES: Mapping[str, Digest] = {"redirect.html": digest_text("redirect"), "terms.html": digest_text("terms")}

REDIRECT = next(
    page
    for page in make_plan({"content/entries/a.md": "---\naliases: [/old/]\n---\n"}).pages
    if page.template == "redirect.html"
)
SITE = REDIRECT.context.site  # type: ignore[attr-defined]  # it is a redirect's context
PAGE_INFO = REDIRECT.context.page  # type: ignore[attr-defined]  # likewise


def make_page(name: str = "a", **fields: object) -> Page:
    """Make a page of some kind."""
    context = RedirectContext(site=SITE, page=PAGE_INFO, target_href="/b/", target_url="/b/")
    return Page(SitePath(f"{name}/index.html"), "redirect.html", msgspec.structs.replace(context, **fields), "somebody")


def build(
    pages: Sequence[Page],
    previous: Manifest = EMPTY_MANIFEST,
    *,
    closures: Mapping[str, Digest] = CLOSURES,
    code: Digest = CODE,
    damaged: Collection[SitePath] = (),
    words: Digest = WORDS,
    speaking: Collection[str] = ("redirect.html",),
) -> tuple[dict[str, str], Manifest]:
    """Build pages as the stages do: what is rendered, each with its reason, and the manifest then."""
    stale, kept = find_stale(pages, closures, code, previous, damaged, spoken=dict.fromkeys(speaking, words))
    assert {item.page.output for item in stale} | set(kept) == {page.output for page in pages}
    assert not {item.page.output for item in stale} & set(kept)
    rows = kept | {item.page.output: item.row for item in stale}
    return {item.page.output: item.row.reason for item in stale}, Manifest(code, words, rows)


def rebuild(before: Sequence[Page], after: Sequence[Page], **inputs: object) -> dict[str, str]:
    """Build pages, and then others: what is rendered the second time, and why."""
    _, manifest = build(before)
    return build(after, manifest, **inputs)[0]  # type: ignore[arg-type]  # named as `build` names them


THREE = (make_page("a"), make_page("b"), make_page("c"))


def test_when_nothing_was_built_everything_is_new() -> None:
    """The first build renders every page."""
    assert build(THREE)[0] == {"a/index.html": "new", "b/index.html": "new", "c/index.html": "new"}


def test_when_nothing_changes_nothing_is_stale() -> None:
    """The second build renders none, and its manifest is the first one's."""
    _, manifest = build(THREE)
    assert build(THREE, manifest) == ({}, manifest)


def test_when_one_page_changes_it_alone_is_stale() -> None:
    """The field that differs is the reason."""
    after = (THREE[0], make_page("b", target_href="/c/"), THREE[2])
    assert rebuild(THREE, after) == {"b/index.html": "target_href"}


def test_when_two_fields_change_both_are_named() -> None:
    """In the order of the context's type."""
    after = (make_page("a", target_url="/c/", target_href="/c/"), *THREE[1:])
    assert rebuild(THREE, after) == {"a/index.html": "target_href, target_url"}


def test_when_what_all_pages_show_changes_all_are_stale() -> None:
    """The site's title is on every page."""
    site = msgspec.structs.replace(SITE, title="Other")
    after = [make_page(name, site=site) for name in "abc"]
    assert rebuild(THREE, after) == {"a/index.html": "site", "b/index.html": "site", "c/index.html": "site"}


def test_when_a_page_is_added_it_alone_is_stale() -> None:
    """The others stay."""
    assert rebuild(THREE[:2], THREE) == {"c/index.html": "new"}


def test_when_a_page_goes_no_other_is_stale() -> None:
    """What is gone is no reason to render what is there."""
    assert rebuild(THREE, THREE[:2]) == {}


def test_when_a_template_changes_its_pages_are_stale() -> None:
    """Pages of other templates stay; the reason names the template."""
    terms = Page(
        SitePath("tags/index.html"),
        "terms.html",
        TermsContext(site=SITE, page=PAGE_INFO, sections=Sections("/journal/", "", "/tags/", ""), kind="tag", terms=()),
        "the list of tags",
    )
    closures = {**CLOSURES, "terms.html": digest_text("changed")}
    assert rebuild((*THREE, terms), (*THREE, terms), closures=closures) == {"tags/index.html": "template terms.html"}


def test_when_the_generator_changes_everything_is_stale() -> None:
    """Any line of its code may have a part in any page."""
    assert rebuild(THREE, THREE, code=digest_text("a new release")) == dict.fromkeys(
        ("a/index.html", "b/index.html", "c/index.html"), "generator"
    )


def test_when_words_change_what_says_any_is_stale() -> None:
    """Whose template says some; others stay as they are."""
    after = (*THREE, msgspec.structs.replace(make_page("d"), template="feed.xml"))

    assert rebuild(after, after, words=digest_text("other words")) == {
        f"{name}/index.html": "words of the language" for name in "abc"
    }


def test_when_an_output_is_damaged_it_is_stale() -> None:
    """Somebody wrote into the published site, or took something away."""
    assert rebuild(THREE, THREE, damaged={"b/index.html"}) == {"b/index.html": "damaged output"}


def test_when_several_things_change_all_are_named() -> None:
    """Every input that differs is a reason."""
    after = (make_page("a", target_href="/c/"), *THREE[1:])
    reasons = rebuild(
        THREE, after, code=digest_text("new"), closures={"redirect.html": digest_text("new")}, damaged={"a/index.html"}
    )
    assert reasons["a/index.html"] == "generator, template redirect.html, target_href, damaged output"


def test_when_a_page_becomes_another_kind_it_is_stale() -> None:
    """An address may be a term today and a redirect tomorrow."""
    sitemap = SitemapContext(rows=(SitemapRow("/a/", ""),))
    after = Page(SitePath("a/index.html"), "sitemap.xml", sitemap, "somebody")
    assert rebuild([make_page("a")], [after]) == {"a/index.html": "template sitemap.xml, kind of page"}


def test_when_only_the_template_is_another_it_is_named() -> None:
    """Two templates that reach nothing, such as the writers of JSON, are told apart by name."""
    before = Page(SitePath("a"), "one.json", SitemapContext(rows=()), "somebody")
    after = msgspec.structs.replace(before, template="two.json")
    assert rebuild([before], [after]) == {"a": "template two.json"}


def test_when_only_the_owner_is_another_nothing_is_stale() -> None:
    """Who a page is made for, and the file to name in a problem, are not on the page."""
    after = [msgspec.structs.replace(page, owner="another", source=SitePath("b.md")) for page in THREE]
    assert rebuild(THREE, after) == {}


FIELDS: dict[str, st.SearchStrategy[object]] = {
    "site": st.sampled_from([SITE, msgspec.structs.replace(SITE, title="Other")]),
    "page": st.sampled_from([PAGE_INFO, msgspec.structs.replace(PAGE_INFO, href="/x/")]),
    "target_href": st.sampled_from(["", "/b/", "/c/"]),
    "target_url": st.sampled_from(["", "/b/", "/c/"]),
}


@given(st.fixed_dictionaries(FIELDS), st.fixed_dictionaries(FIELDS))
def test_reasons_are_exactly_the_fields_that_differ(one: dict[str, object], other: dict[str, object]) -> None:
    """A page is stale exactly if a field differs, and each that does is named."""
    differing = [name for name in FIELDS if one[name] != other[name]]
    expected = {"a/index.html": ", ".join(differing)} if differing else {}
    assert rebuild([make_page("a", **one)], [make_page("a", **other)]) == expected


PLANS = [
    make_plan(),
    make_plan(settings="title: Other"),
    make_plan({**JOURNAL, "content/entries/web/flask.md": "---\ndate: 2019-11-29\nskills: flask\n---\nChanged.\n"}),
    make_plan({**JOURNAL, "content/entries/new.md": "---\ndate: 2019-12-24\ntags: web\n---\nNew.\n"}),
    make_plan({path: text for path, text in JOURNAL.items() if "django" not in path}),
    make_plan({}),
]


@given(
    # By number: a whole plan is too much to be written out.
    st.sampled_from(range(len(PLANS))).map(lambda number: PLANS[number]),
    st.sampled_from(range(len(PLANS))).map(lambda number: PLANS[number]),
    st.booleans(),
    st.booleans(),
    st.sets(st.sampled_from([page.output for page in PLANS[0].pages])),
)
def test_every_stale_page_has_a_reason(
    one: Plan,
    other: Plan,
    has_other_code: bool,  # noqa: FBT001 (drawn by hypothesis)
    has_other_template: bool,  # noqa: FBT001 (likewise)
    damaged: set[SitePath],
) -> None:
    """Whatever changes between two builds, no page is rendered without a word why."""
    closures = {"entry.html": digest_text("new" if has_other_template else "old")}
    _, manifest = build(one.pages, closures={"entry.html": digest_text("old")})
    reasons, _ = build(
        other.pages,
        manifest,
        closures=closures,
        code=digest_text("new") if has_other_code else CODE,
        damaged=damaged,
    )
    assert all(reasons.values())


def test_changed_body_makes_one_page_and_its_feeds_stale() -> None:
    """Lists hold no bodies, so a body that changes below its first paragraph is on its own page, and in feeds."""
    text = JOURNAL["content/entries/web/flask.md"]
    after = make_plan({**JOURNAL, "content/entries/web/flask.md": f"{text}\nMore.\n"})
    reasons = rebuild(make_plan().pages, after.pages)
    assert reasons == {
        "web/flask/index.html": "body, word_count",
        **{
            f"{folder}feed.{kind}": "items" for folder in ("", "tags/web/", "skills/flask/") for kind in ("xml", "json")
        },
    }


def test_changed_title_makes_what_shows_it_stale() -> None:
    """The page, its neighbours, and the lists, feeds and skills that name it."""
    text = JOURNAL["content/entries/web/flask.md"].replace("---\n", "---\ntitle: Flask, at last\n", 1)
    reasons = rebuild(make_plan().pages, make_plan({**JOURNAL, "content/entries/web/flask.md": text}).pages)
    pages = {output for output in reasons if output.endswith(".html")}
    assert pages == {
        *("web/flask/index.html", "web/django/index.html", "log/2019-11-30-0033/index.html", "undated/index.html"),
        *("index.html", "journal/index.html", "tags/web/index.html"),
        *("journal/2019/index.html", "journal/2019/11/index.html"),
        *("series/web/index.html", "skills/flask/index.html", "cv/index.html"),
    }


def make_asset(name: str, content: str = "x") -> Asset:
    """Make a file that is copied."""
    return Asset(SitePath(name), digest_text(content), name, SitePath(f"content/{name}"))


def build_assets(
    assets: Sequence[Asset], previous: Manifest, damaged: Collection[SitePath] = ()
) -> tuple[dict[str, str], Manifest]:
    """Copy assets as the stages do."""
    stale, kept = find_stale_assets(assets, previous, damaged)
    rows = kept | {item.asset.output: item.row for item in stale}
    return {item.asset.output: item.row.reason for item in stale}, Manifest(CODE, WORDS, rows)


@pytest.mark.parametrize(
    ("after", "damaged", "reasons"),
    [
        ([make_asset("a"), make_asset("b")], (), {}),
        ([make_asset("a", "y"), make_asset("b")], (), {"a": "content"}),
        ([make_asset("a"), make_asset("c")], (), {"c": "new"}),
        ([make_asset("a"), make_asset("b")], ("b",), {"b": "damaged"}),
        ([make_asset("b")], (), {}),
    ],
)
def test_assets_are_stale_by_content(
    after: list[Asset], damaged: tuple[SitePath, ...], reasons: dict[str, str]
) -> None:
    """New, changed or damaged ones are copied again; the generator's code has no part in them."""
    _, manifest = build_assets([make_asset("a"), make_asset("b")], EMPTY_MANIFEST)
    manifest = Manifest(digest_text("an old release"), WORDS, manifest.rows)
    assert build_assets(after, manifest, damaged)[0] == reasons


def test_orphans_are_what_nothing_asks_for() -> None:
    """Exactly the outputs of last time that are none of this time, sorted; what was never ours is not among them."""
    _, manifest = build(THREE)
    assert find_orphans({SitePath("b/index.html"), SitePath("other.txt")}, manifest) == ("a/index.html", "c/index.html")
    assert find_orphans({page.output for page in THREE}, manifest) == ()
    assert find_orphans(set(), EMPTY_MANIFEST) == ()


def test_manifest_survives_the_store() -> None:
    """It is kept as bytes and read again as it was."""
    _, manifest = build(THREE)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(manifest), type=Manifest) == manifest


def test_context_is_whole() -> None:
    """A list of tags depends on each of them."""
    plan = make_plan()
    context = context_of(plan, "tags/index.html", TermsContext)
    (page,) = [page for page in plan.pages if page.output == "tags/index.html"]
    more = msgspec.structs.replace(context, terms=(*context.terms, TermLink("sql", "/tags/sql/", 1)))
    assert rebuild([page], [msgspec.structs.replace(page, context=more)]) == {"tags/index.html": "terms"}
