"""`site.yaml` as a value."""

import pytest

from generator.errors import format_problem
from generator.sources.settings import (
    Author,
    NavigationItem,
    Settings,
    check_link,
    check_permalink,
    parse_settings,
    with_base_url,
)


def problems_of(text: str) -> str:
    """All problems as they are printed."""
    return "\n".join(format_problem(problem) for problem in parse_settings(text, "site.yaml")[1])


@pytest.mark.parametrize("text", ["", "# nothing is set\n", "---\n", "title:\n"])
def test_nothing_set_is_all_defaults(text: str) -> None:
    """A site works with an empty file of settings."""
    assert parse_settings(text, "site.yaml") == (Settings(), ())


def test_everything_can_be_set() -> None:
    """Each setting is read into the field of its name."""
    text = """\
title: Notes
description: What I learn.
author: {name: A. Learner, url: https://example.org, email: a@example.org}
language: pt-BR
timezone: Asia/Kathmandu
base_url: https://user.github.io/repo/
permalink: /{year}/{slug}/
entries_per_page: 10
feed_entries: 5
edit_url: https://github.com/user/repo/edit/main/{path}
repository_url: https://github.com/user/repo
navigation:
  - {title: Journal, url: /journal/}
  - {title: Elsewhere, url: https://example.org}
now_stale_days: 7
git_dates: false
ignore_revs: [4B825dc6, "1234567"]
raw_html: allow
math: false
line_numbers: true
markdown_extensions: [attr_list, pymdownx.mark]
"""
    assert parse_settings(text, "site.yaml") == (
        Settings(
            title="Notes",
            description="What I learn.",
            author=Author("A. Learner", "https://example.org", "a@example.org"),
            language="pt-BR",
            timezone="Asia/Kathmandu",
            base_url="https://user.github.io/repo",
            permalink="/{year}/{slug}/",
            entries_per_page=10,
            feed_entries=5,
            edit_url="https://github.com/user/repo/edit/main/{path}",
            repository_url="https://github.com/user/repo",
            navigation=(NavigationItem("Journal", "/journal/"), NavigationItem("Elsewhere", "https://example.org")),
            now_stale_days=7,
            git_dates=False,
            ignore_revs=("4b825dc6", "1234567"),
            raw_html="allow",
            math=False,
            line_numbers=True,
            markdown_extensions=("attr_list", "pymdownx.mark"),
        ),
        (),
    )


def test_author_may_be_a_name_alone() -> None:
    """Most authors give no more than their name."""
    assert parse_settings("author: A. Learner", "site.yaml")[0].author == Author("A. Learner")


def test_zone_is_the_time_zone_of_its_name() -> None:
    """The zone is made from its name when it is asked for."""
    assert Settings(timezone="Asia/Kathmandu").zone.key == "Asia/Kathmandu"


@pytest.mark.parametrize(
    ("base_url", "base_path"),
    [
        ("", ""),
        ("https://example.org", ""),
        ("https://example.org/", ""),
        ("https://user.github.io/repo/", "/repo"),
        ("http://localhost:8000/a/b", "/a/b"),
    ],
)
def test_base_path_is_what_follows_the_host(base_url: str, base_path: str) -> None:
    """The base path is empty or begins, and does not end, with a slash."""
    assert with_base_url(Settings(), base_url).base_path == base_path


def test_wrong_values_keep_their_defaults_and_are_all_reported() -> None:
    """One run names every mistake, and what is right is kept."""
    text = """\
title: Notes
titel: Notes
timezone: Europe/Berlni
base_url: user.github.io
permalink: "{path}"
entries_per_page: 0
edit_url: https://example.org/edit
"""
    settings, _ = parse_settings(text, "site.yaml")
    assert settings == Settings(title="Notes")
    assert (
        problems_of(text)
        == """\
site.yaml:2:1: error: unknown key "titel" in site.yaml
    2 | titel: Notes
      | ^^^^^
  hint: did you mean "title"?
site.yaml:3:11: error: "timezone" must be a time zone, found the text "Europe/Berlni"
    3 | timezone: Europe/Berlni
      |           ^^^^^^^^^^^^^
  hint: did you mean "Europe/Berlin"?
site.yaml:4:11: error: "base_url" must be an address that begins with https:// or http://, found the text "user.github.io"
    4 | base_url: user.github.io
      |           ^^^^^^^^^^^^^^
site.yaml:5:12: error: "permalink" must begin and end with "/", found the text "{path}"
    5 | permalink: "{path}"
      |            ^^^^^^^^
  hint: write "/{path}/"
site.yaml:6:19: error: "entries_per_page" must be 1 or more, found the number 0
    6 | entries_per_page: 0
      |                   ^
site.yaml:7:11: error: "edit_url" must have "{path}" in it, for the path of the file
    7 | edit_url: https://example.org/edit
      |           ^^^^^^^^^^^^^^^^^^^^^^^^"""
    )


@pytest.mark.parametrize(
    "pattern", ["", "subl://open?url=file://{path}&line={line}&column={column}", "x-editor:{path}"]
)
def test_editor_is_opened_by_any_address_with_the_path(pattern: str) -> None:
    """Or by none at all."""
    assert parse_settings(f'editor_url: "{pattern}"\n', "site.yaml")[0].editor_url == pattern


def test_wrong_address_of_an_editor_is_reported() -> None:
    """One that a browser would run itself, too."""
    texts = ("vscode://file", "vscode://file{path}:{lien}", "javascript:alert('{path}')", "{path}")
    assert [problems_of(f'editor_url: "{text}"\n').split("\n")[0] for text in texts] == [
        'site.yaml:1:13: error: "editor_url" must have "{path}" in it, for the path of the file',
        'site.yaml:1:13: error: "editor_url" has the unknown placeholder "{lien}"',
        """site.yaml:1:13: error: "editor_url" must be an address of an editor, found the text "javascript:alert('{path}')\"""",
        'site.yaml:1:13: error: "editor_url" must be an address of an editor, found the text "{path}"',
    ]


def test_raw_html_is_reduced_or_allowed() -> None:
    """There is nothing in between."""
    assert (
        problems_of("raw_html: sanitise\n")
        == """\
site.yaml:1:11: error: "raw_html" must be "sanitize" or "allow", found the text "sanitise"
    1 | raw_html: sanitise
      |           ^^^^^^^^
  hint: did you mean "sanitize"?"""
    )


def refuse_footnotes(name: str) -> tuple[str, str] | None:
    """Know of one extension that does not work."""
    return ('names "footnotes", which does not work', "that is built in") if name == "footnotes" else None


def test_extension_that_does_not_work_is_left_out_and_pointed_at() -> None:
    """The others are used all the same, each once."""
    text = "markdown_extensions:\n  - attr_list\n  - footnotes\n  - pymdownx.mark\n  - attr_list\n"
    settings, problems = parse_settings(text, "site.yaml", refuse_footnotes)
    assert settings.markdown_extensions == ("attr_list", "pymdownx.mark")
    assert (
        "\n".join(map(format_problem, problems))
        == """\
site.yaml:3:5: error: an item of "markdown_extensions" names "footnotes", which does not work
    3 |   - footnotes
      |     ^^^^^^^^^
  hint: that is built in"""
    )


def test_extension_may_stand_without_a_list() -> None:
    """One text in place of a list is its only item, also when it is wrong."""
    settings, problems = parse_settings("markdown_extensions: footnotes\n", "site.yaml", refuse_footnotes)
    assert settings.markdown_extensions == ()
    assert [str(problem.location) for problem in problems] == ["site.yaml:1:22"]


def test_unknown_placeholder_has_a_suggestion() -> None:
    """The placeholders of permalinks are few, and misspelt easily."""
    assert (
        problems_of("permalink: /{yaer}/{slug}/")
        == """\
site.yaml:1:12: error: "permalink" has the unknown placeholder "{yaer}"
    1 | permalink: /{yaer}/{slug}/
      |            ^^^^^^^^^^^^^^^
  hint: did you mean "{year}"?"""
    )


def test_duplicate_setting_names_both_lines() -> None:
    """A setting given twice is not decided silently."""
    assert (
        problems_of("title: A\ntitle: B\n")
        == """\
site.yaml:2:1: error: duplicate key "title", first given on line 1
    2 | title: B
      | ^^^^^
  hint: keep one of the two"""
    )


@pytest.mark.parametrize("name", ["localtime", "../UTC", "/UTC", "Europe", "utc\\0", "", "a" * 300])
def test_no_name_of_a_zone_reaches_beyond_the_zones(name: str) -> None:
    """What is not the name of a zone, the same on each machine, leaves the default."""
    assert parse_settings(f'timezone: "{name}"', "site.yaml")[0].timezone in {"UTC", ""}


@pytest.mark.parametrize(
    "pattern", ["/{path}/", "/{folder}/{slug}/", "/{year}/{month}/{day}/{slug}/", "/notes/{path}/"]
)
def test_good_permalinks_pass(pattern: str) -> None:
    """All placeholders may be used, among fixed words."""
    assert check_permalink(pattern) is None


@pytest.mark.parametrize(
    "pattern", ["{path}/", "/{path}", "/{path/", "/}{/", "/a b/", "/../", "/a?b/", "/{}/", "/{ path }/", "/"]
)
def test_bad_permalinks_are_refused(pattern: str) -> None:
    """What is no path of an address is no pattern either."""
    assert (check_permalink(pattern) is None) == (pattern == "/")


@pytest.mark.parametrize("url", ["/about/", "/", "https://example.org/x", "mailto:a@example.org"])
def test_navigation_leads_to_paths_and_addresses(url: str) -> None:
    """Paths of the site, web addresses and mail addresses are links."""
    assert check_link(url) is None


@pytest.mark.parametrize("url", ["about", "//example.org", "javascript:alert(1)", "https://", "http://[::1", "/a b"])
def test_navigation_leads_nowhere_else(url: str) -> None:
    """Scripts, relative paths and broken addresses are not."""
    assert check_link(url) is not None


def test_ids_of_commits_are_checked() -> None:
    """A name of a branch is none, and six digits are too few; a number is taken as it is written."""
    text = "ignore_revs: [1234567, main, abc123, '']\n"
    settings, (first, second) = parse_settings(text, "site.yaml")
    assert settings.ignore_revs == ("1234567",)
    wanted = 'an item of "ignore_revs" must be the id of a commit, at least 7 of its digits, found the text'
    assert (first.message, first.hint) == (f'{wanted} "main"', "git log --oneline shows them")
    assert (second.message, second.hint) == (f'{wanted} "abc123"', "")
    assert second.location is not None
    assert second.location.column == 30
