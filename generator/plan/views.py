"""The small views of entries, skills and terms that pages share, each made once.

Knows the site and how addresses are written in pages; does not know which pages there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from urllib.parse import quote

import msgspec

from generator.model.checklist import Branch, Checklist, Skill, SkillState, count_leaves
from generator.model.entry import ContentPage, Entry, ImageSize, ImageSource, Writing
from generator.model.permalink import Url, encode_url
from generator.model.site import Site
from generator.model.taxonomy import Term
from generator.plan.cards import CARD_SIZE, SITE_CARD
from generator.plan.contexts import (
    AssetLink,
    Body,
    ChecklistSummary,
    EntryLink,
    EntryTeaser,
    FeedSite,
    Link,
    NavItem,
    PageInfo,
    Sections,
    SiteInfo,
    SkillLink,
    SkillRow,
    TermLink,
)
from generator.plan.reasons import explain_state
from generator.renewal import Column, Made, keep, keep_each, remake, renew
from generator.sources.dates import Moment
from generator.sources.slugs import Slug, make_slug
from generator.words.words import Words


class Views:
    """What pages show of each thing on a site.

    Pages that show the same thing share the same object, and so do two builds between which it did not change.
    """

    def __init__(self, site: Site, asset_urls: Mapping[str, str], words: Words, last: "Views | None" = None) -> None:
        self.site = site
        self.words = words
        self.settings = site.rules.settings
        self.base_path = self.settings.base_path
        self.base_url = self.settings.base_url
        self.has_same_settings = last is not None and last.settings == self.settings and last.words == words
        """As the views of the last build: what is made of settings, words, and what did not change is as it was."""
        self.urls: Column[Url] = renew(_URL, last.urls if last else None, site.entries)
        self.log_flags: Column[bool] = renew(_IS_LOGGED, last.log_flags if last else None, site.entries)
        self.dates: Column[Moment | None] = renew(_DATE, last.dates if last else None, site.entries)
        self.sections: Sections = self._link_sections()
        """Links to the parts of the journal."""
        self.own_tags: Column[tuple[str, ...]] = renew(_TAGS, last.own_tags if last else None, site.entries)
        self.site_info: SiteInfo = keep(self._make_site_info(asset_urls), last.site_info if last else None)
        self.feed_site: FeedSite = keep(_make_feed_site(self.site_info), last.feed_site if last else None)
        self.tags_made: Made[dict[str, Link]] = remake(
            self._make_tag_links, last.tags_made if last else None, site.tags, self.base_path, self.own_tags.values
        )
        self.series_links: Mapping[Slug, Link] = keep_each(
            {slug: Link(term.name, self.href(f"/series/{slug}/")) for slug, term in site.series.items()},
            last.series_links if last else None,
        )
        self.skill_links: Mapping[Slug, SkillLink] = keep_each(
            {slug: self._make_skill_link(skill) for slug, skill in site.skills.items()},
            last.skill_links if last else None,
        )
        self.reasons_made: Made[dict[Slug, str]] = remake(
            _explain_states, last.reasons_made if last else None, site.skills, words
        )
        self.link_column: Column[EntryLink] = renew(
            self._make_entry_link, last.link_column if last else None, site.entries, is_stale=not self.has_same_settings
        )
        self.positions: Made[Mapping[Url, int]] = remake(_number, last.positions if last else None, self.urls.values)
        self._page_links = {page.url: self._make_entry_link(page) for page in site.pages}
        self.teaser_column: Column[EntryTeaser] = renew(
            self._make_teaser,
            last.teaser_column if last else None,
            *(site.entries, self.entry_links),
            is_stale=last is not None and self._has_other_links(last),
        )

    @property
    def reasons(self) -> Mapping[Slug, str]:
        """Why each skill is in its state, in words."""
        return self.reasons_made.value

    @property
    def entry_links(self) -> tuple[EntryLink, ...]:
        """A link to each entry, in the entries' order."""
        return self.link_column.values

    @property
    def teasers(self) -> tuple[EntryTeaser, ...]:
        """A teaser of each entry, likewise."""
        return self.teaser_column.values

    def _link_sections(self) -> Sections:
        site = self.site
        has_log = site.log_intro is not None or True in self.log_flags.values
        return Sections(
            self.href("/journal/"),
            self.href("/log/") if has_log else "",
            self.href("/tags/") if site.tags else "",
            self.href("/series/") if site.series else "",
        )

    def _make_tag_links(
        self, tags: Mapping[Slug, Term], _base_path: str, own: Sequence[tuple[str, ...]]
    ) -> dict[str, Link]:
        return {name: Link(tags[slug].name, self.href(f"/tags/{slug}/")) for name, slug in _slugs_of(own)}

    def _has_other_links(self, last: "Views") -> bool:
        """Tell whether an entry that did not change may show a tag or a skill otherwise than it did."""
        tags, skills = self.tags_made.value, self.skill_links
        return any(tags.get(name, link) != link for name, link in last.tags_made.value.items()) or any(
            skills.get(name, link) != link for name, link in last.skill_links.items()
        )

    def href(self, url: str) -> str:
        """Write an address of the site as its pages link to it, under the base path."""
        return self.base_path + encode_url(url)

    def url(self, url: str) -> str:
        """Write an address of the site as others see it: whole where the settings have a base URL."""
        return self.base_url + encode_url(url) if self.base_url else self.href(url)

    def body(self, writing: Writing) -> Body:
        """Name a body, with its links under the base path."""
        base = self.base_path
        if not base:
            return Body(writing.body, writing.hrefs, writing.sizes)
        hrefs = tuple(base + href if href else "" for href in writing.hrefs)
        return Body(writing.body, hrefs, tuple(_put_below(size, base) for size in writing.sizes))

    def page_info(
        self,
        title: str,
        url: str,
        *,
        description: str = "",
        is_indexed: bool = True,
        feed_url: str = "",
        feed_title: str = "",
        search_kind: str = "",
        card_href: str = "",
        is_card_sized: bool = True,
    ) -> PageInfo:
        """Make what the frame round a page needs of it; without a card of its own it has the site's."""
        has_cards = self.settings.is_shareable
        card_size = CARD_SIZE if has_cards and (is_card_sized or not card_href) else (0, 0)
        return PageInfo(
            title=title,
            description=description or self.settings.description,
            href=self.href(url),
            url=self.url(url),
            is_indexed=is_indexed,
            feed_href=self.href(feed_url) if feed_url else "",
            feed_title=feed_title,
            search_kind=search_kind if is_indexed and self.settings.search else "",
            card_href=card_href or (self.url(f"/{SITE_CARD}") if has_cards else ""),
            card_width=card_size[0],
            card_height=card_size[1],
        )

    def edit_url(self, path: str) -> str:
        """Say where a source file can be edited; empty where the settings do not."""
        return self.settings.edit_url.replace("{path}", quote(path))  # a `#` in a file's name begins no fragment

    def term_links(self, kind: str, terms: Mapping[Slug, Term]) -> tuple[TermLink, ...]:
        """List tags or series by name."""
        links = (TermLink(term.name, self.href(f"/{kind}/{slug}/"), len(term.members)) for slug, term in terms.items())
        return tuple(sorted(links, key=lambda link: (link.name.casefold(), link.name)))

    def tag_links(self, entry: Entry) -> tuple[Link, ...]:
        """Link an entry's tags, each once."""
        return tuple(dict.fromkeys(self.tags_made.value[name] for name in entry.tags))

    def entry_skills(self, entry: Entry) -> tuple[SkillLink, ...]:
        """Link the skills that an entry cites."""
        return tuple(self.skill_links[skill] for skill in entry.skills)

    def backlinks(self, url: Url, *, without: Collection[str] = ()) -> tuple[EntryLink, ...]:
        """Link to the entries, and after them the pages, whose texts link to a page."""
        sources = self.site.backlinks.get(url, ())
        return tuple(
            self.find_entry_link(source) or self._page_links[source] for source in sources if source not in without
        )

    def find_entry_link(self, url: Url) -> EntryLink | None:
        """Link to the entry of an address, if there is one."""
        position = self.positions.value.get(url)
        return None if position is None else self.entry_links[position]

    def checklist_summary(self, checklist: Checklist) -> ChecklistSummary:
        """Show a checklist as a whole."""
        states = {slug: skill.state for slug, skill in self.site.skills.items()}
        return ChecklistSummary(
            title=checklist.title,
            href=self.href(f"/checklists/{checklist.name}/"),
            description=checklist.description,
            progress=count_leaves(checklist.branches, states),
            skills=tuple(self._make_row(branch) for branch in checklist.branches),
        )

    def _make_row(self, branch: Branch) -> SkillRow:
        skill = self.site.skills[branch.id]
        return SkillRow(
            link=self.skill_links[branch.id],
            reason=self.reasons[branch.id],
            entry_count=len(skill.citations),
            proof_count=skill.proof_count,
            progress=skill.progress if skill.claim.state is None else None,
            skills=tuple(self._make_row(below) for below in branch.branches),
        )

    def _make_skill_link(self, skill: Skill) -> SkillLink:
        claim = skill.claim
        href = self.href(f"/skills/{claim.id}/")
        is_now = claim.is_now and skill.state is not SkillState.DROPPED
        return SkillLink(claim.id, claim.title, claim.number, href, skill.state.value, is_now)

    def _make_entry_link(self, writing: Entry | ContentPage) -> EntryLink:
        date = writing.date if isinstance(writing, Entry) else None
        return EntryLink(writing.title, self.href(writing.url), date, writing.is_draft)

    def _make_teaser(self, entry: Entry, link: EntryLink) -> EntryTeaser:
        return EntryTeaser(link, entry.summary, self.tag_links(entry), self.entry_skills(entry))

    def _make_site_info(self, asset_urls: Mapping[str, str]) -> SiteInfo:
        settings = self.settings
        return SiteInfo(
            title=settings.title,
            description=settings.description,
            author=settings.author.name,
            author_url=settings.author.url,
            author_email=settings.author.email,
            language=settings.language,
            base_url=self.base_url,
            home_href=self.href("/"),
            navigation=tuple(self._list_navigation()),
            assets=tuple(AssetLink(name, self.href(url)) for name, url in sorted(asset_urls.items())),
            feed_href=self.href("/feed.xml"),
            json_feed_href=self.href("/feed.json"),
            repository_url=settings.repository_url,
            search_href=self.href("/search/") if settings.search else "",
            shows_remote_pictures=settings.remote_pictures == "show",
        )

    def _list_navigation(self) -> Iterator[NavItem]:
        if self.settings.navigation is not None:
            for item in self.settings.navigation:
                yield NavItem(item.title, self.href(item.url) if item.url.startswith("/") else item.url)
            return
        site = self.site
        yield NavItem(self.words.say("journal"), self.href("/journal/"))
        if site.skills:
            yield NavItem(self.words.say("skills"), self.href("/skills/"))
            yield NavItem(self.words.say("progress"), self.href("/progress/"))
            yield NavItem(self.words.say("cv"), self.href("/cv/"))
        for page in sorted(filter(_is_in_navigation, site.pages), key=_navigation_order):
            yield NavItem(page.nav_title or page.title, self.href(page.url))


_URL = attrgetter("url")
_DATE = attrgetter("date")
_TAGS = attrgetter("tags")
_IS_LOGGED = attrgetter("is_log_entry")


def _explain_states(skills: Mapping[Slug, Skill], words: Words) -> dict[Slug, str]:
    return {slug: explain_state(skill, words) for slug, skill in skills.items()}


def _put_below(size: ImageSize, base_path: str) -> ImageSize:
    """Put the base path before the addresses of a picture."""
    if not size.sources:
        return size
    sources = tuple(ImageSource(base_path + source.href, source.width) for source in size.sources)
    return msgspec.structs.replace(size, sources=sources)


def _number(urls: Sequence[Url]) -> dict[Url, int]:
    return {url: position for position, url in enumerate(urls)}


def _make_feed_site(info: SiteInfo) -> FeedSite:
    return FeedSite(
        title=info.title,
        author=info.author,
        author_url=info.author_url,
        author_email=info.author_email,
        language=info.language,
        base_url=info.base_url,
        shows_remote_pictures=info.shows_remote_pictures,
    )


def _slugs_of(names: Iterable[Sequence[str]]) -> Iterator[tuple[str, Slug]]:
    distinct = {name for own in names for name in own}
    return ((name, make_slug(name)) for name in distinct)


def _is_in_navigation(page: ContentPage) -> bool:
    """A page in a folder of its own is reached from where it is linked, unless it asks for a place."""
    return page.nav_order is not None or page.url.count("/") == 2


def _navigation_order(page: ContentPage) -> tuple[bool, int, str]:
    return page.nav_order is None, page.nav_order or 0, page.title
