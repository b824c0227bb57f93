"""Turns the files of a site into documents, checklists and settings, remembering what was parsed before.

World.
Knows how files become values; does not know what a site makes of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from generator.build.inputs import SETTINGS_PATH, Inputs
from generator.digest import Digest, digest_value
from generator.errors import Problem, Severity, SitePath
from generator.model.checklist import ChecklistSource
from generator.model.document import CHECKLISTS_FOLDER, Document, ParsedFile, kind_of, parse_file
from generator.publish.store import Store
from generator.render.workers import map_tasks
from generator.sources.checklistfile import parse_checklist
from generator.sources.settings import Settings, parse_settings
from generator.sources.tree import SourceFile, read_text

_FEW_BYTES = 100_000
"""Less Markdown than this is rendered sooner than workers are started."""

_FENCE = re.compile(r"^(?:```|~~~)[ ]*(\w+)", re.MULTILINE)

OnProgress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file: everything but the HTML."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


class Parsed(msgspec.Struct, frozen=True):
    """All documents of a site, and the HTML of those that were rendered now."""

    documents: tuple[Document, ...]
    bodies: dict[Digest, str]
    problems: tuple[Problem, ...]
    names: tuple[Digest, ...]
    """Under which the files' records are kept."""


def read_settings(inputs: Inputs) -> tuple[Settings, tuple[Problem, ...]]:
    """Read `site.yaml`; the defaults, and problems, if it cannot be understood."""
    file = inputs.site.tree.by_path.get(SETTINGS_PATH)
    if file is None:
        return Settings(), ()
    text, problems = read_text(inputs.root, file, fresh=inputs.site.fresh)
    settings, wrong = parse_settings(text, SETTINGS_PATH)
    return settings, problems + wrong


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


def parse_documents(inputs: Inputs, store: Store, *, workers: int, on_progress: OnProgress) -> Parsed:
    """Parse and render every Markdown file that was not parsed before with the same content."""
    files = [file for file in inputs.site.tree.files if kind_of(file.path)]
    names = [digest_value((inputs.code, file.path, file.digest)) for file in files]
    records = _recall(store, names)
    missing = [file for file, name in zip(files, names, strict=True) if name not in records]
    unreadable: list[Problem] = []
    bodies: dict[Digest, str] = {}
    if missing:
        by_path = dict(zip((file.path for file in files), names, strict=True))
        for path, parsed in _parse_all(missing, inputs, unreadable, workers, on_progress):
            records[by_path[path]] = _Record(parsed.documents, parsed.problems)
            bodies.update(parsed.bodies)
        _remember(store, records, (by_path[file.path] for file in missing), bodies)
    ordered = [records[name] for name in names if name in records]
    return Parsed(
        tuple(document for record in ordered for document in record.documents),
        bodies,
        (*unreadable, *(problem for record in ordered for problem in record.problems)),
        tuple(names),
    )


def _recall(store: Store, names: Sequence[Digest]) -> dict[Digest, _Record]:
    decode = msgspec.msgpack.Decoder(_Record).decode
    records: dict[Digest, _Record] = {}
    for name, payload in store.get_many("document", names).items():
        try:
            records[name] = decode(payload)
        except msgspec.DecodeError:  # of another version: it was not kept
            continue
    return records


def _remember(store: Store, records: dict[Digest, _Record], names: Iterable[Digest], bodies: dict[Digest, str]) -> None:
    encode = msgspec.msgpack.Encoder().encode
    sound = [
        (name, encode(records[name]))
        for name in names
        if name in records and not any(problem.severity is Severity.ERROR for problem in records[name].problems)
    ]
    store.put_many("document", sound)
    store.put_many("body", ((name, html.encode()) for name, html in bodies.items()))


def _parse_all(
    files: Sequence[SourceFile],
    inputs: Inputs,
    unreadable: list[Problem],
    workers: int,
    on_progress: OnProgress,
) -> Iterable[tuple[SitePath, ParsedFile]]:
    texts: list[tuple[SitePath, str]] = []
    for file in files:
        text, problems = read_text(inputs.root, file, fresh=inputs.site.fresh)
        unreadable += problems
        if not any(problem.severity is Severity.ERROR for problem in problems):
            texts.append((file.path, text))
    # Neighbours go to one worker: with notes in one language side by side, its lexer is made by one worker alone.
    texts.sort(key=_first_language)
    weights = [len(text) + 200 for _, text in texts]
    if sum(weights) < _FEW_BYTES:
        workers = 1

    # A build that renders nothing does not load Python-Markdown; one that does loads it once, before it forks.
    from generator.markdown.render import prepare_converter, render_markdown  # noqa: PLC0415

    prepare_converter()

    def parse(item: tuple[SitePath, str]) -> ParsedFile:
        return parse_file(*item, inputs.code, render_markdown)

    results = map_tasks(parse, texts, ParsedFile, workers=workers, weights=weights)
    for done, (index, parsed) in enumerate(results, start=1):
        on_progress("reading", done, len(texts))
        yield texts[index][0], parsed


def _first_language(item: tuple[SitePath, str]) -> str:
    match = _FENCE.search(item[1])
    return match.group(1) if match else ""


def fetch_bodies(wanted: Iterable[Digest], parsed: Parsed, inputs: Inputs, store: Store) -> dict[Digest, str]:
    """Give the HTML of bodies: from this build, from the store, or, where that lost them, rendered again."""
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
        for _, again in _parse_all(files, inputs, [], 1, be_quiet):
            found.update(again.bodies)
        store.put_many("body", ((name, html.encode()) for name, html in found.items()))
    return found


def be_quiet(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""
