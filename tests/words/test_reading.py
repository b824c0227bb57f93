"""Files of words, and what may be wrong in them."""

from pathlib import Path

import pytest

from generator.errors import format_problem
from generator.words.reading import names_in, parse_words
from generator.words.words import Message
from tests.words.samples import LANGUAGES, customs_of

KNOWN: dict[str, Message] = {
    "day_pattern": "d MMMM y",
    "entries": {"one": "{number} entry", "other": "{number} entries"},
    "parts": {"one": "a part of {series}", "other": "parts of {series}"},
    "hello": "Hello",
    "page_of_pages": "Page {number} of {count}",
}


def read(text: str, language: str = "de") -> tuple[dict[str, Message], list[str]]:
    """Read a site's file of words: its messages, and its problems as they are printed."""
    messages, problems = parse_words(text, "templates/languages/x.yaml", customs_of(language), KNOWN)
    return messages, [format_problem(problem).removeprefix("templates/languages/x.yaml:") for problem in problems]


def test_messages_are_texts_or_have_forms() -> None:
    """As English has them."""
    text = "hello: Hallo\nentries:\n  one: ein Eintrag\n  other: '{number} Einträge'\nday_pattern: d. MMMM y\n"

    assert read(text) == (
        {
            "hello": "Hallo",
            "entries": {"one": "ein Eintrag", "other": "{number} Einträge"},
            "day_pattern": "d. MMMM y",
        },
        [],
    )


def test_a_file_may_be_empty() -> None:
    """Nothing but comments says nothing."""
    assert read("# Later.\n") == ({}, [])


def test_a_message_may_do_without_a_value_and_count_where_english_does_not() -> None:
    """A language says things in its own way."""
    text = "page_of_pages: Seite {number}\nparts:\n  one: 'Teil von {series}'\n  other: '{number} Teile'\n"

    assert read(text)[1] == []


def test_a_language_without_plurals_needs_no_forms() -> None:
    """One text is that of every number."""
    assert read("entries: '{number} 件'\n", "ja") == ({"entries": {"other": "{number} 件"}}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "helo: Hallo\n",
            '1:1: error: unknown key "helo"\n    1 | helo: Hallo\n      | ^^^^\n  hint: did you mean "hello"?',
        ),
        (
            "hello: {a: b}\n",
            '1:8: error: "hello" must be text, found keys with values\n    1 | hello: {a: b}\n      |        ^^^^^^',
        ),
        (
            "hello: true\n",
            (
                '1:8: error: "hello" must be text, found true\n    1 | hello: true\n      |        ^^^^\n'
                '  hint: put it in quotes: "true"'
            ),
        ),
        (
            "page_of_pages: Seite {numbr}\n",
            (
                '1:16: error: "page_of_pages" has a place for "numbr", for which there is no value\n'
                "    1 | page_of_pages: Seite {numbr}\n      |                ^^^^^^^^^^^^^\n"
                '  hint: did you mean "number"?'
            ),
        ),
        (
            "page_of_pages: Seite {x}\n",
            (
                '1:16: error: "page_of_pages" has a place for "x", for which there is no value\n'
                "    1 | page_of_pages: Seite {x}\n      |                ^^^^^^^^^\n"
                "  hint: there is {count} and {number}"
            ),
        ),
        (
            "hello: Hallo {0}\n",
            (
                '1:8: error: "hello" has the place "{0}"\n    1 | hello: Hallo {0}\n      |        ^^^^^^^^^\n'
                "  hint: a place is a name alone"
            ),
        ),
        (
            "hello: Hallo {\n",
            (
                '1:8: error: "hello" has a brace without its other one\n    1 | hello: Hallo {\n      |        ^^^^^^^\n'
                '  hint: write "{{" or "}}" for a brace that is meant'
            ),
        ),
        (
            "day_pattern: DD.MM.YYYY\n",
            (
                '1:14: error: "day_pattern" has the unknown field "DD"\n'
                "    1 | day_pattern: DD.MM.YYYY\n      |              ^^^^^^^^^^\n"
                "  hint: a date has d, dd, M, MM, MMM, MMMM, LLL, LLLL, y, yyyy, EEE and EEEE"
            ),
        ),
        (
            "entries:\n  one: ein\n  few: wenige\n  other: viele\n",
            (
                '3:3: error: "entries" has no plural "few" in this language\n    3 |   few: wenige\n      |   ^^^\n'
                '  hint: this language has "one" and "other"'
            ),
        ),
        (
            "entries:\n  one: ein\n",
            (
                '2:3: error: "entries" needs the plural "other"\n    2 |   one: ein\n      |   ^^^^^^^^\n'
                '  hint: this language has "one" and "other"'
            ),
        ),
        (
            "entries: '{number} Einträge'\n",
            (
                '1:10: error: "entries" needs the plural "one"\n'
                "    1 | entries: '{number} Einträge'\n      |          ^^^^^^^^^^^^^^^^^^^\n"
                '  hint: this language has "one" and "other"'
            ),
        ),
        (
            "entries:\n  one: '{nummer} Eintrag'\n  other: x\n",
            (
                '2:8: error: "one" of "entries" has a place for "nummer", for which there is no value\n'
                "    2 |   one: '{nummer} Eintrag'\n      |        ^^^^^^^^^^^^^^^^^^\n"
                '  hint: did you mean "number"?'
            ),
        ),
        (
            "- hello\n",
            (
                "1:1: error: a file of words has keys with their messages\n    1 | - hello\n      | ^^^^^^^\n"
                '  hint: such as "latest_entries: Latest entries"'
            ),
        ),
    ],
)
def test_a_mistake_is_one_problem_with_a_hint(text: str, problem: str) -> None:
    """At its place."""
    assert read(text)[1] == [problem]


def test_a_message_with_a_mistake_is_left_out() -> None:
    """So that the page says it in English until it is mended."""
    assert read("hello: Hallo {\nday_pattern: Y\nentries: {one: x}\nparts: {one: a, other: b}\n")[0] == {
        "parts": {"one": "a", "other": "b"}
    }


def test_the_names_of_values_are_found_in_every_form() -> None:
    """A template gives all of them."""
    assert names_in({"one": "one of {a}", "other": "{b} {{c}}"}) == {"a", "b"}


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_language_of_ours_has_all_words_of_english(path: Path) -> None:
    """Key for key, with the same values in them, in the same order."""
    english = (LANGUAGES / "en.yaml").read_text("utf-8")
    known, _ = parse_words(english, "en.yaml", customs_of("en"))
    text = (LANGUAGES / path.name).read_text("utf-8")
    messages, problems = parse_words(text, path.name, customs_of(path.stem), known)

    assert problems == ()
    assert list(messages) == list(known)
    assert {key: names_in(message) for key, message in messages.items()} == {
        key: names_in(message) for key, message in known.items()
    }
