"""Turns the files of a site into documents, checklists and settings, remembering what was parsed before.

World.
Knows how files become values; does not know what a site makes of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress
from operator import attrgetter
from typing import TypeAlias

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
from generator.renewal import Column, Made, keep, remake, renew
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
    options: MarkdownOptions
    """How bodies are rendered, but for their titles."""
    renderer: Digest
    """Of all that goes into every body."""
    kinds: Column[bool]
    """For each file of the site whether it is such a one."""
    files: Column[Digest]
    """The name of each such file's record."""
    records: Column[_Record | None]
    """Of each such file what it says; nothing of one that could not be read."""
    wrong: tuple[Problem, ...]
    """Those of the problems that stand in the records."""

    @property
    def names(self) -> tuple[Digest, ...]:
        """Under which the files' records are kept."""
        return self.files.values

    @property
    def blocks(self) -> tuple[Digest, ...]:
        """Under which their blocks of coloured code are kept."""
        return tuple(block for record in self.records.values if record for block in record.blocks)


ReadSettings: TypeAlias = Made[tuple[Settings, tuple[Problem, ...]]]


def read_settings(inputs: Inputs, last: ReadSettings | None = None) -> ReadSettings:
    """Read `site.yaml`; the defaults, and problems, if it cannot be understood."""

    def read(file: SourceFile | None) -> tuple[Settings, tuple[Problem, ...]]:
        if file is None:
            return Settings(), ()
        text, problems = read_text(inputs.root, file, fresh=inputs.site.fresh)
        settings, wrong = parse_settings(text, SETTINGS_PATH, _check_extension)
        return settings, problems + wrong

    return remake(read, last, inputs.site.tree.find(SETTINGS_PATH))


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


class Checklists(msgspec.Struct, frozen=True, eq=False):
    """Every checklist, in the order of their names."""

    sources: tuple[ChecklistSource, ...]
    problems: tuple[Problem, ...]
    parsed: Column[tuple[ChecklistSource, tuple[Problem, ...]]]


def read_checklists(inputs: Inputs, last: Checklists | None = None) -> Checklists:
    """Read every checklist; one whose file is as it was in the last build is not read again."""
    found = inputs.site.tree.below(CHECKLISTS_FOLDER)
    files = tuple([file for file in found if file.path.endswith((".yaml", ".yml"))])

    def read(file: SourceFile) -> tuple[ChecklistSource, tuple[Problem, ...]]:
        text, unreadable = read_text(inputs.root, file, fresh=inputs.site.fresh)
        checklist, wrong = parse_checklist(text, file.path)
        return ChecklistSource(file.path, text, checklist), unreadable + wrong

    parsed = renew(read, last.parsed if last else None, files)
    if last is not None and parsed is last.parsed:
        return last
    sources = keep(tuple([source for source, _ in parsed.values]), last.sources if last else None)
    return Checklists(sources, tuple([problem for _, wrong in parsed.values for problem in wrong]), parsed)


def parse_documents(
    inputs: Inputs,
    store: Store,
    options: MarkdownOptions,
    *,
    workers: int,
    on_progress: OnProgress,
    meanwhile: Callable[[], None] | None = None,
    last: Parsed | None = None,
) -> Parsed:
    """Parse and render every Markdown file that was not parsed before with the same content and options.

    Args:
        inputs: the files.
        store: what was parsed before.
        options: how a site renders its bodies.
        workers: how many processes may work.
        on_progress: told how far it is.
        meanwhile: called once workers have begun, if there is so much to parse that there are any.
        last: what this gave for the last build; its records need not be asked of the store.
    """
    renderer_name = _name_renderer(inputs, options)
    kinds = renew(_is_document, last.kinds if last else None, inputs.site.tree.files)
    files = tuple(compress(inputs.site.tree.files, kinds.values))
    named = renew(
        lambda file: digest_value((renderer_name, file.path, file.digest)),
        last.files if last else None,
        files,
        is_stale=last is not None and last.renderer != renderer_name,
    )
    names = named.values
    unknown = _find_unknown(names, last.records if last else None)
    found = _recall(store, unknown)
    lacking = unknown.difference(found)
    missing = {file.path: name for file, name in zip(files, names, strict=True) if name in lacking} if lacking else {}
    problems: list[Problem] = []
    bodies: dict[Digest, str] = {}
    if missing:
        texts, problems = _read_texts([file for file in files if file.path in missing], inputs)
        # Workers inherit no open transaction.
        problems += store.commit()
        parsed = _parse_all(
            texts, _make_renderer(options), store, workers=workers, on_progress=on_progress, meanwhile=meanwhile
        )
        for name, outcome in _remember_all(store, ((missing[path], outcome) for path, outcome in parsed)):
            found[name] = _make_record(outcome)
            bodies.update(outcome.file.bodies)
    also = [index for index, name in enumerate(names) if name in unknown] if unknown else ()
    records = renew(
        lambda name: found[name] if name in found else _find_record(name, last),
        last.records if last else None,
        names,
        also=also,
    )
    documents, wrong = _gather(records, last)
    return Parsed(documents, bodies, (*problems, *wrong), options, renderer_name, kinds, named, records, wrong)


def _find_unknown(names: Sequence[Digest], known: Column[_Record | None] | None) -> frozenset[Digest]:
    """Find the names of which the last build has no record."""
    return frozenset(names).difference(compress(known.sources[0], known.values) if known else ())


def _find_record(name: Digest, last: Parsed | None) -> _Record | None:
    """Find the record of a name that stood elsewhere in the row, as of a file that others went from before."""
    if last is None or name not in last.names:
        return None
    return last.records.values[last.names.index(name)]


def _gather(records: Column[_Record | None], last: Parsed | None) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Put what all files say into one row."""
    if last is not None and records.values is last.records.values:
        return last.documents, last.wrong
    found = [record for record in records.values if record is not None]
    return (
        tuple(chain.from_iterable(map(attrgetter("documents"), found))),
        tuple(chain.from_iterable(map(attrgetter("problems"), found))),
    )


def _is_document(file: SourceFile) -> bool:
    return kind_of(file.path) is not None


def _make_record(outcome: Outcome) -> _Record:
    return _Record(outcome.file.documents, outcome.file.problems, outcome.blocks)


def _name_renderer(inputs: Inputs, options: MarkdownOptions) -> Digest:
    """Name all that goes into every body: whoever changes a setting has everything parsed again."""
    return digest_value((inputs.code, options, version_extensions(options.extensions)))


def _recall(store: Store, names: Iterable[Digest]) -> dict[Digest, _Record]:
    decode = msgspec.msgpack.Decoder(_Record).decode
    records: dict[Digest, _Record] = {}
    for name, payload in store.get_many("document", names).items():
        try:
            records[name] = decode(payload)
        except msgspec.DecodeError:  # of another version: it was not kept
            continue
    return records


def _remember_all(store: Store, parsed: Iterable[tuple[Digest, Outcome]]) -> Iterator[tuple[Digest, Outcome]]:
    """Keep what was parsed, some at a time, and hand it on."""
    fresh: list[tuple[Digest, Outcome]] = []
    for item in parsed:
        fresh.append(item)
        if len(fresh) == _BATCH_SIZE:
            _remember(store, fresh)
            fresh.clear()
        yield item
    _remember(store, fresh)


def _remember(store: Store, parsed: Sequence[tuple[Digest, Outcome]]) -> None:
    encode = msgspec.msgpack.Encoder().encode
    sound = [
        (name, encode(_make_record(outcome)))
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
