"""Reads the theme: the site's templates and assets over the package's.

World.
What a template reaches is remembered, so that Jinja is not loaded by a build that renders nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from generator.build.inputs import TEMPLATES_FOLDER, Inputs, decode_or_none
from generator.build.wording import LANGUAGES_FOLDER
from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, Problem, SitePath
from generator.plan.assets import ASSETS_FOLDER, ThemeFile
from generator.publish.store import Store
from generator.sources.tree import SourceFile, read_text
from generator.words.words import Words

if TYPE_CHECKING:  # Jinja is loaded only if something is to be rendered.
    from generator.render.theme import Theme

_CLOSURES_NAME = "templates"


class _Closures(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a sound theme."""

    name: Digest
    """Of all templates, by name and content, and of the words that they say."""
    digests: dict[str, Digest]
    speaking: frozenset[str]
    """Those that say words."""
    problems: tuple[Problem, ...]


class ThemeReading(msgspec.Struct, frozen=True):
    """What a build needs of the theme before it renders."""

    closures: dict[str, Digest]
    """The digest of all that each template reaches."""
    spoken: dict[str, Digest]
    """The name of the words for each template that says any, or reaches one that does."""
    files: tuple[ThemeFile, ...]
    problems: tuple[Problem, ...]
    load: Callable[[], "Theme"]
    """Gives the same each time; raises a `GeneratorError` if a template is not what it was when the tree was read."""
    sources: tuple[tuple[str, SourceFile], ...]
    """Every file of the theme, by its name."""
    words: Words
    """What templates say."""


def read_theme(inputs: Inputs, store: Store, words: Words, last: ThemeReading | None = None) -> ThemeReading:
    """Read the theme's files and find what is wrong with its templates, unless all are those of the last build."""
    files = inputs.template_files().items()
    found = {name: entry for name, entry in files if not name.startswith(LANGUAGES_FOLDER)}
    sources = tuple((name, file) for name, (file, _) in sorted(found.items()))
    if last is not None and sources == last.sources and words == last.words:
        return last
    templates = {name: entry for name, entry in found.items() if not name.startswith(ASSETS_FOLDER)}
    parts = tuple((key, file.digest) for key, (file, _) in sorted(templates.items()))
    name = digest_value((inputs.code, words.digest, parts))
    known = decode_or_none(store.get_named(_CLOSURES_NAME), _Closures)
    if known is None or known.name != name:
        known, is_readable = _examine(name, templates, words, inputs)
        # A file that cannot be read now may be the next time, with what is in it by its digest.
        if is_readable:
            store.put_named(_CLOSURES_NAME, msgspec.msgpack.encode(known))
    problems = list(known.problems)
    assets = tuple(
        _read_asset(key, file, inputs, problems, is_packaged=is_packaged)
        for key, (file, is_packaged) in sorted(found.items())
        if key.startswith(ASSETS_FOLDER)
    )
    spoken = dict.fromkeys(sorted(known.speaking), words.digest)
    return ThemeReading(
        known.digests, spoken, assets, tuple(problems), _Loader(templates, words, inputs), sources, words
    )


class _Loader:
    """Reads the templates when they are first wanted, and holds on to the files' bytes no longer."""

    def __init__(self, templates: dict[str, tuple[SourceFile, bool]], words: Words, inputs: Inputs) -> None:
        self._templates = templates
        self._words = words
        self._inputs: Inputs | None = inputs
        self._theme: Theme | None = None

    def __call__(self) -> "Theme":
        if self._theme is None:
            assert self._inputs is not None
            theme, unreadable = _load(self._templates, self._words, self._inputs)
            if unreadable:
                raise GeneratorError(unreadable)
            self._theme, self._inputs = theme, None
        return self._theme


def _examine(
    name: Digest, templates: dict[str, tuple[SourceFile, bool]], words: Words, inputs: Inputs
) -> tuple[_Closures, bool]:
    from generator.render.reach import closure_digests, find_speaking  # noqa: PLC0415 (loads Jinja)
    from generator.render.theme import find_faults  # noqa: PLC0415 (likewise)

    theme, unreadable = _load(templates, words, inputs)
    problems = (*unreadable, *find_faults(theme))
    return _Closures(name, closure_digests(theme.templates), find_speaking(theme.templates), problems), not unreadable


def _load(
    templates: dict[str, tuple[SourceFile, bool]], words: Words, inputs: Inputs
) -> tuple["Theme", tuple[Problem, ...]]:
    from generator.render.reach import TemplateSource  # noqa: PLC0415 (loads Jinja)
    from generator.render.theme import load_theme  # noqa: PLC0415 (likewise)

    problems: list[Problem] = []
    sources: dict[str, TemplateSource] = {}
    for name, (file, is_packaged) in templates.items():
        text, wrong = _read(file, inputs, is_packaged=is_packaged)
        problems += wrong
        sources[name] = TemplateSource(text, file.path, file.digest)
    return load_theme(sources, words), tuple(problems)


def _read(file: SourceFile, inputs: Inputs, *, is_packaged: bool) -> tuple[str, tuple[Problem, ...]]:
    root = inputs.package_root if is_packaged else inputs.root
    reading = inputs.package if is_packaged else inputs.site
    return read_text(root, file, fresh=reading.fresh)


def _read_asset(
    name: str, file: SourceFile, inputs: Inputs, problems: list[Problem], *, is_packaged: bool
) -> ThemeFile:
    short = name.removeprefix(ASSETS_FOLDER)
    text = ""
    if name.endswith(".css"):
        text, wrong = _read(file, inputs, is_packaged=is_packaged)
        problems += wrong
    return ThemeFile(short, file.digest, SitePath(f"{TEMPLATES_FOLDER}{name}"), is_packaged, text)
