"""The whole look at a built site: every file read once, every reference looked up, everything wrong said at once.

World, but for reading alone.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec

from generator.audit.datafiles import JSON_FEED
from generator.audit.findings import Finding, combine_findings
from generator.audit.folder import list_folder, read_bytes
from generator.audit.hygiene import check_keys, check_names, check_paths
from generator.audit.limits import Seen, check_limits, is_too_large
from generator.audit.linking import Outside, Referring, check_absolute, check_links, check_relative
from generator.audit.outside import Verdict, find_faults
from generator.audit.reading import READ_SUFFIXES, FileFacts, Memories, decode_loosely, read_file
from generator.audit.resolving import Base, Resolver, make_base
from generator.errors import Problem
from generator.render.workers import count_workers, map_tasks

_ALONE_BYTES = 3_000_000
"""So much is read before other processes would have begun."""

_READ_ELSEWHERE = frozenset(("feed", "rss", "urlset", "sitemapindex", JSON_FEED))
"""Kinds of data whose readers do not know where they had it from."""

Look = Callable[[str, bytes], Iterable[Finding]]
"""A further look at each file that is read: its path and what is in it, to what is wrong."""


class Audit(msgspec.Struct, frozen=True):
    """What a look at a built site found."""

    problems: tuple[Problem, ...]
    page_count: int
    reference_count: int
    asset_count: int
    """Files that are no pages."""
    outside: tuple[Outside, ...]
    """Where the site leads to on other hosts."""


def audit_folder(
    folder: Path, *, shown: str, base_url: str = "", own_paths: tuple[str, ...] = (), look: Look | None = None
) -> Audit:
    """Look at a built site.

    Args:
        folder: where it lies.
        shown: what messages call the folder.
        base_url: where it will be; what its own home page says if nothing is given.
        own_paths: paths of this machine that must be in no file.
        look: what else is to be looked for in each file.

    Raises:
        OSError: the folder, or something in it, cannot be read.
    """
    seen = list_folder(folder)
    findings = [*check_limits(seen, has_modes=os.name == "posix"), *check_names(each.path for each in seen)]
    paths = [each.path for each in seen if each.is_file]
    secrets = tuple(path.encode() for path in own_paths)
    facts = () if is_too_large(seen) else _read_all(folder, seen, secrets, look)
    # What is wrong in a page and in a feed is told where a reader meets it.
    pages_first = sorted(facts, key=lambda each: each.page is None)
    findings += (finding for each in pages_first for finding in each.findings)
    base, wrong = _find_base(base_url, facts)
    findings += wrong
    resolver = Resolver(paths, base)
    places = {each.path: each.page.places for each in facts if each.page is not None}
    linked = check_links((Referring(each.path, each.references) for each in pages_first), resolver, places)
    findings += linked.findings
    findings += _check_between(facts, resolver)
    read_text = partial(_read_text, folder)
    problems = combine_findings(findings, read_text, _prefix(shown))
    return Audit(problems, len(places), linked.reference_count, len(paths) - len(places), linked.outside)


def judge_outside(
    folder: Path, shown: str, outside: Iterable[Outside], verdicts: Mapping[str, Verdict]
) -> tuple[Problem, ...]:
    """Say what is wrong with the links to other hosts.

    Args:
        folder: where the site lies.
        shown: what messages call the folder.
        outside: the links, as an audit found them.
        verdicts: what is known of each.
    """
    return combine_findings(find_faults(outside, verdicts), partial(_read_text, folder), _prefix(shown))


def _prefix(shown: str) -> str:
    plain = shown.rstrip("/")
    return "" if plain == "." else f"{plain}/"


def _read_text(folder: Path, path: str) -> str:
    return decode_loosely(read_bytes(folder, path))


def _read_all(
    folder: Path, seen: Iterable[Seen], secrets: tuple[bytes, ...], look: Look | None
) -> tuple[FileFacts, ...]:
    """Read every file that there is something to read in, on all cores if it is much."""
    memories = Memories()
    files = [each for each in seen if each.is_file and each.path.lower().endswith(READ_SUFFIXES)]

    def read(each: Seen) -> FileFacts:
        data = read_bytes(folder, each.path)
        facts = read_file(each.path, data, memories)
        further = [*check_paths(data, each.path, secrets), *check_keys(data, each.path)]
        further += look(each.path, data) if look is not None else ()
        return msgspec.structs.replace(facts, findings=(*facts.findings, *further)) if further else facts

    sizes = [each.size_bytes for each in files]
    workers = count_workers(0) if sum(sizes) > _ALONE_BYTES else 1
    by_index = dict(map_tasks(read, files, FileFacts, workers=workers, weights=sizes))
    return tuple(by_index[index] for index in range(len(files)))


def _find_base(base_url: str, facts: Iterable[FileFacts]) -> tuple[Base, list[Finding]]:
    """Find where the site will be: what its home page says goes before what is said of it, since all its links follow it."""
    home = next((each for each in facts if each.path == "index.html"), None)
    canonical = home.page.canonical if home is not None and home.page is not None else ""
    if not base_url:
        return make_base(canonical), []
    said, built = make_base(base_url), make_base(canonical)
    if not canonical or built == said or (not built.origin and built.path == said.path):
        return said, []
    message = f'the site was built for "{canonical}", and is checked for "{base_url}"'
    return built, [Finding(message, "index.html", hint="build it again, or give the --base-url it was built with")]


def _check_between(facts: Iterable[FileFacts], resolver: Resolver) -> Iterator[Finding]:
    """Find what is wrong between files besides links."""
    pages: Mapping[str, FileFacts] = {each.path: each for each in facts}
    if missing := pages.get("404.html"):
        yield from check_relative(Referring(missing.path, missing.references))
    for each in facts:
        if each.root in _READ_ELSEWHERE and resolver.base.origin:
            yield from check_absolute(Referring(each.path, each.references), resolver)
        if each.root != "urlset":
            continue
        for begin, reference in each.references:
            target = pages.get(resolver.resolve(reference.address, each.path).file)
            if target is not None and target.page is not None and not target.page.is_indexed:
                message = f'the sitemap lists "{reference.address}", a page that asks not to be indexed'
                yield Finding(message, each.path, begin + reference.start, reference.length)
