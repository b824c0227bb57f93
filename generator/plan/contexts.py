"""All that templates may see: one frozen type for each template.

A page is rendered from its context and nothing else, so the digest of the context is the record of what the page
depends on.
Contexts are narrow: lists hold links and teasers, never whole entries, so a changed body re-renders one page.
Knows nothing of Jinja, nor of where a context's values come from.

Conventions: `href` is a link from the site's root with the base path in front (`/repo/flask/blueprints/`);
`url` in feeds, the sitemap and the API is absolute where the site has a `base_url`, else the same as `href`.
"""

import msgspec

from generator.digest import Digest
from generator.model.checklist import Progress
from generator.model.entry import ImageSize
from generator.sources.cvfacts import CvFacts
from generator.sources.dates import Moment


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What every context is: frozen, complete, and digestible field by field."""


class Body(msgspec.Struct, frozen=True, array_like=True):
    """Rendered Markdown, by name: its HTML is fetched when the page is rendered.

    The context then stays small, and the name stands for the HTML in the digest.
    """

    key: Digest
    hrefs: tuple[str, ...] = ()
    """Where each link and image of the HTML leads, in order; an empty one is shown as text."""
    sizes: tuple[ImageSize, ...] = ()
    """Of the pictures among them whose sizes are known, with what a browser may choose from."""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A title and where it leads."""

    title: str
    href: str


class EntryLink(msgspec.Struct, frozen=True, array_like=True):
    """An entry in a list of titles."""

    title: str
    href: str
    date: Moment | None
    is_draft: bool = False


class SkillLink(msgspec.Struct, frozen=True, array_like=True):
    """A skill named on another page, with its state and without its evidence."""

    id: str
    title: str
    number: str
    href: str
    state: str
    """`planned`, `learning`, `done` or `dropped`."""
    is_now: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still aimed at, and not done."""
        return self.state in {"planned", "learning"}

    @property
    def mark(self) -> str:
        """What it is marked with: its state, or `now` while it is worked on."""
        return "now" if self.is_now and self.is_open else self.state


class EntryTeaser(msgspec.Struct, frozen=True, array_like=True):
    """An entry in a list that says what it is about."""

    link: EntryLink
    summary: str
    tags: tuple[Link, ...]
    skills: tuple[SkillLink, ...]


class NavItem(msgspec.Struct, frozen=True, array_like=True):
    """One item of the main navigation."""

    title: str
    href: str


class AssetLink(msgspec.Struct, frozen=True, array_like=True):
    """A file of the theme: `journal.css`, and its address with a digest in it."""

    name: str
    href: str


class SiteInfo(msgspec.Struct, frozen=True):
    """What every page shows of the site; the same object on every page."""

    title: str
    description: str
    author: str
    author_url: str
    author_email: str
    language: str
    base_url: str
    """`https://user.github.io/repo` without a slash at the end; empty where the settings give none."""
    home_href: str
    """`/repo/`, or `/`."""
    navigation: tuple[NavItem, ...]
    assets: tuple[AssetLink, ...]
    """The theme's files; the filter `asset` finds one."""
    feed_href: str
    json_feed_href: str
    repository_url: str
    search_href: str
    """The page of the search; empty for a site without one."""
    shows_remote_pictures: bool = False
    """Whether pictures of other hosts are fetched from there, and the policy lets them."""


class PageInfo(msgspec.Struct, frozen=True):
    """What the frame round every HTML page needs of that page."""

    title: str
    """Empty on the home page, whose title is the site's."""
    description: str
    href: str
    url: str
    """The canonical address; absolute where the site has a `base_url`."""
    is_indexed: bool = True
    """Drafts, redirects and the 404 page are kept from search engines."""
    feed_href: str = ""
    """The page's own Atom feed, beside the site's."""
    feed_title: str = ""
    search_kind: str = ""
    """As what the search finds it: `entry`, `page`, `skill` or `checklist`; empty for what it does not find."""
    card_href: str = ""
    """The whole address of the picture that stands for it where it is shared; empty without a `base_url`."""
    card_width: int = 0
    card_height: int = 0
    """In pixels, like the width; zeros for a picture of another host."""


class SkillRow(msgspec.Struct, frozen=True):
    """One line of a checklist, with the lines below it."""

    link: SkillLink
    reason: str
    """Why the state is what it is, in words: `learning: 3 entries, last on 4 December 2019`."""
    entry_count: int
    """How many entries cite it."""
    proof_count: int
    """How many other things show it: commits, pull requests, links."""
    progress: Progress | None
    """Of a parent without a state of its own: how its leaves stand."""
    skills: tuple["SkillRow", ...]


class ChecklistSummary(msgspec.Struct, frozen=True):
    """A checklist as the home page and the list of skills show it."""

    title: str
    href: str
    description: str
    progress: Progress
    skills: tuple[SkillRow, ...]


class NowItem(msgspec.Struct, frozen=True):
    """A skill that is being worked on."""

    skill: SkillLink
    since: Moment | None
    """When it was begun, as its author says, or else when the first entry on it was written."""
    last_entry: EntryLink | None
    next_skill: SkillLink | None
    is_stale: bool
    """Nothing was written about it for `now_stale_days`: the page then says "last worked on"."""


class Pagination(msgspec.Struct, frozen=True, array_like=True):
    """Where a page of a list stands among the others; the index counts from 1."""

    number: int
    count: int
    newer_href: str = ""
    older_href: str = ""


class MonthLink(msgspec.Struct, frozen=True, array_like=True):
    """A month of the archive and how many entries it has."""

    first: Moment
    """The first day of the month."""
    href: str
    """Empty without entries."""
    entry_count: int


class YearLink(msgspec.Struct, frozen=True, array_like=True):
    """A year of the archive and how many entries it has."""

    year: str
    href: str
    entry_count: int
    months: tuple[MonthLink, ...] = ()
    """All twelve."""


class Sections(msgspec.Struct, frozen=True, array_like=True):
    """The parts of the journal; the address of one that there is not is empty."""

    all_href: str
    """The archive."""
    log_href: str
    tags_href: str
    series_href: str


class StripDay(msgspec.Struct, frozen=True, array_like=True):
    """A day of the strip that has entries."""

    date: Moment
    entry_count: int
    level: int
    """How full it is shown: 1, 2, or 3 for three entries and more."""
    week: int
    """Its column, counted from 0."""
    weekday: int
    """Its row, counted from 0, which is Monday."""
    href: str
    """The entry, or with several the place of the day on the page of its month."""


class StripMonth(msgspec.Struct, frozen=True, array_like=True):
    """A month of the strip; the first may have begun before it."""

    first: Moment
    """The first day of the month."""
    week: int
    """The column that it begins in."""
    entry_count: int
    """Those in the strip."""
    href: str
    """The page of the month; empty without entries."""
    days: tuple[StripDay, ...]
    """Days with entries, in their order."""


class YearStrip(msgspec.Struct, frozen=True):
    """The weeks up to that of the newest entry, by month."""

    week_count: int
    entry_count: int
    months: tuple[StripMonth, ...]


class TermLink(msgspec.Struct, frozen=True, array_like=True):
    """A tag or series and how many entries it has."""

    name: str
    href: str
    entry_count: int


class SeriesPart(msgspec.Struct, frozen=True):
    """Where an entry stands in its series; parts are in order of time, the number counts from 1."""

    link: Link
    number: int
    count: int
    previous: EntryLink | None
    next: EntryLink | None


class EvidenceItem(msgspec.Struct, frozen=True):
    """One thing that shows a skill: an entry, a commit, a pull request, a link, or words."""

    kind: str
    """`entry`, `commit`, `pull request`, `link` or `text`."""
    title: str
    href: str
    date: Moment | None
    note: str = ""
    repository: str = ""
    """Of a commit or pull request: `owner/name`, or nothing where the checklist does not say."""
    is_log_entry: bool = False


class CvRow(msgspec.Struct, frozen=True):
    """A requirement on the CV, with the best of what shows it."""

    skill: SkillLink
    trail: tuple[SkillLink, ...]
    """What it stands below in the checklist, outermost first."""
    since: Moment | None
    done_on: Moment | None
    evidence: tuple[EvidenceItem, ...]
    """Two at most."""


class CvSection(msgspec.Struct, frozen=True):
    """The requirements of a checklist that are in one state: what is being worked on, then the checklist's order."""

    state: str
    """`done`, `learning`, `planned` or `dropped`, in this order; a section without requirements is left out."""
    rows: tuple[CvRow, ...]


class CvChecklist(msgspec.Struct, frozen=True):
    """A checklist on the CV."""

    title: str
    href: str
    progress: Progress
    sections: tuple[CvSection, ...]


class ResumeSkill(msgspec.Struct, frozen=True):
    """A requirement at the top of a checklist, in the words of `resume.json`."""

    name: str
    level: str
    """How far it is: `done`, `1 of 2 done`."""
    keywords: tuple[str, ...]
    """What stands below it; what is not done is said not to be."""


class Badge(msgspec.Struct, frozen=True):
    """How the badge of a skill is shown elsewhere."""

    href: str
    """The picture, as a link."""
    text: str
    """What it says, in words: `Flask: done`."""
    markdown: str
    """The picture with a link to the skill, both absolute, as a README has them."""


class TocItem(msgspec.Struct, frozen=True, array_like=True):
    """A heading in a table of contents, with those below it."""

    title: str
    href: str
    items: tuple["TocItem", ...] = ()


class SealedCard(msgspec.Struct, frozen=True):
    """What the home page says of it."""

    href: str
    created: Moment | None
    """Nothing where there are only older blobs."""
    contact_href: str


class HomeContext(Context, frozen=True, kw_only=True):
    """`home.html`."""

    site: SiteInfo
    page: PageInfo
    body: Body | None
    """The author's own words for the home page."""
    now: tuple[NowItem, ...]
    now_marker: str
    """What the author marks such a skill with, `⬅️💻☕`; may be empty."""
    progress: Progress | None
    """Over all checklists, each skill once."""
    progress_href: str
    """Where it is shown how that came about; empty without checklists."""
    latest: tuple[EntryTeaser, ...]
    year_strip: YearStrip | None
    """A year of entries by day; nothing where no entry has a date."""
    entry_count: int
    archive_href: str
    checklists: tuple[ChecklistSummary, ...]
    sealed: SealedCard | None
    """That there is a sealed statement; nothing where there is none."""


class EntryContext(Context, frozen=True, kw_only=True):
    """`entry.html`."""

    site: SiteInfo
    page: PageInfo
    body: Body
    heading_id: str
    """The anchor of the title; empty if the title is no heading of the text."""
    toc: tuple[TocItem, ...]
    """Empty for a text with fewer than three headings."""
    date: Moment | None
    updated: Moment | None
    """Set only if it is another day than the date."""
    tags: tuple[Link, ...]
    skills: tuple[SkillLink, ...]
    series: SeriesPart | None
    older: EntryLink | None
    newer: EntryLink | None
    related: tuple[EntryLink, ...]
    """Entries that share skills and tags, the closest first."""
    backlinks: tuple[EntryLink, ...]
    """Entries, newest first, and then pages, whose texts link to this one."""
    word_count: int
    """Words of the text, code included; a character of Chinese or Japanese counts as one."""
    reading_minutes: int
    """How long reading takes, at least one minute."""
    image_href: str
    edit_url: str
    is_draft: bool


class PlainPageContext(Context, frozen=True, kw_only=True):
    """`page.html`: about, uses, ..."""

    site: SiteInfo
    page: PageInfo
    body: Body
    heading_id: str
    """As of an entry, and so is the table of contents."""
    toc: tuple[TocItem, ...]
    updated: Moment | None
    edit_url: str
    is_draft: bool


class ArchiveContext(Context, frozen=True, kw_only=True):
    """`archive.html`: all entries, newest first, or those of a year or a month."""

    site: SiteInfo
    page: PageInfo
    sections: Sections
    year: str
    """Empty on the archive of everything."""
    month: Moment | None
    """The first day of the month, on the page of a month."""
    years: tuple[YearLink, ...]
    """All that have entries, and on the page of a year or a month that year alone."""
    older: Link | None
    """The year or month before this one that has entries."""
    newer: Link | None
    entries: tuple[EntryTeaser, ...]
    entry_count: int
    pagination: Pagination


class LogContext(Context, frozen=True, kw_only=True):
    """`log.html`: the entries of `content/log.md`, newest first."""

    site: SiteInfo
    page: PageInfo
    sections: Sections
    body: Body | None
    """What stands in the log above its first entry."""
    entries: tuple[EntryTeaser, ...]


class TermContext(Context, frozen=True, kw_only=True):
    """`term.html`: the entries of a tag (newest first) or of a series (oldest first)."""

    site: SiteInfo
    page: PageInfo
    sections: Sections
    kind: str
    """`tag` or `series`."""
    name: str
    entries: tuple[EntryTeaser, ...]
    entry_count: int
    first_number: int
    """Which of the entries is the first of this page, counted from 1."""
    pagination: Pagination


class TermsContext(Context, frozen=True, kw_only=True):
    """`terms.html`: all tags, or all series."""

    site: SiteInfo
    page: PageInfo
    sections: Sections
    kind: str
    terms: tuple[TermLink, ...]


class ChecklistContext(Context, frozen=True, kw_only=True):
    """`checklist.html`."""

    site: SiteInfo
    page: PageInfo
    checklist: ChecklistSummary
    edit_url: str


class SkillsContext(Context, frozen=True, kw_only=True):
    """`skills.html`: every checklist, one after the other."""

    site: SiteInfo
    page: PageInfo
    checklists: tuple[ChecklistSummary, ...]


class SkillContext(Context, frozen=True, kw_only=True):
    """`skill.html`."""

    site: SiteInfo
    page: PageInfo
    skill: SkillLink
    reason: str
    since: Moment | None
    done_on: Moment | None
    note: str
    aliases: tuple[str, ...]
    progress: Progress | None
    trail: tuple[SkillLink, ...]
    """Its parents, outermost first."""
    skills: tuple[SkillLink, ...]
    """Its children."""
    previous: SkillLink | None
    next: SkillLink | None
    neighbours: tuple[SkillLink, ...]
    """Those below the same parent; of one at the top of its checklist, two before and two after it."""
    unlocks: tuple[SkillLink, ...]
    """What to go on with: its children that are still aimed at; without children, the first after it that is."""
    evidence: tuple[EvidenceItem, ...]
    """Newest first; what has no date comes last."""
    backlinks: tuple[EntryLink, ...]
    """Entries that link to it and are no evidence, newest first, and then pages."""
    checklists: tuple[Link, ...]
    badge: Badge | None
    """Nothing where the site has no `base_url`."""


class BadgeContext(Context, frozen=True, kw_only=True):
    """`badge.svg`, and `badge.json` for shields.io."""

    label: str
    """The skill."""
    message: str
    """How far it is, in words: `done, 7 entries`."""
    mark: str
    """Its state, or `now`."""
    text: str
    """All of it, for those who do not see the picture."""


class CvContext(Context, frozen=True, kw_only=True):
    """`cv.html`: the requirements of all checklists, and what shows that they are met."""

    site: SiteInfo
    page: PageInfo
    name: str
    """Whose CV it is; may be empty."""
    updated: Moment | None
    """When a requirement was last begun, done, or shown by anything."""
    facts: CvFacts
    """The block `cv` of `site.yaml`."""
    checklists: tuple[CvChecklist, ...]
    resume_href: str


class ResumeContext(Context, frozen=True, kw_only=True):
    """`cv/resume.json`, by the schema of JSON Resume."""

    name: str
    url: str
    """Of the author, or else of the site; absolute, or empty."""
    canonical_url: str
    """Its own address; empty without a `base_url`."""
    updated: Moment | None
    """As on the CV."""
    facts: CvFacts
    skills: tuple[ResumeSkill, ...]


class ProgressPoint(msgspec.Struct, frozen=True, array_like=True):
    """How the leaves of all checklists stood at the end of a day."""

    date: Moment
    total: int
    """All that were aimed at then."""
    done: int
    learning: int
    planned: int


class ProgressEvent(msgspec.Struct, frozen=True, array_like=True):
    """What happened to skills on a day."""

    kind: str
    """`listed`, `added`, `removed`, `dropped`, `resumed`, `begun`, `paused`, `undone` or `done`."""
    skills: tuple[Link, ...]
    """Without an address where a skill is in no list any more; none where the list begins."""
    count: int
    """How many skills it is about."""


class ProgressDay(msgspec.Struct, frozen=True, array_like=True):
    """A day on which something happened, the last thing first."""

    date: Moment
    events: tuple[ProgressEvent, ...]


class ProgressContext(Context, frozen=True, kw_only=True):
    """`progress.html`: the skills by day, from the history of the checklists."""

    site: SiteInfo
    page: PageInfo
    progress: Progress
    """Over all checklists, as on the home page."""
    refusal: str
    """Why there is no history: `no_git`, `shallow`, `partial`, `failed` or `empty`; empty if there is one."""
    points: tuple[ProgressPoint, ...]
    """The days on which a number changed, oldest first."""
    days: tuple[ProgressDay, ...]
    """The days on which something happened, newest first."""
    listed_on: Moment | None
    """The day of the first version of a checklist."""


class NotFoundContext(Context, frozen=True, kw_only=True):
    """`404.html`."""

    site: SiteInfo
    page: PageInfo


class SearchContext(Context, frozen=True, kw_only=True):
    """`search.html`."""

    site: SiteInfo
    page: PageInfo
    links: tuple[Link, ...]
    """Where everything is listed, for those who cannot search."""


class SealedData(msgspec.Struct, frozen=True):
    """What the script of the page opens."""

    file: str
    """The ciphertext, in base64."""
    digest: str
    """SHA-256 of the file, as `sha256:` and 64 hex digits, like the following."""
    commitment: str
    withdrawn: tuple[str, ...]
    """SHA-256 of the public key of each link that was withdrawn."""
    digests: tuple[str, ...]
    """Of all fields; only after a reveal, for whoever checks it."""
    revealed: tuple[tuple[str, str, str], ...]
    """Name, salt and value of each field that was revealed, as they stand in a statement."""


class RevealedRow(msgspec.Struct, frozen=True, array_like=True):
    """A field of a statement that its author has published."""

    name: str
    value: str


class SealedFacts(msgspec.Struct, frozen=True):
    """What is public of a sealed statement."""

    created: Moment | None
    """The day it was first sealed."""
    commitment: str
    contact_href: str
    """Where a link can be asked for; may be empty."""
    revealed: tuple[RevealedRow, ...]


class SealedBlobRow(msgspec.Struct, frozen=True):
    """A blob that was sealed earlier, by RSA."""

    name: str
    size: int
    """In bytes."""
    digest: str
    since: Moment | None
    """The day of the first commit that had it, if that is known."""
    text: str
    """What it says, if its author has revealed that; the build has checked it."""


class SealedContext(Context, frozen=True, kw_only=True):
    """`sealed.html`."""

    site: SiteInfo
    page: PageInfo
    statement: SealedFacts | None
    data: SealedData | None
    """There is as much of it as of the statement."""
    blobs: tuple[SealedBlobRow, ...]


class RedirectContext(Context, frozen=True, kw_only=True):
    """`redirect.html`: an old address that leads to the new one."""

    site: SiteInfo
    page: PageInfo
    target_href: str
    target_url: str


class FeedItem(msgspec.Struct, frozen=True):
    """One entry in a feed."""

    id: str
    url: str
    title: str
    summary: str
    date: Moment | None
    updated: Moment | None
    body: Body
    tags: tuple[str, ...]


class FeedSite(msgspec.Struct, frozen=True):
    """What a feed shows of the site: neither its navigation nor its looks."""

    title: str
    author: str
    author_url: str
    author_email: str
    language: str
    base_url: str
    """As in `SiteInfo`."""
    shows_remote_pictures: bool = False
    """Likewise."""


class FeedContext(Context, frozen=True, kw_only=True):
    """`feed.xml` (Atom) and `feed.json` (JSON Feed): the newest entries of the site, a tag or a skill."""

    site: FeedSite
    title: str
    description: str
    url: str
    """Where the feed itself lies."""
    home_url: str
    """The page that the feed belongs to."""
    updated: Moment | None
    items: tuple[FeedItem, ...]


class SitemapRow(msgspec.Struct, frozen=True, order=True, array_like=True):
    """One address of the sitemap; `updated` is a day or empty."""

    url: str
    updated: str


class SitemapContext(Context, frozen=True, kw_only=True):
    """`sitemap.xml`."""

    rows: tuple[SitemapRow, ...]


class RobotsContext(Context, frozen=True, kw_only=True):
    """`robots.txt`."""

    sitemap_url: str


class ApiEntry(msgspec.Struct, frozen=True):
    """An entry in `api/v1/entries.json`."""

    url: str
    title: str
    date: str | None
    updated: str | None
    summary: str
    tags: tuple[str, ...]
    skills: tuple[str, ...]
    series: str | None


class ApiSkill(msgspec.Struct, frozen=True):
    """A skill in `api/v1/skills.json`."""

    id: str
    url: str
    title: str
    number: str
    state: str
    reason: str
    is_now: bool
    parent: str | None
    checklists: tuple[str, ...]
    entries: tuple[str, ...]
    """Addresses of the entries that cite it, newest first."""


class ApiEntriesContext(Context, frozen=True, kw_only=True):
    """`api/v1/entries.json`, newest first."""

    version: int
    title: str
    url: str
    entries: tuple[ApiEntry, ...]


class ApiSkillsContext(Context, frozen=True, kw_only=True):
    """`api/v1/skills.json`, in the order of the checklists."""

    version: int
    title: str
    url: str
    skills: tuple[ApiSkill, ...]
