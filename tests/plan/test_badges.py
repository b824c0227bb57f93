"""The badges of skills."""

import pytest

from generator.plan.contexts import Badge, BadgeContext, SkillContext
from tests.plan.samples import context_of, make_plan

CHECKLIST = """\
- title: 5 Web
  skills:
    - {title: Flask, now: true}
    - {title: Django, done: true}
    - {title: "C[1]", state: learning, evidence: [A talk, Another]}
- SQL
- {title: Perl, state: dropped}
- {title: Group, state: done, skills: [Leaf]}
"""
FILES = {
    "content/checklists/a.yaml": CHECKLIST,
    "content/entries/a.md": "---\ndate: 2019-11-29\nskills: [flask, django]\n---\n",
    "content/entries/b.md": "---\ndate: 2019-11-30\nskills: django\n---\n",
}


@pytest.mark.parametrize(
    ("slug", "mark", "message"),
    [
        ("flask", "now", "working on it, 1 entry"),
        ("django", "done", "done, 2 entries"),
        ("c-1", "learning", "learning, 2 pieces of evidence"),
        ("sql", "planned", "planned"),
        ("perl", "dropped", "dropped"),
        ("web", "learning", "1 of 3 done"),
        ("group", "done", "done"),
    ],
)
def test_badge_says_how_far_a_skill_is_and_by_how_much(slug: str, mark: str, message: str) -> None:
    """As a picture and as data."""
    plan = make_plan(FILES)
    pictured = context_of(plan, f"badges/{slug}.svg", BadgeContext)
    assert (pictured.mark, pictured.message) == (mark, message)
    assert pictured.text == f"{pictured.label}: {message}"
    assert context_of(plan, f"badges/{slug}.json", BadgeContext) == pictured


def test_page_has_the_line_for_a_readme() -> None:
    """Both addresses are whole, and no title ends the words of the picture."""
    plan = make_plan(FILES, "base_url: https://user.github.io/repo\n")
    assert context_of(plan, "skills/c-1/index.html", SkillContext).badge == Badge(
        "/repo/badges/c-1.svg",
        "C[1]: learning",
        "[![C\\[1\\]: learning](https://user.github.io/repo/badges/c-1.svg)](https://user.github.io/repo/skills/c-1/)",
    )


def test_site_without_an_address_has_no_line() -> None:
    """It would lead nowhere from another site."""
    assert context_of(make_plan(FILES), "skills/sql/index.html", SkillContext).badge is None
