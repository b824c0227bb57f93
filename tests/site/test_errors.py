"""What an author reads when something is wrong: every message whole, and nothing published."""

from pathlib import Path

import pytest

from tests.site.space import SiteSpace, split_files

SOUND = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/fine.md ==
---
date: 2020-01-01
---
# Fine
== content/checklists/backend.yaml ==
title: Backend
skills: [Flask, Django]
== content/checklists/tools.yaml ==
title: Tools
skills: [Docker]
"""

BROKEN = {
    "tab in YAML": """\
== content/checklists/tools.yaml ==
title: Tools
skills:
\t- Docker
""",
    "duplicate permalink": """\
== content/entries/a.md ==
---
slug: same
---
# A
== content/entries/b.md ==
---
slug: same
---
# B
""",
    "bad date": """\
== content/entries/bad.md ==
---
title: Bad date
date: 2020-02-30
---
""",
    "unknown key": """\
== content/entries/key.md ==
---
title: Key
tag: web
---
""",
    "missing link target": """\
== content/entries/link.md ==
# Link

See [the other](fines.md).
""",
    "unknown skill": """\
== content/entries/skill.md ==
---
skills: [django, flsk]
---
""",
    "duplicate key": """\
== content/entries/twice.md ==
---
title: One
tags: web
title: Two
---
""",
    "unclosed front matter": """\
== content/entries/unclosed.md ==
---
title: Unclosed

Words.
""",
    "template error": """\
== templates/skill.html ==
{% extends "base.html" %}
{% block main %}
{% if skill %}
{% endblock %}
""",
}
"""Texts that are wrong, in the order of their messages; the one that is no text is `NOT_UTF8`."""

NOT_UTF8 = "content/entries/latin.md", b"# Caf\xe9\n"

MESSAGES = {
    "tab in YAML": """\
content/checklists/tools.yaml:3:1: error: a tab cannot indent YAML; use spaces
    3 | \t- Docker
      | ^
""",
    "duplicate permalink": """\
content/entries/b.md:2:7: error: content/entries/b.md would be published at /same/, where content/entries/a.md is
    2 | slug: same
      |       ^^^^
  hint: give one of them another `slug`
""",
    "bad date": """\
content/entries/bad.md:3:7: error: "date" must be a date: February 2020 has 29 days, not 30
    3 | date: 2020-02-30
      |       ^^^^^^^^^^
""",
    "unknown key": """\
content/entries/key.md:3:1: error: unknown key "tag" in front matter
    3 | tag: web
      | ^^^
  hint: did you mean "tags"?
""",
    "non-UTF-8 file": """\
content/entries/latin.md:1:6: error: the byte 0xE9 is not UTF-8 text
    1 | # Caf\ufffd
      |      ^
  hint: save it as UTF-8
""",
    "missing link target": """\
content/entries/link.md:3:17: error: the link to "fines.md" leads to nothing: there is no content/entries/fines.md
    3 | See [the other](fines.md).
      |                 ^^^^^^^^
  hint: did you mean "fine.md"?
""",
    "unknown skill": """\
content/entries/skill.md:2:18: error: unknown skill "flsk"
    2 | skills: [django, flsk]
      |                  ^^^^
  hint: did you mean "flask"? The skills are listed in content/checklists/backend.yaml, content/checklists/tools.yaml
""",
    "duplicate key": """\
content/entries/twice.md:4:1: error: duplicate key "title", first given on line 2
    4 | title: Two
      | ^^^^^
  hint: keep one of the two
""",
    "unclosed front matter": """\
content/entries/unclosed.md:1:1: error: the front matter that begins here is never closed
    1 | ---
      | ^^^
  hint: end it with a line of three dashes: ---
""",
    "template error": """\
templates/skill.html:4:1: error: encountered unknown tag "endblock". You probably made a nesting mistake. Jinja is \
expecting this tag, but currently looking for "elif" or "else" or "endif". The innermost block that needs to be closed \
is "if"
    4 | {% endblock %}
      | ^
""",
}
"""What is printed for each, in the order of the places."""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site that is sound, and published."""
    space = SiteSpace(tmp_path / "site", SOUND)
    assert space.build().problems == ""
    return space


def break_site(space: SiteSpace, name: str) -> None:
    """Make one of the ten mistakes."""
    if name == "non-UTF-8 file":
        space.write(*NOT_UTF8)
        return
    for path, text in split_files(BROKEN[name]).items():
        space.write(path, text)


def test_ten_mistakes_are_told_at_once(space: SiteSpace) -> None:
    """Each is one message at its line and column; the command ends with 1, and the published site is untouched."""
    before = space.states("public"), space.digest()
    for name in MESSAGES:
        break_site(space, name)
    ended = space.journal("build", "--strict", "--date", "2020-06-01")
    assert ended.err == "".join(MESSAGES.values()) + "journal: 10 errors; nothing was published\n"
    assert (ended.code, ended.out) == (1, "")
    assert (space.states("public"), space.digest()) == before
    assert space.leftovers() == []


@pytest.mark.parametrize("name", MESSAGES)
def test_each_mistake_alone_is_told_and_nothing_else(space: SiteSpace, name: str) -> None:
    """No mistake causes a second message, and the site comes back when it is mended."""
    before = space.digest()
    break_site(space, name)
    built = space.build(is_strict=True)
    assert (built.is_published, built.problems) == (False, MESSAGES[name])
    assert space.digest() == before
    for path in [*split_files(BROKEN.get(name, "")), NOT_UTF8[0]]:
        (space.root / path).unlink(missing_ok=True)
    space.write("content/checklists/tools.yaml", split_files(SOUND)["content/checklists/tools.yaml"])
    assert space.build(is_strict=True).problems == ""
    assert space.digest() == before


@pytest.mark.parametrize("name", MESSAGES)
def test_mistakes_are_told_by_the_next_build_too(space: SiteSpace, name: str) -> None:
    """What is remembered of a file that is wrong includes that it is."""
    break_site(space, name)
    assert [space.build(is_strict=True).problems for _ in range(2)] == [MESSAGES[name]] * 2


def test_undefined_name_in_a_template_is_told_once(space: SiteSpace) -> None:
    """Every entry is made from the template; the mistake is one."""
    before = space.digest()
    space.write("content/entries/second.md", "# Second\n")
    space.write(
        "templates/entry.html",
        '{% extends "base.html" %}\n{% block main %}\n<h1>{{ page.titel }}</h1>\n{% endblock %}\n',
    )
    ended = space.journal("build", "--date", "2020-06-01")
    assert ended.err == UNDEFINED_NAME + "journal: 1 error; nothing was published\n"
    assert (ended.code, ended.out) == (1, "")
    assert space.digest() == before
    assert space.leftovers() == []


UNDEFINED_NAME = """\
templates/entry.html:3:13: error: PageInfo has no "titel"
    3 | <h1>{{ page.titel }}</h1>
      |             ^^^^^
  hint: did you mean "title"?
"""


def test_missing_link_target_is_a_warning_without_strict(space: SiteSpace) -> None:
    """The words of the link stay on the page; the link does not."""
    break_site(space, "missing link target")
    ended = space.journal("build", "--date", "2020-06-01")
    assert ended.err == MESSAGES["missing link target"].replace("error", "warning")
    assert ended.code == 0
    assert "<p>See <a>the other</a>.</p>" in space.read("link/index.html")


def test_warning_is_told_by_a_build_that_does_nothing(space: SiteSpace) -> None:
    """A warning does not go away by building twice, and `--strict` finds it then, too."""
    break_site(space, "missing link target")
    warning = MESSAGES["missing link target"].replace("error", "warning")
    assert [space.build().problems for _ in range(2)] == [warning] * 2
    assert space.build(is_strict=True).problems == MESSAGES["missing link target"]


def test_check_tells_the_same_and_writes_nothing(space: SiteSpace) -> None:
    """`journal check` is the build without the build."""
    before = space.digest()
    for name in MESSAGES:
        break_site(space, name)
    ended = space.journal("check", "--strict", "--date", "2020-06-01")
    assert ended.err == "".join(MESSAGES.values())
    assert (ended.code, ended.out) == (1, "10 errors\n")
    assert space.digest() == before


def test_link_to_what_is_withheld_says_why(space: SiteSpace) -> None:
    """The author learns that the link is dead now, and the reader learns nothing."""
    space.write("content/entries/rough.md", "---\ndraft: true\n---\n# Rough\n")
    space.write("content/entries/link.md", "# Link\n\nSee [a secret](rough.md).\n")
    assert space.build().problems == LINK_TO_DRAFT
    assert "rough" not in space.read("link/index.html")


LINK_TO_DRAFT = """\
content/entries/link.md:3:16: warning: the link to "rough.md" leads to content/entries/rough.md, which is a draft \
(shown with --drafts)
    3 | See [a secret](rough.md).
      |                ^^^^^^^^
"""


def test_unknown_setting_is_told_with_the_one_that_was_meant(space: SiteSpace) -> None:
    """A setting that is ignored would be worse than one that stops the build."""
    space.write("site.yaml", "titel: Notes\nentries_per_page: many\nbase_url: example.org\n")
    assert space.build().problems == SETTINGS_PROBLEMS


SETTINGS_PROBLEMS = """\
site.yaml:1:1: error: unknown key "titel" in site.yaml
    1 | titel: Notes
      | ^^^^^
  hint: did you mean "title"?
site.yaml:2:19: error: "entries_per_page" must be a whole number, found the text "many"
    2 | entries_per_page: many
      |                   ^^^^
site.yaml:3:11: error: "base_url" must be an address that begins with https:// or http://, found the text "example.org"
    3 | base_url: example.org
      |           ^^^^^^^^^^^
"""


def test_output_folder_with_foreign_files_is_refused(tmp_path: Path) -> None:
    """A folder that somebody else filled is not overwritten, and the message names what is in it."""
    space = SiteSpace(tmp_path / "site", SOUND)
    space.write("public/index.html", "mine\n")
    assert space.build().problems == FOREIGN_FILES
    assert space.outputs() == {"index.html"}


FOREIGN_FILES = """\
error: "public/" holds files this tool did not write: "index.html"
  hint: move the folder away, or choose another --output
"""


def test_site_without_settings_is_wrong_usage(tmp_path: Path) -> None:
    """A folder without `site.yaml` is no site, and a build there must not make one."""
    space = SiteSpace(tmp_path / "site")
    ended = space.journal("build")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith(
        "Error: Invalid value for '--site': there is no site.yaml in .; a site is a folder with one, which may be empty\n"
    )
    assert list(space.root.iterdir()) == []


def test_output_that_cannot_be_written_is_an_error_of_the_system(space: SiteSpace) -> None:
    """No traceback: the path, what the system said, and that the site is as it was."""
    ended = space.journal("build", "--output", "/dev/null/site", "--date", "2020-06-01")
    assert ended.code == 74
    assert "Traceback" not in ended.err
    assert ended.err.startswith("journal: ")
