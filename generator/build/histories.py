"""What git knows of a site: the dates of its files, and every version of its checklists, each read once.

World.
Knows where it is remembered; does not know what is made of it.
"""

from collections.abc import Sequence

import msgspec

from generator.build.inputs import Inputs, decode_or_none
from generator.digest import Digest
from generator.errors import Problem
from generator.model.checklist import ChecklistSource
from generator.model.document import CHECKLISTS_FOLDER
from generator.publish.store import Store
from generator.renewal import keep
from generator.sources.history import History, read_history
from generator.sources.settings import Settings
from generator.sources.versions import ChecklistVersions, Refusal, read_versions


class Past(msgspec.Struct, frozen=True, eq=False):
    """What git knows of a site."""

    history: History | None
    versions: ChecklistVersions
    problems: tuple[Problem, ...]


class _KnownVersions(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of the checklists' versions, and of the code that read them."""

    code: Digest
    value: ChecklistVersions


def ask_git(
    inputs: Inputs, store: Store, settings: Settings, checklists: Sequence[ChecklistSource], last: Past | None = None
) -> Past:
    """Read both histories; for a commit that is known already git is not started.

    Args:
        inputs: the site.
        store: what earlier builds kept.
        settings: say whether git is asked for dates.
        checklists: those that there are; without one the versions of others are of no interest.
        last: what this gave for the last build.
    """
    history, problems = _read_dates(inputs, store, last) if settings.git_dates and inputs.head else (None, ())
    versions = ChecklistVersions(inputs.head, refusal=Refusal.EMPTY)
    if checklists:
        versions = _read_checklists(inputs, store, last)
    return Past(history, keep(versions, last.versions if last else None), problems)


def _read_dates(inputs: Inputs, store: Store, last: Past | None) -> tuple[History | None, tuple[Problem, ...]]:
    name = f"history {inputs.root}"
    previous = last.history if last else None
    if previous is None:
        previous = decode_or_none(store.get_named(name), History)
    history, problems = read_history(inputs.root, previous)
    if history is not None and history is not previous:
        store.put_named(name, msgspec.msgpack.encode(history))
    return history, problems


def _read_checklists(inputs: Inputs, store: Store, last: Past | None) -> ChecklistVersions:
    name = f"versions {inputs.root}"
    previous = last.versions if last else None
    if previous is None and inputs.head:
        known = decode_or_none(store.get_named(name), _KnownVersions)
        previous = known.value if known is not None and known.code == inputs.code else None
    versions = read_versions(
        inputs.root, CHECKLISTS_FOLDER, head=inputs.head, is_shallow=inputs.is_shallow, previous=previous
    )
    if versions is not previous and versions.refusal is None:
        store.put_named(name, msgspec.msgpack.encode(_KnownVersions(inputs.code, versions)))
    return versions
