"""The list of words that must appear nowhere: a file that only its author has, with one of them in each line.

Does not know where they are looked for.

World, but for reading alone.
"""

from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Location, Problem
from generator.sources.git import find_git_folders
from generator.sources.text import decode_text

MIN_LENGTH = 3
"""A shorter word stands in every text."""


class SecretWord(msgspec.Struct, frozen=True):
    """One word, and its line in the list, by which it is called: its own name would be the leak."""

    text: str
    line: int


def read_words(file: Path, root: Path) -> tuple[SecretWord, ...]:
    """Read the list; empty lines, and those that begin with `#`, are passed over.

    Args:
        file: the list.
        root: the site's folder, in which it must not lie, nor in its repository.

    Raises:
        GeneratorError: the list lies where it can be published, cannot be read, or has a word that is too short.
    """
    shown, place = str(file), file.resolve()
    if any(place.is_relative_to(folder) for folder in _list_folders(root)):
        message = "the list of words lies in the repository, and would be published with it"
        raise GeneratorError([Problem(message, Location(shown), hint="keep it outside, such as in your home folder")])
    try:
        data = place.read_bytes()
    except OSError as error:
        raise GeneratorError([Problem(f"cannot be read: {error.strerror}", Location(shown))]) from None
    text, problems = decode_text(data, shown)
    words = [SecretWord(line.strip(), number) for number, line in enumerate(text.split("\n"), 1)]
    words = [word for word in words if word.text and not word.text.startswith("#")]
    short = [word for word in words if len(word.text) < MIN_LENGTH]
    message = f"has fewer than {MIN_LENGTH} letters, and would be found everywhere"
    problems += tuple(Problem(f"the word {message}", Location(shown, word.line)) for word in short)
    if not words and not problems:
        problems = (Problem("has no word in it", Location(shown), hint="write one in each line"),)
    if problems:
        raise GeneratorError(problems)
    return tuple(words)


def _list_folders(root: Path) -> tuple[Path, ...]:
    """Give the site's folder, and the top of the work tree that it is in."""
    tops = [folder for folder in (root, *root.resolve().parents) if (folder / ".git").exists()]
    return (root.resolve(), *(tops[:1] if find_git_folders(root) else ()))
