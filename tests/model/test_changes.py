"""What has become of a journal: entries that are new, changed or gone, and skills that moved."""

import pytest

from generator.model.changes import Changes, find_changes
from tests.model.samples import make_site

BEFORE = {
    "content/checklists/python.yaml": "- id: flask\n  title: Flask\n- id: django\n  title: Django\n  state: done\n",
    "content/entries/a.md": "---\ndate: 2020-01-01\ntags: [web]\n---\n# A\n\nWords.\n",
    "content/entries/b.md": "---\ndate: 2020-01-02\n---\n# B\n",
    "content/entries/c.md": "---\ndate: 2020-01-03\ndraft: true\n---\n# C\n",
}


def compare(after: dict[str, str]) -> Changes:
    """Say what changed if these files came, or came in place of others; one without text went."""
    files = {path: text for path, text in (BEFORE | after).items() if text}
    return find_changes(make_site(BEFORE), make_site(files))


def test_nothing_has_changed() -> None:
    """A journal is no other one than it is; a draft is nothing, whatever becomes of it."""
    assert compare({}).is_empty
    assert compare({"content/entries/c.md": "---\ndraft: true\n---\n# Another\n"}).is_empty


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2020-01-01\ntags: [web]\n---\n# A\n\nWords.\n\nMore.\n",
        "---\ndate: 2020-01-01\ntags: [web]\n---\n# Alpha\n\nWords.\n",
        "---\ndate: 2020-02-01\ntags: [web]\n---\n# A\n\nWords.\n",
        "---\ndate: 2020-01-01\ntags: [net]\n---\n# A\n\nWords.\n",
        "---\ndate: 2020-01-01\ntags: [web]\nskills: [django]\n---\n# A\n\nWords.\n",
        "---\ndate: 2020-01-01\ntags: [web]\nsummary: Other\n---\n# A\n\nWords.\n",
        "---\ndate: 2020-01-01\ntags: [web]\nseries: One\n---\n# A\n\nWords.\n",
        "---\ndate: 2020-01-01\ntags: [web]\nimage: https://example.org/a.png\n---\n# A\n\nWords.\n",
    ],
)
def test_what_a_reader_sees_is_a_change(text: str) -> None:
    """Of the text, and of what is said about it; the neighbours are what they were."""
    changes = compare({"content/entries/a.md": text})
    assert ([entry.place for entry in changes.changed], changes.added, changes.removed) == (
        ["content/entries/a.md"],
        (),
        (),
    )


def test_other_layout_of_a_file_is_none() -> None:
    """Nobody sees it."""
    text = "---\ntags:\n  - web\ndate: 2020-01-01\n---\n\n# A\n\n\nWords.\n"
    assert compare({"content/entries/a.md": text}).is_empty


def test_entries_come_newest_first() -> None:
    """As in every list."""
    new = {f"content/entries/{name}.md": f"---\ndate: 2020-0{day}-01\n---\n" for name, day in (("x", 2), ("y", 3))}
    assert [entry.url for entry in compare(new).added] == ["/y/", "/x/"]


def test_what_is_gone_is_an_address() -> None:
    """Deleted, renamed, or a draft now, whose title is nobody's business any more."""
    assert compare({"content/entries/b.md": "---\ndraft: true\n---\n# B\n"}).removed == ("/b/",)
    moved = compare({"content/entries/b.md": "", "content/entries/bee.md": "---\ndate: 2020-01-02\n---\n# B\n"})
    assert (moved.removed, [entry.url for entry in moved.added]) == (("/b/",), ["/bee/"])


def test_skills_move() -> None:
    """Because somebody said so, because an entry cites them, or because they are new; those that are gone say nothing."""
    files = {
        "content/checklists/python.yaml": "- id: flask\n  title: Flask 3\n- id: sql\n  title: SQL\n",
        "content/entries/b.md": "---\ndate: 2020-01-02\nskills: [flask]\n---\n# B\n",
    }
    moves = compare(files).moves
    assert [(move.id, move.title, move.before and move.before.value, move.after.value) for move in moves] == [
        ("flask", "Flask 3", "planned", "learning"),
        ("sql", "SQL", None, "planned"),
    ]
