"""What Markdown costs: our rendering beside stock Python-Markdown on the same bodies, and colouring apart.

World, for the clock alone. Does not know which figures are good ones.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import msgspec
from markdown import Markdown

from generator.build.parsing import choose_options
from generator.digest import Digest
from generator.markdown.body import MarkdownOptions
from generator.markdown.code import CodeMemo
from generator.markdown.render import render_markdown
from generator.sources.settings import Settings
from tests.bench.corpus import Note
from tests.bench.report import Colouring, MarkdownFigures
from tests.markdown.hostile import HOSTILE

PLAIN = MarkdownOptions(is_code_coloured=False)
"""What stock Python-Markdown is held against: no more than GitHub's parser shows."""

SITE = choose_options(Settings())
"""What a site has as a rule."""

HOSTILE_SIZES = (50_000, 100_000)
_HOSTILE_RUNS = 3


class _Memory(CodeMemo):
    """Remembers everything, as the store does from one build to the next."""

    def __init__(self) -> None:
        self._kept: dict[Digest, str] = {}

    def find(self, key: Digest) -> str | None:
        return self._kept.get(key)

    def keep(self, key: Digest, html: str) -> None:
        self._kept[key] = html


def measure_markdown(notes: Sequence[Note], run_count: int) -> MarkdownFigures:
    """Render all bodies by turns with each, several times."""
    bodies = [f"# {note.title}\n\n{note.body}" for note in notes]
    stock = Markdown(extensions=["extra"])
    site = msgspec.structs.replace(SITE, is_code_coloured=False)
    renderers: dict[str, Callable[[str], object]] = {
        "stock": lambda body: stock.reset().convert(body),
        "plain": lambda body: render_markdown(body, PLAIN),
        "site": lambda body: render_markdown(body, site),
    }
    taken: dict[str, list[float]] = {name: [] for name in renderers}
    for render in renderers.values():
        render(bodies[0])  # the first use of all sets a converter up
    for _ in range(run_count):
        # By turns, so that a machine that grows slower or faster meanwhile does so for all.
        for name, render in renderers.items():
            taken[name].append(_time(render, bodies))
    return MarkdownFigures(
        len(bodies),
        sum(len(body.encode()) for body in bodies),
        tuple(taken["stock"]),
        tuple(taken["plain"]),
        tuple(taken["site"]),
        _measure_colouring_apart(bodies),
    )


def _measure_colouring_apart(bodies: Sequence[str]) -> Colouring:
    """Measure in a new process, which has no lexer yet."""
    command = [sys.executable, "-m", __name__]
    process = subprocess.run(command, input=msgspec.msgpack.encode(bodies), stdout=subprocess.PIPE, check=True)
    return msgspec.msgpack.decode(process.stdout, type=Colouring)


def measure_colouring(bodies: Sequence[str]) -> Colouring:
    """Say how much longer rendering takes with colours than without; to be called in a process that had none."""
    plain = msgspec.structs.replace(SITE, is_code_coloured=False)
    memo = _Memory()

    def colour(body: str) -> object:
        return render_markdown(body, SITE)

    def colour_remembering(body: str) -> object:
        return render_markdown(body, SITE, memo)

    _time(lambda body: render_markdown(body, plain), bodies)
    plain_s = _time(lambda body: render_markdown(body, plain), bodies)
    new_s = _time(colour, bodies)
    ready_s = _time(colour, bodies)
    _time(colour_remembering, bodies)
    remembered_s = _time(colour_remembering, bodies)
    return Colouring(new_s - plain_s, ready_s - plain_s, remembered_s - plain_s)


def measure_hostile() -> dict[str, tuple[float, float]]:
    """Render every hostile text at two lengths, one twice the other; give the shortest CPU time of each."""
    shorter, longer = HOSTILE_SIZES
    return {name: (_time_shortest(make(shorter)), _time_shortest(make(longer))) for name, make in HOSTILE.items()}


def _time_shortest(text: str) -> float:
    # The collector looks again and again at all that is alive: that grows faster than the text, with any parser.
    gc.disable()
    try:
        # Noise only ever adds.
        return min(_time(lambda body: render_markdown(body, SITE), [text]) for _ in range(_HOSTILE_RUNS))
    finally:
        gc.enable()


def _time(render: Callable[[str], object], bodies: Sequence[str]) -> float:
    started_s = time.process_time()
    for body in bodies:
        render(body)
    return time.process_time() - started_s


if __name__ == "__main__":
    figures = measure_colouring(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[str, ...]))
    sys.stdout.buffer.write(msgspec.msgpack.encode(figures))
