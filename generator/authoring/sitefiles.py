"""A site's settings and checklists, as far as a command that writes for the author needs them.

World.
Reads what the author wrote as it is written, line ends and all; does not know what is to become of it.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Location, Problem, SitePath, find_errors
from generator.model.checklist import ChecklistSource
from generator.model.document import CHECKLISTS_FOLDER
from generator.publish.originals import read_text, replace_texts
from generator.sources.checklistfile import parse_checklist
from generator.sources.settings import Settings, parse_settings
from generator.sources.text import decode_text
from generator.sources.walking import Found, walk_place

_SETTINGS_PATH = "site.yaml"


class SiteFiles(msgspec.Struct, frozen=True):
    """What a site says of itself and of the skills that it aims at."""

    settings: Settings
    checklists: tuple[ChecklistSource, ...]
    """Each with its text as it is written, and in the order of a build."""


def read_site_files(root: Path) -> SiteFiles:
    """Read the settings and all checklists.

    Raises:
        GeneratorError: one of these files has errors, so that it is not known what it means.
    """
    text, problems = decode_text((root / _SETTINGS_PATH).read_bytes(), _SETTINGS_PATH)
    settings, wrong = parse_settings(text, _SETTINGS_PATH)
    errors = list(find_errors((*problems, *wrong)))
    checklists: list[ChecklistSource] = []
    for path in _list_checklists(root):
        try:
            text = read_text(root / path)
        except UnicodeDecodeError:
            errors.append(Problem("is not UTF-8 text", Location(path), hint="save it as UTF-8"))
            continue
        file, found = parse_checklist(text.removeprefix("\ufeff"), path)
        errors += find_errors(found)
        checklists.append(ChecklistSource(path, text, file))
    if errors:
        raise GeneratorError(errors)
    return SiteFiles(settings, tuple(checklists))


def _list_checklists(root: Path) -> list[SitePath]:
    folder = CHECKLISTS_FOLDER.rstrip("/")
    if not (root / folder).is_dir():
        return []
    found = (each.path for each in walk_place(root, folder, frozenset()) if isinstance(each, Found))
    return sorted(SitePath(path) for path in found if path.endswith((".yaml", ".yml")))


def find_day(settings: Settings, date: str) -> str:
    """Give the day that was asked for, or the one it is where the site is at home."""
    return date or datetime.now(settings.zone).date().isoformat()


def write_checklists(root: Path, files: SiteFiles, texts: Mapping[SitePath, str]) -> None:
    """Write checklists anew, all of them or none.

    Raises:
        OriginalChanged: one of them was changed since it was read.
    """
    before = {source.path: source.text for source in files.checklists}
    replace_texts({root / path: (before[path], text) for path, text in texts.items()})
