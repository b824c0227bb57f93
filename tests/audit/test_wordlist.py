"""The list of words that must appear nowhere, and where it must not lie itself."""

from pathlib import Path

import pytest

from generator.audit.wordlist import SecretWord, read_words
from generator.errors import GeneratorError, format_problem
from tests.sources.repositories import Repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a folder of a repository."""
    Repository(tmp_path / "repository")
    (tmp_path / "repository/site").mkdir()
    return tmp_path / "repository/site"


def refuse(file: Path, root: Path) -> list[str]:
    """Say what is wrong with a list."""
    with pytest.raises(GeneratorError) as caught:
        read_words(file, root)
    return [format_problem(problem).replace(str(file), "FILE") for problem in caught.value.problems]


def test_each_line_is_a_word(root: Path, tmp_path: Path) -> None:
    """White space round it is not part of it; notes and empty lines are passed over."""
    file = tmp_path / "words.txt"
    file.write_text("# names\n\n  Ada Lovelace \r\nSecret\n", encoding="utf-8")
    assert read_words(file, root) == (SecretWord("Ada Lovelace", 3), SecretWord("Secret", 4))


@pytest.mark.parametrize("place", ["repository/words.txt", "repository/site/words.txt", "link.txt"])
def test_list_that_could_be_published_is_refused(root: Path, tmp_path: Path, place: str) -> None:
    """In the site, in its repository, or behind a link to there."""
    file = tmp_path / place
    if place == "link.txt":
        (root / "words.txt").write_text("Secret\n")
        file.symlink_to(root / "words.txt")
    else:
        file.write_text("Secret\n")
    message = "error: the list of words lies in the repository, and would be published with it"
    assert refuse(file, root) == [f"FILE: {message}\n  hint: keep it outside, such as in your home folder"]


def test_list_that_is_no_use_is_refused(root: Path, tmp_path: Path) -> None:
    """Everything at once, without the words themselves."""
    file = tmp_path / "words.txt"
    file.write_text("Secret\nab\nx\n")
    message = "error: the word has fewer than 3 letters, and would be found everywhere"
    assert refuse(file, root) == [f"FILE:2: {message}", f"FILE:3: {message}"]
    file.write_text("# nothing\n")
    assert refuse(file, root) == ["FILE: error: has no word in it\n  hint: write one in each line"]
    file.write_bytes(b"\xff\xfe\xfa")
    assert "UTF-8" in refuse(file, root)[0]
    assert refuse(tmp_path / "none.txt", root)[0].startswith("FILE: error: cannot be read: No such file")
