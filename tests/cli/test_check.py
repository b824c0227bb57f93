"""`journal check`: everything that is wrong, and nothing written."""

import re
import sys
from pathlib import Path

import pytest

from generator.sealed.flows import Place, reveal_fields, seal_statement
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
# One

[x](nothing-like-it.md)
== content/entries/rough.md ==
---
draft: true
---
"""

WARNING = """\
content/entries/one.md:3:5: warning: the link to "nothing-like-it.md" leads to nothing: there is no content/entries/nothing-like-it.md
    3 | [x](nothing-like-it.md)
      |     ^^^^^^^^^^^^^^^^^^
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a warning and a draft, not built yet."""
    return SiteSpace(tmp_path / "site", SITE)


@pytest.fixture
def plain(tmp_path: Path) -> SiteSpace:
    """A site that nothing is wrong with, without a search."""
    text = "== site.yaml ==\ntitle: Notes\ngit_dates: false\nsearch: false\n== content/entries/one.md ==\n# One\n"
    return SiteSpace(tmp_path / "plain", text)


def test_problems_and_what_is_withheld_are_told(space: SiteSpace) -> None:
    """Problems go to the error stream; a warning alone is no failure."""
    ended = space.journal("check")
    assert ended.err == WARNING
    assert ended.out == "withheld content/entries/rough.md: a draft (shown with --drafts)\n1 warning\n"
    assert ended.code == 0


def test_warnings_fail_under_strict(space: SiteSpace) -> None:
    """They are told as the errors that they then are."""
    ended = space.journal("check", "--strict")
    assert (ended.code, ended.err) == (1, WARNING.replace("warning", "error"))
    assert ended.out.endswith("\n1 error\n")


def test_sound_site_is_said_to_be_sound(space: SiteSpace) -> None:
    """The number of pages shows that something was looked at."""
    space.write("content/entries/one.md", "# One\n")
    space.remove("content/entries/rough.md")
    ended = space.journal("check")
    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(r"no problems in \d+ pages\n", ended.out)


def test_mistakes_of_templates_are_found_without_a_build(space: SiteSpace) -> None:
    """A name that nothing has is found by rendering into nothing."""
    space.write("templates/404.html", "{{ page.titel }}\n")
    ended = space.journal("check")
    assert ended.code == 1
    assert 'templates/404.html:1:9: error: PageInfo has no "titel"\n' in ended.err


def test_nothing_is_written(space: SiteSpace) -> None:
    """Neither an output folder nor a cache."""
    before = space.states()
    space.journal("check")
    assert space.states() == before


def test_published_site_and_cache_stay_as_they_are(space: SiteSpace) -> None:
    """What is found is not remembered, so that the next build tells it again."""
    space.build()
    space.write("content/entries/two.md", "# Two\n")
    before = space.states("public"), space.states(".cache/journal")
    assert space.journal("check", "--date", "2020-06-01").code == 0
    assert (space.states("public"), space.states(".cache/journal")) == before
    assert "two/index.html" in space.build().rendered


def test_built_site_is_checked_when_it_is_named(plain: SiteSpace) -> None:
    """One line says what was looked at; a link that leads to nothing is told where it was published."""
    plain.build()
    ended = plain.journal("check", "public")
    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(r"no problems in \d+ pages, \d+ links and \d+ other files\n", ended.out)
    plain.remove("public/one/index.html")
    ended = plain.journal("check", "public/")
    assert (ended.code, ended.out) == (1, "3 errors\n")
    assert ended.err.startswith("public/api/v1/entries.json:1:")


def test_address_of_a_built_site_is_the_sources(plain: SiteSpace) -> None:
    """The sources are those beside the folder, wherever the command is given; an option goes before them."""
    plain.write("site.yaml", "title: Notes\ngit_dates: false\nsearch: false\nbase_url: https://example.org/repo\n")
    plain.build()
    (plain.root / "elsewhere").mkdir()
    assert plain.run("sh", "-c", f"cd elsewhere && {sys.executable} -m generator check ../public").code == 0
    plain.write("site.yaml", "title: Notes\ngit_dates: false\nsearch: false\nbase_url: https://example.org/\n")
    ended = plain.journal("check", "public")
    assert (ended.code, ended.err.partition("\n")[0]) == (
        1,
        'public/index.html: error: the site was built for "https://example.org/repo/", and is checked for "https://example.org"',
    )
    assert plain.journal("check", "public", "--base-url", "https://example.org/repo").code == 0


def test_warnings_of_a_built_site_fail_under_strict(plain: SiteSpace) -> None:
    """As those of its sources do."""
    plain.build()
    plain.write("public/CNAME", "example.org\n")
    (plain.public / "CNAME").chmod(0o644)
    ended = plain.journal("check", "public")
    assert (ended.code, ended.out) == (0, "1 warning\n")
    assert "base_url in site.yaml" in ended.err
    assert plain.journal("check", "public", "--strict").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "Directory 'nowhere' does not exist"),
        (("content", "--drafts"), "--drafts is about the sources"),
        (("content", "--date", "2020-01-01"), "--date is about the sources"),
        (("content", "--external", "--privacy"), "--external and --privacy are two looks"),
        ((".",), ". holds the sources of a site"),
        (("--external",), "--external is about a site that is built"),
        (("--site", "content"), "there is no site.yaml in content"),
    ],
)
def test_wrong_use_is_told(plain: SiteSpace, arguments: tuple[str, ...], said: str) -> None:
    """Nothing is looked at."""
    ended = plain.journal("check", *arguments)
    assert ended.code == 2
    assert said in ended.err


def test_built_site_is_checked_without_a_renderer(plain: SiteSpace) -> None:
    """What checks a site believes nothing of what made it, and starts at once."""
    plain.build()
    code = (
        "import sys\nsys.argv = ['journal', 'check', 'public']\nfrom generator.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'jinja2', 'markdown', 'PIL', 'pygments', 'babel'} & set(sys.modules)))"
    )
    assert plain.run(sys.executable, "-c", code).out.endswith("other files\n[]\n")


def test_links_to_other_hosts_are_asked_about_on_request(plain: SiteSpace) -> None:
    """And what was found is remembered; this machine itself is never asked, so nothing is needed but a name."""
    plain.write("content/entries/one.md", "# One\n\n[x](http://127.0.0.1:9/x)\n")
    plain.build()
    assert plain.journal("check", "public").err == ""
    ended = plain.journal("check", "public", "--external")
    assert ended.code == 0
    assert re.match(
        r'public/\S+:\d+:\d+: warning: the outside link "http://127.0.0.1:9/x" leads to this machine or to a private',
        ended.err,
    )
    assert ended.out == "1 of 1 outside links asked about: 1 unsure\n1 warning\n"
    again = plain.journal("check", "public", "--external", "--strict")
    assert again.code == 1
    assert again.out == "0 of 1 outside links asked about: 1 unsure\n1 error\n"


def test_what_gives_an_author_away_is_told(space: SiteSpace) -> None:
    """As warnings, and without the word that is looked for; nothing is written."""
    words = space.root.parent / "words.txt"
    words.write_text("# mine\nOneself\n")
    space.write("content/entries/one.md", "# One\n\nOneself.\n")
    space.write("templates/partials/foot.html", "<!-- made at home -->\n")
    assert space.build().is_published
    before = space.states()
    ended = space.journal("check", "--privacy", "--words", str(words))
    assert ended.code == 0
    assert "public/one/index.html:" in ended.err
    assert "warning: the word in line 2 of the list is published\n" in ended.err
    assert 'warning: a comment is published with the page: "made at home"\n' in ended.err
    assert "neself" not in ended.err + ended.out
    assert "there is no history of git here" in ended.out
    assert ended.out.endswith(" warnings\n")
    assert space.states() == before
    named = space.journal("check", "public", "--privacy", "--strict", JOURNAL_WORDS=str(words))
    assert (named.code, "error: the word in line 2" in named.err) == (1, True)


def test_site_that_gives_nothing_away_is_said_to(space: SiteSpace) -> None:
    """With how much was looked at."""
    ended = space.journal("check", "--privacy", "--strict")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("no problems in 0 commits, 2 contents of files and 0 published files\n")


def test_list_of_words_inside_the_site_is_refused(space: SiteSpace) -> None:
    """It would be published with it."""
    space.write("words.txt", "Oneself\n")
    ended = space.journal("check", "--privacy", "--words", "words.txt")
    assert (ended.code, "words.txt: error: the list of words lies in the repository" in ended.err) == (1, True)
    assert space.journal("check", "--words", "words.txt").code == 2
    refused = space.journal("check", "--privacy", "--drafts")
    assert (refused.code, "--drafts does not go with --privacy" in refused.err) == (2, True)


class TestSealed:
    """What is sealed is looked for in the open, where its key file is at hand."""

    @pytest.fixture
    def place(self, plain: SiteSpace, tmp_path: Path) -> Place:
        """A site that has sealed what one of its entries says."""
        plain.write("content/entries/one.md", "# One\n\nFor Mustermann.\n")
        place = Place(plain.root, tmp_path / "keys", "2026-11-27")
        seal_statement(place, {"company": "Mustermann", "name": "Lovelace"})
        return place

    def test_sealed_text_in_a_built_site_is_told(self, plain: SiteSpace, place: Place) -> None:
        """And fails; without the key file nobody can know."""
        assert plain.build().is_published
        ended = plain.journal("check", "public", JOURNAL_SEAL_DIR=str(place.keys))
        assert ended.code == 1
        assert 'error: holds the text of the sealed field "company" as it is' in ended.err
        assert "hint: take it out, or reveal the field: journal seal reveal --fields company" in ended.err
        assert "Mustermann" not in ended.err
        assert plain.journal("check", "public").code == 0

    def test_revealed_text_is_no_secret(self, plain: SiteSpace, place: Place) -> None:
        """It is on the page itself."""
        reveal_fields(place, ["company"])
        assert plain.build().is_published
        assert plain.journal("check", "public", JOURNAL_SEAL_DIR=str(place.keys)).code == 0

    def test_sealed_text_in_the_index_is_told(self, plain: SiteSpace, place: Place) -> None:
        """A draft would be pushed as well; a key file that is refused is told, too."""
        plain.run("git", "init", "-q")
        plain.write("content/entries/draft.md", "---\ndraft: true\n---\nLovelace\n")
        assert plain.journal("check", JOURNAL_SEAL_DIR=str(place.keys)).code == 0
        plain.run("git", "add", "--all")
        ended = plain.journal("check", JOURNAL_SEAL_DIR=str(place.keys))
        assert ended.code == 1
        assert 'content/entries/draft.md: error: holds the text of the sealed field "name" as it is' in ended.err
        assert "Lovelace" not in ended.err
        place.keys.chmod(0o755)
        assert "can be read or changed by others" in plain.journal("check", JOURNAL_SEAL_DIR=str(place.keys)).err
