"""Front matter, written."""

from hypothesis import given
from hypothesis import strategies as st

from generator.importing.fronts import Front, map_head
from generator.importing.heads import read_head
from generator.importing.headwriting import copy_front, write_item, write_note, write_text
from generator.sources.frontmatter import parse_front_matter

NO_HEAD = read_head("", "a.md")


def test_a_note_that_says_nothing_gets_no_front_matter() -> None:
    """Front matter is as short as it can be."""
    assert write_note(NO_HEAD, Front(), "# A\n", ()) == "# A\n"


def test_front_matter_that_is_ours_already_stays_as_it_is() -> None:
    """With the order and the quotes of its author."""
    text = "---\ndate: '2020-01-02'\ntitle: A  # why\ntags: a, b\n---\nWords.\n"
    head = read_head(text, "a.md")
    assert write_note(head, map_head(head), head.body, ()) == text


def test_an_addition_has_it_written_anew() -> None:
    """Nothing is lost by it."""
    head = read_head("---\ntitle: A\ndate: 2020-01-02\n---\nWords.\n", "a.md")
    front = copy_front(map_head(head), is_draft=True)
    written = write_note(head, front, head.body, ["/old/"])
    assert written == "---\ntitle: A\ndate: 2020-01-02\ndraft: true\naliases:\n  - /old/\n---\nWords.\n"


def test_comments_alone_are_front_matter_still() -> None:
    """Lines that are kept make no text of themselves."""
    head = read_head("---\nlayout: post\n---\nWords.\n", "a.md")
    written = write_note(head, map_head(head), head.body, ())
    parsed, problems = parse_front_matter(written, "a.md")
    assert (parsed.body, problems) == ("Words.\n", ())
    assert "# layout: post" in parsed.front_text


def test_a_body_that_looks_like_front_matter_is_none() -> None:
    """What was below a front matter of its own is still text."""
    head = read_head("---\n---\n---\ntitle: x\n---\nWords.\n", "a.md")
    written = write_note(head, map_head(head), head.body, ())
    assert parse_front_matter(written, "a.md")[0].body == head.body


@given(st.text(max_size=30))
def test_any_text_is_read_back(text: str) -> None:
    """As a value and in a list, but for characters that no file of ours can have, and white space at its ends."""
    written = f"---\ntitle: {write_text(text)}\ntags: [x, {write_item(text)}]\n---\n"
    parsed, problems = parse_front_matter(written, "a.md")
    assert problems == ()
    expected = "".join(char if char.isprintable() else " " for char in text).split()
    assert "".join(char if char.isprintable() else " " for char in parsed.front.title).split() == expected
    assert parsed.front.tags[0] == "x"
