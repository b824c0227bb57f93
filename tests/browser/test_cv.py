"""The CV on paper: one page, whatever the paper, with addresses and without a frame."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.screens.serving import serving
from tests.site.space import SiteSpace

FACTS = """\
title: Notes
base_url: https://adalearner.github.io/journal
git_dates: false
cv:
  name: Ada Learner
  label: Backend engineer
  location: {city: Berlin, country_code: DE}
  email: ada@example.org
  profiles: [{network: GitHub, username: ada, url: "https://github.com/adalearner"}]
  summary: Ten years of keeping other people's servers alive; now writing what runs on them, and looking for a team.
  work:
    - position: System administrator
      name: Example Hosting
      url: https://hosting.example
      start: 2014-03
      highlights: [Moved forty services into containers., Wrote the tool that deploys them.]
    - {position: Junior administrator, name: University of Examples, start: 2012, end: 2014-02}
  education: [{institution: University of Examples, area: Physics, study_type: BSc, start: 2009, end: 2012}]
  languages: [German, {language: English, fluency: fluent}]
"""


def build(folder: Path, requirements: int) -> Path:
    """Build a site whose checklist has so many requirements, two of three of them with two entries each."""
    space = SiteSpace(folder / "site")
    space.write("site.yaml", FACTS)
    lines = []
    for number in range(1, requirements + 1):
        state = ("", ", done: 2020-01-02", "")[number % 3]
        lines.append(f'  - {{id: skill-{number}, title: "{number} A thing that the advert asks for"{state}}}\n')
        for part in (1, 2) if number % 3 else ():
            text = f"---\ndate: 2020-01-0{part}\nskills: skill-{number}\n---\n# What I found out about it\n"
            space.write(f"content/entries/topic-{number}/what-i-found-out-{part}.md", text)
    space.write("content/checklists/role.yaml", "title: Backend engineer\nskills:\n" + "".join(lines))
    assert space.build().problems == ""
    return space.public


@pytest.fixture(scope="module", params=[21, 30])
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open the CV of a short list and of a long one, as it is printed."""
    public = build(tmp_path_factory.mktemp("cv"), request.param)
    with serving(public) as address:
        opened = browser.new_page()
        opened.goto(f"{address}/cv/")
        opened.emulate_media(media="print")
        yield opened
        opened.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_cv_is_one_page(page: Page, paper: str) -> None:
    """Twenty-one requirements, or thirty, with two positions, a school and languages."""
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1


def test_paper_has_addresses_and_no_frame(page: Page) -> None:
    """Nothing to click, and whatever was to be clicked can be typed."""
    assert not page.locator(".site-head, .site-foot, .cv-data").locator("visible=true").count()
    links = page.locator(".cv-evidence a")
    addresses = page.locator(".cv-evidence .address").locator("visible=true")
    assert addresses.count() == links.count() > 0
    assert addresses.first.inner_text().startswith("adalearner.github.io/journal/topic-")
    assert "ada@example.org" in page.locator(".cv-contact").inner_text()


def test_screen_hides_the_addresses(page: Page) -> None:
    """There the links are enough."""
    page.emulate_media(media="screen")
    try:
        assert not page.locator(".address").locator("visible=true").count()
    finally:
        page.emulate_media(media="print")
