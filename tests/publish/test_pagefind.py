"""The real Pagefind in the wheel, and programs in its place that fail in each way."""

import re
import sys

import pytest

from generator.publish.pagefind import IndexingFailedError, SearchedPage, find_pagefind, make_index

PAGES = tuple(
    SearchedPage(f"/repo/{name}/", f"<html lang=en><body><h1>{name}</h1><p>Words on {name} and more.</p></body></html>")
    for name in ("one", "two", "three", "four")
)

ANSWER = (
    "import base64, sys\n"
    "sys.stdin.buffer.read(1)\n"
    "sys.stdout.buffer.write(base64.b64encode(b'''{}''') + b',')\n"
    "sys.stdout.flush()\n"
    "sys.stdin.buffer.read()\n"
)
"""A program that gives one answer and waits."""


def python(code: str) -> tuple[str, ...]:
    """Make a command of a program in Python."""
    return (sys.executable, "-c", code)


def test_program_is_found() -> None:
    """It comes with a wheel that the lock file names."""
    assert find_pagefind().endswith("pagefind")


def test_index_has_what_a_search_loads() -> None:
    """The script with its worker, and the words of every page; not the dialogs that Pagefind brings."""
    paths = [file.path for file in make_index(PAGES)]
    assert paths == sorted(paths)
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"} <= set(paths)
    assert len([path for path in paths if path.startswith("fragment/")]) == len(PAGES)
    assert [path for path in paths if re.search("ui|highlight|playground", path)] == []


def test_index_is_the_same_each_time() -> None:
    """Byte for byte: the order is ours."""
    first = make_index(PAGES)
    assert all(make_index(PAGES) == first for _ in range(3))
    assert make_index(tuple(reversed(PAGES))) != first


@pytest.mark.parametrize(
    ("command", "timeout_s", "reason"),
    [
        (("/nowhere/pagefind",), 30, "cannot be started: no such file or directory"),
        (python("pass"), 30, "ended before the index was made"),
        (python("import time; time.sleep(60)"), 0.5, "took longer than 0.5 seconds"),
        (
            python(ANSWER.format('{"payload": {"type": "Error", "message": "Too many words"}}')),
            30,
            "says: Too many words",
        ),
        (python(ANSWER.format("[]")), 30, "gave an answer that is not understood"),
        (python("print('Hello,', flush=True); input()"), 30, "gave an answer that is not understood"),
    ],
    ids=["missing", "ended", "late", "refusing", "other", "talking"],
)
def test_failure_is_said_in_words(command: tuple[str, ...], timeout_s: float, reason: str) -> None:
    """None is a traceback, and none waits for ever."""
    with pytest.raises(IndexingFailedError) as caught:
        make_index(PAGES, command=command, timeout_s=timeout_s)
    assert str(caught.value) == reason


def test_program_that_ends_between_pages_is_noticed() -> None:
    """What cannot be written to it any more is no mistake of ours."""
    answered = ANSWER.format('{"payload": {"type": "NewIndex", "index_id": 0}}').removesuffix(
        "sys.stdin.buffer.read()\n"
    )
    page = SearchedPage("/", "x" * 1_000_000)
    with pytest.raises(IndexingFailedError, match="ended before the index was made"):
        make_index([page, page], command=python(answered), timeout_s=30)
