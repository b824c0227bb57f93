"""Explains one file: whether it is published, where, whence its date is, and why its page was rendered.

Knows what a build decided; decides nothing.
"""

from collections.abc import Iterator

from generator.build.checking import Examined
from generator.build.preparing import Prepared
from generator.model.document import TODO_PATH, Document
from generator.model.entry import Entry
from generator.model.placement import DateSource
from generator.model.site import Site
from generator.plan.manifest import Row
from generator.plan.outputs import Page


def explain_path(path: str, examined: Examined) -> tuple[str, ...]:
    """Say in lines what becomes of a source file, an output or an address; nothing if it is none of them."""
    prepared = examined.prepared
    wanted = path.removeprefix("./")
    documents = [document for document in prepared.parsed.documents if document.path == wanted]
    if documents:
        return tuple(line for document in documents for line in _explain_document(document, examined))
    pages = [page for page in prepared.plan.pages if wanted in _names_of(page)]
    if pages:
        return tuple(line for page in pages for line in _explain_page(page, examined))
    return tuple(_explain_file(wanted, prepared))


def _names_of(page: Page) -> tuple[str, ...]:
    """The names by which a page may be asked for: its file below the output folder, its address, its source."""
    address = "/" + page.output.removesuffix("index.html")
    return page.output, f"public/{page.output}", address, address.rstrip("/") or "/", page.source or page.output


def _explain_document(document: Document, examined: Examined) -> Iterator[str]:
    site, known = examined.prepared.site, examined.prepared.assembly.withheld
    yield f"{document.place}:"
    withheld = next((item for item in known if item.place == document.place), None)
    if withheld is not None:
        yield f"  not published: {withheld.reason}"
        return
    writings = [*site.entries, *site.pages, *filter(None, (site.home, site.log_intro))]
    writing = next((each for each in writings if each.path == document.path and each.line == document.line), None)
    if writing is None:
        yield "  not published"
        return
    yield f"  published at {writing.url}"
    yield f"  title: {writing.title}"
    if isinstance(writing, Entry):
        yield from _explain_entry(writing, site)
    if writing.updated is not None:
        yield f"  updated: {writing.updated.iso}"
    for page in examined.prepared.plan.pages:
        if page.output == f"{writing.url[1:]}index.html":
            yield from _explain_staleness(page, examined)


_DATE_SOURCES = {
    DateSource.FRONT_MATTER: "from its front matter",
    DateSource.FILE_NAME: "from its file name",
    DateSource.LOG: "from its heading in the log",
    DateSource.GIT: "from its first commit",
}


def _explain_entry(entry: Entry, site: Site) -> Iterator[str]:
    if entry.date is None:
        yield "  date: none; it stands in no front matter, file name or commit"
    else:
        yield f"  date: {entry.date.iso}, {_DATE_SOURCES[entry.date_source]}"
    if entry.tags:
        yield f"  tags: {', '.join(entry.tags)}"
    if entry.skills:
        yield f"  skills: {', '.join(f'{skill} ({site.skills[skill].state.value})' for skill in entry.skills)}"


def _explain_page(page: Page, examined: Examined) -> Iterator[str]:
    yield f"{page.output}:"
    yield f"  made for {page.owner}, by {page.template}"
    yield from _explain_staleness(page, examined)


def _explain_staleness(page: Page, examined: Examined) -> Iterator[str]:
    row: Row | None = examined.manifest.rows.get(page.output)
    if row is not None:
        yield f"  last rendered because of: {row.reason}"
    for stale in examined.compared.stale:
        if stale.page.output == page.output:
            yield f"  to be rendered because of: {stale.row.reason}"
            return
    yield "  up to date"


def _explain_file(path: str, prepared: Prepared) -> Iterator[str]:
    for asset in prepared.plan.assets:
        if path in {asset.source, asset.output}:
            yield f"{path}:"
            yield f"  published at /{asset.output}"
            return
    if path == TODO_PATH:
        yield f"{path}:"
        yield "  not published: the todo list never is"
    elif path in prepared.inputs.site.tree.by_path:
        yield f"{path}:"
        yield "  not published: nothing that is published refers to it"
