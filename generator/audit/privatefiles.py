"""Which texts are not meant to be published, judged each by itself: as an author sees a file, without the rest of the journal.

Knows how authors mark what is private; does not know which commits a text is in.
"""

import re

from generator.errors import SitePath
from generator.model.document import CHECKLISTS_FOLDER, LOG_PATH, TODO_PATH, DocumentKind, kind_of
from generator.model.placement import file_date
from generator.sources.checklistfile import parse_checklist
from generator.sources.frontmatter import FrontMatter, PageFrontMatter, parse_front_matter
from generator.sources.text import decode_text

_MARK = re.compile(r"^(?:private|draft):[ \t]*(?:true|yes|on)[ \t]*$", re.MULTILINE)


def is_judged(path: str) -> bool:
    """Tell whether a file of this name may be private by what stands in it, or by its name."""
    return path == TODO_PATH or kind_of(SitePath(path)) is not None or _is_checklist(path)


def find_reason(path: str, data: bytes, today: str) -> str:
    """Say why a text is not published; nothing if it is, or if it cannot be read.

    Args:
        path: from the site's folder.
        data: the file.
        today: the day of which the future begins after.
    """
    if path == TODO_PATH:
        return "is a list of what is to be done"
    text, _ = decode_text(data, path)
    if _is_checklist(path):
        return "" if parse_checklist(text, path)[0].public else "is a private checklist"
    if path == LOG_PATH:
        return "has private entries" if _MARK.search(text) else ""
    is_page = kind_of(SitePath(path)) is DocumentKind.PAGE
    front = parse_front_matter(text, path, PageFrontMatter if is_page else FrontMatter)[0].front
    if front.private:
        return "is private"
    if front.draft:
        return "is a draft"
    written = front.date or file_date(path.rpartition("/")[2].rpartition(".")[0])[0]
    return f"is dated {written[:10]}" if written[:10] > today else ""


def _is_checklist(path: str) -> bool:
    return path.startswith(CHECKLISTS_FOLDER) and path.endswith((".yaml", ".yml"))
