"""Front matter as text: what is said of a note, written as an author would.

Knows YAML's quotes; does not know what other generators say.
"""

import json
import re
from collections.abc import Sequence

import msgspec

from generator.importing.fronts import Front
from generator.importing.heads import Head
from generator.sources import yamltext
from generator.sources.frontmatter import PageFrontMatter, parse_front_matter

_PATH = re.compile(r"/[\w./-]*", re.ASCII)
_WORD = re.compile(r"[A-Za-z][\w .+-]*", re.ASCII)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")


def write_note(head: Head, front: Front, body: str, aliases: Sequence[str]) -> str:
    """Write a note; a front matter that says the same in our words already stays as it is.

    Args:
        head: the note as it was.
        front: what is said of it.
        body: the text below.
        aliases: its former addresses.
    """
    lines = list(_list_lines(front, aliases))
    kept = [_comment(line) for line in front.kept]
    if not lines and not kept:
        # Without a front matter of its own the first lines of a body may be taken for one.
        is_new_first = head.body_line > 1 or body != head.body
        written = f"---\ndraft: false\n---\n{body}" if is_new_first and _looks_like_head(body) else body
    else:
        # Comments alone would be taken for words between two rules.
        written = "\n".join(("---", *(lines or ["draft: false"]), *kept, "---", body))
    return _write_as_it_was(head, body, written) or written


def _looks_like_head(body: str) -> bool:
    parsed, problems = parse_front_matter(body, "", PageFrontMatter)
    return bool(parsed.front_first_line or problems)


def _write_as_it_was(head: Head, body: str, written: str) -> str:
    if not head.source or head.fault:
        return ""
    same = f"---\n{head.source}---\n{body}"
    was, problems = parse_front_matter(same, "", PageFrontMatter)
    now, _ = parse_front_matter(written, "", PageFrontMatter)
    return same if not problems and was.front == now.front and was.body == now.body else ""


def _list_lines(front: Front, aliases: Sequence[str]) -> list[str]:
    lines = [f"title: {write_text(front.title)}"] if front.title else []
    # A date needs no quotes, whatever time and zone it has.
    lines += [f"{key}: {day}" for key, day in (("date", front.date), ("updated", front.updated)) if day]
    lines += [f"summary: {write_text(front.summary)}"] if front.summary else []
    for key, values in (("tags", front.tags), ("skills", front.skills)):
        if values:
            lines.append(f"{key}: [{', '.join(write_item(value) for value in values)}]")
    if front.series:
        lines.append(f"series: {write_text(front.series)}")
    lines += ["draft: true"] * front.is_draft + ["private: true"] * front.is_private
    for key, value in (("slug", front.slug), ("image", front.image), ("nav_title", front.nav_title)):
        if value:
            lines.append(f"{key}: {write_text(value)}")
    if front.nav_order:
        lines.append(f"nav_order: {front.nav_order}")
    if aliases:
        lines += ["aliases:", *(f"  - {write_text(alias)}" for alias in aliases)]
    return lines


def write_text(value: str) -> str:
    r"""Write a text as a YAML value on one line.

    >>> write_text("Flask & Friends"), write_text("A: b"), write_text("5.10"), write_text("/old/")
    ('Flask & Friends', '"A: b"', '"5.10"', '/old/')
    """
    clean = _FORBIDDEN.sub(" ", value).strip()
    return clean if _PATH.fullmatch(clean) else yamltext.write_text(clean)


def write_item(value: str) -> str:
    """Write a text as an item of a list in brackets.

    >>> write_item("web"), write_item("a, b")
    ('web', '"a, b"')
    """
    clean = _FORBIDDEN.sub(" ", value).strip()
    is_plain = _WORD.fullmatch(clean) and clean.lower() not in _WORDS
    return clean if is_plain else json.dumps(clean, ensure_ascii=False)


def _comment(line: str) -> str:
    clean = _FORBIDDEN.sub(" ", line).rstrip()
    return clean if clean.lstrip().startswith("#") else f"# {clean}"


def copy_front(front: Front, **changes: object) -> Front:
    """Say something else of a note."""
    return msgspec.structs.replace(front, **changes)
