"""Notes to make sites from: generated, or read from a folder, and repeated until there are enough.

Knows nothing of sites; the same arguments give the same notes on every machine. World, for reading alone.
"""

import os
import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from tests.bench import samples

T = TypeVar("T")

GENERATED_COUNT = 400
"""Enough that words and code vary; the rest are copies, as with a corpus that is read."""

_SNIPPET = re.compile(r"^```\w+\n.*?^```$", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"@(NOUN|Noun|noun|number)")
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_LAST_WORD = re.compile(
    r"^(?!\s*(?:```|~~~|\[[^\]]+\]:))"  # what opens a block or names a link is not prose
    r"(.*(?<![\w/.:#<&@$\[{-])[A-Za-z][a-z]{2,})(?!\.\w|[\w/:(=\]-])",
    re.MULTILINE,
)
"""All of a line up to its last plain word: not part of an address, a tag, an option or the name of a link."""


class Note(msgspec.Struct, frozen=True):
    """One note: the folder is its topic, the body has no title."""

    folder: str
    name: str
    title: str
    body: str


def generate_notes(count: int = GENERATED_COUNT) -> tuple[Note, ...]:
    """Make notes of about 900 bytes: prose and code in every one, lists, tables and quotes in some."""
    return tuple(_generate_note(index) for index in range(count))


def read_notes(folder: Path) -> tuple[Note, ...]:
    """Read every Markdown file that lies in a subfolder; those at the top are about the collection."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(place, folder)
        if below != os.curdir:
            topic = slugify(below)
            found += [_read_note(Path(place, name), topic) for name in sorted(names) if name.endswith(".md")]
    return tuple({(note.folder, note.name): note for note in found}.values())


def repeat_notes(notes: Sequence[Note], count: int) -> Iterator[Note]:
    """Give `count` notes: first these, then copies in folders of their own, which differ in every line."""
    for index in range(count):
        copy, note = index // len(notes) + 1, notes[index % len(notes)]
        if copy == 1:
            yield note
        else:
            yield Note(f"{note.folder}-{copy}", note.name, f"{note.title} ({copy})", reword(note.body, copy))


def reword(body: str, copy: int) -> str:
    r"""Change a word of every line that has a plain one, of prose and of code, so that no cache can serve one copy from another.

    >>> reword("Read the manual first.\n\n```bash\n$ list --all folder\n```\n", 2)
    'Read the manual first2.\n\n```bash\n$ list --all folder2\n```\n\nThis is copy 2.\n'
    """
    reworded = _LAST_WORD.sub(rf"\g<1>{copy}", body)
    return f"{reworded}\nThis is copy {copy}.\n"


def slugify(text: str) -> str:
    """Make a name for a file or a folder.

    >>> slugify("Amend Author Of Previous Commit")
    'amend-author-of-previous-commit'
    """
    return _NOT_IN_A_SLUG.sub("-", text.lower()).strip("-") or "note"


def _read_note(path: Path, topic: str) -> Note:
    text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8", errors="replace"))
    heading = _HEADING.search(text)
    if heading is None:
        return Note(topic, slugify(path.stem), path.stem, text)
    body = text[: heading.start()] + text[heading.end() :]
    return Note(topic, slugify(path.stem), heading.group(1), body.strip() + "\n")


def _generate_note(index: int) -> Note:
    draw = random.Random(index)
    title = _fill(f"{_pick(draw, samples.VERBS)} the @noun of a @noun", draw)
    blocks = [_paragraph(draw, 2), _code(draw), _paragraph(draw, 3)]
    chance = draw.random()
    if chance < 0.4:
        blocks += [_code(draw), _paragraph(draw, 1)]
    elif chance < 0.6:
        blocks.append("\n".join(_wrap(f"- {_sentence(draw)}", indent="  ") for _ in range(3)))
    elif chance < 0.7:
        blocks.append(_table(draw))
    elif chance < 0.8:
        blocks += [f"## {_fill('Why the @noun matters', draw)}", f"> {_sentence(draw)}", _paragraph(draw, 2)]
    blocks.append(_fill("[source](https://example.org/@noun/@number)", draw))
    topic = samples.TOPICS[index % len(samples.TOPICS)]
    return Note(topic, f"{slugify(title)}-{index}", title, "\n\n".join(blocks) + "\n")


def _paragraph(draw: random.Random, sentence_count: int) -> str:
    return _wrap(" ".join(_sentence(draw) for _ in range(sentence_count)))


def _sentence(draw: random.Random) -> str:
    return _fill(_pick(draw, samples.SENTENCES), draw)


def _code(draw: random.Random) -> str:
    return _fill(_pick(draw, _read_snippets()), draw)


@cache
def _read_snippets() -> tuple[str, ...]:
    text = Path(__file__).with_name("samples.md").read_text(encoding="utf-8")
    return tuple(_SNIPPET.findall(text))


def _table(draw: random.Random) -> str:
    rows = [_fill("| `@noun` | @noun of the @noun | @number |", draw) for _ in range(4)]
    return "\n".join(["| Name | Meaning | Default |", "|---|---|--:|", *rows])


def _fill(text: str, draw: random.Random) -> str:
    def replace(placeholder: re.Match[str]) -> str:
        if placeholder.group(1) == "number":
            return str(2 + int(draw.random() * 98))
        noun = _pick(draw, samples.NOUNS)
        return {"noun": noun, "Noun": noun.capitalize(), "NOUN": noun.upper()}[placeholder.group(1)]

    return _PLACEHOLDER.sub(replace, text)


def _pick(draw: random.Random, items: Sequence[T]) -> T:
    # Only `random()` is promised to give the same numbers in every version of Python.
    return items[int(draw.random() * len(items))]


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 80, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
