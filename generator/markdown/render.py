"""Renders a body of Markdown: the room's way in.

Pure: the same text and options give the same HTML, in any process and in any order.
"""

import re
from functools import lru_cache
from html import escape

import msgspec

from generator.markdown.addresses import percent_encode
from generator.markdown.body import (
    LINK_MARK,
    BodyFacts,
    MarkdownOptions,
    Remark,
    RenderedBody,
    Target,
)
from generator.markdown.code import CodeMemo
from generator.markdown.conservation import find_line, find_lost_words
from generator.markdown.counting import count_words
from generator.markdown.host import Host
from generator.markdown.plaintext import cut_at_word, strip_tags
from generator.markdown.sanitize import plain_text, reduce_html
from generator.markdown.writer import Writer, write_island_mark

SUMMARY_LENGTH = 280
"""Characters of the first paragraph that lists and feeds show; two lines on a wide screen."""

_OURS = re.compile("[\x01-\x03\x1a\ufdd0\ufdd1]|\r\n?|\0")
"""Line ends of other systems, the character that CommonMark replaces, and those that mark places in the HTML."""

_ISLAND = re.compile(f"{LINK_MARK}{LINK_MARK}([0-9]+){LINK_MARK}{LINK_MARK}")
_LINK = re.compile(f"{LINK_MARK}([0-9]+){LINK_MARK}")
_NO_FACTS = BodyFacts("", "", "", (), (), (), (), 0)
_LOST_SHOWN = 5
"""How many missing words are named."""


def render_markdown(body: str, options: MarkdownOptions, memo: CodeMemo | None = None) -> RenderedBody:
    """Render one body; nothing of another body's links or footnotes is left in the converter.

    Args:
        body: Markdown, without front matter.
        options: what is shown, and how.
        memo: asked for code that was coloured before, and told of what is coloured now.

    Raises:
        ImportError: an extension that is named in the options is not installed.
    """
    body = body.removeprefix("\ufeff")
    if _OURS.search(body):
        body = _OURS.sub(_replace_ours, body)
    html, writer = _find_host(_without_title(options)).convert(body, options, memo)
    if writer is None:
        return RenderedBody("", _NO_FACTS)
    html = _finish(html, writer, options)
    scope = writer.scope
    words, glyphs = count_words(strip_tags(html))
    facts = BodyFacts(
        heading=writer.title,
        heading_id=writer.title_id,
        summary=cut_at_word(writer.first_paragraph, SUMMARY_LENGTH),
        headings=tuple(writer.headings),
        anchors=tuple(writer.anchors),
        targets=tuple(scope.targets),
        remarks=tuple(scope.remarks),
        word_count=words,
        glyph_count=glyphs,
    )
    return RenderedBody(html, facts)


def render_fragment(text: str) -> str:
    """Render one body with the default options: what GitHub's published parser shows, and no site around it.

    Links stay as they are written, raw HTML is let through.
    """
    body = render_markdown(text, MarkdownOptions())
    return fill_as_written(body.html, body.facts.targets)


def fill_as_written(html: str, targets: tuple[Target, ...]) -> str:
    """Put each address back where its marker stands."""
    return _LINK.sub(lambda match: escape(percent_encode(targets[int(match.group(1))].address)), html)


def prepare_converter(options: MarkdownOptions) -> None:
    """Make the converter now, so that processes forked from this one have it."""
    _find_host(_without_title(options))


@lru_cache(maxsize=4)
def _find_host(options: MarkdownOptions) -> Host:
    """Make a converter once a process: setting one up costs as much as many short notes."""
    return Host(options)


def _without_title(options: MarkdownOptions) -> MarkdownOptions:
    return msgspec.structs.replace(options, title="") if options.title else options


def _replace_ours(match: re.Match[str]) -> str:
    if match.group().startswith("\r"):
        return "\n"
    return "\ufffd" if match.group() == "\0" else ""


def _finish(html: str, writer: Writer, options: MarkdownOptions) -> str:
    """Reduce what an author's own HTML, or an extension, may have brought in, and look for what it swallowed."""
    scope = writer.scope
    written = html
    if not options.is_raw_html_allowed and (scope.has_raw_html or options.extensions):
        # An author who writes the very same HTML as one of our formulas has written something as harmless.
        for formula in dict.fromkeys(writer.formulas):
            html = html.replace(formula, write_island_mark(len(writer.islands)))
            writer.islands.append(formula)
        html = reduce_html(html)
    html = _show_islands(html, writer.islands)
    if scope.has_raw_html:
        lost = find_lost_words(_show_islands(written, writer.islands), plain_text(html))
        if lost:
            scope.remarks.append(_say_lost(lost, scope.document.lines))
    return html


def _show_islands(html: str, islands: list[str]) -> str:
    return _ISLAND.sub(lambda match: islands[int(match.group(1))], html) if islands else html


def _say_lost(lost: tuple[str, ...], lines: list[str]) -> Remark:
    line = find_line(lost, lines)
    text = lines[line - 1] if line else ""
    words = " ".join(lost[:_LOST_SHOWN])
    return Remark(
        f'the words "{words}" and what follows are not shown' if len(lost) > _LOST_SHOWN else f'"{words}" is not shown',
        line,
        text.find(lost[0]) + 1,
        text,
        len(lost[0]),
        "is there a tag or a comment that is not closed?",
    )
