"""Files are parsed and rendered, and none of them hangs or ends the build."""

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.codememo import FileMemo, keep_blocks
from generator.build.documents import Outcome, Render, Renderer, parse_files
from generator.build.limits import Limits
from generator.digest import digest_text
from generator.errors import SitePath, format_problem
from generator.markdown.body import BodyFacts, MarkdownOptions, RenderedBody
from generator.markdown.render import render_markdown
from generator.publish.store import Store, open_memory_store, open_store
from generator.render.workers import WorkerError

LIMITS = Limits(time_s=0.3, patience_s=1.2, memory_bytes=50 * 1024 * 1024)
TWENTY = [(SitePath(f"content/entries/{number}.md"), f"Note {number}.\n") for number in range(20)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store without anything in it."""
    with open_memory_store(tmp_path) as store:
        yield store


def render_badly(body: str, _options: MarkdownOptions, _memo: FileMemo) -> RenderedBody:
    """Render a body that says how it goes wrong."""
    if "spin" in body:
        while True:
            pass
    if "deaf" in body:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        signal.sigwait({signal.SIGUSR1})
    if "memory" in body:
        bytearray(100 * 1024 * 1024)
    if "killed" in body:
        os.kill(os.getpid(), signal.SIGKILL)
    if "crash" in body:
        faulthandler.disable()
        os.abort()
    if "mistake" in body:
        raise ValueError(body)
    return RenderedBody(f"<p>{body.strip()}</p>", BodyFacts("", "", "", (), (), (), (), 0))


def parse(
    texts: list[tuple[SitePath, str]], store: Store, *, workers: int, render: Render = render_badly
) -> dict[SitePath, Outcome]:
    """Parse files; each comes once."""
    found = list(parse_files(texts, Renderer(MarkdownOptions(), render, LIMITS), store, workers=workers))
    assert len(found) == len(dict(found))
    return {texts[index][0]: outcome for index, outcome in found}


def show(outcomes: dict[SitePath, Outcome]) -> str:
    """Print all problems."""
    return "\n".join(format_problem(problem) for outcome in outcomes.values() for problem in outcome.file.problems)


BAD = SitePath("content/entries/bad.md")

TOO_SLOW = """\
content/entries/bad.md: error: took longer than 0.3 s to render
  hint: split it into several files, or take out what is unusual in it, such as thousands of open brackets"""
TOO_LARGE = """\
content/entries/bad.md: error: needs more than 50 MiB of memory to be rendered
  hint: split it into several files"""
ENDED = """\
content/entries/bad.md: error: ends the process that renders it
  hint: is the machine short of memory? If not, it is a fault of the generator or of a library: please report it"""


@pytest.mark.parametrize(
    ("text", "workers", "said"),
    [
        ("spin", 1, TOO_SLOW),
        ("spin", 2, TOO_SLOW),
        ("deaf", 2, TOO_SLOW),
        ("memory", 2, TOO_LARGE),
        ("killed", 2, ENDED),
        ("crash", 2, ENDED),
    ],
)
def test_bad_file_is_a_problem_and_all_others_are_rendered(store: Store, text: str, workers: int, said: str) -> None:
    """Whatever it does, with workers and without."""
    outcomes = parse([*TWENTY[:9], (BAD, text), *TWENTY[9:]], store, workers=workers)
    assert show(outcomes) == said
    bodies = {path: outcome.file.bodies[0][1] for path, outcome in outcomes.items() if path != BAD}
    assert bodies == {path: f"<p>{text.strip()}</p>" for path, text in TWENTY}
    assert outcomes[BAD].file.documents == ()


@pytest.mark.parametrize(("text", "said"), [("memory", TOO_LARGE), ("crash", ENDED)])
def test_extension_does_not_end_the_build_even_without_workers(store: Store, text: str, said: str) -> None:
    """It is code of others, and may come with a library in C; so one file after the other goes to a worker."""
    renderer = Renderer(MarkdownOptions(extensions=("others",)), render_badly, LIMITS)
    ((_, outcome),) = parse_files([(BAD, text)], renderer, store, workers=1)
    assert show({BAD: outcome}) == said


def test_several_bad_files_are_all_told(store: Store) -> None:
    """Each with its own name."""
    texts = [(SitePath(f"content/entries/{word}.md"), word) for word in ("spin", "killed", "good", "memory")]
    outcomes = parse(texts, store, workers=2)
    assert sorted(path for path, outcome in outcomes.items() if outcome.file.problems) == [
        "content/entries/killed.md",
        "content/entries/memory.md",
        "content/entries/spin.md",
    ]


# From Python 3.12 on a fork beside other threads warns; ours are in no lock that a worker needs.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_time_is_limited_in_other_threads_too(store: Store) -> None:
    """The preview builds beside its server, where no signal comes: even one file goes to a worker."""
    told: list[str] = []
    thread = threading.Thread(target=lambda: told.append(show(parse([(BAD, "spin")], store, workers=1))))
    thread.start()
    thread.join()
    assert told == [TOO_SLOW]


def test_renderer_is_sound_after_it_was_interrupted(store: Store) -> None:
    """The converter is used again for the next file, which is rendered as if nothing had been."""

    def render(body: str, options: MarkdownOptions, memo: FileMemo) -> RenderedBody:
        while "endless" in body:
            render_markdown("- [a]: b\n\n" + "*a **b `c`* [d](e) " * 50, options, memo)
        return render_markdown(body, options, memo)

    texts = [(BAD, "endless"), (SitePath("content/entries/good.md"), "[a] *b*\n\n- c\n")]
    again = dict(texts[1:])
    outcomes = parse(texts, store, workers=1, render=render)
    assert show(outcomes) == TOO_SLOW
    del outcomes[BAD]
    assert outcomes == parse(list(again.items()), store, workers=1, render=render)


@pytest.mark.parametrize("workers", [1, 2])
def test_mistake_of_ours_names_the_file(store: Store, workers: int) -> None:
    """A traceback alone does not say what to send along with the report."""
    with pytest.raises((ValueError, WorkerError)) as caught:
        parse([*TWENTY, (BAD, "mistake")], store, workers=workers)
    told = [str(caught.value), *getattr(caught.value, "__notes__", [])]
    assert "while rendering content/entries/bad.md" in "\n".join(told)


def render_with_memo(body: str, _options: MarkdownOptions, memo: FileMemo) -> RenderedBody:
    """Take each line for a block of code; what has to be coloured is in capitals."""
    blocks = []
    for line in body.split():
        html = memo.find(digest_text(line))
        if html is None:
            html = line.upper()
            memo.keep(digest_text(line), html)
        blocks.append(html)
    return RenderedBody(" ".join(blocks), BodyFacts("", "", "", (), (), (), (), 0))


@pytest.mark.parametrize("workers", [1, 2])
def test_blocks_of_earlier_builds_are_found(tmp_path: Path, workers: int) -> None:
    """Here and in workers; what is not found comes back with the file."""
    texts = [(SitePath("content/entries/1.md"), "a b\n"), (SitePath("content/entries/2.md"), "b c c\n")]
    with open_store(tmp_path)[0] as store:
        keep_blocks(store, {digest_text("a"): "A of last time", digest_text("c"): "C of last time"})
        store.commit()
        one, two = parse(texts, store, workers=workers, render=render_with_memo).values()
    assert (one.file.bodies[0][1], two.file.bodies[0][1]) == ("A of last time B", "B C of last time C of last time")
    assert one.blocks == (digest_text("a"), digest_text("b"))
    assert two.blocks == (digest_text("b"), digest_text("c"))
    assert one.coloured == two.coloured == ((digest_text("b"), "B"),)
