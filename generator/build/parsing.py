"""Turns the files of a site into documents, checklists and settings, remembering what was parsed before.

World.
Knows how files become values; does not know what a site makes of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.build.codememo import keep_blocks
from generator.build.documents import Outcome, Renderer, parse_files, weigh
from generator.build.inputs import SETTINGS_PATH, Inputs, version_extensions
from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, Problem, Severity, SitePath
from generator.markdown.body import MarkdownOptions
from generator.model.checklist import ChecklistSource
from generator.model.document import CHECKLISTS_FOLDER, Document, kind_of
from generator.publish.store import Store
from generator.sources.checklistfile import parse_checklist
from generator.sources.settings import Settings, parse_settings
from generator.sources.tree import SourceFile, read_text

_FEW_BYTES = 100_000
"""Less Markdown than this is rendered sooner than workers are started."""

_BATCH_SIZE = 200
"""Files kept at a time; workers go on meanwhile."""

_FENCE = re.compile(r"^(?:```|~~~)[ ]*(\w+)", re.MULTILINE)

_UNREPEATABLE = Problem("a text of the last build is lost, and comes out otherwise now", hint="build with --clean")

OnProgress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file: everything but the HTML."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[Digest, ...]


class Parsed(msgspec.Struct, frozen=True):
    """All documents of a site, and the HTML of those that were rendered now."""

    documents: tuple[Document, ...]
    bodies: dict[Digest, str]
    problems: tuple[Problem, ...]
    names: tuple[Digest, ...]
    """Under which the files' records are kept."""
    blocks: tuple[Digest, ...]
    """Under which their blocks of coloured code are kept."""
    options: MarkdownOptions
    """How bodies are rendered, but for their titles."""


def read_settings(inputs: Inputs) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `site.yaml`; the defaults, and problems, if it cannot be understood."""
    file = inputs.site.tree.by_path.get(SETTINGS_PATH)
    if file is None:
        return Settings(), ()
    text, problems = read_text(inputs.root, file, fresh=inputs.site.fresh)
    settings, wrong = parse_settings(text, SETTINGS_PATH, _check_extension)
    return settings, problems + wrong


def _check_extension(name: str) -> tuple[str, str] | None:
    # Loads Python-Markdown, for sites that name extensions.
    from generator.markdown.extensions import check_extension  # noqa: PLC0415

    return check_extension(name)


def choose_options(settings: Settings) -> MarkdownOptions:
    """Say how a site renders its bodies."""
    return MarkdownOptions(
        has_title_apart=True,
        is_raw_html_allowed=settings.raw_html == "allow",
        has_emoji=True,
        has_math=settings.math,
        has_wikilinks=True,
        has_code_titles=True,
        has_line_numbers=settings.line_numbers,
        are_images_lazy=True,
        extensions=settings.markdown_extensions,
    )


def read_checklists(inputs: Inputs) -> tuple[tuple[ChecklistSource, ...], tuple[Problem, ...]]:
    """Read every checklist, in the order of their names."""
    sources: list[ChecklistSource] = []
    problems: list[Problem] = []
    for file in inputs.site.tree.files:
        if file.path.startswith(CHECKLISTS_FOLDER) and file.path.endswith((".yaml", ".yml")):
            text, unreadable = read_text(inputs.root, file, fresh=inputs.site.fresh)
            checklist, wrong = parse_checklist(text, file.path)
            sources.append(ChecklistSource(file.path, text, checklist))
            problems += unreadable + wrong
    return tuple(sources), tuple(problems)


def parse_documents(
    inputs: Inputs,
    store: Store,
    options: MarkdownOptions,
    *,
    workers: int,
    on_progress: OnProgress,
    meanwhile: Callable[[], None] | None = None,
) -> Parsed:
    """Parse and render every Markdown file that was not parsed before with the same content and options.

    Args:
        inputs: the files.
        store: what was parsed before.
        options: how a site renders its bodies.
        workers: how many processes may work.
        on_progress: told how far it is.
        meanwhile: called once workers have begun, if there is so much to parse that there are any.
    """
    files = [file for file in inputs.site.tree.files if kind_of(file.path)]
    code = _name_renderer(inputs, options)
    names = [digest_value((code, file.path, file.digest)) for file in files]
    records = _recall(store, names)
    missing = [file for file, name in zip(files, names, strict=True) if name not in records]
    problems: list[Problem] = []
    bodies: dict[Digest, str] = {}
    fresh: list[tuple[Digest, Outcome]] = []
    if missing:
        texts, problems = _read_texts(missing, inputs)
        # Workers inherit no open transaction.
        problems += store.commit()
        renderer = _make_renderer(options)
        by_path = dict(zip((file.path for file in files), names, strict=True))
        for path, outcome in _parse_all(
            texts, renderer, store, workers=workers, on_progress=on_progress, meanwhile=meanwhile
        ):
            file = outcome.file
            records[by_path[path]] = _Record(file.documents, file.problems, outcome.blocks)
            bodies.update(file.bodies)
            fresh.append((by_path[path], outcome))
            if len(fresh) == _BATCH_SIZE:
                _remember(store, records, fresh)
                fresh.clear()
        _remember(store, records, fresh)
    ordered = [records[name] for name in names if name in records]
    return Parsed(
        tuple(document for record in ordered for document in record.documents),
        bodies,
        (*problems, *(problem for record in ordered for problem in record.problems)),
        tuple(names),
        tuple(block for record in ordered for block in record.blocks),
        options,
    )


def _name_renderer(inputs: Inputs, options: MarkdownOptions) -> Digest:
    """Name all that goes into every body: whoever changes a setting has everything parsed again."""
    return digest_value((inputs.code, options, version_extensions(options.extensions)))


def _recall(store: Store, names: Sequence[Digest]) -> dict[Digest, _Record]:
    decode = msgspec.msgpack.Decoder(_Record).decode
    records: dict[Digest, _Record] = {}
    for name, payload in store.get_many("document", names).items():
        try:
            records[name] = decode(payload)
        except msgspec.DecodeError:  # of another version: it was not kept
            continue
    return records


def _remember(store: Store, records: Mapping[Digest, _Record], parsed: Sequence[tuple[Digest, Outcome]]) -> None:
    encode = msgspec.msgpack.Encoder().encode
    sound = [
        (name, encode(records[name]))
        for name, outcome in parsed
        if not any(problem.severity is Severity.ERROR for problem in outcome.file.problems)
    ]
    store.put_many("document", sound)
    store.put_many("body", [(name, html.encode()) for _, outcome in parsed for name, html in outcome.file.bodies])
    keep_blocks(store, dict(block for _, outcome in parsed for block in outcome.coloured))


def _read_texts(files: Iterable[SourceFile], inputs: Inputs) -> tuple[list[tuple[SitePath, str]], list[Problem]]:
    texts: list[tuple[SitePath, str]] = []
    problems: list[Problem] = []
    for file in files:
        text, wrong = read_text(inputs.root, file, fresh=inputs.site.fresh)
        problems += wrong
        if not any(problem.severity is Severity.ERROR for problem in wrong):
            texts.append((file.path, text))
    # Neighbours go to one worker: with notes in one language side by side, its lexer is made by one worker alone.
    texts.sort(key=_first_language)
    return texts, problems


def _parse_all(
    texts: Sequence[tuple[SitePath, str]],
    renderer: Renderer,
    store: Store,
    *,
    workers: int,
    on_progress: OnProgress,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[tuple[SitePath, Outcome]]:
    if sum(weigh(text) for _, text in texts) < _FEW_BYTES:
        workers, meanwhile = 1, None
    results = parse_files(texts, renderer, store, workers=workers, meanwhile=meanwhile)
    for done, (index, outcome) in enumerate(results, start=1):
        on_progress("reading", done, len(texts))
        yield texts[index][0], outcome


def _make_renderer(options: MarkdownOptions) -> Renderer:
    # A build that renders nothing does not load Python-Markdown; one that does loads it once, before it forks.
    from generator.markdown.render import prepare_converter, render_markdown  # noqa: PLC0415

    prepare_converter(options)
    return Renderer(options, render_markdown)


def _first_language(item: tuple[SitePath, str]) -> str:
    match = _FENCE.search(item[1])
    return match.group(1) if match else ""


def fetch_bodies(wanted: Iterable[Digest], parsed: Parsed, inputs: Inputs, store: Store) -> dict[Digest, str]:
    """Give the HTML of bodies: from this build, from the store, or, where that lost them, rendered again.

    Raises:
        GeneratorError: a file cannot be read or rendered that could be before.
    """
    names = set(wanted)
    found = {name: parsed.bodies[name] for name in names if name in parsed.bodies}
    if len(found) == len(names):
        return found
    stored = store.get_many("body", names - found.keys())
    found |= {name: payload.decode() for name, payload in stored.items()}
    missing = names - found.keys()
    lost = {document.path for document in parsed.documents if document.body in missing}
    if lost:
        files = [inputs.site.tree.by_path[path] for path in sorted(lost)]
        texts, problems = _read_texts(files, inputs)
        renderer = _make_renderer(parsed.options)
        for _, outcome in _parse_all(texts, renderer, store, workers=1, on_progress=be_quiet):
            found.update(outcome.file.bodies)
            problems += outcome.file.problems
        if not names <= found.keys():
            raise GeneratorError(problems or [_UNREPEATABLE])
        store.put_many("body", ((name, html.encode()) for name, html in found.items()))
    return found


def be_quiet(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""
