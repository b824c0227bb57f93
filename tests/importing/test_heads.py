"""Front matter in YAML, TOML and JSON."""

import pytest

from generator.importing.heads import list_texts, read_head

BODY = "# Title\n\nWords.\n"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: A\ntags: [x, y]\ndraft: true\n---\n",
        "---\ntitle: A\ntags:\n  - x\n  - y\ndraft: true\n...\n",
        '+++\ntitle = "A"\ntags = ["x", "y"]\ndraft = true\n+++\n',
        '{\n"title": "A",\n"tags": ["x", "y"],\n"draft": true\n}\n',
    ],
)
def test_every_form_gives_the_same_fields(front: str) -> None:
    """And the body below begins on the line on which it stands."""
    head = read_head(front + BODY, "a.md")
    assert {field.key: field.value for field in head.fields} == {"title": "A", "tags": ("x", "y"), "draft": True}
    assert head.body == BODY
    assert (front + BODY).split("\n")[head.body_line - 1] == "# Title"
    assert [field.line for field in head.fields][:2] == [2, 3]


@pytest.mark.parametrize("text", [BODY, "---\n\nA rule stands above.\n\n---\n", "", "---\n", "{{< toc >}}\n\n}\n"])
def test_a_text_without_front_matter_stays_whole(text: str) -> None:
    """Rules and shortcodes on the first line make none."""
    head = read_head(text, "a.md")
    assert (head.fields, head.body, head.body_line, head.fault) == ((), text, 1, "")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A: b\n---\nx",
        "---\ntitle: !ruby A\n---\nx",
        "---\ndraft: false\ndraft: true\n---\nx",
        "+++\ntitle = A\n+++\nx",
        '{\n"title": A\n}\nx',
        "---\ntitle: A\n\nNo end.\n",
    ],
)
def test_what_cannot_be_read_is_a_fault(text: str) -> None:
    """It is never taken for a note that says nothing of itself."""
    head = read_head(text, "a.md")
    assert head.fault
    assert head.fault_line


def test_fields_know_the_lines_they_were_written_on() -> None:
    """Without the comments between them, which are kept apart."""
    head = read_head("---\n# why\na: 1\nb:\n  - 2\n  # not\n  - 3\n---\n", "a.md")
    assert [(field.key, field.line, field.source) for field in head.fields] == [
        ("a", 3, "a: 1"),
        ("b", 4, "b:\n  - 2\n  - 3"),
    ]
    assert head.comments == ("# why", "# not")


def test_tables_of_toml_know_their_lines() -> None:
    """A key within a table is not one of the outermost."""
    head = read_head('+++\ntitle = "A"\n[params]\ntitle = "B"\nx = 2020-01-02\n+++\n', "a.md")
    assert [(field.key, field.value, field.line) for field in head.fields] == [
        ("title", "A", 2),
        ("params", {"title": "B", "x": "2020-01-02"}, 3),
    ]


def test_lists_may_be_written_as_text() -> None:
    """Divided at commas, or what else the format has."""
    assert list_texts("a, b,") == ("a", "b")
    assert list_texts(("a", True, " b ")) == ("a", "b")
    assert list_texts(None) == ()
