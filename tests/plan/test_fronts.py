"""Which picture stands for which page."""

import pytest

from generator.digest import digest_text
from generator.errors import SitePath
from generator.model.checklist import count_all
from generator.model.pictures import Form, Picture
from generator.model.site import assemble_site
from generator.plan.cards import SITE_CARD, Card, CardSkill
from generator.plan.fronts import Fronts, plan_fronts
from generator.plan.outputs import Recipe
from generator.plan.views import Views
from generator.sources.slugs import Slug
from tests.model.samples import PHOTO, make_journal, make_rules
from tests.plan.samples import ASSET_URLS, JOURNAL, REPOSITORY, make_views
from tests.words.samples import ENGLISH

IMAGING = digest_text("code")


def plan(files: dict[str, str], settings: str = REPOSITORY, pictures: dict[SitePath, Picture] | None = None) -> Fronts:
    """Plan the fronts of a site."""
    site = assemble_site(make_journal(files, make_rules(settings), pictures=pictures or {})).site
    return plan_fronts(Views(site, ASSET_URLS, ENGLISH), IMAGING)


def cards_of(fronts: Fronts) -> dict[str, object]:
    """Give what is to be made by title."""
    made = [asset.recipe for asset in fronts.assets.value]
    return {recipe.title: recipe for recipe in made if isinstance(recipe, Card)}


def test_entries_and_skills_have_cards() -> None:
    """With a date and skills, or a state and the reason for it; and so has the site."""
    views = make_views(JOURNAL, REPOSITORY)
    fronts = plan_fronts(views, IMAGING)
    recipes = {
        entry.title: front.asset and front.asset.recipe
        for entry, front in zip(views.site.entries, fronts.entries.values, strict=True)
    }
    skill = views.site.skills[Slug("flask")]
    mark = CardSkill("5.1 Flask", "now")
    assert recipes["Flask"] == Card("Notes", "Flask", "29 November 2019", skills=(mark,))
    asset = fronts.skills.value[Slug("flask")].asset
    assert asset is not None
    card = Card("Notes", "Flask", views.reasons[Slug("flask")], skill.claim.number, "now")
    assert asset.recipe == card
    assert fronts.site.value is not None
    assert fronts.site.value.output == SITE_CARD
    hrefs = [front.href for front in fronts.entries.values]
    assert all(href.startswith("https://user.github.io/repo/cards/") for href in hrefs)
    assert {front.asset for front in (*fronts.entries.values, *fronts.skills.value.values())} | {
        fronts.site.value
    } == set(fronts.assets.value)


def test_card_of_the_site_shows_how_far_it_is() -> None:
    """All skills, each once."""
    views = make_views(JOURNAL, REPOSITORY)
    progress = count_all(views.site.curriculum, views.site.skills)
    fronts = plan_fronts(views, IMAGING)
    assert fronts.site.value is not None
    card = fronts.site.value.recipe
    assert isinstance(card, Card)
    assert (card.title, card.description) == ("Notes", "Learning in public.")
    assert card.progress == (progress.done, progress.learning, progress.planned)
    assert (
        card.words
        == f"{progress.done} done, {progress.learning} learning, {progress.planned} planned of {progress.total}"
    )


def test_without_an_address_of_the_site_there_are_none() -> None:
    """Programs that show links want whole addresses."""
    fronts = plan(dict(JOURNAL), "title: Notes\n")
    assert (fronts.assets.value, fronts.site.value, fronts.skills.value) == ((), None, {})
    assert {front.href for front in fronts.entries.values} == {""}


def test_title_that_cannot_be_drawn_has_the_sites_card() -> None:
    """Boxes in place of letters say nothing."""
    fronts = plan({"content/entries/a.md": "# 漢字\n"})
    assert [front.href for front in fronts.entries.values] == [""]
    assert [asset.output for asset in fronts.assets.value] == [SITE_CARD]


def test_two_entries_of_one_card_have_one() -> None:
    """It is made once, and lies in one place."""
    fronts = plan({"content/entries/a.md": "# A\n", "content/entries/b.md": "# A\n"})
    assert len({front.href for front in fronts.entries.values}) == 1
    assert len(fronts.assets.value) == 2


@pytest.mark.parametrize("form", [Form.RASTER, Form.MOVING])
def test_picture_of_an_entry_comes_first(form: Form) -> None:
    """As a picture of the size of cards."""
    picture = Picture(form, PHOTO.digest, "gif", 900, 600)
    files = {"content/entries/a.md": "---\nimage: p.gif\n---\n# A\n", "content/entries/p.gif": ""}
    fronts = plan(files, pictures={SitePath("content/entries/p.gif"): picture})
    (front,) = fronts.entries.values
    assert front.asset is not None
    assert front.asset.recipe == Recipe(form, 0, 0, is_cover=True)
    assert front.asset.output.endswith("1a2b3c4d-card.jpg")
    assert front.href == f"https://user.github.io/repo/{front.asset.output}"


def test_drawing_is_no_front() -> None:
    """Few programs show SVG; the entry has its card."""
    files = {"content/entries/a.md": "---\nimage: p.svg\n---\n# A\n", "content/entries/p.svg": ""}
    fronts = plan(files, pictures={SitePath("content/entries/p.svg"): Picture(Form.DRAWING, PHOTO.digest, "svg")})
    assert "A" in cards_of(fronts)


def test_picture_of_another_host_is_where_it_is() -> None:
    """How large it is nobody knows."""
    (front,) = plan({"content/entries/a.md": "---\nimage: https://example.org/a.png\n---\n# A\n"}).entries.values
    assert (front.href, front.asset) == ("https://example.org/a.png", None)


def test_same_site_has_the_same_fronts() -> None:
    """Nothing is planned again, and what is not another is the same object."""
    views = make_views(JOURNAL, REPOSITORY)
    first = plan_fronts(views, IMAGING)
    second = plan_fronts(Views(views.site, ASSET_URLS, ENGLISH, views), IMAGING, first)
    assert second.assets is first.assets
    assert second.entries is first.entries
