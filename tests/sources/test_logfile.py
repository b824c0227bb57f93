"""Tests of cutting a log into entries."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import format_problem
from generator.sources.logfile import LogFile, LogSection, split_log


def split(text: str) -> LogFile:
    """Cut a log that has no problems."""
    log, problems = split_log(text, "content/log.md")
    assert problems == ()
    return log


def heads(text: str) -> list[tuple[str, str]]:
    """List the dates and titles of a log that has no problems."""
    return [(entry.date_text, entry.title) for entry in split(text).entries]


def complain(text: str) -> str:
    """Print the problems of a log."""
    return "\n".join(format_problem(problem) for problem in split_log(text, "content/log.md")[1])


class TestHeads:
    """What begins an entry, and what it is called."""

    @pytest.mark.parametrize(
        "text",
        [
            "2019-11-29 was a cold day and I learned nothing.",
            "2019-11-29-flask.md is a file",
            "2019-11-299: too many digits",
            "words\n2019-11-29: not the beginning of a paragraph",
            "    2019-11-29",
            "    # 2019-11-29",
            "\t# 2019-11-29",
            "- 2019-11-29",
            "> ## 2019-11-29",
            "##2019-11-29",
            "####### 2019-11-29",
            "## Flask on 2019-11-29",
            "## 12 monkeys",
            "Captain's log\n2019-11-29",
            "```\n# 2019-11-29\n\n2019-11-29\n```",
            "~~~ markdown\n## 2019-11-29\n```\n## 2019-11-29\n~~~",
            "````\n```\n# 2019-11-29\n```\n# 2019-11-29\n````",
            "- ```\n  # 2019-11-29\n  ```",
            "<!-- hidden\n\n## 2019-11-29\n-->",
            "<pre>\n## 2019-11-29\n\n2019-11-29\n</pre>",
            "* * *\n---\n",
            "January 4, we met",
            "2020-1-4: words",
            "```\n       ```\n# 2019-11-29\n```",
        ],
    )
    def test_what_begins_no_entry(self, text: str) -> None:
        """Prose, code, comments, quotes and lists stay what they are."""
        assert heads(text) == []
        assert split(text).intro == text.rstrip()

    @pytest.mark.parametrize(
        "block", ["```\ncode\n```", "- ```\n  code\n  ```", "<!-- a -->", "<pre>a</pre>", "```x``` y"]
    )
    def test_after_a_block_entries_begin_again(self, block: str) -> None:
        """Each block has an end."""
        assert heads(f"{block}\n\n# 2019-11-29 after\n") == [("2019-11-29", "after")]

    def test_entries_may_come_in_any_order(self) -> None:
        """They are told in the order of the file."""
        assert [date for date, _ in heads("# 2020-01-02\n\n# 2019-01-01\n\n# 2021-01-01\n")] == [
            "2020-01-02",
            "2019-01-01",
            "2021-01-01",
        ]


class TestEntry:
    """What belongs to an entry."""

    def test_all_its_parts_have_their_lines(self) -> None:
        """Lines count from 1 in the file."""
        log = split("# My log\n\nWelcome.\n\n## 2019-11-29 Flask\ntags: web\nskills: [flask]\n\nBody.\n\nMore.\n\n\n")
        assert log.intro == "# My log\n\nWelcome."
        assert log.entries == (
            LogSection(
                date_text="2019-11-29",
                title="Flask",
                level=2,
                line=5,
                fields_text="tags: web\nskills: [flask]",
                fields_first_line=6,
                body="Body.\n\nMore.",
                body_first_line=9,
            ),
        )

    def test_an_underlined_head_takes_two_lines(self) -> None:
        """The fields stand under the underline."""
        entry = split("2019-11-29\n----------\ntags: web\ntext").entries[0]
        assert (entry.level, entry.line, entry.fields_text, entry.fields_first_line) == (2, 1, "tags: web", 3)
        assert (entry.body, entry.body_first_line) == ("text", 4)

    def test_only_known_keys_are_fields(self) -> None:
        """Any other line, or one after a blank line, is text."""
        entry = split("# 2019-11-29\ntags: web\nnote: text\ntitle: text").entries[0]
        assert (entry.fields_text, entry.body) == ("tags: web", "note: text\ntitle: text")
        entry = split("# 2019-11-29\n\ntags: web").entries[0]
        assert (entry.fields_text, entry.body) == ("", "tags: web")

    def test_a_field_may_be_a_list_on_lines_of_its_own(self) -> None:
        """A list under a key without a value is the value; under one with a value it is text."""
        entry = split("# 2019-11-29\nskills:\n  - flask\n- jinja\ntags: web\n- text").entries[0]
        assert (entry.fields_text, entry.body) == ("skills:\n  - flask\n- jinja\ntags: web", "- text")

    def test_a_rule_under_the_fields_makes_no_heading_of_them(self) -> None:
        """Else the last field would end the entry."""
        log = split("### 2019-11-29\ntags: web\n---\ntext")
        assert (log.entries[0].fields_text, log.entries[0].body) == ("tags: web", "---\ntext")

    def test_an_entry_may_be_empty(self) -> None:
        """A date is enough."""
        entry = split("# 2019-11-29").entries[0]
        assert (entry.body, entry.fields_text) == ("", "")

    @pytest.mark.parametrize(
        ("rest", "below"),
        [("Today it rained.", ""), ("Today it rained", "\nand I wrote"), ("Today " * 14, "")],
    )
    def test_a_line_that_goes_on_is_the_beginning_of_the_body(self, rest: str, below: str) -> None:
        """A sentence is no title."""
        entry = split(f"Captain's log 2019-11-29 00:33 {rest}{below}\n\nMore.").entries[0]
        assert entry.title == "Captain's log 2019-11-29 00:33"
        assert (entry.body, entry.body_first_line) == (f"{rest.strip()}{below}\n\nMore.", 1)

    def test_fields_between_leave_blank_lines(self) -> None:
        """The lines of the body then keep their numbers."""
        entry = split("2019-11-29: It rained.\ntags: web\nMore.").entries[0]
        assert (entry.fields_text, entry.body, entry.body_first_line) == ("tags: web", "It rained.\n\nMore.", 1)

    def test_a_headings_words_are_its_title_however_many(self) -> None:
        """Only a line may be a sentence."""
        assert heads(f"# 2019-11-29 {'word ' * 30}and a full stop.\ntext")[0][1].endswith("full stop.")

    @pytest.mark.parametrize("below", ["## Same", "### Deeper", "Same\n---"])
    def test_an_undated_heading_as_low_belongs_to_the_entry(self, below: str) -> None:
        """Entries have headings of their own, of whatever level the author is used to."""
        log = split(f"## 2019-11-29\n\ntext\n\n{below}\n\nmore")
        assert (log.entries[0].body, log.intro) == (f"text\n\n{below}\n\nmore", "")

    @pytest.mark.parametrize("line", ["- item", "1. item", "> quote", "* * *"])
    def test_a_rule_under_a_list_or_a_quote_makes_no_heading_of_it(self, line: str) -> None:
        """Only a paragraph can be underlined."""
        assert split(f"### 2019-11-29\n\n{line}\n---\nmore").entries[0].body == f"{line}\n---\nmore"

    @pytest.mark.parametrize("above", ["# Higher", "Higher\n==="])
    def test_an_undated_heading_that_is_higher_ends_the_entry(self, above: str) -> None:
        """What is under it goes to the intro, on its own lines."""
        log = split(f"# Log\n\n## 2019-11-29\n\ntext\n\n{above}\n\nmore\n\n## 2019-11-30\n\nlast")
        assert [entry.body for entry in log.entries] == ["text", "last"]
        assert log.intro == f"# Log\n\n\n\n\n\n{above}\n\nmore"

    def test_under_a_line_headings_are_the_entrys_own(self) -> None:
        """A line has no level, so any heading is lower."""
        assert split("Captain's log 2019-11-29\n\n# What I learned\n\ntext").intro == ""

    def test_the_heading_after_the_one_a_line_stands_under_ends_it(self) -> None:
        """A log with a heading for each year, and lines under them."""
        log = split("## 2019 in short\n\nCaptain's log 2019-11-29\n\n### Learned\n\n## The next year\n\n")
        assert (log.entries[0].body, log.intro) == ("### Learned", "## 2019 in short\n\n\n\n\n\n## The next year")

    def test_front_matter_is_intro(self) -> None:
        """A date in it begins no entry."""
        text = "---\ntitle: My log\n# 2019-11-29\n---"
        log = split(f"{text}\n# 2019-11-30")
        assert (log.intro, len(log.entries)) == (text, 1)

    def test_a_rule_at_the_top_is_no_front_matter(self) -> None:
        """Without a second one it closes nothing."""
        assert len(split("---\n\n# 2019-11-30\n").entries) == 1


class TestProblems:
    """What the author is told."""

    def test_a_day_without_a_year(self) -> None:
        """It is not guessed, and its text stays in the entry above."""
        text = "### 2020-01-03 Third\n\ntext\n\n## Day 12: January 4\n\nmore\n\n## 5th Feb\n"
        assert complain(text) == (
            'content/log.md:5:12: warning: "January 4" has no year, so no entry begins here\n'
            "    5 | ## Day 12: January 4\n"
            "      |            ^^^^^^^^^\n"
            '  hint: add the year, as in "January 4, 2020"\n'
            'content/log.md:9:4: warning: "5th Feb" has no year, so no entry begins here\n'
            "    9 | ## 5th Feb\n"
            "      |    ^^^^^^^\n"
            '  hint: add the year, as in "5th Feb 2020"'
        )
        log, _ = split_log(text, "content/log.md")
        assert [entry.body for entry in log.entries] == ["text\n\n## Day 12: January 4\n\nmore\n\n## 5th Feb"]

    def test_an_impossible_day(self) -> None:
        """In figures and in words, in headings and in lines."""
        assert complain(
            "## Day 1: 2019-02-30 Flask\n\n# 30 February 2020\n\n2019-13-01: text\n\n2019-13-01 is text"
        ) == (
            'content/log.md:1:11: error: "2019-02-30" must be a date: February 2019 has 28 days, not 30\n'
            "    1 | ## Day 1: 2019-02-30 Flask\n"
            "      |           ^^^^^^^^^^\n"
            'content/log.md:3:3: error: "30 February 2020" must be a date, and no calendar has that day\n'
            "    3 | # 30 February 2020\n"
            "      |   ^^^^^^^^^^^^^^^^\n"
            'content/log.md:5:1: error: "2019-13-01" must be a date: there is no month 13\n'
            "    5 | 2019-13-01: text\n"
            "      | ^^^^^^^^^^"
        )

    def test_an_impossible_time(self) -> None:
        """The whole date is marked."""
        assert complain("# 2019-11-29 24:10 Late") == (
            'content/log.md:1:3: error: "2019-11-29 24:10" must be a date: there is no time 24:10\n'
            "    1 | # 2019-11-29 24:10 Late\n"
            "      |   ^^^^^^^^^^^^^^^^"
        )

    def test_a_date_in_another_form(self) -> None:
        """The author meant an entry, and learns how to get one."""
        assert complain("## 2020-1-4 Flask\n") == (
            'content/log.md:1:4: warning: "2020-1-4" is no whole date, so no entry begins here\n'
            "    1 | ## 2020-1-4 Flask\n"
            "      |    ^^^^^^^^\n"
            "  hint: write it as 2020-01-04"
        )

    @pytest.mark.parametrize("opening", ["```python", "<!-- note", "<pre>"])
    def test_a_block_without_an_end(self, opening: str) -> None:
        """All entries after it are part of it, as they are for every reader of Markdown."""
        assert complain(f"# 2019-11-29\n\n{opening}\n\n# 2019-11-30") == (
            "content/log.md:3:1: warning: this is never closed, so no entry begins after it\n"
            f"    3 | {opening}\n"
            "      | ^"
        )


LINES = st.sampled_from(
    [
        *("", "", "", "word", "word: more", "tags: web", "skills:", "- item", "  - item", "    code", "---", "==="),
        *("# 2019-11-29", "## 2019-11-30 10:00 Title", "### Day 3: January 4, 2020", "# Heading", "## Heading"),
        *("Captain's log 2019-12-01", "Captain's log 2019-12-02 Words.", "2019-12-03: words", "2019-12-04 words"),
        *(
            "**2019-12-05**",
            "## Day 4: January 5",
            "# 2019-02-30",
            "```",
            "~~~",
            "- ```",
            "<!--",
            "-->",
            "> quote",
            "...",
        ),
    ]
)


@given(st.lists(LINES, max_size=40))
def test_every_line_has_exactly_one_place(chosen: list[str]) -> None:
    """Each line that is not blank is in one head, in one entry's fields or body, or in the intro: nothing is lost."""
    # Numbered words show that a line has come to its own place, not to that of its like.
    lines = [re.sub("[Ww]ord", f"word{index}", line) for index, line in enumerate(chosen)]
    log, problems = split_log("\n".join(lines), "log.md")
    places: dict[int, list[str]] = {}
    for index, line in enumerate(log.intro.split("\n"), log.intro_first_line):
        places.setdefault(index, []).append(line)
    for entry in log.entries:
        for index in range(entry.line, entry.fields_first_line):
            places.setdefault(index, []).append(lines[index - 1])
        if entry.fields_text:
            for index, line in enumerate(entry.fields_text.split("\n"), entry.fields_first_line):
                places.setdefault(index, []).append(line)
        for index, line in enumerate(entry.body.split("\n"), entry.body_first_line):
            if index != entry.line:
                places.setdefault(index, []).append(line)
            else:
                assert lines[index - 1].endswith(line)
    for index, line in enumerate(lines, 1):
        if line.strip():
            assert [place for place in places.get(index, []) if place] == [line]
    assert all(problem.location is not None and problem.location.column for problem in problems)


@given(st.text(alphabet="#-=`~<>!*_[]() \t\n0123456789:T+ZCaptin'slogDyJur", max_size=200))
def test_any_text_is_a_log(text: str) -> None:
    """No text raises an exception."""
    split_log(text, "log.md")
