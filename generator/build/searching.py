"""The index of the search as a part of the published site: made, taken over, or left out.

World.
Knows which pages are in the index, and whether it is still the right one; does not know how it is made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import Problem, Severity, SitePath
from generator.plan.contexts import PageInfo
from generator.plan.outputs import Page
from generator.publish.ownership import OutputFile, find_damaged
from generator.publish.pagefind import IndexFile, IndexingFailedError, SearchedPage, find_pagefind
from generator.publish.writer import Staging
from generator.sources.settings import Settings

Indexer = Callable[[Iterable[SearchedPage]], tuple[IndexFile, ...]]
"""Makes an index of pages; raises an `IndexingFailedError` if it cannot."""


INDEX_FOLDER = "pagefind/"

CERTAIN_PATHS = (SitePath(f"{INDEX_FOLDER}pagefind.js"), SitePath(f"{INDEX_FOLDER}pagefind-entry.json"))
"""Files that every index has; the names of the others are known when it is made."""


class Searched(msgspec.Struct, frozen=True, order=True):
    """A page that is to be in the index."""

    output: SitePath
    href: str


class SearchIndex(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a published index."""

    name: Digest
    """Of the pages that are in it; empty where there is no index."""
    paths: tuple[SitePath, ...] = ()
    failure: str = ""
    """Why there is none although it was asked for."""


NO_INDEX = SearchIndex(Digest(b""))


def without_search(settings: Settings) -> Settings:
    """Take the search from a site for which no index can be made; its pages then offer none."""
    return settings if not settings.search or find_pagefind() else msgspec.structs.replace(settings, search=False)


def note_search(wanted: Settings, settings: Settings, *, with_search: bool) -> tuple[str, ...]:
    """Say in a sentence why a site has no search, or no index for it.

    Args:
        wanted: what the author asks for.
        settings: what can be had.
        with_search: whether an index was asked for.
    """
    if settings.search:
        return () if with_search else ('the search has no index; "journal build --search" makes it',)
    if not with_search:
        return ()
    if wanted.search:
        hint = 'pip install "learning-journal[search]"'
        return (f'the search is left out: the package "pagefind" is not installed; {hint}',)
    return ('the search is left out: site.yaml says "search: false"',)


def list_searched(pages: Iterable[Page]) -> tuple[Searched, ...]:
    """Pick the pages that the search finds, in an order that depends on nothing but them."""
    infos = ((page.output, getattr(page.context, "page", None)) for page in pages)
    return tuple(
        sorted(Searched(output, info.href) for output, info in infos if isinstance(info, PageInfo) and info.search_kind)
    )


def name_index(searched: Sequence[Searched], files: Mapping[SitePath, OutputFile]) -> Digest:
    """Name the index of pages by all that it is made from; empty where there is nothing to search."""
    if not searched:
        return NO_INDEX.name
    return digest_value(tuple((page.output, page.href, files[page.output].digest) for page in searched))


class IndexJob(msgspec.Struct, frozen=True):
    """What is to become of the index in one build."""

    searched: tuple[Searched, ...]
    """The pages that are to be in it."""
    last: SearchIndex
    intact: Mapping[SitePath, OutputFile]
    """The files of the last index that are as they were published."""
    indexer: Indexer

    def is_done(self, files: Mapping[SitePath, OutputFile]) -> bool:
        """Tell whether the published index is the one that these files ask for."""
        return (
            not self.last.failure
            and self.last.name == name_index(self.searched, files)
            and len(self.intact) == len(self.last.paths)
        )

    def settle(self, files: Mapping[SitePath, OutputFile], staging: Staging) -> tuple[SearchIndex, list[OutputFile]]:
        """Put the index into the staging folder, which has all pages by now: that of last time, or a new one."""
        if not self.searched:
            return NO_INDEX, []
        if self.is_done(files):
            return self.last, [staging.keep(path, self.intact[path]) for path in self.last.paths]
        pages = (SearchedPage(page.href, staging.read(page.output).decode()) for page in self.searched)
        try:
            made = self.indexer(pages)
        except IndexingFailedError as error:
            return SearchIndex(NO_INDEX.name, failure=str(error)), []
        outputs = [staging.write(SitePath(f"{INDEX_FOLDER}{file.path}"), file.content) for file in made]
        return SearchIndex(name_index(self.searched, files), tuple(output.path for output in outputs)), outputs


def plan_index(
    searched: tuple[Searched, ...],
    last: SearchIndex,
    known: Mapping[SitePath, OutputFile],
    output: Path,
    indexer: Indexer,
) -> IndexJob:
    """See what there is of the index that was published last.

    Args:
        searched: the pages that are to be in it.
        last: what was published.
        known: every file that was published.
        output: the output folder.
        indexer: makes a new index.
    """
    files = [known[path] for path in last.paths]
    damaged = find_damaged(output, files)
    return IndexJob(searched, last, {file.path: file for file in files if file.path not in damaged}, indexer)


def describe_failure(index: SearchIndex) -> tuple[Problem, ...]:
    """Warn of an index that could not be made."""
    if not index.failure:
        return ()
    return (Problem(f"the search has no index: Pagefind {index.failure}", severity=Severity.WARNING),)
