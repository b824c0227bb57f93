"""The words of a site's language, from its own files and the package's."""

from pathlib import Path

import pytest

from generator.build.inputs import gather_inputs
from generator.build.wording import Wording, read_words
from generator.errors import format_problem
from generator.publish.store import open_memory_store
from generator.sources.dates import Moment
from tests.site.space import SiteSpace
from tests.words.samples import ENGLISH, GERMAN

DAY = Moment(1574985600, "2019-11-29")


def read(root: Path, language: str, **files: str) -> Wording:
    """Read the words of a site that has these files of words, by tag."""
    space = SiteSpace(root)
    space.write("site.yaml", f"title: Notes\nlanguage: {language}\n")
    for tag, text in files.items():
        space.write(f"templates/languages/{tag.replace('_', '-')}.yaml", text)
    store = open_memory_store(root)
    with store:
        return read_words(gather_inputs(space.root, store), store, language)


def test_a_site_without_files_has_the_words_of_the_package(tmp_path: Path) -> None:
    """All of them, and nothing is wrong."""
    wording = read(tmp_path, "en")

    assert (wording.words, wording.english, wording.problems) == (ENGLISH, ENGLISH, ())


def test_another_language_of_the_package_falls_back_to_english(tmp_path: Path) -> None:
    """German has all words, and English stays for the terminal."""
    wording = read(tmp_path, "de")

    assert (wording.words, wording.english, wording.problems) == (GERMAN, ENGLISH, ())


def test_a_sites_own_file_takes_the_place_of_ours_key_by_key(tmp_path: Path) -> None:
    """What it does not have is ours."""
    wording = read(tmp_path, "en", en="draft: Unfinished\nday_pattern: MMMM d, y\n")

    words = wording.words
    assert (words.say("draft"), words.day(DAY), words.say("tags")) == ("Unfinished", "November 29, 2019", "Tags")
    assert wording.english == words


def test_a_region_is_its_language_with_what_differs(tmp_path: Path) -> None:
    """From the file of the region, that of the language, ours of the language, and English, in this order."""
    files = {"de_AT": "month_pattern: y MMMM\n", "de": "draft: Unfertig\nmonth_pattern: x\n", "en": "tags: Labels\n"}
    words = read(tmp_path, "de-AT", **{**files, "de": "draft: Unfertig\nmonth_pattern: MMM y\n"}).words

    assert (words.month(2020, 1), words.say("draft"), words.say("tags")) == ("2020 Jänner", "Unfertig", "Schlagwörter")
    assert words.language == "de-AT"


def test_a_region_of_english_is_english(tmp_path: Path) -> None:
    """Without a file of its own, and with one."""
    assert read(tmp_path / "a", "en-GB").words.messages == ENGLISH.messages
    assert read(tmp_path / "a", "en-GB").problems == ()
    words = read(tmp_path / "b", "en-US", en_US="day_pattern: MMMM d, y\n").words
    assert (words.day(DAY), words.say("draft")) == ("November 29, 2019", "Draft")


def test_a_language_of_the_sites_own_falls_back_to_english(tmp_path: Path) -> None:
    """Its dates are its own at once, and English words are said by the rules of English."""
    words = read(tmp_path, "fr", fr="draft: Brouillon\n", en="tags: Labels\n").words

    assert (words.say("draft"), words.say("tags"), words.day(DAY)) == ("Brouillon", "Labels", "29 novembre 2019")
    assert words.count("entries", 0) == "0 entries"


def test_a_language_without_words_is_a_warning_at_the_setting(tmp_path: Path) -> None:
    """Pages are in English then, dates too."""
    wording = read(tmp_path, "fr")

    assert wording.words == ENGLISH
    assert [format_problem(problem) for problem in wording.problems] == [
        (
            'site.yaml:2:11: warning: there are no words of the language "fr", so those of the pages are English\n'
            "    2 | language: fr\n      |           ^^\n"
            "  hint: write them in templates/languages/fr.yaml; en.yaml of the package has them all"
        )
    ]


def test_a_mistake_is_told_at_its_place(tmp_path: Path) -> None:
    """In the site's own files, each once."""
    for language in ("en", "en-GB", "de"):
        problems = read(tmp_path / language, language, en="drafft: x\n").problems
        assert [format_problem(problem).splitlines()[0] for problem in problems] == [
            'templates/languages/en.yaml:1:1: error: unknown key "drafft"'
        ]


def test_words_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build loads neither YAML nor Babel for them."""
    space = SiteSpace(tmp_path)
    space.write("site.yaml", "language: de\n")
    store = open_memory_store(tmp_path)
    with store:
        first = read_words(gather_inputs(space.root, store), store, "de")
        monkeypatch.setattr("generator.build.wording.parse_words", None)
        monkeypatch.setattr("generator.build.wording.find_customs", None)
        second = read_words(gather_inputs(space.root, store), store, "de")

    assert (second.words, second.english, second.problems) == (first.words, first.english, first.problems)


def test_what_did_not_change_is_the_same_object(tmp_path: Path) -> None:
    """So that nothing is made anew of it."""
    space = SiteSpace(tmp_path)
    store = open_memory_store(tmp_path)
    with store:
        first = read_words(gather_inputs(space.root, store), store, "de")
        space.write("site.yaml", "title: Other\n")
        second = read_words(gather_inputs(space.root, store), store, "de", first)
        third = read_words(gather_inputs(space.root, store), store, "de", second)

    assert second.words is first.words
    assert third is second
