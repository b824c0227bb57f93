"""The files of a journal, made of READMEs and logs that were taken apart.

Pure: knows where a journal keeps what; does not know what the site has already.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.errors import SitePath
from generator.importing.checklists import TickDates, describe_skills, outline_skills, write_checklist
from generator.importing.results import ImportFile, ImportResult
from generator.importing.skilltrees import rename_drafts, walk_drafts
from generator.importing.texts import TakenApart
from generator.model.document import LOG_PATH
from generator.sources.slugs import Slug, make_slug
from generator.sources.tasklists import BoxState
from generator.sources.values import count_noun
from generator.sources.yamltext import write_text

TODO_PATH = SitePath("content/todo.md")

_CHECKLISTS = "content/checklists/"
_PAGES = "content/pages/"
_SEALED = "content/sealed/"


_TAKEN_BY_SITES = frozenset(
    {"api", "assets", "badges", "checklists", "cv", "index", "journal", "log", "pagefind", "progress", "search"}
    | {"series", "skills", "tags"}
)
"""Addresses at which every site has a page of its own."""


class _Names:
    """Paths of a folder, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def choose(self, folder: str, name: str, ending: str) -> SitePath:
        """Give the name, or the name with a number."""
        path, count = f"{folder}{name}{ending}", 2
        while path in self._taken:
            path, count = f"{folder}{name}-{count}{ending}", count + 1
        self._taken.add(path)
        return SitePath(path)


def compose_files(
    texts: Sequence[TakenApart], dates: Mapping[str, Mapping[Slug, TickDates]], elsewhere: Mapping[Slug, str]
) -> ImportResult:
    """Make files of texts.

    Args:
        texts: the texts, in the order in which they were named.
        dates: by the name of a text, since when its skills are done or begun.
        elsewhere: states of skills in other checklists of the site; one skill has one state.
    """
    names = _Names()
    files: list[ImportFile] = []
    states = dict(elsewhere)
    files += [_make_checklist(text, dates.get(text.name, {}), states, names) for text in texts if text.tree.skills]
    files += _make_log(texts)
    for text in texts:
        if text.prose:
            files.append(_make_page(text, names))
        for statement in text.sealed:
            path = names.choose(_SEALED, "blob", ".txt")
            files.append(
                ImportFile(
                    path, statement.text, text.name, "sealed", count_noun(len(statement.text.strip()), "character")
                )
            )
    left_out = tuple(line for text in texts for line in text.left_out)
    return ImportResult(tuple(files), (), left_out, tuple(_list_notes(texts)))


def make_todo(text: str, name: str) -> ImportResult:
    """Keep a list of things to do as it is; no site shows it."""
    count = sum(1 for line in text.split("\n") if line.strip())
    return ImportResult((ImportFile(TODO_PATH, text, name, "todo", f"{count_noun(count, 'line')}, never published"),))


def _make_checklist(
    text: TakenApart, dates: Mapping[Slug, TickDates], states: dict[Slug, str], names: _Names
) -> ImportFile:
    title = text.tree.title or text.title or "Checklist"
    path = names.choose(_CHECKLISTS, make_slug(title), ".yaml")
    skills = text.tree.skills
    own = {skill.id: skill.state.value for skill in walk_drafts(skills) if skill.state not in {None, BoxState.OPEN}}
    clashing = {skill for skill, state in own.items() if states.get(skill, state) != state}
    if clashing:
        prefix = path.removeprefix(_CHECKLISTS).removesuffix(".yaml")
        renamed = {skill: make_slug(f"{prefix} {skill}") for skill in clashing}
        skills = tuple(rename_drafts(skills, renamed))
        dates = {renamed.get(skill, skill): found for skill, found in dates.items()}
    states.update({skill: state for skill, state in own.items() if skill not in clashing})
    written = write_checklist(title, skills, dates)
    return ImportFile(path, written, text.name, "checklist", describe_skills(skills), outline_skills(skills))


def _make_log(texts: Sequence[TakenApart]) -> Iterator[ImportFile]:
    """Make one log of all: what stands above entries, and then the entries."""
    logs = [text for text in texts if text.log]
    if logs:
        parts = [*(text.log_intro for text in logs if text.log_intro), *(text.log for text in logs)]
        source = ", ".join(text.name for text in logs)
        count = count_noun(sum(text.entry_count for text in logs), "entry", "entries")
        yield ImportFile(LOG_PATH, _guard("\n\n".join([*parts, ""]).rstrip("\n") + "\n"), source, "log", count)


def _make_page(text: TakenApart, names: _Names) -> ImportFile:
    stem = text.name.rpartition("/")[2].rpartition(".")[0]
    name = "about" if stem.casefold().startswith("readme") else make_slug(stem)
    path = names.choose(_PAGES, f"about-{name}" if name in _TAKEN_BY_SITES else name, ".md")
    body = text.prose
    if not any(line.startswith("#") for line in body.split("\n")):
        title = "About" if name == "about" else stem.replace("-", " ").replace("_", " ").capitalize()
        body = f"---\ntitle: {write_text(title)}\n---\n\n{body}"
    else:
        body = _guard(body)
    return ImportFile(path, body, text.name, "page", count_noun(len(text.prose.split()), "word"))


def _guard(text: str) -> str:
    """Keep a line across at the beginning from being read as front matter."""
    return f"\n{text}" if text.startswith("---") else text


def _list_notes(texts: Sequence[TakenApart]) -> Iterator[str]:
    if any(text.sealed for text in texts):
        yield "a sealed statement is kept as it is; the site shows that it is there, and `journal seal import-rsa` opens it"
