"""Plans of small sites, and what is in them."""

from collections.abc import Mapping
from typing import TypeVar

from generator.digest import digest_text
from generator.errors import Problem, SitePath
from generator.plan.assets import ThemeFile
from generator.plan.contexts import Context
from generator.plan.outputs import Page
from generator.plan.pages import Plan, plan_site
from generator.plan.views import Views
from tests.model.samples import make_rules, make_site
from tests.words.samples import ENGLISH

ContextType = TypeVar("ContextType", bound=Context)

CHECKLIST = """\
title: Backend engineer
description: What the advert asks for.
skills:
  - title: 5 Web
    skills:
      - {title: 5.1 Flask, now: true, since: 2019-11-01, aliases: [fl]}
      - {title: 5.2 Django}
  - {title: 6 SQL, done: 2019-12-01}
"""

JOURNAL: Mapping[str, str] = {
    "content/checklists/backend.yaml": CHECKLIST,
    "content/entries/web/flask.md": "---\ndate: 2019-11-29\nskills: flask\nseries: Web\n---\nFirst.\n",
    "content/entries/web/django.md": "---\ndate: 2019-12-04\nskills: [django, flask]\nseries: Web\n---\nSecond.\n",
    "content/entries/undated.md": "---\ntags: web\n---\nWords.\n",
    "content/log.md": "## 2019-11-30 00:33 At night\nskills: sql\n\nx\n",
    "content/pages/about.md": "I am a learner.\n",
}

REPOSITORY = """\
title: Notes
description: Learning in public.
author: {name: A. Learner, url: https://example.org, email: a@example.org}
base_url: https://user.github.io/repo
repository_url: https://github.com/user/repo
edit_url: https://github.com/user/repo/edit/main/{path}
"""
"""Settings of a site below a base path."""

THEME = (
    ThemeFile("journal.css", digest_text("css"), SitePath("templates/assets/journal.css"), True, "body {}"),
    ThemeFile("icon.svg", digest_text("icon"), SitePath("templates/assets/icon.svg"), True),
)

ASSET_URLS = {"journal.css": "/assets/journal.css", "icon.svg": "/assets/icon.svg"}


def make_views(files: Mapping[str, str] = JOURNAL, settings: str = "", *, with_drafts: bool = False) -> Views:
    """Make the views of a site in which nothing may be wrong."""
    return Views(make_site(files, make_rules(settings, with_drafts=with_drafts)), ASSET_URLS, ENGLISH)


def plan_all(
    files: Mapping[str, str] = JOURNAL, settings: str = "", *, with_drafts: bool = False
) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan a site, with its clashes."""
    site = make_site(files, make_rules(settings, with_drafts=with_drafts))
    planned = plan_site(site, THEME, {SitePath(path): digest_text(path) for path in files}, ENGLISH)
    return planned.plan, planned.problems


def make_plan(files: Mapping[str, str] = JOURNAL, settings: str = "", *, with_drafts: bool = False) -> Plan:
    """Plan a site in which no two outputs clash."""
    plan, problems = plan_all(files, settings, with_drafts=with_drafts)
    assert problems == ()
    return plan


def by_output(plan: Plan) -> dict[str, Page]:
    """Find pages by their outputs."""
    return {page.output: page for page in plan.pages}


def context_of(plan: Plan, output: str, type_: type[ContextType]) -> ContextType:
    """Give the context of a page, which is of this type."""
    context = by_output(plan)[output].context
    assert isinstance(context, type_)
    return context
