"""Folders of plain Markdown."""

from tests.importing.samples import PLAIN, make_folder, run, texts, told


def test_notes_stay_where_they_are_and_as_they_are() -> None:
    """But for links that would not lead anywhere here."""
    files = make_folder(PLAIN).texts
    written = texts(run(PLAIN, "markdown"))
    assert set(written) == {f"content/entries/{path}" for path in files if path.endswith(".md")} - {
        "content/entries/LICENSE.md"
    }
    changed = {path for path, text in written.items() if text != files[path.removeprefix("content/entries/")]}
    assert changed == {"content/entries/web/flask.md"}
    assert (
        "[Jinja](jinja.md), [from the root](jinja.md), [forgotten slash](jinja.md), [code](app.py)"
        in written["content/entries/web/flask.md"]
    )


def test_only_what_is_referred_to_comes_along() -> None:
    """Whatever else lies beside the notes may not be meant for readers."""
    result = run(PLAIN, "markdown")
    assert [(copy.path, copy.source) for copy in result.copies] == [
        ("content/entries/img/point.png", "img/point.png"),
        ("content/entries/web/app.py", "web/app.py"),
    ]
    assert told(result) == [
        "notes/LICENSE.md:0: is about the folder, and no note",
        'notes/web/flask.md:3: the link to "gone.md" leads to nothing in this folder',
    ]


def test_a_log_is_imported_by_itself() -> None:
    """Its entries have pages of their own; one without any is a note like others."""
    reason = "is a log of many entries, which is imported by itself: journal import log.md"
    assert told(run("== log.md ==\n## 2020-01-02 One\n\nWords.\n", "markdown")) == [f"notes/log.md:0: {reason}"]
    assert list(texts(run("== log.md ==\n# Logging\n", "markdown"))) == ["content/entries/log.md"]
