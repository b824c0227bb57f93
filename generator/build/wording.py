"""Reads the words of the site's language: the site's own files over the package's, English where there are none.

World.
What was read is remembered by content, so that neither YAML nor Babel is asked again.
"""

from collections.abc import Iterator

import msgspec

from generator.build.inputs import SETTINGS_PATH, TEMPLATES_FOLDER, Inputs, decode_or_none
from generator.digest import Digest, digest_value
from generator.errors import Problem, Severity
from generator.publish.store import Store
from generator.renewal import keep
from generator.sources.tree import SourceFile, read_text
from generator.sources.yamldoc import find_node, parse_yaml, problem_at_node
from generator.words.customs import Customs, find_customs, list_tags
from generator.words.reading import parse_words
from generator.words.words import Message, Words, make_words

LANGUAGES_FOLDER = "languages/"
"""Below `templates/`."""

ENGLISH = "en"

_WORDS_NAME = "words"


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a language."""

    name: Digest
    """Of the language, and of all files that it is read from."""
    words: Words
    english: Words
    problems: tuple[Problem, ...]


class Wording(msgspec.Struct, frozen=True):
    """The words of a site, and what they were read from."""

    words: Words
    english: Words
    """For the terminal; the same if the site is in English."""
    problems: tuple[Problem, ...]
    language: str
    """As the settings have it."""
    sources: tuple[SourceFile | None, ...]
    """Every file that has a part in it, and `site.yaml`."""


class _Layer(msgspec.Struct, frozen=True):
    """One file of words."""

    file: SourceFile
    is_packaged: bool


def read_words(inputs: Inputs, store: Store, language: str, last: Wording | None = None) -> Wording:
    """Read the words of a language, unless all its files are those of the last build."""
    layers = tuple(_find_layers(inputs, language))
    english = tuple(_find_layers(inputs, ENGLISH))
    sources = (*(layer.file for layer in (*layers, *english)), inputs.site.tree.find(SETTINGS_PATH))
    if last is not None and last.language == language and last.sources == sources:
        return last
    parts = tuple((layer.file.path, layer.file.digest, layer.is_packaged) for layer in (*layers, *english))
    name = digest_value((inputs.code, language, parts))
    kept = decode_or_none(store.get_named(_WORDS_NAME), _Kept)
    if kept is None or kept.name != name:
        kept, is_readable = _read(name, language, layers, english, inputs)
        if is_readable:
            store.put_named(_WORDS_NAME, msgspec.msgpack.encode(kept))
    return Wording(
        words=keep(kept.words, last.words if last else None),
        english=keep(kept.english, last.english if last else None),
        problems=kept.problems if layers else (*kept.problems, *_warn_of_english(inputs, language)),
        language=language,
        sources=sources,
    )


def _find_layers(inputs: Inputs, language: str) -> Iterator[_Layer]:
    """Give the files of a language, the one that counts most first: `pt-BR` before `pt`, the site's own before ours."""
    folder = f"{TEMPLATES_FOLDER}{LANGUAGES_FOLDER}"
    for tag in list_tags(language):
        for reading, is_packaged in ((inputs.site, False), (inputs.package, True)):
            for file in reading.tree.below(folder):
                if file.path.removeprefix(folder).casefold() == f"{tag}.yaml".casefold():
                    yield _Layer(file, is_packaged)


def _read(
    name: Digest, language: str, layers: tuple[_Layer, ...], english: tuple[_Layer, ...], inputs: Inputs
) -> tuple[_Kept, bool]:
    """Read the words anew, and say whether every file could be opened."""
    customs = find_customs(ENGLISH)
    packaged, unreadable = _parse([layer for layer in english if layer.is_packaged], customs, None, inputs)
    # Where two layers have a mistake in common, as when the site is in English, it is told once.
    problems = list(unreadable)
    own, wrong = _parse([layer for layer in english if not layer.is_packaged], customs, packaged, inputs)
    problems += wrong
    in_english = words = make_words(customs, packaged | own)
    if layers and ENGLISH not in list_tags(language):
        customs = find_customs(language)
        messages, wrong = _parse(layers, customs, packaged, inputs)
        words = make_words(customs, messages, in_english)
        problems += wrong
    elif layers and language != ENGLISH:
        customs = find_customs(language)
        messages, wrong = _parse([layer for layer in layers if layer not in english], customs, packaged, inputs)
        words = make_words(customs, in_english.messages | messages)
        problems += wrong
    is_readable = all(problem.location is None or problem.location.line for problem in problems)
    return _Kept(name, words, in_english, tuple(problems)), is_readable


def _parse(
    layers: "tuple[_Layer, ...] | list[_Layer]", customs: Customs, known: dict[str, Message] | None, inputs: Inputs
) -> tuple[dict[str, Message], tuple[Problem, ...]]:
    """Read files of one language; the first that has a message has the say."""
    messages: dict[str, Message] = {}
    problems: list[Problem] = []
    for layer in layers:
        root, reading = (inputs.package_root, inputs.package) if layer.is_packaged else (inputs.root, inputs.site)
        text, unreadable = read_text(root, layer.file, fresh=reading.fresh)
        found, wrong = parse_words(text, layer.file.path, customs, known)
        messages = found | messages
        problems += [*unreadable, *wrong]
    return messages, tuple(problems)


def _warn_of_english(inputs: Inputs, language: str) -> Iterator[Problem]:
    file = inputs.site.tree.find(SETTINGS_PATH)
    if file is None:
        return
    text, _ = read_text(inputs.root, file, fresh=inputs.site.fresh)
    node = find_node(parse_yaml(text, SETTINGS_PATH)[0], "language")
    if node is None:
        return
    problem = problem_at_node(
        f'there are no words of the language "{language}", so those of the pages are English',
        node,
        SETTINGS_PATH,
        text,
        hint=f"write them in {TEMPLATES_FOLDER}{LANGUAGES_FOLDER}{language}.yaml; en.yaml of the package has them all",
    )
    yield msgspec.structs.replace(problem, severity=Severity.WARNING)
