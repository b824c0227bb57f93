"""One README or log, taken apart: its checklist, its entries, its sealed statements, and the prose round them.

Pure: every line of the text is somewhere afterwards, or is reported; does not know which files it all becomes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import dedent

import msgspec

from generator.importing.ledger import Fate, Ledger
from generator.importing.logs import CutLog, cut_log
from generator.importing.loosedates import looks_like_head
from generator.importing.prose import gather_prose, spans_to_numbers
from generator.importing.results import LeftOut
from generator.importing.sealing import SealedStatement, find_sealed
from generator.importing.skilltrees import SkillTree, grow_tree
from generator.markdown.tasklists import read_task_lists
from generator.sources.frontmatter import parse_entry_fields, split_front_matter
from generator.sources.logfile import LogSection
from generator.sources.tasklists import Heading, LineSpan, TaskList, TaskLists, walk_tasks


class TakenApart(msgspec.Struct, frozen=True):
    """What one text holds."""

    name: str
    """The source, as its author would name it."""
    title: str
    """What it calls itself above its lists; empty if it does not."""
    tree: SkillTree
    log_intro: str
    """What stands above the first entry, if the text is a log."""
    log: str
    """Its entries, as `content/log.md` has them."""
    entry_count: int
    prose: str
    sealed: tuple[SealedStatement, ...]
    left_out: tuple[LeftOut, ...]


class Reading(msgspec.Struct, frozen=True):
    """How a text is to be read."""

    marker: str = ""
    """The site's own mark of what is worked on."""
    is_log: bool = False
    """What stands above its first entry is about the log, and not about the journal."""
    first_seen: Mapping[str, str] = {}
    """Of its lines, the day on which git first had them."""


def take_apart(text: str, name: str, reading: Reading) -> TakenApart:
    """Take a text with plain line ends apart.

    Args:
        text: the text.
        name: what it is called in messages.
        reading: how it is to be read.
    """
    lines = text.split("\n")
    ledger = Ledger(name, lines)
    working = list(lines)
    _drop_front_matter(text, working, ledger)
    sealed = find_sealed(working)
    _cut_out(sealed, working, ledger)
    tasks = read_task_lists("\n".join(working), marker=reading.marker)
    ends = () if reading.is_log else tuple(heading.span.start for heading in tasks.headings)
    log = cut_log("\n".join(working), reading.first_seen, ends)
    chosen = _choose_lists(tasks, log)
    tree = grow_tree(chosen, lambda span: _quote(working, span))
    _place_tree(tree, tasks, log, working, ledger)
    log = cut_log("\n".join(working), reading.first_seen, ends)
    log_text = _write_log(log, working, ledger)
    intro = _take_intro(log, working, tree, ledger) if reading.is_log else ""
    for span, reason in log.undated:
        hint = "its text goes to a page; write the date as 2019-11-29 to have an entry"
        ledger.leave_out([span.start], reason, hint)
    heads = {span.start for span in (*log.spans, *(span for span, _ in log.undated))}
    unread = [number for number, line in enumerate(lines, start=1) if number not in heads and looks_like_head(line)]
    ledger.leave_out(unread, "no date that is understood, so no entry begins here", "write it as ## 2019-11-29 00:33")
    prose = _gather(working, tasks.headings, ledger)
    return TakenApart(
        name=name,
        title=_find_title(tasks, chosen, log),
        tree=tree,
        log_intro=intro,
        log=log_text,
        entry_count=len(log.sections),
        prose=prose,
        sealed=sealed,
        left_out=ledger.close(),
    )


def _drop_front_matter(text: str, working: list[str], ledger: Ledger) -> None:
    split = split_front_matter(text)
    numbers = range(1, split.body_first_line)
    ledger.leave_out(numbers, "front matter says nothing in a README or log", "put it above the page that it is about")
    for number in numbers:
        working[number - 1] = ""


def _cut_out(sealed: Iterable[SealedStatement], working: list[str], ledger: Ledger) -> None:
    """Take sealed statements out; what stands round one on its line stays."""
    for statement in sorted(sealed, key=lambda statement: (statement.span.start, statement.start), reverse=True):
        if statement.end < 0:
            ledger.record_span(statement.span, Fate.SEALED)
            for number in range(statement.span.start, statement.span.end + 1):
                working[number - 1] = ""
            continue
        line = working[statement.span.start - 1]
        before, after = line[: statement.start].rstrip(), line[statement.end :].lstrip()
        joined = f"{before} {after}" if before.strip() and after[:1].isalnum() else f"{before}{after}"
        working[statement.span.start - 1] = joined
        if not joined.strip():
            ledger.record_span(statement.span, Fate.SEALED)


def _choose_lists(tasks: TaskLists, log: CutLog) -> list[TaskList]:
    """Choose the lists that are checklists.

    A list in an entry is what was done that day, unless it is numbered or has the marker.
    """
    spans = (*log.spans, *(span for span, _ in log.undated))
    heads = {span.start for span in spans}
    chosen = []
    for found in tasks.lists:
        is_inside = any(span.start <= found.span.start <= span.end for span in spans)
        items = list(walk_tasks(found.items))
        is_numbered = sum(bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+)+", item.number)) for item in items) > 1
        if not is_inside or is_numbered or any(item.is_now for item in items):
            headings = tuple(heading for heading in found.headings if heading.span.start not in heads)
            chosen.append(TaskList(found.span, headings, found.items))
    return chosen


def _find_title(tasks: TaskLists, chosen: Sequence[TaskList], log: CutLog) -> str:
    """Give the first heading of the highest level above the lists, which is not one of the log."""
    first = min((found.span.start for found in chosen), default=0)
    dated = {span.start for span in (*log.spans, *(span for span, _ in log.undated))}
    above = [found for found in tasks.headings if found.span.start < first and found.span.start not in dated]
    return min(above, key=lambda heading: heading.level).title if above else ""


_BULLET = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")


def _quote(lines: Sequence[str], span: LineSpan) -> str:
    """Give lines of an item without what indents them."""
    return dedent("\n".join(line.expandtabs(4) for line in lines[span.start - 1 : span.end])).strip("\n")


def _place_tree(tree: SkillTree, tasks: TaskLists, log: CutLog, working: list[str], ledger: Ledger) -> None:
    """Blank the lines that are in the checklist, and report those in it that look like tasks and are none."""
    taken = set(tree.lines)
    ledger.record([number for number in taken if working[number - 1].strip()], Fate.CHECKLIST)
    for heading in tree.headings:
        ledger.record_span(heading.span, Fate.CHECKLIST)
    ledger.leave_out(tree.too_deep, "a checklist is not as deep: it stands beside what it stood in")
    entries = set(spans_to_numbers(log.spans)) - taken
    for fault in tasks.faults:
        if fault.line not in entries:
            ledger.leave_out([fault.line], fault.reason)
            # A box alone would be a bullet without words on the page.
            if fault.line not in taken and not _BULLET.sub("", working[fault.line - 1]).strip(" []xX/~-"):
                working[fault.line - 1] = ""
    for number in taken:
        working[number - 1] = ""


def _write_log(log: CutLog, working: list[str], ledger: Ledger) -> str:
    """Write the entries, and blank their lines."""
    for number, line in log.replaced:
        working[number - 1] = line
    parts: list[str] = []
    for span, section in zip(log.spans, log.sections, strict=True):
        own = working[span.start - 1 : span.end]
        if section.fields_text and not _are_fields(section):
            # A blank line makes text of what would be read as fields.
            own.insert(section.fields_first_line - span.start, "")
        parts.append("\n".join(own).strip("\n"))
        numbers = range(span.start, span.end + 1)
        ledger.record([number for number in numbers if working[number - 1].strip()], Fate.LOG)
        working[span.start - 1 : span.end] = [""] * (span.end - span.start + 1)
    return "\n\n".join(parts)


def _are_fields(section: LogSection) -> bool:
    """Tell whether what stands below a head means to this journal what it says; skills are for its author to name."""
    front, problems = parse_entry_fields(section.fields_text, "", 1, section.fields_text)
    return not problems and not front.skills and not front.image and not front.date


def _take_intro(log: CutLog, working: list[str], tree: SkillTree, ledger: Ledger) -> str:
    """Take what stands above the first entry, and blank its lines."""
    first = min((span.start for span in log.spans), default=1) - 1
    grouping = set(spans_to_numbers(heading.span for heading in tree.headings))
    numbers = [number for number in range(1, first + 1) if number not in grouping]
    undated = set(spans_to_numbers(span for span, _ in log.undated))
    numbers = [number for number in numbers if number not in undated]
    text = "\n".join(working[number - 1] for number in numbers).strip("\n")
    ledger.record([number for number in numbers if working[number - 1].strip()], Fate.LOG)
    for number in numbers:
        working[number - 1] = ""
    return re.sub(r"\n{3,}", "\n\n", text)


def _gather(working: Sequence[str], headings: Sequence[Heading], ledger: Ledger) -> str:
    """Make a page of what is left."""
    numbered = dict(enumerate(working, start=1))
    moved = [number for number in numbered if not ledger.is_free(number) and not numbered[number].strip()]
    lines = {number: line for number, line in numbered.items() if number not in set(moved)}
    prose = gather_prose(lines, headings, moved, len(working))
    ledger.record(prose.kept, Fate.PROSE)
    free = [number for number in prose.empty_headings if ledger.is_free(number)]
    ledger.leave_out(free, "nothing is left below this heading")
    ledger.leave_out(prose.wrappers, "what it folded up is elsewhere now")
    ledger.leave_out(prose.rules, "it has nothing to part any more")
    return prose.text
