"""What a Markdown file says, before anything else of the journal is known.

A file gives one document; the log gives many.
Knows how files are divided; does not know settings, dates from git, or what else there is.
"""

from collections.abc import Callable
from enum import Enum

import msgspec

from generator.digest import Digest, digest_text
from generator.errors import Location, Problem, SitePath
from generator.markdown.body import BodyFacts, MarkdownOptions, RenderedBody
from generator.sources.frontmatter import FrontMatter, PageFrontMatter, parse_entry_fields, parse_front_matter
from generator.sources.logfile import LogSection, split_log
from generator.sources.text import is_markdown

ENTRIES_FOLDER = "content/entries/"
PAGES_FOLDER = "content/pages/"
CHECKLISTS_FOLDER = "content/checklists/"
LOG_PATH = SitePath("content/log.md")
TODO_PATH = SitePath("content/todo.md")


class DocumentKind(Enum):
    """What a document becomes."""

    ENTRY = "entry"
    LOG_ENTRY = "log entry"
    LOG_INTRO = "log intro"
    PAGE = "page"


class Document(msgspec.Struct, frozen=True, array_like=True):
    """One piece of writing: its front matter, and the facts about its rendered body."""

    kind: DocumentKind
    path: SitePath
    line: int
    """Where in its file it begins."""
    front: PageFrontMatter
    front_text: str
    """The front matter as written, to find the place of a value that turns out to be wrong."""
    front_line: int
    """The line of the file that `front_text` begins at."""
    log_date: str
    """Of a log entry: the date in its head line."""
    log_title: str
    body_line: int
    body: Digest
    """The name of the body's HTML, under which it is kept."""
    facts: BodyFacts

    @property
    def place(self) -> str:
        """Name the document in a message: `content/log.md:12`, or the path alone."""
        return f"{self.path}:{self.line}" if self.kind is DocumentKind.LOG_ENTRY else self.path


class ParsedFile(msgspec.Struct, frozen=True):
    """A Markdown file as documents, with their bodies' HTML by name."""

    documents: tuple[Document, ...]
    bodies: tuple[tuple[Digest, str], ...]
    problems: tuple[Problem, ...]


def kind_of(path: SitePath) -> DocumentKind | None:
    """Say what a file below `content/` becomes; nothing if it is not published as writing."""
    if not is_markdown(path):
        return None
    if path.startswith(ENTRIES_FOLDER):
        return DocumentKind.ENTRY
    if path.startswith(PAGES_FOLDER):
        return DocumentKind.PAGE
    return DocumentKind.LOG_ENTRY if path == LOG_PATH else None


def parse_file(
    path: SitePath,
    text: str,
    options: MarkdownOptions,
    render: Callable[[str, MarkdownOptions], RenderedBody],
) -> ParsedFile:
    """Divide a file into documents and render each body.

    Args:
        path: where it lies.
        text: what it says.
        options: those of all bodies; each gets its own title.
        render: from a body to its HTML.
    """
    parts, problems = _divide(path, text)
    documents: list[Document] = []
    bodies: list[tuple[Digest, str]] = []
    for part in parts:
        own = msgspec.structs.replace(options, title=part.front.title or part.log_title)
        try:
            rendered = render(part.body, own)
        except RecursionError:
            # Our own parser goes as deep as it likes; an extension may not.
            message = "is nested too deeply to be rendered"
            hint = 'is it the same without the "markdown_extensions" of site.yaml?'
            problems.append(Problem(message, Location(path, part.body_line, 1), hint=hint))
            continue
        # By what was made, not by what it was made from: a setting that changes nothing here makes no page stale.
        name = digest_text(rendered.html)
        documents.append(
            Document(
                part.kind,
                path,
                part.line,
                part.front,
                part.front_text,
                part.front_line,
                part.log_date,
                part.log_title,
                part.body_line,
                name,
                rendered.facts,
            )
        )
        bodies.append((name, rendered.html))
    return ParsedFile(tuple(documents), tuple(bodies), tuple(problems))


class _Part(msgspec.Struct, frozen=True):
    """A document before its body is rendered."""

    kind: DocumentKind
    line: int
    front: PageFrontMatter
    front_text: str
    front_line: int
    body: str
    body_line: int
    log_date: str = ""
    log_title: str = ""


def _divide(path: SitePath, text: str) -> tuple[list[_Part], list[Problem]]:
    kind = kind_of(path)
    if kind is DocumentKind.LOG_ENTRY:
        return _divide_log(path, text)
    if kind is None:
        raise ValueError(f"{path} is not a document")
    type_ = PageFrontMatter if kind is DocumentKind.PAGE else FrontMatter
    parsed, problems = parse_front_matter(text, path, type_)
    part = _Part(
        kind,
        1,
        _as_page(parsed.front),
        parsed.front_text,
        parsed.front_first_line,
        parsed.body,
        parsed.body_first_line,
    )
    return [part], list(problems)


def _divide_log(path: SitePath, text: str) -> tuple[list[_Part], list[Problem]]:
    log, found = split_log(text, path)
    problems = list(found)
    parts = []
    if log.intro.strip():
        parts.append(_Part(DocumentKind.LOG_INTRO, 1, PageFrontMatter(), "", 0, log.intro, log.intro_first_line))
    for section in log.entries:
        front, wrong = parse_entry_fields(section.fields_text, path, section.fields_first_line, text)
        problems += wrong
        parts.append(_log_part(section, _as_page(front)))
    return parts, problems


def _log_part(section: LogSection, front: PageFrontMatter) -> _Part:
    return _Part(
        DocumentKind.LOG_ENTRY,
        section.line,
        front,
        section.fields_text,
        section.fields_first_line,
        section.body,
        section.body_first_line,
        section.date_text,
        section.title,
    )


def _as_page(front: FrontMatter) -> PageFrontMatter:
    if isinstance(front, PageFrontMatter):
        return front
    return PageFrontMatter(**{name: getattr(front, name) for name in front.__struct_fields__})
