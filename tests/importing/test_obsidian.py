"""Vaults of Obsidian."""

import pytest

from tests.importing.samples import OBSIDIAN, run, texts, told

ENTRIES = "content/entries/"


def translate(line: str, others: str = "") -> str:
    """Import a note of this line from a vault with some others."""
    vault = f"== a/Note.md ==\n{line}\n== Other note.md ==\n== b/Deep.md ==\n== p.png ==\n== d.pdf ==\n{others}"
    return texts(run(vault, "obsidian"))[f"{ENTRIES}a/Note.md"].rstrip("\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Other note]]", "[Other note](../Other%20note.md)"),
        ("[[other NOTE|x *y*]]", "[x *y*](../Other%20note.md)"),
        ("[[Other note.md]]", "[Other note.md](../Other%20note.md)"),
        ("[[b/Deep#One: two#Three]]", "[b/Deep > Three](../b/Deep.md#three)"),
        ("[[Deep]] [[../b/Deep]]", "[Deep](../b/Deep.md) [../b/Deep](../b/Deep.md)"),
        ("[[#A heading]]", "[A heading](#a-heading)"),
        ("[[Deep#^block]]", "[Deep](../b/Deep.md)"),
        ("![[p.png]]", "![p](../p.png)"),
        ("![[p.png|A point]] ![[p.png|30x40]]", "![A point](../p.png) ![p](../p.png)"),
        ("![[d.pdf]] ![[Deep]]", "[d.pdf](../d.pdf) [Deep](../b/Deep.md)"),
        ("[x](Other%20note.md) [y](Deep.md)", "[x](../Other%20note.md) [y](../b/Deep.md)"),
        ("[[Nothing]] ![[nothing.png]]", "[[Nothing]] ![[nothing.png]]"),
        ("`[[Deep]]` and `%%x%%`", "`[[Deep]]` and `%%x%%`"),
    ],
)
def test_links_by_name_become_links(written: str, expected: str) -> None:
    """To what Obsidian would show; in code they are none."""
    assert translate(written) == expected


def test_of_two_notes_of_one_name_the_nearest_is_meant() -> None:
    """That at the root first, as Obsidian has it, then that of the same folder."""
    assert translate("[[Deep]]", "== a/Deep.md ==\n") == "[Deep](Deep.md)"
    assert translate("[[Deep]]", "== a/Deep.md ==\n== Deep.md ==\n") == "[Deep](../Deep.md)"


def test_comments_never_reach_the_journal() -> None:
    """They are taken out and told; where one has no end the note is a draft."""
    result = run(OBSIDIAN, "obsidian")
    with_canary = {path for path, text in texts(result).items() if "CANARY" in text}
    assert with_canary == {f"{ENTRIES}daily/2020-01-03.md"}
    assert "draft: true" in texts(result)[f"{ENTRIES}daily/2020-01-03.md"]
    assert [line for line in told(result) if "comment" in line] == [
        "notes/Start.md:11: a comment is private, and left out",
        "notes/Start.md:13: a comment is private, and left out",
        "notes/daily/2020-01-03.md:1: a comment begins here and never ends, so that the note is a draft",
    ]


def test_a_comment_hides_all_that_is_in_it() -> None:
    """Links, tags, code and pictures; what stands beside it stays to the letter."""
    assert translate("a %%[[Deep]] #tag `x` ![[p.png]]%% b\n%%\n```\ncode\n```\n%%\nc") == "a  b\nc"


def test_tags_are_taken_from_the_text() -> None:
    """They stay in it, and are none in code, addresses and numbers."""
    start = texts(run(OBSIDIAN, "obsidian"))[f"{ENTRIES}Start.md"]
    assert start.startswith('---\ntags: [home, meta, python, "web/frameworks"]\n')
    assert "A tag in the text: #python and #web/frameworks, not `#code`, not #123." in start
    assert translate("[x](https://a.b/#no) a#no #1 #") == "[x](https://a.b/#no) a#no #1 #"


def test_what_is_obsidians_alone_is_told() -> None:
    """With its line, and left as it is."""
    lines = told(run(OBSIDIAN, "obsidian"))
    assert 'notes/Start.md:6: "[[Missing]]" leads to nothing in this vault, and stays as it is' in lines
    assert 'notes/Start.md:17: a callout "question" with this head is a quote here' in lines
    assert "notes/Flask basics.md:3: the name of a block is text here" in lines
    assert "notes/Board.canvas:0: a canvas is no note" in lines
    vault = "== a.md ==\n==marked==\n<% tp.date %>\n```dataview\nLIST\n```\nx ^[note]\n> [!note]\n> fine\n"
    assert told(run(vault.replace("\n==marked==", "\nso ==marked=="), "obsidian")) == [
        "notes/a.md:1: marked text keeps its signs",
        "notes/a.md:2: a command of Templater is text here",
        "notes/a.md:3: a plugin's block is shown as code",
        "notes/a.md:6: a footnote within the line is text here",
    ]
