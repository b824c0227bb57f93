"""What is another than it was: pages, files, and where a page went.

Knows two builds; does not know which of them is shown.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from generator.build.inputs import Inputs
from generator.errors import SitePath
from generator.plan.manifest import OTHER_WORDS
from generator.plan.outputs import Page, list_bodies
from generator.serve.snapshot import BuiltSnapshot
from generator.sources.tree import SourceTree

GIT_HEAD = "git HEAD"
"""Stands among the names of files for the commit that is checked out."""


class Stale(msgspec.Struct, frozen=True):
    """A page that is another than it was, and why."""

    path: SitePath
    reason: str


def find_stale(now: BuiltSnapshot, before: BuiltSnapshot | None) -> tuple[Stale, ...]:
    """Find the pages that are others than before, with the names of the inputs that differ."""
    known = before.pages if before else {}
    closures = before.closures if before else {}
    changed = {name for name, digest in now.closures.items() if closures.get(name) != digest}
    spoken = before.spoken if before else {}
    speaking = {name for name, digest in now.spoken.items() if spoken.get(name, digest) != digest}
    renewed = changed | speaking
    pages = [page for page in now.pages.values() if known.get(page.output) is not page or page.template in renewed]
    stale = ((page, _explain(page, known.get(page.output), changed, speaking)) for page in pages)
    return tuple(Stale(page.output, ", ".join(reasons)) for page, reasons in stale if reasons)


def _explain(page: Page, before: Page | None, changed: set[str], speaking: Collection[str]) -> list[str]:
    if before is None:
        return ["new"]
    reasons = [OTHER_WORDS] if page.template in speaking else []
    reasons += [f"template {page.template}"] if page.template in changed else []
    if page is before:
        return reasons
    if type(page.context) is not type(before.context) or page.template != before.template:
        return [*reasons, "kind of page"]
    names = page.context.__struct_fields__
    return reasons + [name for name in names if getattr(page.context, name) != getattr(before.context, name)]


def find_changed_files(before: Inputs, now: Inputs) -> tuple[str, ...]:
    """Name the files with other bytes, those that came or went, and git's head, if it is another commit."""
    trees = ((before.site.tree, now.site.tree), (before.package.tree, now.package.tree))
    found = [path for one, other in trees if one is not other for path in _find_changed(one, other)]
    return tuple(dict.fromkeys(sorted(found) + ([GIT_HEAD] if before.head != now.head else [])))


def _find_changed(before: SourceTree, now: SourceTree) -> Iterator[str]:
    # Nearly all files are the same objects, and telling so by identity asks nothing of any of them.
    old, new = set(map(id, before.files)), set(map(id, now.files))
    for file in [file for file in now.files if id(file) not in old]:
        known = before.find(file.path)
        # What only got another time or mode is another object, too.
        if known is None or known.digest != file.digest:
            yield file.path
    yield from (file.path for file in before.files if id(file) not in new and now.find(file.path) is None)


def find_changed_assets(now: BuiltSnapshot, before: BuiltSnapshot) -> tuple[str, ...]:
    """Give the addresses of the files that are published as they are and have other bytes than before."""
    if now.assets is before.assets:
        return ()
    known = before.assets
    return tuple(
        f"{now.base_path}/{path}"
        for path, asset in now.assets.items()
        if path in known and known[path].digest != asset.digest
    )


def find_moved(now: BuiltSnapshot, before: BuiltSnapshot) -> dict[SitePath, str]:
    """Find pages that are gone and whose text is on one new page: their addresses then."""
    gone = before.pages.keys() - now.pages.keys()
    if not gone:
        return {}
    new: dict[tuple[object, ...], list[SitePath]] = {}
    for path in now.pages.keys() - before.pages.keys():
        if bodies := list_bodies(now.pages[path].context):
            new.setdefault((now.pages[path].template, *bodies), []).append(path)
    moved: dict[SitePath, str] = {}
    for path in gone:
        page = before.pages[path]
        found: Sequence[SitePath] = new.get((page.template, *list_bodies(page.context)), ())
        if len(found) == 1 and page.template != "redirect.html":
            moved[path] = find_address(found[0], now)
    return moved


def find_address(path: SitePath, snapshot: BuiltSnapshot) -> str:
    """Give the address of a page, as a browser writes it."""
    context = snapshot.pages[path].context
    return context.page.href if hasattr(context, "page") else f"{snapshot.base_path}/{path}"


def find_followed(changed: Sequence[str], stale: Sequence[Stale], snapshot: BuiltSnapshot) -> str:
    """Find the address of the page that was just edited: of the one file that changed the page that did.

    Empty if several files changed, or none that a page is made from.
    """
    if len(changed) != 1:
        return ""
    for item in stale:
        page = snapshot.pages[item.path]
        if page.source == changed[0] and page.template != "redirect.html":
            return find_address(item.path, snapshot)
    return ""
