"""The line with which an entry of a log begins."""

import pytest

from generator.sources.loghead import LogDate, LogHead, read_head


def read(text: str) -> tuple[str, str]:
    """Give the date of a head and what it is called."""
    head, fault = read_head(text.split("\n"), 0, begins_paragraph=True)
    assert fault is None
    assert head is not None
    return head.iso, head.rest or head.words


class TestForms:
    """What a head may look like."""

    @pytest.mark.parametrize(
        ("line", "date", "title"),
        [
            ("## 2019-11-29 00:33 First Flask app", "2019-11-29 00:33", "First Flask app"),
            ("# 2019-11-29", "2019-11-29", "2019-11-29"),
            ("###### 2019-11-29 Six ######", "2019-11-29", "Six"),
            ("## 2019-11-29T00:33:10+01:00 Zone", "2019-11-29 00:33:10+01:00", "Zone"),
            ("## 2019-11-29 00:33z Zone", "2019-11-29 00:33Z", "Zone"),
            ("## 2019-11-29 9:05 One digit", "2019-11-29 09:05", "One digit"),
            ("## 2019-11-29 at 12:05 am: Midnight", "2019-11-29 00:05", "Midnight"),
            ("## 2019-11-29, 9:05 p.m. Evening", "2019-11-29 21:05", "Evening"),
            ("## 2019-11-29: colon", "2019-11-29", "colon"),
            ("## 2019-11-29 — dash", "2019-11-29", "dash"),
            ("## 2019-11-29 -", "2019-11-29", "2019-11-29"),
            ("## [2019-11-29] brackets", "2019-11-29", "brackets"),
            ("## (2019-11-29)", "2019-11-29", "2019-11-29"),
            ("## **2019-11-29** bold date", "2019-11-29", "bold date"),
            ("## **2019-11-29 all bold**", "2019-11-29", "all bold"),
            ("## 2019-11-29 `code` and *marks*", "2019-11-29", "`code` and *marks*"),
            ("## 2019-11-29 C#", "2019-11-29", "C#"),
            ("### Day 3: January 4, 2020", "2020-01-04", "Day 3: January 4, 2020"),
            ("### Day 3 (January 4, 2020)", "2020-01-04", "Day 3 (January 4, 2020)"),
            ("### Day 3: January 4, 2020 - Django", "2020-01-04", "Django"),
            ("## Day 12 - 2020-01-04", "2020-01-04", "Day 12 - 2020-01-04"),
            ("## Friday, 29 Nov. 2019 10:00 Weekday", "2019-11-29 10:00", "Weekday"),
            ("Captain's log 2019-11-29 00:33 Flask", "2019-11-29 00:33", "Flask"),
            ("Captain\u2019s Log, 2019-11-29", "2019-11-29", "Captain\u2019s Log, 2019-11-29"),
            ("# Captain's log: 2019-11-29 00:33", "2019-11-29 00:33", "Captain's log: 2019-11-29 00:33"),
            ("**2019-11-29**", "2019-11-29", "2019-11-29"),
            ("**2019-11-29 A title.**", "2019-11-29", "A title."),
            ("2019-11-29", "2019-11-29", "2019-11-29"),
            ("2019-11-29:", "2019-11-29", "2019-11-29"),
            ("2019-11-29: words", "2019-11-29", "words"),
            ("2019-11-29 | words", "2019-11-29", "words"),
            ("**2019-11-29** \u2013 words", "2019-11-29", "words"),
            ("2019-11-29 Flask\n===", "2019-11-29", "Flask"),
            ("Day 3: 2019-11-29\n---", "2019-11-29", "Day 3: 2019-11-29"),
        ],
    )
    def test_each_form(self, line: str, date: str, title: str) -> None:
        """The date is the entry's, the rest of the line its title, or else the line's own words."""
        assert read(line) == (date, title)

    def test_a_head_says_where_it_stands(self) -> None:
        """An underlined one takes two lines; the level is that of its underline."""
        lines = ["", "2019-11-29 Flask", "---", "text"]
        assert read_head(lines, 1, begins_paragraph=True)[0] == LogHead(
            1, 3, 2, words="2019-11-29", rest="Flask", iso="2019-11-29", is_line=False
        )

    def test_a_heading_without_a_date_has_only_a_level(self) -> None:
        """It may end an entry."""
        assert read_head(["### Flask"], 0, begins_paragraph=False) == (LogHead(0, 1, 3), None)

    @pytest.mark.parametrize("line", ["2019-11-29: words", "**2019-11-29**", "Captain's log 2019-11-29"])
    def test_a_line_counts_only_where_a_paragraph_begins(self, line: str) -> None:
        """A heading counts anywhere."""
        assert read_head([line], 0, begins_paragraph=False) == (None, None)
        assert read_head([f"# {line}"], 0, begins_paragraph=False)[0] is not None


class TestTimes:
    """The time after the day: with a zone, or with the time until which it lasted."""

    @pytest.mark.parametrize(
        "text",
        [
            "09:00-11:45 Title",
            "09:00-11:00 Title",
            "9:00-9:30: Title",
            "09:00 - 11:45 Title",
            "09:00\u201311:45 Title",
            "9:00 am \u2014 17:30 Title",
        ],
    )
    def test_until_when_it_lasted_is_no_zone_and_no_title(self, text: str) -> None:
        """A session has a beginning, and that is its time."""
        assert read(f"## 2019-11-29 {text}") == ("2019-11-29 09:00", "Title")

    @pytest.mark.parametrize("text", ["23:00-00:15 Title", "23:00 - 01:00 Title", "23:00-24:00 Title"])
    def test_it_may_last_until_after_midnight(self, text: str) -> None:
        """Where that is not how a zone is written."""
        assert read(f"## 2019-11-29 {text}") == ("2019-11-29 23:00", "Title")

    def test_until_when_it_lasted_is_part_of_the_words(self) -> None:
        """Without a title the whole head is one."""
        assert read("## 2019-11-29 09:00-11:45") == ("2019-11-29 09:00", "2019-11-29 09:00-11:45")

    def test_a_line_may_say_until_when_it_lasted(self) -> None:
        """The sign that makes it a head comes after that."""
        assert read("2019-11-29 09:00-11:45: words") == ("2019-11-29 09:00", "words")

    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("09:00+01:00", "09:00+01:00"),
            ("09:00 +0545", "09:00+0545"),
            ("09:00+14:00", "09:00+14:00"),
            ("09:00-05:00", "09:00-05:00"),
            ("09:00 -11:00", "09:00-11:00"),
            ("09:00-1100", "09:00-1100"),
            ("09:00:00-11:00", "09:00:00-11:00"),
            ("09:00 -03:30", "09:00-03:30"),
        ],
    )
    def test_an_offset_of_a_real_zone_is_one(self, text: str, time: str) -> None:
        """As git and other programs write it; close after the time and later than it, it is until when that lasted."""
        assert read(f"## 2019-11-29 {text} Title") == (f"2019-11-29 {time}", "Title")

    def test_after_a_t_it_is_always_a_zone(self) -> None:
        """Only programs write that."""
        assert read("## 2019-11-29T09:00-11:00 Title") == ("2019-11-29 09:00-11:00", "Title")

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("+2000 lines", "+2000 lines"),
            ("+15:00 hours", "+15:00 hours"),
            ("+01:20 later", "+01:20 later"),
            ("+01:000", "+01:000"),
            ("-20191 words", "20191 words"),
            ("- 11 people", "11 people"),
            ("-11:45:30 hours", "11:45:30 hours"),
            ("- 11:45 pm", "11:45 pm"),
        ],
    )
    def test_other_numbers_belong_to_the_title(self, text: str, title: str) -> None:
        """An offset that no place has is not one."""
        assert read(f"## 2019-11-29 09:00 {text}") == ("2019-11-29 09:00", title)


class TestFaults:
    """What was meant as a date and is none."""

    def test_an_impossible_day_is_an_error_at_its_column(self) -> None:
        """Columns count from 1, in the line."""
        head, fault = read_head(["## Day 1: 2019-02-30"], 0, begins_paragraph=True)
        said = '"2019-02-30" must be a date: February 2019 has 28 days, not 30'
        assert (head, fault) == (None, (11, LogDate(7, 17, fault=said)))

    def test_a_sentence_is_no_mistake(self) -> None:
        """It only begins with something like a date."""
        assert read_head(["January 4, we met"], 0, begins_paragraph=True) == (None, None)
