"""A README, taken apart."""

import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import find_errors
from generator.importing.composing import compose_files
from generator.importing.results import ImportFile
from generator.importing.skilltrees import walk_drafts
from generator.importing.texts import Reading, TakenApart, take_apart
from generator.sources.checklistfile import parse_checklist
from generator.sources.checklistmarks import mark_skills
from generator.sources.frontmatter import parse_entry_fields, parse_front_matter
from generator.sources.logfile import split_log
from tests.importing.readmes import README, SEAL, find_lost
from tests.site.space import SiteSpace

CORPORA = next(
    (found for parent in Path(__file__).parents if (found := parent / "shared" / "corpora").is_dir()), Path("nowhere")
)
"""Real journals, which are no part of the project; without them their tests are skipped."""


def take(text: str, *, is_log: bool = False) -> TakenApart:
    """Take a text apart."""
    return take_apart(text, "README.md", Reading(is_log=is_log))


def lose(text: str) -> dict[str, int]:
    """Count the words that an import would lose without a word."""
    taken = take(text)
    composed = compose_files([taken], {}, {})
    check_readable(composed.files, taken)
    return dict(find_lost(text, composed.files, {line.line for line in taken.left_out}))


def check_readable(files: tuple[ImportFile, ...], taken: TakenApart) -> None:
    """Read files back as a build does: without an error, each skill once, and with as many entries as were found."""
    for file in files:
        if file.kind == "checklist":
            checklist, problems = parse_checklist(file.text, file.path)
            assert problems == ()
            ids = [mark.id for mark in mark_skills(checklist.skills)]
            assert sorted(ids) == sorted({skill.id for skill in walk_drafts(taken.tree.skills)})
        elif file.kind == "log":
            log, problems = split_log(file.text, file.path)
            assert not find_errors(problems)
            assert [entry.date_text[:4] == "0001" for entry in log.entries] == [False] * taken.entry_count
            assert not [entry for entry in log.entries if parse_entry_fields(entry.fields_text, "", 1, "")[1]]
        elif file.kind == "page":
            parsed, problems = parse_front_matter(file.text, file.path)
            assert problems == ()
            assert parsed.front.title in {"", "About"}


def test_skills_of_the_readme() -> None:
    """Every box of every list, with its number, under its parent."""
    tree = take(README).tree
    assert tree.title == "Python Backend Engineer"
    assert [(skill.number, skill.title, skill.state and skill.state.value) for skill in walk_drafts(tree.skills)] == [
        ("1", "Mobile app", "planned"),
        ("2", "Core infrastructure", "done"),
        ("3", "Python at an intermediate level", "done"),
        ("4", "Programming", "done"),
        ("4.1", "Inheritance", "done"),
        ("4.2", "Abstraction", "learning"),
        ("4.3", "Encapsulation", "planned"),
        ("5", "Web frameworks", None),
        ("5.1", "Flask", "planned"),
        ("5.2", "Django, see the docs", "planned"),
        ("6", "Perl", "dropped"),
        ("1", "Kubernetes", "planned"),
        ("2", "A fix for Flask", "done"),
    ]
    assert [skill.title for skill in walk_drafts(tree.skills) if skill.is_now] == ["Flask"]


def test_log_of_the_readme() -> None:
    """Entries as they were written, with the year that the ones before say; what is no field stays text."""
    taken = take(README)
    assert taken.entry_count == 3
    assert taken.log == (
        "**Captain's log 2019-11-29 00:33** Read the Flask tutorial.\n\nMore words, and `code`.\n\n"
        "Captain's log, 2019-12-04: views\n\n- [x] wrote a test\n\n"
        "### Day 12: December 6, 2019\n\ntitle: no field of ours\n\nBlueprints."
    )


def test_prose_of_the_readme() -> None:
    """What is neither; the sealed statement, the lists, and what stood round them alone are gone from it."""
    taken = take(README)
    assert taken.prose == (
        "Who I am, and which job this is about, is sealed; whoever has the key can read it:\n\n"
        "# Learning in public\n\nEverything that the job asks for, and how far I am. :tada:\n\n"
        "## Python Backend Engineer\n\n- [] 7 Broken box\n\n---\n\n"
        "## Captain's log\n\n### Day 13: February 30\n\nNo such day.\n\n"
        "## Thanks\n\nTo [them](https://example.org), and to whoever reads on.\n\n"
        "[django]: https://docs.djangoproject.com/\n"
    )
    assert [statement.text for statement in taken.sealed] == [f"{SEAL}\n"]


def test_lines_that_were_not_understood_are_reported_with_their_numbers() -> None:
    """And with the reason."""
    lines = README.split("\n")
    assert [(line.text, line.reason.partition(",")[0]) for line in take(README).left_out] == [
        ("- [] 7 Broken box", '"[]" is no box of a task'),
        ("- [ ]", "a task without words"),
        ("<details>", "what it folded up is elsewhere now"),
        ("<summary>Later</summary>", "what it folded up is elsewhere now"),
        ("</details>", "what it folded up is elsewhere now"),
        ("### Day 13: February 30", '"February 30" is a day of no year'),
    ]
    assert all(lines[line.line - 1] == line.text for line in take(README).left_out)


def test_no_line_of_the_readme_is_lost_without_a_word() -> None:
    """Every word of every line that is not reported stands in a file, as often as it was written."""
    assert lose(README) == {}


_LINES = st.sampled_from(
    [
        "", "", "# Head", "## Two", "### 2020-01-02 Entry", "Captain's log 2019-11-29 00:33 words here", "Day 3: January 4",
        "### Day 4: March 5", "- [ ] task", "- [x] 5.1 done", "  - [/] below", "    - [ ] deeper \u2b05", "\t- [-] tabbed",
        "- plain", "  plain on", "- # titled", "  - [ ] in titled", "- [ ]", "- []", "1. [ ] one", "1. two", "words", "---",
        "===", "> quote", "> - [ ] quoted", "```", "    code", "<details>", "</details>", "<summary>s</summary>",
        "[ref]: https://a.org", "- [ ] [ref] and [b](c)", "[^1]: note", "title: field", "private: true", "| a | b |",
        "|---|---|", SEAL, f"in {SEAL} it", "<!--", "-->", "- [ ] a <b>c</b> *d*", "2) [x] paren",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=24).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_no_line_of_any_text_is_lost_without_a_word(text: str) -> None:
    """Whatever stands beside whatever; the ledger that is kept within is a second look at the same."""
    lost = lose(text)
    # Numbers of lists are counted anew, and the closing mark of a heading is none of its words.
    assert not {word for word in lost if not word.isdigit()}


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize(
    "name", ["jwasham-coding-interview-university", "imjoseangel-100-days-of-code", "JHY-CPU-learning-notes-sample"]
)
def test_no_line_of_a_real_journal_is_lost_without_a_word(name: str) -> None:
    """Every tenth file by day, all of them at night."""
    check_corpus(name, every=10)


@pytest.mark.nightly
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize("name", ["jwasham-coding-interview-university", "JHY-CPU-learning-notes-sample"])
def test_no_line_of_all_real_journals_is_lost_without_a_word(name: str) -> None:
    """All of their files."""
    check_corpus(name, every=1)


def check_corpus(name: str, *, every: int) -> None:
    """Import the Markdown files of a corpus one by one, and look for each word of each line."""
    with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
        files = [member for member in archive if member.isfile() and member.name.endswith(".md")]
        assert files
        for member in files[::every]:
            stream = archive.extractfile(member)
            assert stream is not None
            lost = lose(stream.read().decode())
            # Where Chinese stands against a link, what is one word without its marks was two.
            joined = {word for word in lost if not word.isascii()}
            assert sum(lost.values()) <= 4 + len(joined), (member.name, lost)


def test_a_log_keeps_what_stands_above_its_first_entry() -> None:
    """As the introduction of the log; of a README it is about the journal."""
    text = "# My log\n\nHow it began.\n\n## 2020-01-02 One\n\nWords.\n\n# After\n\nMore.\n"
    taken = take(text, is_log=True)
    assert (taken.log_intro, taken.log) == ("# My log\n\nHow it began.", "## 2020-01-02 One\n\nWords.")
    assert taken.prose == "# After\n\nMore.\n"
    assert take(text).log_intro == ""


def test_a_numbered_or_marked_list_below_a_dated_line_is_the_checklist() -> None:
    """Many keep the list right under the last line of the log; other lists are what was done that day."""
    taken = take(
        "Captain's log 2019-11-29 00:33 words\n\n- [ ] 5.1 Flask\n- [x] 5.2 Django\n\n**2019-11-30**\n\n- [x] slept\n"
    )
    assert [skill.title for skill in taken.tree.skills] == ["Flask", "Django"]
    assert taken.log == "Captain's log 2019-11-29 00:33 words\n\n**2019-11-30**\n\n- [x] slept"


def test_a_heading_in_a_readme_ends_the_entry_of_a_dated_line() -> None:
    """Something else begins there, and it names no list above it; in a log it is a part of the entry."""
    text = "Captain's log 2019-11-29 00:33\nWords.\n\n- [ ] 5.1 Flask\n- [ ] 5.2 Django\n\n# Me\n\nMore.\n"
    taken = take(text)
    assert (taken.log, taken.prose, taken.title) == ("Captain's log 2019-11-29 00:33\nWords.", "# Me\n\nMore.\n", "")
    assert take(text, is_log=True).log.endswith("# Me\n\nMore.")


def test_front_matter_is_reported() -> None:
    """A README has none that a page could use."""
    taken = take("---\ntitle: x\n---\n\nWords.\n")
    assert [line.line for line in taken.left_out] == [1, 2, 3]
    assert taken.prose == "Words.\n"


def test_fields_that_this_journal_understands_stay_fields() -> None:
    """A private entry stays private; skills are for its author to name."""
    text = "## 2020-01-02 One\nprivate: true\n\nWords.\n\n## 2020-01-03 Two\nskills: flask\n\nWords.\n"
    assert take(text).log == text.replace("Two\nskills", "Two\n\nskills").strip()


@pytest.mark.nightly
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize("name", ["jwasham-coding-interview-university", "imjoseangel-100-days-of-code"])
def test_a_real_journal_builds_when_it_is_imported(name: str, tmp_path: Path) -> None:
    """Without an error, and a second import changes nothing."""
    with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
        archive.extractall(tmp_path / "corpus", filter="data")
    found = sorted((tmp_path / "corpus").rglob("README*.md"))[:6]
    assert found
    for number, readme in enumerate(found):
        space = SiteSpace(tmp_path / str(number), "== site.yaml ==\ngit_dates: false\n")
        assert space.journal("import", str(readme), "--write").code == 0
        assert "nothing to do" in space.journal("import", str(readme), "--write").out
        built = space.build()
        assert built.is_published, built.problems
