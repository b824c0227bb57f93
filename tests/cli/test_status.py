"""`journal status`: progress in the terminal."""

from pathlib import Path

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
---
date: 2020-01-01
skills: [flask]
---
# One
== content/checklists/backend.yaml ==
title: Backend
skills:
  - title: 5 Web
    skills:
      - {title: 5.1 Flask, now: true}
      - 5.10 Django
  - {title: Testing, done: 2020-02-02}
  - {title: Perl, state: dropped}
"""

STATUS = """\
Backend
[##########==========..........] 1 done, 1 learning, 1 planned

[/] 5 Web (0 of 2 done, 1 learning)
    [/] 5.1 Flask (learning: 1 entry, on 1 January 2020) <- now
    [ ] 5.10 Django (planned: nothing yet)
[x] Testing (done on 2 February 2020, claimed: no entry cites it)
[-] Perl (dropped: no longer aimed at)
"""


def test_progress_is_drawn_with_reasons(tmp_path: Path) -> None:
    """Each checklist as a bar and a tree, without a build."""
    space = SiteSpace(tmp_path / "site", SITE)
    before = space.states()
    ended = space.journal("status")
    assert (ended.code, ended.out, ended.err) == (0, STATUS, "")
    assert space.states() == before


def test_site_without_a_checklist_is_told_where_to_put_one(tmp_path: Path) -> None:
    """The first thing to do, rather than nothing."""
    ended = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n").journal("status")
    assert ended.out == "there is no checklist yet; put one into content/checklists/\n"


def test_errors_are_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    """A mistake in one entry does not hide the progress."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/two.md", "---\nskills: [flsk]\n---\n")
    ended = space.journal("status")
    assert ended.out == STATUS
    assert ended.err.startswith('content/entries/two.md:2:10: error: unknown skill "flsk"\n')
