"""Reads what is to be imported, and says what would become of it.

World, but for reading alone.

A file is a README or a log, or `todo.md`; a folder is one of notes.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import Location, Problem, Severity, SitePath
from generator.importing.checklists import TickDates
from generator.importing.composing import compose_files, make_todo
from generator.importing.logs import find_broken_lines
from generator.importing.notefolders import import_notes
from generator.importing.oldversions import FileHistory, read_file_history
from generator.importing.picturelinks import find_pictures
from generator.importing.results import ImportCopy, ImportFile, ImportResult, LeftOut, join_results
from generator.importing.skilltrees import walk_drafts
from generator.importing.texts import Reading, TakenApart, take_apart
from generator.importing.ticks import OldVersion, date_ticks, find_first_days
from generator.model.document import CHECKLISTS_FOLDER
from generator.sources.checklistfile import SkillNode, parse_checklist, skill_id
from generator.sources.frontmatter import parse_front_matter
from generator.sources.settings import Settings, parse_settings
from generator.sources.slugs import Slug
from generator.sources.text import decode_text, is_markdown


class ImportOptions(msgspec.Struct, frozen=True):
    """How sources are read."""

    with_history: bool = False
    """Whether ticks, and notes of a folder, are dated by the versions that git has."""
    folder_kind: str = ""
    """What keeps folders of notes, one of `DIALECTS`; found out by what is in them if left out."""


class _Source(msgspec.Struct, frozen=True):
    """A file that was named."""

    path: Path
    name: str
    text: str
    problems: tuple[Problem, ...]


def gather_import(root: Path, sources: Sequence[Path], options: ImportOptions) -> ImportResult:
    """Say what sources become in a site.

    Args:
        root: the site's folder.
        sources: files and folders, as they were named.
        options: how they are read.

    Raises:
        OSError: a source is not there, or cannot be read.
    """
    settings = _read_settings(root)
    zone = ZoneInfo(settings.timezone)
    results: list[ImportResult] = []
    texts: list[TakenApart] = []
    dates: dict[str, dict[Slug, TickDates]] = {}
    # Whoever names a file twice means it once.
    for path in dict.fromkeys(sources):
        if path.is_dir():
            results.append(
                import_notes(
                    path,
                    label=path.as_posix(),
                    kind=options.folder_kind,
                    permalink=settings.permalink,
                    with_history=options.with_history,
                    site=root,
                )
            )
            continue
        source = _read(path)
        results.append(ImportResult(problems=source.problems))
        if any(problem.severity is Severity.ERROR for problem in source.problems):
            continue
        if path.name.casefold() == "todo.md":
            results.append(make_todo(source.text, source.name))
            continue
        needed = find_broken_lines(source.text)
        history = read_file_history(path, zone) if needed or options.with_history else FileHistory()
        is_log = not path.name.casefold().startswith("readme")
        first_seen = find_first_days(needed, history.versions)
        if reason := _find_refusal(source.text):
            results.append(ImportResult(left_out=(LeftOut(source.name, 0, "", reason),)))
            continue
        text = take_apart(source.text, source.name, Reading(settings.now_marker, is_log, first_seen))
        texts.append(text)
        results.append(ImportResult(copies=tuple(_copy_pictures(text, path.parent))))
        if options.with_history:
            dates[source.name], told = _date(text, source, history, settings)
            results.append(told)
    composed = compose_files(texts, dates, {})
    elsewhere = _read_states(root, composed.files)
    return join_results([*results, compose_files(texts, dates, elsewhere) if elsewhere else composed])


def _read_settings(root: Path) -> Settings:
    # What is wrong with them is said by a build; the rest holds.
    text, _ = decode_text((root / "site.yaml").read_bytes(), "site.yaml")
    return parse_settings(text, "site.yaml")[0]


def _read(path: Path) -> _Source:
    name = path.as_posix()
    if not is_markdown(SitePath(name)) and path.suffix.lower() not in {"", ".txt"}:
        hint = "a README or a log is a file of Markdown, which ends in .md"
        return _Source(path, name, "", (Problem("this is no Markdown", Location(name), hint=hint),))
    text, problems = decode_text(path.read_bytes(), name)
    return _Source(path, name, text, problems)


def _find_refusal(text: str) -> str:
    """Say why a file is not imported at all."""
    front = parse_front_matter(text, "")[0].front
    if front.private or front.draft:
        return "it says that it is private" if front.private else "it says that it is a draft"
    return ""


def _copy_pictures(text: TakenApart, folder: Path) -> Iterator[ImportCopy]:
    """Copy pictures beside the page or the log that shows them, so that links to them hold."""
    for target, body in (("content/pages/", text.prose), ("content/", f"{text.log_intro}\n{text.log}")):
        for path in find_pictures(body):
            source = folder / path
            if source.is_file() and not source.is_symlink():
                yield ImportCopy(SitePath(f"{target}{path}"), str(source.resolve()))


def _date(
    text: TakenApart, source: _Source, history: FileHistory, settings: Settings
) -> tuple[dict[Slug, TickDates], ImportResult]:
    if history.refusal is not None:
        reason = f"its ticks are not dated: {history.refusal.value}"
        return {}, ImportResult(left_out=(LeftOut(source.name, 0, "", reason),))
    versions = [*history.versions, OldVersion("", source.text)]
    dates = date_ticks(text.tree.skills, versions, settings.now_marker)
    count = len(list(walk_drafts(text.tree.skills)))
    note = f"{source.name}: {len(dates)} of {count} skills are dated by {len(history.versions)} versions in git"
    return dates, ImportResult(notes=(note,))


def _read_states(root: Path, files: Sequence[ImportFile]) -> dict[Slug, str]:
    """Give the states that the site's other checklists say: one skill has one state."""
    own = {file.path for file in files}
    states: dict[Slug, str] = {}
    folder = root / CHECKLISTS_FOLDER
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        shown = SitePath(path.relative_to(root).as_posix())
        if shown not in own:
            file, _ = parse_checklist(decode_text(path.read_bytes(), shown)[0], shown)
            if file.public:
                _add_states(file.skills, states)
    return states


def _add_states(skills: Sequence[SkillNode], states: dict[Slug, str]) -> None:
    for skill in skills:
        state = skill.state or ("done" if skill.done else "")
        if state:
            states.setdefault(skill_id(skill), state)
        _add_states(skill.skills, states)
