"""Parses and renders files, here or in workers, so that none of them can hang or end the build.

World.
Knows what a file may cost; does not know where its text is from, nor where what becomes of it is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from generator.build.codememo import FileMemo, make_lookup
from generator.build.limits import (
    Limits,
    TimeIsUpError,
    can_limit_time,
    limit_memory,
    run_within,
    say_ended,
    say_too_large,
    say_too_slow,
)
from generator.digest import Digest
from generator.errors import Problem, SitePath
from generator.markdown.body import MarkdownOptions, RenderedBody
from generator.model.document import ParsedFile, parse_file
from generator.publish.store import Store
from generator.render.workers import Care, Loss, map_tasks

Render: TypeAlias = Callable[[str, MarkdownOptions, FileMemo], RenderedBody]


class Renderer(msgspec.Struct, frozen=True):
    """How the bodies of one build become HTML."""

    options: MarkdownOptions
    render: Render
    limits: Limits = Limits()


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file."""

    file: ParsedFile
    blocks: tuple[Digest, ...] = ()
    """The names of its blocks of code."""
    coloured: tuple[tuple[Digest, str], ...] = ()
    """Those blocks that were coloured now."""


def parse_files(
    texts: Sequence[tuple[SitePath, str]],
    renderer: Renderer,
    store: Store,
    *,
    workers: int,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """Parse files and render their bodies; give what becomes of each with its index, in any order.

    A file that takes too long, needs too much memory or ends its worker has a problem in place of its documents.
    Where time cannot be limited in this thread, and where extensions are used, even one file goes to a worker:
    an extension is code of others, which may end its process.
    """
    limits = renderer.limits
    is_apart = bool(renderer.options.extensions) or not can_limit_time()
    lookup = make_lookup(store, is_forked=is_apart or workers > 1)

    def parse(item: tuple[SitePath, str]) -> Outcome:
        path, text = item
        memo = FileMemo(lookup)
        try:
            file = run_within(
                limits.time_s,
                lambda: parse_file(
                    path,
                    text,
                    renderer.options,
                    lambda body, options: renderer.render(body, options, memo),
                ),
            )
        except TimeIsUpError:
            return _lose(say_too_slow(path, limits))
        except MemoryError:
            return _lose(say_too_large(path, limits))
        except Exception as error:
            # A mistake of ours; whoever reports it needs to know what to send along.
            error.add_note(f"while rendering {path}")
            raise
        return Outcome(file, memo.used, tuple(memo.coloured.items()))

    def replace(index: int, loss: Loss) -> Outcome:
        path = texts[index][0]
        return _lose(say_too_slow(path, limits) if loss is Loss.TOO_SLOW else say_ended(path))

    care = Care(on_lost=replace, on_start=lambda: limit_memory(limits.memory_bytes), limit_s=limits.patience_s)
    weights = [weigh(text) for _, text in texts]
    return map_tasks(
        parse, texts, Outcome, workers=workers, weights=weights, care=care, is_apart=is_apart, meanwhile=meanwhile
    )


def weigh(text: str) -> int:
    """Say about how much work a file is: its characters, and what even an empty one costs."""
    return len(text) + 200


def _lose(problem: Problem) -> Outcome:
    return Outcome(ParsedFile((), (), (problem,)))
