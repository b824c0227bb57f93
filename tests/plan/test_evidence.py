"""The best of what shows a skill."""

import pytest

from generator.plan.contexts import EvidenceItem, SkillContext
from generator.plan.evidence import choose_evidence
from generator.sources.slugs import Slug
from tests.plan.samples import context_of, make_plan, make_views


def choose(*evidence: str, **entries: str) -> list[str]:
    """Give the titles of what is chosen for a skill with this evidence and these entries, `DATE SKILL SKILL...`."""
    lines = "".join(f"    - {line}\n" for line in evidence)
    files = {
        "content/checklists/a.yaml": f"- title: Flask\n  evidence:\n{lines}- SQL\n- Django\n",
        **{
            f"content/entries/{name}.md": f"---\ndate: {text.split()[0]}\nskills: [{', '.join(text.split()[1:])}]\n---\n"
            for name, text in entries.items()
        },
    }
    views = make_views(files)
    return [item.title for item in choose_evidence(views, views.site.skills[Slug("flask")])]


def test_work_comes_before_words_about_it() -> None:
    """One link to the work, and one to the entry."""
    assert choose("{title: Merged, pr: a/b#1}", "{title: Mine, commit: a/b@1234567}", one="2019-11-29 flask") == [
        "Merged",
        "One",
    ]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("{title: Better, pr: a/b#1}", "{title: Worse, commit: a/b@1234567, date: 2019-12-01}"),
        ("{title: Better, commit: a/b@1234567}", "{title: Worse, url: 'https://example.org'}"),
        ("{title: Better, pr: a/b#1}", "{pr: a/b#2, date: 2019-12-01}"),
        ("{title: Better, pr: a/b#1, date: 2019-12-02}", "{title: Worse, pr: a/b#2, date: 2019-12-01}"),
        ("{title: Better, pr: a/b#1, date: 1969-12-02}", "{title: Worse, pr: a/b#2}"),
        ("{title: Better, url: 'https://example.org'}", "Worse words"),
        ("{title: Better, pr: a/b#1}", "{title: Worse, url: 'javascript:alert(1)'}"),
    ],
)
def test_better_work_comes_first(better: str, worse: str) -> None:
    """By kind, by whether it has a title, by date; what leads nowhere is last, and what a browser would run is none."""
    for evidence in ((better, worse), (worse, better)):
        assert choose(*evidence)[0] == "Better"


def test_entry_about_the_skill_alone_comes_before_a_newer_one_about_many() -> None:
    """And of those that cite as few, the newer."""
    entries = {"old": "2019-11-01 flask", "new": "2019-11-02 flask", "many": "2019-12-01 flask sql django"}
    assert choose(**entries) == ["New", "Old"]
    assert choose("{title: Merged, pr: a/b#1}", **entries) == ["Merged", "New"]


def test_second_best_takes_the_place_of_what_is_missing() -> None:
    """Two of a kind are better than one; words are better than nothing."""
    assert choose("{title: A, pr: a/b#1}", "{title: B, pr: a/b#2}", "{title: C, pr: a/b#3}") == ["A", "B"]
    assert choose("A talk", one="2019-11-29 flask") == ["One", "A talk"]
    assert choose() == []


def test_evidence_says_its_repository_and_whether_it_is_of_the_log() -> None:
    """A timeline can tell them apart."""
    files = {
        "content/checklists/a.yaml": "- {title: Flask, evidence: [{pr: a/b#1}, {commit: c/d@1234567}, {commit: 1234567}]}\n",
        "content/log.md": "## 2019-11-30 At night\nskills: flask\n\nx\n",
        "content/entries/one.md": "---\ndate: 2019-11-29\nskills: flask\n---\n",
    }
    plan = make_plan(files, "repository_url: https://github.com/user/repo\n")
    evidence = context_of(plan, "skills/flask/index.html", SkillContext).evidence

    def tell(item: EvidenceItem) -> tuple[str, str, bool]:
        return item.kind, item.repository, item.is_log_entry

    assert [tell(item) for item in evidence] == [
        ("entry", "", True),
        ("entry", "", False),
        ("pull request", "a/b", False),
        ("commit", "c/d", False),
        ("commit", "user/repo", False),
    ]
