"""A text by itself tells whether it is meant to be published."""

import pytest

from generator.audit.privatefiles import find_reason, is_judged


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("content/entries/a.md", "# A\n", ""),
        ("content/entries/a.md", "---\ndraft: true\n---\n", "is a draft"),
        ("content/entries/a.md", "---\ndraft: false\n---\ndraft: true\n", ""),
        ("content/pages/a.md", "---\nprivate: true\nnav_order: 1\n---\n", "is private"),
        ("content/entries/a.md", "---\ndate: 2030-01-02 10:00\n---\n", "is dated 2030-01-02"),
        ("content/entries/2030-01-02-a.md", "# A\n", "is dated 2030-01-02"),
        ("content/entries/a.md", "---\ndate: 2020-06-01\n---\n", ""),
        ("content/todo.md", "", "is a list of what is to be done"),
        ("content/log.md", "## 2020-01-01\nprivate: true\n\nx\n", "has private entries"),
        ("content/log.md", "## 2020-01-01\n\nx\n", ""),
        ("content/checklists/a.yaml", "public: false\nskills: [A]\n", "is a private checklist"),
        ("content/checklists/a.yml", "- A\n", ""),
        ("content/entries/a.md", b"\xff", ""),
        ("content/checklists/a.yaml", "{", ""),
    ],
)
def test_reason_is_found(path: str, text: str | bytes, reason: str) -> None:
    """In the words that stand after the name of the file; nothing of what cannot be read."""
    assert is_judged(path)
    assert find_reason(path, text.encode() if isinstance(text, str) else text, "2020-06-01") == reason


@pytest.mark.parametrize("path", ["README.md", "content/entries/a.png", "content/checklists/a.md", "a/content/todo.md"])
def test_other_files_are_not_judged(path: str) -> None:
    """They are never published as writing, or by their names alone."""
    assert not is_judged(path)
