"""A context of every kind, with something in every field, and the package's own templates."""

from pathlib import Path
from typing import TypeVar

import msgspec

from generator.digest import Digest, digest_text
from generator.model.checklist import Progress
from generator.model.entry import ImageSize
from generator.plan import contexts as plan
from generator.render.reach import TemplateSource
from generator.render.theme import Theme, find_faults, load_theme
from generator.sources.cvfacts import (
    CvCertificate,
    CvEducation,
    CvFacts,
    CvLanguage,
    CvLocation,
    CvProfile,
    CvProject,
    CvSkill,
    CvWork,
)
from generator.sources.dates import Moment
from tests.words.samples import ENGLISH

TEMPLATES = Path(__file__).parents[2] / "templates"

_Value = TypeVar("_Value")

FIRST_DAY = Moment(1574985600, "2019-11-29")
EVENING = Moment(1574983980, "2019-11-29T00:33:00+01:00")
LAST_DAY = Moment(1576368000, "2019-12-15")

BODY_HTML = '<h2 id="a">A heading</h2>\n<p><a href="\x1a0\x1a">Inner</a> <img alt="words" src="\x1a1\x1a" /></p>\n'
BODY = plan.Body(digest_text(BODY_HTML), ("/repo/flask/", "/repo/a.png"), (ImageSize(1, 640, 480),))


def read_bodies(key: Digest) -> str:
    """Give the HTML of the one body that samples have."""
    assert key == BODY.key
    return BODY_HTML


def source(text: str, name: str) -> TemplateSource:
    """Make a template as a site would have it."""
    return TemplateSource(text, f"templates/{name}", digest_text(text))


def sources(**texts: str) -> dict[str, TemplateSource]:
    """Make templates from their texts by name without `.html`."""
    return {f"{name}.html": source(text, f"{name}.html") for name, text in texts.items()}


def package_templates() -> dict[str, TemplateSource]:
    """Read the package's own templates."""
    files = [path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".xml", ".txt", ".svg"}]
    files = [path for path in files if TEMPLATES / "assets" not in path.parents]
    names = {path.relative_to(TEMPLATES).as_posix(): path for path in files}
    return {name: source(path.read_text("utf-8"), name) for name, path in sorted(names.items())}


def package_theme() -> Theme:
    """Load the package's own templates, in which nothing may be wrong."""
    theme = load_theme(package_templates(), ENGLISH)
    problems = find_faults(theme)
    assert problems == ()
    return theme


ASSETS = tuple(
    plan.AssetLink(name, f"/repo/assets/{name}")
    for name in sorted(path.relative_to(TEMPLATES / "assets").as_posix() for path in TEMPLATES.glob("assets/**/*.*"))
)
"""The package's own files, whose names are no author's words."""

SITE = plan.SiteInfo(
    title="Python Backend Engineer",
    description="Learning in public, from a job advert to the job.",
    author="A. Learner",
    author_url="https://example.org/",
    author_email="learner@example.org",
    language="en",
    base_url="https://user.github.io/repo",
    home_href="/repo/",
    navigation=(
        plan.NavItem("Journal", "/repo/journal/"),
        plan.NavItem("Skills", "/repo/skills/"),
        plan.NavItem("About", "/repo/about/"),
    ),
    assets=ASSETS,
    feed_href="/repo/feed.xml",
    json_feed_href="/repo/feed.json",
    search_href="/repo/search/",
    repository_url="https://github.com/user/repo",
)

ENTRY = plan.EntryLink("Making the project installable", "/repo/flask/installable/", LAST_DAY, is_draft=True)
OLDER = plan.EntryLink("Blueprints and views", "/repo/flask/blueprints/", EVENING)
ABOUT = plan.EntryLink("About", "/repo/about/", None)
FLASK = plan.SkillLink("flask", "Flask", "5.1", "/repo/skills/flask/", "learning", is_now=True)
DJANGO = plan.SkillLink("django", "Django", "5.2", "/repo/skills/django/", "planned")
FRAMEWORKS = plan.SkillLink("web", "Web frameworks", "5", "/repo/skills/web/", "learning")
TESTING = plan.SkillLink("testing", "Unit testing", "9", "/repo/skills/testing/", "done")
PERL = plan.SkillLink("perl", "Perl", "15", "/repo/skills/perl/", "dropped")
TAG = plan.Link("web", "/repo/tags/web/")
TEASERS = (
    plan.EntryTeaser(ENTRY, "An editable install turned the errors into one line.", (TAG,), (FLASK, TESTING)),
    plan.EntryTeaser(OLDER, "Where a blueprint ends.", (), (FLASK,)),
    plan.EntryTeaser(plan.EntryLink("Undated", "/repo/undated/", None), "", (), ()),
)
CONTENTS = (plan.TocItem("A <heading>", "#a", (plan.TocItem("Below it", "#b"),)), plan.TocItem("Another", "#c"))
PROGRESS = Progress(done=1, learning=1, planned=1, dropped=1)
CHECKLIST = plan.ChecklistSummary(
    title="Python backend engineer",
    href="/repo/checklists/python/",
    description="What the advert asks for.",
    progress=PROGRESS,
    skills=(
        plan.SkillRow(
            link=FRAMEWORKS,
            reason="",
            entry_count=0,
            proof_count=0,
            progress=Progress(0, 1, 1, 0),
            skills=(
                plan.SkillRow(FLASK, "learning: 2 entries, last on 15 December 2019", 2, 1, None, ()),
                plan.SkillRow(DJANGO, "planned", 0, 0, None, ()),
            ),
        ),
        plan.SkillRow(TESTING, "done: 1 entry", 1, 0, None, ()),
        plan.SkillRow(PERL, "dropped", 0, 0, None, ()),
    ),
)
SECTIONS = plan.Sections("/repo/journal/", "/repo/log/", "/repo/tags/", "/repo/series/")
MONTHS = (
    plan.MonthLink(Moment(1572566400, "2019-11-01"), "/repo/journal/2019/11/", 2),
    plan.MonthLink(Moment(1575158400, "2019-12-01"), "", 0),
)
YEAR_STRIP = plan.YearStrip(
    week_count=53,
    entry_count=3,
    months=(
        plan.StripMonth(Moment(1572566400, "2019-11-01"), 48, 0, "", ()),
        plan.StripMonth(
            first=Moment(1575158400, "2019-12-01"),
            week=52,
            entry_count=3,
            href="/repo/journal/2019/12/",
            days=(
                plan.StripDay(Moment(1575331200, "2019-12-03"), 1, 1, 51, 1, "/repo/flask/"),
                plan.StripDay(LAST_DAY, 2, 2, 52, 6, "/repo/journal/2019/12/#2019-12-15"),
            ),
        ),
    ),
)
SHOWN = (
    plan.EvidenceItem("commit", "Add the app factory", f"https://github.com/user/repo/commit/{'1a' * 20}", LAST_DAY),
    plan.EvidenceItem("entry", "Blueprints", "/repo/flask/blueprints/", EVENING),
)
CV_SECTIONS = (
    plan.CvSection(
        "done", (plan.CvRow(TESTING, (), FIRST_DAY, LAST_DAY, SHOWN), plan.CvRow(TESTING, (), None, None, ()))
    ),
    plan.CvSection("learning", (plan.CvRow(FLASK, (FRAMEWORKS,), FIRST_DAY, None, SHOWN[1:]),)),
    plan.CvSection("planned", (plan.CvRow(DJANGO, (FRAMEWORKS,), None, None, ()),)),
    plan.CvSection("dropped", (plan.CvRow(PERL, (), None, None, (plan.EvidenceItem("text", "A talk", "", None),)),)),
)
FACTS = CvFacts(
    label="Backend engineer",
    email="a@example.org",
    phone="+49 30 123",
    url="https://example.org/a",
    location=CvLocation("Berlin", "Berlin", "DE"),
    summary="A sentence.",
    profiles=(CvProfile("GitHub", "https://github.com/user", "user"), CvProfile("IRC", username="user")),
    work=(
        CvWork("Engineer", "Example", "Berlin", "https://example.org", "2019-11", "", "Words.", ("Built it.",)),
        CvWork("Trainee", start="2018", end="2019-10-31"),
    ),
    education=(
        CvEducation("School", "Physics", "BSc", "https://example.org", "2015", "2018", "1.0"),
        CvEducation("Kiln"),
    ),
    projects=(CvProject("A tool", "What it does.", "https://example.org/tool", "2019", "2019", ("Quick.",)),),
    certificates=(CvCertificate("A paper", "An office", "2019", "https://example.org/paper"),),
    languages=(CvLanguage("German"), CvLanguage("English", "fluent")),
    skills=(CvSkill("Cooking", "good", ("soup", "cake")), CvSkill("Rowing")),
)
BADGE = plan.BadgeContext(
    label="Flask", message="learning, 2 entries", mark="learning", text="Flask: learning, 2 entries"
)
PAGINATION = plan.Pagination(2, 3, "/repo/journal/", "/repo/journal/page/3/")


def page_info(title: str, href: str) -> plan.PageInfo:
    """Make what the frame of a page needs."""
    return plan.PageInfo(
        title=title,
        description=f"About {title}.",
        href=href,
        url=f"https://user.github.io{href}",
        is_indexed=False,
        feed_href=f"{href}feed.xml",
        feed_title=f"Feed of {title}",
        search_kind="entry",
    )


FEED_SITE = plan.FeedSite(
    title=SITE.title,
    author=SITE.author,
    author_url=SITE.author_url,
    author_email=SITE.author_email,
    language=SITE.language,
    base_url=SITE.base_url,
)

FEED = plan.FeedContext(
    site=FEED_SITE,
    title="Python Backend Engineer",
    description="Learning in public.",
    url="https://user.github.io/repo/feed.xml",
    home_url="https://user.github.io/repo/",
    updated=LAST_DAY,
    items=(
        plan.FeedItem(
            id="https://user.github.io/repo/flask/",
            url="https://user.github.io/repo/flask/",
            title="Flask",
            summary="What it is.",
            date=EVENING,
            updated=LAST_DAY,
            body=BODY,
            tags=("web", "python"),
        ),
        plan.FeedItem("urn:x:2", "https://user.github.io/repo/b/", "Undated", "", None, None, BODY, ()),
    ),
)

CONTEXTS: dict[str, plan.Context] = {
    "home.html": plan.HomeContext(
        site=SITE,
        page=page_info("", "/repo/"),
        body=BODY,
        now_marker="⬅️💻☕",
        progress_href="/repo/progress/",
        now=(
            plan.NowItem(FLASK, FIRST_DAY, ENTRY, DJANGO, is_stale=False),
            plan.NowItem(DJANGO, FIRST_DAY, ENTRY, None, is_stale=True),
        ),
        progress=PROGRESS,
        latest=TEASERS,
        year_strip=YEAR_STRIP,
        entry_count=3,
        archive_href="/repo/journal/",
        sealed=plan.SealedCard("/repo/sealed/", FIRST_DAY, "mailto:ada@example.org"),
        checklists=(CHECKLIST,),
    ),
    "entry.html": plan.EntryContext(
        site=SITE,
        page=page_info("Blueprints", "/repo/flask/blueprints/"),
        body=BODY,
        heading_id="blueprints",
        toc=CONTENTS,
        date=EVENING,
        updated=LAST_DAY,
        tags=(TAG,),
        skills=(FLASK, TESTING),
        series=plan.SeriesPart(plan.Link("A tutorial", "/repo/series/tutorial/"), 2, 3, OLDER, ENTRY),
        older=OLDER,
        newer=ENTRY,
        related=(ENTRY,),
        backlinks=(ENTRY, OLDER, ABOUT),
        word_count=460,
        reading_minutes=2,
        image_href="/repo/a.png",
        edit_url="https://github.com/user/repo/edit/main/a.md",
        is_draft=True,
    ),
    "page.html": plan.PlainPageContext(
        site=SITE,
        page=page_info("About", "/repo/about/"),
        body=BODY,
        heading_id="about",
        toc=CONTENTS,
        updated=LAST_DAY,
        edit_url="https://github.com/user/repo/edit/main/about.md",
        is_draft=True,
    ),
    "archive.html": plan.ArchiveContext(
        site=SITE,
        page=page_info("Journal", "/repo/journal/"),
        sections=SECTIONS,
        year="",
        month=None,
        years=(plan.YearLink("2019", "/repo/journal/2019/", 2, MONTHS),),
        older=plan.Link("2018", "/repo/journal/2018/"),
        newer=plan.Link("2020", "/repo/journal/2020/"),
        entries=TEASERS,
        entry_count=3,
        pagination=PAGINATION,
    ),
    "log.html": plan.LogContext(
        site=SITE, page=page_info("Log", "/repo/log/"), sections=SECTIONS, body=BODY, entries=TEASERS
    ),
    "term.html": plan.TermContext(
        site=SITE,
        page=page_info("web", "/repo/tags/web/"),
        sections=SECTIONS,
        kind="tag",
        name="web",
        entries=TEASERS,
        entry_count=3,
        first_number=1,
        pagination=PAGINATION,
    ),
    "terms.html": plan.TermsContext(
        site=SITE,
        page=page_info("Tags", "/repo/tags/"),
        sections=SECTIONS,
        kind="tag",
        terms=(plan.TermLink("web", "/repo/tags/web/", 3), plan.TermLink("python", "/repo/tags/python/", 1)),
    ),
    "checklist.html": plan.ChecklistContext(
        site=SITE,
        page=page_info("Python backend engineer", "/repo/checklists/python/"),
        checklist=CHECKLIST,
        edit_url="https://github.com/user/repo/edit/main/python.yaml",
    ),
    "skills.html": plan.SkillsContext(
        site=SITE, page=page_info("Skills", "/repo/skills/"), checklists=(CHECKLIST, CHECKLIST)
    ),
    "skill.html": plan.SkillContext(
        site=SITE,
        page=page_info("Flask", "/repo/skills/flask/"),
        skill=FLASK,
        reason="learning: 2 entries, last on 15 December 2019",
        since=FIRST_DAY,
        done_on=LAST_DAY,
        note="The advert names it twice.",
        aliases=("flask framework",),
        progress=PROGRESS,
        trail=(FRAMEWORKS,),
        skills=(DJANGO,),
        previous=FRAMEWORKS,
        next=DJANGO,
        neighbours=(DJANGO,),
        unlocks=(TESTING,),
        evidence=(
            plan.EvidenceItem("entry", "Blueprints", "/repo/flask/blueprints/", EVENING),
            plan.EvidenceItem(
                "commit", "Add the app factory", "https://github.com/user/repo/commit/1", LAST_DAY, "New."
            ),
            plan.EvidenceItem("text", "A talk at work", "", None),
        ),
        backlinks=(OLDER, ABOUT),
        checklists=(plan.Link("Python backend engineer", "/repo/checklists/python/"),),
        badge=plan.Badge("/repo/badges/flask.svg", "Flask: learning", "[![Flask: learning](a)](b)"),
    ),
    "badge.svg": BADGE,
    "badge.json": BADGE,
    "cv.html": plan.CvContext(
        site=SITE,
        page=page_info("CV", "/repo/cv/"),
        name="A. Learner",
        updated=LAST_DAY,
        facts=FACTS,
        checklists=(plan.CvChecklist("Python backend engineer", "/repo/checklists/python/", PROGRESS, CV_SECTIONS),),
        resume_href="/repo/cv/resume.json",
    ),
    "search.html": plan.SearchContext(
        site=SITE,
        page=page_info("Search", "/repo/search/"),
        links=(plan.Link("Journal", "/repo/journal/"), plan.Link("Tags", "/repo/tags/")),
    ),
    "sealed.html": plan.SealedContext(
        site=SITE,
        page=page_info("Sealed", "/repo/sealed/"),
        statement=plan.SealedFacts(
            FIRST_DAY, "sha256:00", "mailto:ada@example.org", (plan.RevealedRow("company", "Acme <b>"),)
        ),
        data=plan.SealedData("YWdl", "sha256:11", "sha256:00", (), ("sha256:22",), (("company", "salt", "Acme <b>"),)),
        blobs=(plan.SealedBlobRow("blob.txt", 256, "sha256:33", FIRST_DAY, "Acme <b>"),),
    ),
    "progress.html": plan.ProgressContext(
        site=SITE,
        page=page_info("Progress", "/repo/progress/"),
        progress=PROGRESS,
        refusal="",
        points=(plan.ProgressPoint(FIRST_DAY, 2, 0, 1, 1), plan.ProgressPoint(LAST_DAY, 3, 1, 1, 1)),
        days=(
            plan.ProgressDay(
                LAST_DAY,
                (
                    plan.ProgressEvent("done", (plan.Link("Unit testing", "/repo/skills/testing/"),), 1),
                    plan.ProgressEvent("removed", (plan.Link("Cobol", ""), plan.Link("Fortran", "")), 2),
                ),
            ),
            plan.ProgressDay(FIRST_DAY, (plan.ProgressEvent("listed", (), 2),)),
        ),
        listed_on=LAST_DAY,
    ),
    "404.html": plan.NotFoundContext(site=SITE, page=page_info("Page not found", "/repo/404.html")),
    "redirect.html": plan.RedirectContext(
        site=SITE,
        page=page_info("Moved", "/repo/old/"),
        target_href="/repo/new/",
        target_url="https://user.github.io/repo/new/",
    ),
    "feed.xml": FEED,
    "sitemap.xml": plan.SitemapContext(
        rows=(
            plan.SitemapRow("https://user.github.io/repo/", "2019-12-15"),
            plan.SitemapRow("https://user.github.io/repo/about/", ""),
        )
    ),
    "robots.txt": plan.RobotsContext(sitemap_url="https://user.github.io/repo/sitemap.xml"),
    "feed.json": FEED,
    "cv/resume.json": plan.ResumeContext(
        name="A. Learner",
        url="https://example.org/",
        canonical_url="https://user.github.io/repo/cv/resume.json",
        updated=EVENING,
        facts=FACTS,
        skills=(plan.ResumeSkill("Web frameworks", "0 of 2 done", ("Flask (learning)",)),),
    ),
    "api/v1/entries.json": plan.ApiEntriesContext(
        version=1,
        title="Python Backend Engineer",
        url="https://user.github.io/repo/",
        entries=(plan.ApiEntry("/repo/a/", "A", "2019-11-29", None, "Summary.", ("web",), ("flask",), None),),
    ),
    "api/v1/skills.json": plan.ApiSkillsContext(
        version=1,
        title="Python Backend Engineer",
        url="https://user.github.io/repo/",
        skills=(
            plan.ApiSkill("flask", "/f/", "Flask", "5.1", "learning", "1 entry", True, "web", ("python",), ("/a/",)),
        ),
    ),
}
"""By template."""

HTML_TEMPLATES = tuple(name for name in CONTEXTS if name.endswith(".html"))


def with_texts(value: _Value, text: str) -> _Value:
    """Put one text into every text field of a value and of all in it; dates and filled texts' emptiness stay."""
    changed: object = value
    if isinstance(value, str):
        changed = text if value else value
    elif value is ASSETS:
        pass
    elif isinstance(value, tuple):
        changed = tuple(with_texts(each, text) for each in value)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Moment):
        fields = {name: with_texts(getattr(value, name), text) for name in value.__struct_fields__}
        changed = type(value)(**fields)
    return changed  # type: ignore[return-value]  # the same type as came in, which no checker can follow here
