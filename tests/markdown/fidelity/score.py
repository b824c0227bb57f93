"""How many documents look the same here and on GitHub, folder by folder.

World, for reading alone. Does not know which score is a good one.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.markdown.fidelity.canonical import Tree, canonical, show_difference
from tests.markdown.fidelity.reference import render_reference

DOCUMENTS = Path(__file__).with_name("documents")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


class Document(msgspec.Struct, frozen=True):
    """A text, and what it is held against."""

    folder: str
    name: str
    text: str
    expected_html: str | None = None
    """Of an example of a specification; None if the reference is to say."""


class Verdict(msgspec.Struct, frozen=True):
    """What came of one document."""

    document: Document
    difference: str
    """The two trees where they differ; empty if they are equal."""


class _Example(msgspec.Struct, frozen=True):
    markdown: str
    html: str
    section: str
    example: int = 0


def read_documents(path: Path) -> Iterator[Document]:
    """Give every Markdown file below a folder, or every example of a specification's `.json`."""
    if path.suffix == ".json":
        for example in msgspec.json.decode(path.read_bytes(), type=list[_Example]):
            yield Document(path.name, f"{example.section} {example.example}", example.markdown, example.html)
        return
    for file in sorted(path.rglob("*.md")):
        text = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\0", "\ufffd")
        folder = file.parent.relative_to(path.parent).as_posix()
        yield Document(folder, file.name, _FRONT_MATTER.sub("", text))


def compare(document: Document, render: Callable[[str], str]) -> Verdict:
    """Render a document both ways."""
    expected = document.expected_html
    wanted: Tree = canonical(render_reference(document.text) if expected is None else expected)
    found = canonical(render(document.text))
    return Verdict(document, "" if wanted == found else show_difference(wanted, found))


def format_scores(verdicts: list[Verdict]) -> str:
    """Write a line for each folder, and one for all."""
    folders = list(dict.fromkeys(verdict.document.folder for verdict in verdicts))
    lines = [
        _format_score(folder, [verdict for verdict in verdicts if verdict.document.folder == folder])
        for folder in folders
    ]
    return "\n".join([*lines, _format_score("all", verdicts)])


def _format_score(name: str, verdicts: list[Verdict]) -> str:
    equal_count = sum(not verdict.difference for verdict in verdicts)
    share = 100 * equal_count / max(1, len(verdicts))
    return f"{share:6.2f} %  {equal_count}/{len(verdicts)}  {name}"
