"""Blocks to HTML: walks the tree that the block parser made, and has running text and code written by others.

Knows how GitHub shows each block; does not know how any is written in Markdown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from generator.markdown.alerts import ALERT_WORDS, find_alert, take_mark
from generator.markdown.anchors import Anchors
from generator.markdown.body import LINK_MARK, Heading, MarkdownOptions
from generator.markdown.brackets import footnote_id
from generator.markdown.code import CodeMemo, write_code
from generator.markdown.emoji import replace_emoji
from generator.markdown.inlines import render_inlines
from generator.markdown.mathml import explain_math, write_math
from generator.markdown.nodes import (
    Block,
    BlockQuote,
    CodeBlock,
    Document,
    HtmlBlock,
    Item,
    ListBlock,
    MathBlock,
    Paragraph,
    Row,
    Table,
    ThematicBreak,
)
from generator.markdown.nodes import Heading as HeadingBlock
from generator.markdown.plaintext import read_text
from generator.markdown.rawhtml import write_raw
from generator.markdown.scope import Citation, Place, Scope
from generator.markdown.spans import escape_text

_TASKS = MappingProxyType(
    {
        "": "<li>",
        " ": '<li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" disabled="" '
        'aria-label="to do" /> ',
        "x": '<li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" disabled="" '
        'checked="" aria-label="done" /> ',
        "/": '<li class="task-list-item task-learning"><span class="task-state" role="img" '
        'aria-label="in progress">[/]</span> ',
        "-": '<li class="task-list-item task-dropped"><span class="task-state" role="img" '
        'aria-label="dropped">[-]</span> ',
    }
)
"""How an item begins.

GitHub knows the first two states and shows the text of the others, which stays to be read where no style is.
"""

_COMMENT = re.compile(r"\s*<!--(?!-?>)(?:(?!--!?>).)*-->\s*", re.DOTALL)
"""One comment as HTML's parsers see it, and nothing else."""


class Writer:
    """Writes one document; made anew for each.

    Containers are nested a hundred deep at most, which the block parser sees to; so the calls here may nest too.
    """

    def __init__(
        self,
        document: Document,
        options: MarkdownOptions,
        *,
        memo: CodeMemo | None = None,
        is_code_marked: bool = False,
        finish_text: Callable[[str], str] | None = None,
        finish_heading: Callable[[str, int], tuple[str, dict[str, str]]] | None = None,
    ) -> None:
        """Begin a document.

        Args:
            document: its blocks.
            options: what is shown, and how.
            memo: code that was coloured before.
            is_code_marked: whether a mark stands for each block of code, for a filter to pass by.
            finish_text: what extensions do to the HTML of a leaf's text.
            finish_heading: what they do to that of a heading of this level, with the attributes they give it.
        """
        write_text = _write_text_with_emoji if options.has_emoji else escape_text
        self.scope = Scope(document, options, write_text=write_text, write_math=self._write_formula)
        self._document = document
        self._options = options
        self._memo = memo
        self._finish_text = finish_text
        self._finish_heading = finish_heading
        self._anchors = Anchors()
        self._title = _find_title(document.children)
        self._out: list[str] = []
        self._is_code_marked = is_code_marked
        self.islands: list[str] = []
        """Coloured code that a mark stands for; no filter need look into what no author can write into."""
        self.formulas: list[str] = []
        """The HTML of each formula, which no filter need look into either."""
        self._depth = 0
        self.title = ""
        """The text of the heading that serves as title, which is not written."""
        self.title_id = ""
        self.first_paragraph = ""
        """The plain text of the first paragraph that has any."""
        self.headings: list[Heading] = []
        """Those that are nobody's child."""
        self.anchors: list[str] = []
        """All other ids that links may lead to."""

    def write(self) -> list[str]:
        """Write the document: the HTML of each of its blocks, and at last of its footnotes."""
        starts = []
        for block in self._document.children:
            starts.append(len(self._out))
            self._WRITERS[type(block)](self, block)
        starts.append(len(self._out))
        if self.scope.citations:
            self._write_footnotes()
        if len(self.scope.citations) < len(self._document.footnotes):
            self._note_unshown_footnotes()
        self.anchors += self.scope.anchors
        ends = [*starts[1:], len(self._out)]
        return ["".join(self._out[start:end]) for start, end in zip(starts, ends, strict=True)]

    def _write_formula(self, source: str, is_block: bool, place: Place) -> str:  # noqa: FBT001 (a callback's signature)
        html = write_math(source, is_block=is_block)
        if html is None:
            self.scope.add_remark(f"the formula cannot be read: {explain_math(source)}", place)
            marks = "$$" if is_block else "$"
            return f'<code class="math">{marks}{escape_text(source)}{marks}</code>'
        self.formulas.append(html)
        return html

    def _inlines(self, text: str, line: int) -> str:
        html = render_inlines(text, line, self.scope)
        return self._finish_text(html) if self._finish_text else html

    def _write_blocks(self, blocks: Sequence[Block]) -> None:
        self._depth += 1
        for block in blocks:
            self._WRITERS[type(block)](self, block)
        self._depth -= 1

    def _write_paragraph(self, block: Paragraph) -> None:
        html = self._inlines(block.text, block.line)
        if not self.first_paragraph and not self._depth:
            self.first_paragraph = read_text(html)
        self._out.append(f"<p>{html}</p>\n")

    def _write_heading(self, block: HeadingBlock) -> None:
        # As on GitHub: the anchor of `## :tada: Done` is `tada-done`, made before the code becomes a picture.
        write_text, self.scope.write_text = self.scope.write_text, escape_text
        html = self._inlines(block.text, block.line)
        self.scope.write_text = write_text
        attributes: Mapping[str, str] = {}
        if self._finish_heading:
            html, attributes = self._finish_heading(html, block.level)
        anchor = attributes.get("id", "")
        if anchor:
            self._anchors.take(anchor)
        else:
            anchor = self._anchors.give(read_text(html))
        if self._options.has_emoji and ":" in html:
            html = _replace_between_tags(html)
        title = read_text(html)
        if block is self._title and self._is_shown_apart(title):
            self.title, self.title_id = title, anchor
            return
        if self._depth:
            self.anchors.append(anchor)
        else:
            self.headings.append(Heading(block.level, anchor, title))
        # A link to a heading that says nothing would have no name.
        name = escape_text(anchor)
        link = f' <a class="anchor" href="#{name}" aria-label="Permalink: {escape_text(title)}"></a>' if title else ""
        others = "".join(f' {other}="{escape_text(value)}"' for other, value in attributes.items() if other != "id")
        self._out.append(f'<h{block.level} id="{name}"{others}>{html}{link}</h{block.level}>\n')

    def _is_shown_apart(self, title: str) -> bool:
        options = self._options
        return options.has_title_apart and (not options.title or _same_words(title, options.title))

    def _write_break(self, _block: ThematicBreak) -> None:
        self._out.append("<hr />\n")

    def _write_code(self, block: CodeBlock) -> None:
        html = write_code(block.text, block.info, self._options, self._memo)
        if self._is_code_marked:
            self.islands.append(html)
            html = write_island_mark(len(self.islands) - 1)
        self._out.append(f"{html}\n")

    def _write_math(self, block: MathBlock) -> None:
        self._out.append(self._write_formula(block.text, True, (block.line, "", 0, 2)))
        self._out.append("\n")

    def _write_html(self, block: HtmlBlock) -> None:
        # Reduced, it would leave an empty line, which tells that something stands there.
        if not self._options.is_raw_html_allowed and _COMMENT.fullmatch(block.text):
            return
        self.scope.has_raw_html = True
        self._out.append(write_raw(block.text, block.line, self.scope))
        self._out.append("\n")

    def _write_quote(self, block: BlockQuote) -> None:
        kind = "" if self._depth else find_alert(block)  # GitHub makes no alert of a quote within another block.
        if not kind:
            self._out.append("<blockquote>\n")
            self._write_blocks(block.children)
            self._out.append("</blockquote>\n")
            return
        take_mark(block)
        title = f'<p class="markdown-alert-title">{ALERT_WORDS[kind]}</p>'
        self._out.append(f'<div class="markdown-alert markdown-alert-{kind}">{title}\n')
        self._write_blocks(block.children)
        self._out.append("</div>\n")

    def _write_list(self, block: ListBlock) -> None:
        has_tasks = any(item.task for item in block.items)
        tag = "ol" if block.is_ordered else "ul"
        start = f' start="{block.start}"' if block.is_ordered and block.start != 1 else ""
        tasks = ' class="contains-task-list"' if has_tasks else ""
        self._out.append(f"<{tag}{start}{tasks}>\n")
        self._depth += 1
        for item in block.items:
            self._write_item(item, is_tight=block.is_tight)
        self._depth -= 1
        self._out.append(f"</{tag}>\n")

    def _write_item(self, item: Item, *, is_tight: bool) -> None:
        out = self._out
        out.append(_TASKS[item.task])
        line_end = ""
        for block in item.children:
            if is_tight and isinstance(block, Paragraph):
                out += line_end, self._inlines(block.text, block.line)
                line_end = "\n"
            else:
                out.append(line_end or ("\n" if block is item.children[0] else ""))
                self._WRITERS[type(block)](self, block)
                line_end = ""
        out.append("</li>\n")

    def _write_table(self, block: Table) -> None:
        self._out.append("<table>\n<thead>\n")
        self._write_row(block.header, block.alignments, "th")
        self._out.append("</thead>\n")
        if block.rows:
            self._out.append("<tbody>\n")
            for row in block.rows:
                self._write_row(row, block.alignments, "td")
            self._out.append("</tbody>\n")
        self._out.append("</table>\n")

    def _write_row(self, row: Row, alignments: Sequence[str], tag: str) -> None:
        # Attributes as GitHub has them, since the pages' policy allows no inline style.
        self._out.append("<tr>\n")
        for cell, alignment in zip(row.cells, alignments, strict=True):
            attribute = f' align="{alignment}"' if alignment else ""
            self._out.append(f"<{tag}{attribute}>{self._inlines(cell, row.line) if cell else ''}</{tag}>\n")
        self._out.append("</tr>\n")

    def _write_footnotes(self) -> None:
        """Write those that are referred to, in the order of the first time; one may refer to further ones."""
        self._out.append('<section class="footnotes" data-footnotes="" aria-label="Footnotes">\n<ol>\n')
        # The list grows while it is gone through.
        slots = [(self._write_footnote(citation.label), citation) for citation in self.scope.citations]
        self._out.append("</ol>\n</section>\n")
        for position, citation in slots:
            self._out[position] = " ".join(_write_back_link(citation, nth) for nth in range(1, citation.count + 1))

    def _note_unshown_footnotes(self) -> None:
        """Say which footnotes nothing refers to: as on GitHub, they are not shown."""
        shown = {citation.label for citation in self.scope.citations}
        for label, footnote in self._document.footnotes.items():
            if label not in shown:
                text = self._document.lines[footnote.line - 1]
                mark = f"[^{footnote.label}]"
                place = footnote.line, text, max(text.find(mark), 0), len(mark)
                self.scope.add_remark(f'the footnote "{footnote.label}" is not shown: nothing refers to it', place)

    def _write_footnote(self, label: str) -> int:
        """Write a footnote, and give the place in the output where its links back belong.

        How many there are is known only when all footnotes are written.
        """
        footnote = self.scope.footnotes[label]
        self._out.append(f'<li id="fn-{footnote_id(label)}">\n')
        *blocks, last = footnote.children or [Paragraph(footnote.line, "")]
        self._write_blocks(blocks)
        if isinstance(last, Paragraph):
            self._out.append(f"<p>{self._inlines(last.text, last.line)} ")
            self._out += ["", "</p>\n</li>\n"]
        else:
            self._write_blocks([last])
            self._out += ["", "\n</li>\n"]
        return len(self._out) - 2

    _WRITERS: ClassVar[Mapping[type[Block], Callable[..., None]]] = MappingProxyType(
        {
            Paragraph: _write_paragraph,
            HeadingBlock: _write_heading,
            CodeBlock: _write_code,
            MathBlock: _write_math,
            HtmlBlock: _write_html,
            ThematicBreak: _write_break,
            Table: _write_table,
            BlockQuote: _write_quote,
            ListBlock: _write_list,
        }
    )


def write_island_mark(number: int) -> str:
    """Give the mark that stands for an island; twice the mark of a link, so that neither is taken for the other."""
    return f"{LINK_MARK}{LINK_MARK}{number}{LINK_MARK}{LINK_MARK}"


def _find_title(blocks: Sequence[Block]) -> HeadingBlock | None:
    """Find the heading that serves as title: the very first thing, or else the first of level 1.

    A deeper heading further down is a section's and not the document's.
    """
    for position, block in enumerate(blocks):
        if type(block) is HeadingBlock and (block.level == 1 or position == 0):
            return block
    return None


def _same_words(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _write_text_with_emoji(text: str) -> str:
    return escape_text(replace_emoji(text) if ":" in text else text)


_BETWEEN_TAGS = re.compile(r"<(code|math)\b(?:[^<]++|<(?!/?\1\b))*+</\1>|<[^<>]*>|[^<]+")


def _replace_between_tags(html: str) -> str:
    """Replace codes of emoji in the text of a heading, but not in its code."""
    return _BETWEEN_TAGS.sub(lambda match: match[0] if match[0].startswith("<") else replace_emoji(match[0]), html)


def _write_back_link(citation: Citation, nth: int) -> str:
    suffix, shown = (f"-{nth}", f"<sup>{nth}</sup>") if nth > 1 else ("", "")
    return (
        f'<a href="#fnref-{footnote_id(citation.label)}{suffix}" class="footnote-backref" data-footnote-backref="" '
        f'aria-label="Back to reference {citation.number}{suffix}">↩{shown}</a>'
    )
