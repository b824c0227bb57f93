"""Finds the task lists of a text, nested as GitHub nests them.

Pure: knows Markdown; does not know what becomes of the lists, nor of the lines beside them.

    found = read_task_lists(text, marker=settings.now_marker)
    for task in walk_tasks(found.lists[0].items): ...

The types are those of `generator.sources.tasklists`.
A list in a quote is a quoted list, and none of the author's.
"""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from generator.markdown.blocks import parse_blocks
from generator.markdown.nodes import Block, BlockQuote, Document, HtmlBlock, Item, ListBlock, Paragraph
from generator.markdown.nodes import Heading as HeadingBlock
from generator.sources.checklistfile import split_number
from generator.sources.tasklists import (
    BoxState,
    Heading,
    LineSpan,
    TaskFault,
    TaskItem,
    TaskLink,
    TaskList,
    TaskLists,
    read_box,
    read_marker,
)

_STATES = {" ": BoxState.OPEN, "x": BoxState.DONE, "/": BoxState.LEARNING, "-": BoxState.DROPPED}
_ALIKE = re.compile(r"\[[ \t]*[xXvVoO*+.~/\u2713\u2714\u2717\u2718-]?[ \t]*\](?![\[(:])")
"""What may be meant as a box: a bracket with nothing in it, or with a mark, that is no link."""
_BOXES = ("[ ]", "[x]", "[X]", "[/]", "[-]", "[~]")
_REFERENCE = re.compile(r"\[[^\[\]]+\]")


def read_task_lists(text: str, *, marker: str = "") -> TaskLists:
    r"""Read the task lists of a text with plain line ends.

    >>> from generator.sources.tasklists import walk_tasks
    >>> found = read_task_lists("# Skills\n\n- [x] 5 Web\n  - [ ] 5.1 Flask ⬅️💻☕\n")
    >>> [(task.line, task.depth, task.number, task.title, task.is_now) for task in walk_tasks(found.lists[0].items)]
    [(3, 0, '5', 'Web', False), (4, 1, '5.1', 'Flask', True)]

    Args:
        text: Markdown; front matter is not looked for.
        marker: the site's own `now_marker`, which counts beside the common ones.
    """
    document = parse_blocks(text.split("\n"))
    reader = _Reader(document, marker)
    lists: list[TaskList] = []
    headings: list[Heading] = []
    trail: list[Heading] = []
    for block, span in list_blocks(document):
        if isinstance(block, HeadingBlock):
            trail = [heading for heading in trail if heading.level < block.level]
            headings.append(Heading(_end_heading(block, span, document), block.level, reader.read_words(block.text)[0]))
            trail.append(headings[-1])
        elif isinstance(block, ListBlock):
            # Also where no item has a box: one may have been meant.
            items = tuple(reader.read_items(block, 0, span.end))
            if _has_tasks(block):
                lists.append(TaskList(span, tuple(trail), items))
    return TaskLists(tuple(lists), tuple(headings), tuple(reader.faults))


def list_blocks(document: Document) -> Iterator[tuple[Block, LineSpan]]:
    """Give the outermost blocks with their lines; blank ones at a block's end are none of its.

    Footnotes, and definitions of links, are no blocks, and their lines belong to none.
    """
    notes = sorted(
        [note.line for note in document.footnotes.values()] + [found.line for found in document.references.values()]
    )
    for block, span in _place(document.children, len(document.lines), document):
        last = _find_last_line(block)
        end = next((line - 1 for line in notes if last < line <= span.end), span.end)
        yield block, _trim(span.start, end, document)


def _place(blocks: Sequence[Block], end: int, document: Document) -> Iterator[tuple[Block, LineSpan]]:
    for index, block in enumerate(blocks):
        last = blocks[index + 1].line - 1 if index + 1 < len(blocks) else end
        yield block, _trim(block.line, last, document)


def _trim(start: int, end: int, document: Document) -> LineSpan:
    while end > start and not document.lines[end - 1].strip():
        end -= 1
    return LineSpan(start, end)


def _end_words(item: Item) -> int:
    """Give the last line of the words that an item begins with."""
    first = item.children[0] if item.children else None
    return first.line + first.text.count("\n") if isinstance(first, Paragraph | HeadingBlock) else item.line


def _end_heading(block: HeadingBlock, span: LineSpan, document: Document) -> LineSpan:
    """Give the lines of a heading: with its underline, if it has one, and without definitions below it."""
    is_underlined = not document.lines[block.line - 1].lstrip().startswith("#")
    return LineSpan(block.line, min(block.line + block.text.count("\n") + is_underlined, span.end))


def _find_last_line(block: Block) -> int:
    """Give the line on which the last block within begins."""
    if isinstance(block, ListBlock):
        last = block.items[-1]
        return _find_last_line(last.children[-1]) if last.children else last.line
    if isinstance(block, BlockQuote) and block.children:
        return _find_last_line(block.children[-1])
    return block.line


def _find_regions(document: Document) -> Iterator[range]:
    """Find the lines that `journal readme` has written, between its markers."""
    start = 0
    for block in document.children:
        if isinstance(block, HtmlBlock):
            if "<!-- journal:start" in block.text:
                start = block.line
            elif "<!-- journal:end" in block.text and start:
                yield range(start, block.line)
                start = 0


_STRUCK = re.compile(r"~~(?:\\.|[^\\~])+~~")
_ITALIC = re.compile(r"\*(?:\\.|[^\\*])+\*")


def _read_looks(words: str, *, is_ours: bool) -> BoxState:
    """Say what an open box is by the looks of its words: GitHub has no box for what was dropped or is being learned.

    Words struck through were given up, whoever wrote them; italics mean something only where the journal wrote them.
    """
    if _STRUCK.fullmatch(words):
        return BoxState.DROPPED
    return BoxState.LEARNING if is_ours and _ITALIC.fullmatch(words) else BoxState.OPEN


def _has_tasks(block: ListBlock) -> bool:
    return any(_box_of(item)[0] for item in block.items) or any(
        _has_tasks(child) for item in block.items for child in item.children if isinstance(child, ListBlock)
    )


def _box_of(item: Item) -> tuple[BoxState | None, str]:
    """Give an item's state, and the words that it begins with."""
    first = item.children[0] if item.children else None
    text = first.text if isinstance(first, Paragraph | HeadingBlock) else ""
    return (_STATES[item.task], text) if item.task else read_box(text)


class _Reader:
    """Reads the items of one document."""

    def __init__(self, document: Document, marker: str) -> None:
        self._document = document
        self._marker = marker
        self._regions = tuple(_find_regions(document))
        self.faults: list[TaskFault] = []

    def read_items(self, block: ListBlock, depth: int, end: int) -> Iterator[TaskItem]:
        """Read the items of a list that ends on this line, and those below them."""
        for index, item in enumerate(block.items):
            last = block.items[index + 1].line - 1 if index + 1 < len(block.items) else end
            ordinal = str(block.start + index) if block.is_ordered else ""
            yield self._read_item(item, depth, _trim(item.line, last, self._document), ordinal)

    def _read_item(self, item: Item, depth: int, span: LineSpan, ordinal: str) -> TaskItem:
        state, words = _box_of(item)
        is_now, words = read_marker(words, self._marker)
        if state is BoxState.OPEN:
            is_ours = any(span.start in lines for lines in self._regions)
            state = _read_looks(words, is_ours=is_ours)
        title, links = self.read_words(words)
        number, title = split_number(title)
        title = "" if words in _BOXES else title
        below: list[TaskItem] = []
        rest: list[LineSpan] = []
        has_words = bool(item.children) and isinstance(item.children[0], Paragraph | HeadingBlock)
        for child, own in _place(item.children, span.end, self._document):
            if isinstance(child, ListBlock):
                below += self.read_items(child, depth + 1, own.end)
            elif not (has_words and child is item.children[0]):
                rest.append(own)
        self._check(state, words, title, span.start)
        return TaskItem(
            span=span,
            own=LineSpan(span.start, _end_words(item)),
            depth=depth,
            state=state,
            is_now=is_now,
            number=number or (ordinal if state is not None else ""),
            title=title,
            links=links,
            below=tuple(below),
            rest=tuple(rest),
        )

    def _check(self, state: BoxState | None, words: str, title: str, line: int) -> None:
        alike = _ALIKE.match(words)
        if not title and (state is not None or words in _BOXES):
            self.faults.append(TaskFault(line, "a task without words"))
        elif state is None and alike is not None and title:
            known = "[ ], [x], [/], [-] or [~] with a space behind it"
            self.faults.append(TaskFault(line, f'"{alike.group()}" is no box of a task, which is {known}'))

    def read_words(self, text: str) -> tuple[str, tuple[TaskLink, ...]]:
        """Give what a paragraph or heading says without markup, and its links."""
        if not _MARKUP.search(text):
            return " ".join(text.split()), ()
        # A word before it keeps "5. Flask" from being a list; line ends are spaces.
        source = f"x {_LINE_END.sub(' ', text)}"
        labels = {match.group()[1:-1].casefold() for match in _REFERENCE.finditer(text)} if "[" in text else set()
        used = [(label, ref) for label, ref in self._document.references.items() if label.casefold() in labels]
        source += "".join(f"\n\n[{label}]: <{reference.url}>" for label, reference in used)
        words = _Words()
        words.feed(render(source))
        words.close()
        return " ".join("".join(words.parts).removeprefix("x").split()), tuple(words.links)


_MARKUP = re.compile(r"[*_`~\[\]<>&\\!]|://|www\.|@")
_LINE_END = re.compile(r"[ \t]*\\?\n[ \t]*")


def render(text: str) -> str:
    """Render a fragment; Python-Markdown is loaded for texts that need it."""
    # Whoever imports this module for plain lists does not wait for it.
    from generator.markdown.render import render_fragment  # noqa: PLC0415

    return render_fragment(text)


class _Words(HTMLParser):
    """Takes the words and links out of a rendered paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[TaskLink] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self._open.append((given.get("href") or "", len(self.parts)))
        elif tag == "img":
            alt = given.get("alt") or ""
            self.parts.append(alt)
            self.links.append(TaskLink(alt, given.get("src") or ""))
        elif tag == "br":
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            url, start = self._open.pop()
            if url:
                self.links.append(TaskLink(" ".join("".join(self.parts[start:]).split()), url))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
