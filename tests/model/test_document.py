"""What a Markdown file says, before anything else of the journal is known."""

import msgspec
import pytest

from generator.errors import SitePath
from generator.markdown.body import BodyFacts, MarkdownOptions, RenderedBody
from generator.markdown.render import render_markdown
from generator.model.document import Document, DocumentKind, ParsedFile, kind_of, parse_file
from generator.sources.frontmatter import PageFrontMatter
from tests.model.samples import OPTIONS, make_document, make_documents, show


def parse(path: str, text: str) -> ParsedFile:
    """Parse a file."""
    return parse_file(SitePath(path), text, OPTIONS, render_markdown)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/entries/a.md", DocumentKind.ENTRY),
        ("content/entries/a/b/c.markdown", DocumentKind.ENTRY),
        ("content/entries/A.MD", DocumentKind.ENTRY),
        ("content/pages/about.md", DocumentKind.PAGE),
        ("content/log.md", DocumentKind.LOG_ENTRY),
        ("content/todo.md", None),
        ("content/notes.md", None),
        ("content/drafts/a.md", None),
        ("content/entries/a.png", None),
        ("content/checklists/a.yaml", None),
        ("content/log.markdown", None),
    ],
)
def test_folder_decides_what_a_file_becomes(path: str, kind: DocumentKind | None) -> None:
    """Entries, pages and the log are writing; nothing else is."""
    assert kind_of(SitePath(path)) is kind


def test_file_that_is_no_writing_is_a_mistake_of_ours() -> None:
    """Only what has a kind is parsed."""
    with pytest.raises(ValueError, match="is not a document"):
        parse("content/todo.md", "x")


def test_entry_is_one_document() -> None:
    """Front matter and body are known apart, each with its line."""
    document = make_document("content/entries/a.md", "---\ntitle: A\ntags: [web]\n---\n\n# A\n\nWords.\n")
    assert (document.kind, document.line, document.place) == (DocumentKind.ENTRY, 1, "content/entries/a.md")
    assert document.front == PageFrontMatter(title="A", tags=("web",))
    assert (document.front_text, document.front_line, document.body_line) == ("title: A\ntags: [web]\n", 2, 5)
    assert document.facts.summary == "Words."


def test_page_has_its_own_fields() -> None:
    """A page may ask for a place in the navigation."""
    document = make_document("content/pages/about.md", "---\nnav_order: 2\n---\nWords.\n")
    assert (document.kind, document.front.nav_order) == (DocumentKind.PAGE, 2)


def test_log_is_many_documents() -> None:
    """The words above the first date are the intro, each entry begins at its heading's line."""
    intro, first, second = make_documents(
        "content/log.md",
        "# Log\n\nHello.\n\n## 2019-11-29 00:33 First app\n\nWords.\n\n## 2019-12-04 Second\ntags: web\n\nMore.\n",
    )
    assert (intro.kind, intro.facts.heading, intro.facts.summary) == (DocumentKind.LOG_INTRO, "Log", "Hello.")
    assert (first.kind, first.line, first.place) == (DocumentKind.LOG_ENTRY, 5, "content/log.md:5")
    assert (first.log_date, first.log_title, first.body_line) == ("2019-11-29 00:33", "First app", 7)
    assert (second.log_date, second.log_title, second.front.tags) == ("2019-12-04", "Second", ("web",))


def test_log_without_intro_has_none() -> None:
    """A log that begins with a date is its entries."""
    assert [document.kind for document in make_documents("content/log.md", "## 2019-11-29 A\n\nWords.\n")] == [
        DocumentKind.LOG_ENTRY
    ]


def test_each_body_is_kept_under_its_name() -> None:
    """A document names its HTML, which is beside it."""
    parsed = parse("content/entries/a.md", "# A\n\nWords.\n")
    assert parsed.bodies == ((parsed.documents[0].body, "<p>Words.</p>"),)


def test_body_is_named_by_its_html() -> None:
    """The same HTML is one body wherever it stands, and whatever it was made from; other HTML is another."""
    plain = make_document("content/entries/a.md", "Words.\n").body
    assert make_document("content/pages/b.md", "---\ntags: [x]\n---\n\nWords.\n\n").body == plain
    assert make_document("content/entries/a.md", "Other words.\n").body != plain
    assert make_document("content/entries/a.md", "# T\n\nWords.\n").body == plain
    assert make_document("content/entries/a.md", "---\ntitle: U\n---\n# T\n\nWords.\n").body != plain


def test_title_is_told_to_the_renderer() -> None:
    """A title from the front matter or from the log's heading is the body's own; other options are those of all."""
    asked: list[MarkdownOptions] = []

    def render(_body: str, options: MarkdownOptions) -> RenderedBody:
        asked.append(options)
        return RenderedBody("", BodyFacts("", "", "", (), (), (), (), 0))

    parse_file(SitePath("content/entries/a.md"), "---\ntitle: A\n---\nx", OPTIONS, render)
    parse_file(SitePath("content/log.md"), "## 2019-11-29 B\n\nx\n\n## 2019-11-30 C\ntitle: D\n\nx\n", OPTIONS, render)
    assert asked == [msgspec.structs.replace(OPTIONS, title=title) for title in ("A", "B", "D")]


def test_problems_of_the_front_matter_are_passed_on() -> None:
    """What is wrong above the text is told, and the text is there all the same."""
    parsed = parse("content/entries/a.md", "---\ntilte: A\n---\nWords.\n")
    assert (
        show(parsed.problems)
        == """\
content/entries/a.md:2:1: error: unknown key "tilte" in front matter
    2 | tilte: A
      | ^^^^^
  hint: did you mean "title"?"""
    )
    assert parsed.documents[0].facts.summary == "Words."


def test_problems_of_the_log_are_passed_on() -> None:
    """A date that no calendar has, and a field that no entry has, are told together."""
    parsed = parse("content/log.md", "## 2019-02-30 A\n\nx\n\n## 2019-11-29 B\ndate: soon\n\nx\n")
    assert [str(problem.location) for problem in parsed.problems] == ["content/log.md:1:4", "content/log.md:6:7"]


def test_body_that_is_nested_too_deeply_is_a_problem() -> None:
    """What an extension cannot follow is told, at the line of the body; the rest of the log is read."""

    def render(body: str, options: MarkdownOptions) -> RenderedBody:
        if "deep" in body:
            raise RecursionError
        return render_markdown(body, options)

    parsed = parse_file(
        SitePath("content/log.md"), "## 2019-11-29 A\n\ndeep\n\n## 2019-11-30 B\n\nx\n", OPTIONS, render
    )
    assert (
        show(parsed.problems)
        == """\
content/log.md:3:1: error: is nested too deeply to be rendered
  hint: is it the same without the "markdown_extensions" of site.yaml?"""
    )
    assert [document.log_title for document in parsed.documents] == ["B"]


def test_document_survives_the_store() -> None:
    """A document is kept as bytes and read again as it was."""
    document = make_document("content/pages/a.md", "---\nnav_order: 1\ndraft: true\n---\n# A\n\n[x](b.md)\n")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(document), type=Document) == document
