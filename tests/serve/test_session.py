"""One run of the preview: it shares the folder with other commands, follows git, and ends when it is told to."""

import os
import resource
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.serve.session import EndSignals
from tests.serve.browsing import TAG, wait_until
from tests.serve.running import Running, copy_generator, running, write_journal
from tests.site.space import SiteSpace, list_files

LONG = "content/entries/long.md"
STREAM_COUNT = 200

LONGEST_END_S = 3.0
"""On a machine that is busy with something else; on an idle one it is a tenth of that."""

DAYS = ("2020-03-01", "2020-05-05")
"""Of two commits."""

CARELESS = """

def _step_carelessly(preview, watcher):
    try:
        return preview.step(watcher)
    except BaseException:
        return False
"""
"""What Python does to some callbacks, done to all that the main thread does."""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A journal that nobody serves yet."""
    return write_journal(tmp_path / "site", entry_count=5)


@pytest.fixture
def served(space: SiteSpace) -> Iterator[Running]:
    """Serve the journal."""
    with running(space.root) as server:
        yield server


@pytest.fixture
def many_files() -> Iterator[None]:
    """Have as many descriptors as this many streams need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_it_ends_at_once_with_many_streams_open(
    number: signal.Signals, code: int, served: Running, many_files: None
) -> None:
    """Browsers never hang up by themselves; each stream is ended, and the shell learns what ended it."""
    streams = [served.follow("/long/") for _ in range(STREAM_COUNT)]
    for stream in streams:
        stream.read_until("hello")
    began_s = time.monotonic()
    assert served.end(number) == code
    took_s = time.monotonic() - began_s
    assert took_s < LONGEST_END_S, f"it took {took_s:.2f} s"
    assert all(stream.is_ended() for stream in streams)


def test_a_signal_is_remembered() -> None:
    """What its handler raises may be lost, and then it is raised again when it is asked for."""
    woken: list[bool] = []
    with EndSignals() as signals:
        signals.wake = lambda: woken.append(True)
        signals.check()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert woken == [True]
        with pytest.raises(KeyboardInterrupt):
            signals.check()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_that_is_swallowed_ends_it_all_the_same(
    number: signal.Signals, code: int, space: SiteSpace, tmp_path: Path
) -> None:
    """Python ignores what is raised in some places, and the main thread may be there when the signal comes."""
    generator = copy_generator(tmp_path / "code")
    step = "                if preview.step(watcher) and"
    careless = "                if _step_carelessly(preview, watcher) and"
    generator.edit("generator/serve/session.py", step, careless)
    with (generator.root / "generator/serve/session.py").open("a", encoding="utf-8") as file:
        file.write(CARELESS)
    with running(space.root, code=generator.root) as served:
        for text in ("First", "Second"):
            space.write(LONG, f"# Long\n\n{text} text.\n")
            served.wait_for_page("/long/", f"{text} text.")
        assert served.end(number) == code


def test_it_ends_in_the_middle_of_a_build(space: SiteSpace) -> None:
    """Without a traceback, and what is kept for the next start is whole."""
    with running(space.root) as served:
        for number in range(300):
            space.write(f"content/entries/more-{number}.md", f"# More {number}\n\n{'Words. ' * 500}\n")
        assert served.end() == 130
        assert "Traceback" not in served.said
    assert space.build().problems == ""
    with running(space.root) as again:
        assert again.has("/more-299/", "More 299")


def test_nothing_is_written_but_the_cache(space: SiteSpace) -> None:
    """The published site and what the author wrote stay as they are, and the script is in no page that is built."""
    space.build()
    before = space.digest()
    sources = set(list_files(space.root / "content"))
    with running(space.root) as served:
        assert TAG.search(served.fetch("/long/")[1])
        space.edit(LONG, "Paragraph 3 of", "Changed 3 of")
        served.wait_for_page("/long/", "Changed 3 of")
    assert space.digest() == before
    assert set(list_files(space.root / "content")) == sources
    assert {path.name for path in space.root.iterdir()} - {".public.journal"} == {
        ".cache",
        "content",
        "public",
        "site.yaml",
    }
    assert space.journal("build").code == 0
    assert "Changed 3 of" in space.read("long/index.html")
    assert [path for path in space.outputs() if b"_reload" in (space.public / path).read_bytes()] == []


def test_other_commands_work_meanwhile(space: SiteSpace) -> None:
    """A second preview and a build share folder and cache with the first; each sees what is saved."""
    with running(space.root) as first, running(space.root) as second:
        for number in range(3):
            space.edit(LONG, f"Paragraph {number} of", f"Changed {number} of")
            ended = space.journal("build")
            assert (ended.code, ended.err) == (0, "")
            assert f"Changed {number} of" in space.read("long/index.html")
            for served in (first, second):
                served.wait_for_page("/long/", f"Changed {number} of")
        for served in (first, second):
            assert served.end() == 130
            assert "Traceback" not in served.said
            assert "error" not in served.said


def test_a_commit_changes_dates(space: SiteSpace) -> None:
    """When an entry was last changed is told by git, without any file being another."""
    git = ("git", "-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgsign=false")
    space.run("git", "init", "--quiet")
    space.run("git", "add", "content", "site.yaml")
    early, late = ({f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")} for day in DAYS)
    assert space.run(*git, "commit", "--quiet", "-m", "first", **early).code == 0
    with running(space.root) as served:
        assert not served.has("/long/", 'datetime="2020-05-05')
        space.edit(LONG, "Paragraph 3 of", "Changed 3 of")
        served.wait_for_page("/long/", "Changed 3 of")
        assert space.run(*git, "commit", "--quiet", "--all", "-m", "second", **late).code == 0
        served.wait_for_page("/long/", 'datetime="2020-05-05')
        served.wait_for("* git HEAD: /long/")


def test_the_address_has_the_base_path(space: SiteSpace) -> None:
    """The site is where it will be, and the root of the server leads there."""
    with running(space.root, "--base-url", "https://user.github.io/repo") as served:
        assert urlsplit(served.url).path == "/repo/"
        status, _, headers = served.fetch("/")
        assert (status, headers["location"]) == (302, "/repo/")
        assert served.ask("/repo/long/")[0] == 200


def test_ipv6_is_listened_at(space: SiteSpace, served: Running) -> None:
    """Browsers take `localhost` for either address."""
    if not socket.has_ipv6:
        pytest.skip("there is no IPv6 here")
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("there is no IPv6 here")
    with socket.create_connection(("::1", served.port), timeout=20) as connection:
        connection.sendall(f"GET /long/ HTTP/1.1\r\nHost: [::1]:{served.port}\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(15) == b"HTTP/1.1 200 OK"


# What is survived


BROKEN_FILES: dict[str, tuple[str, str | bytes]] = {
    "an unknown setting": ("site.yaml", "titel: Notes\n"),
    "settings that are no YAML": ("site.yaml", "title: [Notes\n"),
    "settings that are no text": ("site.yaml", b"title: \xff\n"),
    "an extension that is not there": ("site.yaml", "markdown_extensions: [nothing_of_that_name]\n"),
    "an unknown key": (LONG, "---\ntag: [a]\n---\n# Long\n"),
    "front matter without an end": (LONG, "---\ntags: [a]\n# Long\n"),
    "a day that does not exist": (LONG, "---\ndate: 2020-02-30\n---\n# Long\n"),
    "an entry that is no text": (LONG, b"# Long\n\n\xff\xfe\x00\n"),
    "an entry that is too long": (LONG, "word " * 500_000),
    "a skill that is not there": (LONG, "---\nskills: [nothing]\n---\n# Long\n"),
    "an address that is taken": ("content/entries/other.md", "---\nslug: long\n---\n# Other\n"),
    "a page with a mistake": ("content/pages/about.md", "---\nnothing: 1\n---\n# About\n"),
    "a log that is none": ("content/log.md", "---\nnothing: 1\n---\n"),
    "a checklist that is no YAML": ("content/checklists/backend.yaml", "skills: [\n"),
    "a skill that is there twice": (
        "content/checklists/backend.yaml",
        "skills: [{id: a, title: A}, {id: a, title: B}]\n",
    ),
    "a template that does not end": ("templates/entry.html", "{% if page %}"),
    "a name that is not there": ("templates/entry.html", "{{ nothing }}"),
    "a filter that is not there": ("templates/entry.html", "{{ page.title | nothing }}"),
    "a template that is not there": ("templates/entry.html", '{% extends "nothing.html" %}'),
    "a template that divides by nothing": ("templates/entry.html", "{{ 1 / 0 }}"),
    "a template that includes itself": ("templates/entry.html", '{% include "entry.html" %}'),
    "a template that is no text": ("templates/entry.html", b"\xff"),
}


def make_fifo(root: Path) -> None:
    """Make something that nobody can read to its end."""
    os.mkfifo(root / "content/entries/pipe.md")


BROKEN_FOLDERS: dict[str, Callable[[Path], object]] = {
    "no settings": lambda root: (root / "site.yaml").unlink(),
    "no content": lambda root: shutil.rmtree(root / "content"),
    "no entries": lambda root: shutil.rmtree(root / "content/entries"),
    "content elsewhere": lambda root: (root / "content").rename(root / "elsewhere"),
    "a link in a circle": lambda root: (root / "content/entries/circle.md").symlink_to("circle.md"),
    "a link to the outside": lambda root: (root / "content/entries/outside").symlink_to("/"),
    "a pipe": make_fifo,
    "no checklists": lambda root: shutil.rmtree(root / "content/checklists"),
}


def restore(root: Path, files: dict[str, bytes]) -> None:
    """Have the files of a site as they were, and no others."""
    for path in (root / path for path in list_files(root) if not path.startswith(".cache/")):
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def test_whatever_is_broken_is_survived(space: SiteSpace, served: Running) -> None:
    """Thirty mistakes, one after the other: something is said and shown, and when it is mended, all is well."""
    files = {
        path: (space.root / path).read_bytes() for path in list_files(space.root) if not path.startswith(".cache/")
    }
    breaks: dict[str, Callable[[Path], object]] = {
        name: partial(write_file, path=path, data=data) for name, (path, data) in BROKEN_FILES.items()
    }
    for number, (name, act) in enumerate({**breaks, **BROKEN_FOLDERS}.items()):
        before = served.said
        act(space.root)
        wait_until(lambda: served.said != before)  # noqa: B023 (asked at once)
        assert served.ask("/long/")[0] in {200, 404}, name
        files[LONG] = files[LONG].replace(b"Paragraph %d of" % number, b"Changed %d of" % number)
        restore(space.root, files)
        served.wait_for_page("/long/", f"Changed {number} of")
        assert "Traceback" not in served.said, name
    assert served.follow("/long/").read_until("panel") == {"panel": None}
    assert served.end() == 130


def write_file(root: Path, *, path: str, data: str | bytes) -> None:
    """Write a file, as an editor does: in place."""
    SiteSpace(root).write(path, data)
