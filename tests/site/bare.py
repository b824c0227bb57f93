"""A theme that shows everything its contexts hold and nothing else: quick to render, and blind to nothing.

With it, two contexts that differ give two pages that differ.
"""

from generator.plan import contexts
from generator.plan.contexts import Context

_TEMPLATES: dict[str, type[Context]] = {
    "404.html": contexts.NotFoundContext,
    "archive.html": contexts.ArchiveContext,
    "badge.svg": contexts.BadgeContext,
    "checklist.html": contexts.ChecklistContext,
    "cv.html": contexts.CvContext,
    "entry.html": contexts.EntryContext,
    "feed.xml": contexts.FeedContext,
    "home.html": contexts.HomeContext,
    "log.html": contexts.LogContext,
    "page.html": contexts.PlainPageContext,
    "progress.html": contexts.ProgressContext,
    "redirect.html": contexts.RedirectContext,
    "robots.txt": contexts.RobotsContext,
    "search.html": contexts.SearchContext,
    "sitemap.xml": contexts.SitemapContext,
    "skill.html": contexts.SkillContext,
    "skills.html": contexts.SkillsContext,
    "term.html": contexts.TermContext,
    "terms.html": contexts.TermsContext,
}

PARTIAL = "templates/partials/own.html"

_INHERITED = ("base.html", "partials/parts.html", "partials/policy.html")


def _show(name: str, context: type[Context]) -> str:
    lines = [f"{field}: {{{{ {field} }}}}" for field in context.__struct_fields__]
    if "body" in context.__struct_fields__:
        lines.append("{{ body | html if body else '' }}")
    if "items" in context.__struct_fields__:
        lines.append("{% for item in items %}{{ item.body | absolute_html }}{% endfor %}")
    if name.endswith(".html"):
        lines.append('{% include "partials/own.html" %}')
    return "\n".join(lines) + "\n"


BARE_THEME: dict[str, str] = {
    **{f"templates/{name}": _show(name, context) for name, context in _TEMPLATES.items()},
    # What the package's templates inherit from is read too, and costs less if it is empty.
    **{f"templates/{name}": "" for name in _INHERITED},
    PARTIAL: "foot\n",
}
"""The files of the theme, to be written into a site."""
