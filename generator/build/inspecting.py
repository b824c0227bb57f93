"""A last look into files that were made, before they are published: what a build calls, and what it makes of it.

Knows nothing of what is looked for.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from generator.build.parsing import OnProgress
from generator.build.searching import Indexer
from generator.errors import GeneratorError, Problem, SitePath, sort_problems
from generator.publish.pagefind import make_index
from generator.publish.writer import Staging

Inspect: TypeAlias = Callable[[SitePath, bytes], Iterable[Problem]]
"""Looks into a file that is about to be published: its path below the output folder, and what is in it."""


def find_nothing(_path: SitePath, _data: bytes) -> tuple[Problem, ...]:
    """Take every file as it is."""
    return ()


class Calls(msgspec.Struct, frozen=True):
    """What a build calls."""

    on_progress: OnProgress
    indexer: Indexer = make_index
    inspect: Inspect = find_nothing


def look_into(inspect: Inspect, paths: Iterable[SitePath], staging: Staging) -> None:
    """Look into files that were made now.

    Raises:
        GeneratorError: something was found in them.
    """
    if inspect is not find_nothing:
        problems = tuple(problem for path in paths for problem in inspect(path, staging.read(path)))
        if problems:
            raise GeneratorError(sort_problems(problems))
