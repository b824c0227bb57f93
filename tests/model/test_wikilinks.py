"""Where the links by name lead."""

import pytest

from tests.model.samples import assemble, make_rules, problems_of

FILES: dict[str, str] = {
    "content/checklists/python.yaml": "- {id: flask, title: 5.1 Flask framework}\n- SQL\n- C#\n",
    "content/entries/web/flask.md": "# Flask\n\n## What is it?\n",
    "content/entries/web/sql.md": "# SQL!\n",
    "content/entries/web/joins.md": "---\ndate: 2020-01-01\n---\n# Joins\n",
    "content/entries/db/joins.md": "---\ndate: 2020-01-02\n---\n# Joins\n",
    "content/entries/old/joins.md": "---\ndate: 2019-01-02\n---\n# Joins\n",
    "content/pages/about.md": "# About me\n",
}


def lead(name: str, source: str = "content/entries/x.md") -> str:
    """Say where a name leads in a file."""
    site, _ = assemble({**FILES, source: f"# X\n\n[[{name}]]\n\n## Mine\n"})
    (writing,) = [each for each in (*site.entries, *site.pages, site.home) if each and each.path == source]
    (href,) = writing.hrefs
    return href


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("About me", "/about/"),
        ("about", "/about/"),
        ("web/flask.md", "/web/flask/"),
        ("web/flask#what-is-it", "/web/flask/#what-is-it"),
        ("web/flask#What is it?", "/web/flask/#what-is-it"),
        ("web/flask#Flask", "/web/flask/#flask"),
        ("web/flask#A#What is it?", "/web/flask/#what-is-it"),
        ("#mine", "/x/#mine"),
        ("#Mine", "/x/#mine"),
        ("#X", "/x/#x"),
        ("x", "/x/"),
        ("x|another text", "/x/"),
    ],
)
def test_name_leads_to_a_page_or_a_heading(name: str, href: str) -> None:
    """A heading is called by its words or its id; one alone is on the page itself."""
    assert lead(name) == href


def test_title_of_the_home_text_is_the_top_of_the_page() -> None:
    """The page has another one."""
    assert lead("#X", "content/entries/README.md") == "/#top"


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("flask", "/skills/flask/"),
        ("Flask", "/skills/flask/"),
        ("Flask framework", "/skills/flask/"),
        ("flask-framework", "/skills/flask/"),
        ("sql", "/skills/sql/"),
        ("SQL!", "/web/sql/"),
        ("sql?", "/skills/sql/"),
        ("C#", "/skills/csharp/"),
        ("flask#Routes", "/skills/flask/#routes"),
    ],
)
def test_skill_goes_before_writing_and_exact_before_alike(name: str, href: str) -> None:
    """An entry of the same name is reached by its path; one whose title is just so goes before a skill that is not."""
    assert lead(name) == href


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("content/entries/x.md", "/db/joins/"),
        ("content/entries/web/x.md", "/web/joins/"),
        ("content/pages/old/x.md", "/db/joins/"),
    ],
)
def test_of_several_the_nearest_then_the_newest_is_meant(source: str, href: str) -> None:
    """One in the same folder, or else the last one written."""
    assert lead("Joins", source) == href


def test_name_of_several_is_a_warning() -> None:
    """Which one it leads to, and how to say it plainly."""
    assert (
        problems_of({**FILES, "content/entries/x.md": "See [[Joins]].\n"})
        == """\
content/entries/x.md:1:7: warning: "Joins" is the name of content/entries/db/joins.md and of content/entries/web/joins.md (and of 1 more); the link leads to the first
    1 | See [[Joins]].
      |       ^^^^^
  hint: write its path to make it plain: [[db/joins.md]]"""
    )


def test_log_entries_of_one_name_have_no_paths_to_tell_them_by() -> None:
    """No hint where none would help."""
    files = {"content/log.md": "## 2020-01-01 Day\n\n[[Day]]\n\n## 2020-01-02 Day\n\nx\n"}
    assert (
        problems_of(files)
        == """\
content/log.md:3:3: warning: "Day" is the name of content/log.md:5 and of content/log.md:1; the link leads to the first
    3 | [[Day]]
      |   ^^^"""
    )


def test_unknown_name_is_a_warning() -> None:
    """At its place, with a name that is close."""
    assert (
        problems_of({**FILES, "content/entries/x.md": "Words.\n\nSee [[About mee#x|me]].\n"})
        == """\
content/entries/x.md:3:7: warning: no entry or skill "About mee"
    3 | See [[About mee#x|me]].
      |       ^^^^^^^^^^^
  hint: did you mean "About me"?"""
    )
    assert lead("About mee") == ""


def test_unknown_heading_is_a_warning_and_leads_to_the_page() -> None:
    """As of any other link."""
    assert (
        problems_of({**FILES, "content/entries/x.md": "[[web/flask#What is]]\n"})
        == """\
content/entries/x.md:1:3: warning: the link to "web/flask#What is" leads to no heading of content/entries/web/flask.md
    1 | [[web/flask#What is]]
      |   ^^^^^^^^^^^^^^^^^
  hint: did you mean "what-is-it"?"""
    )
    assert lead("web/flask#What is") == "/web/flask/"


@pytest.mark.parametrize("name", ["Secret plans", "secret-plans", "plans", "plans.md"])
def test_name_of_a_draft_is_a_warning_that_says_so(name: str) -> None:
    """The author learns which file it is; nothing leads there."""
    files = {
        "content/entries/plans.md": "---\ndraft: true\n---\n# Secret plans\n",
        "content/entries/x.md": f"[[{name}]]\n",
    }
    assert problems_of(files) == (
        f'content/entries/x.md:1:3: warning: "{name}" is content/entries/plans.md, '
        "which is a draft (shown with --drafts)\n"
        f"    1 | [[{name}]]\n"
        f"      |   {'^' * len(name)}"
    )
    assert [entry.hrefs for entry in assemble(files)[0].entries] == [("",)]


def test_shown_draft_is_led_to() -> None:
    """Under `--drafts` it is published as anything else."""
    files = {"content/entries/plans.md": "---\ndraft: true\n---\n# Plans\n", "content/entries/x.md": "[[Plans]]\n"}
    site, problems = assemble(files, make_rules(with_drafts=True))
    assert (problems, {entry.hrefs for entry in site.entries}) == ((), {(), ("/plans/",)})


def test_skill_that_is_not_public_is_a_warning() -> None:
    """It is shown nowhere, so nothing leads there."""
    files = {
        "content/checklists/secret.yaml": "public: false\nskills: [Perl]\n",
        "content/entries/x.md": "[[Perl]]\n",
    }
    assert (
        problems_of(files)
        == """\
content/entries/x.md:1:3: warning: the skill "Perl" is of a checklist that is not public
    1 | [[Perl]]
      |   ^^^^"""
    )
    assert assemble(files)[0].entries[0].hrefs == ("",)
