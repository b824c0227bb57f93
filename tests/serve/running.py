"""The real command in a process of its own, as an author runs it: what it prints, and what it serves."""

import http.client
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from tests.serve.browsing import TAG, EventReader, wait_until
from tests.site.space import CHECKOUT, SiteSpace

PATIENCE_S = 20.0
"""How long a test waits for what should come at once; the machine may be busy with something else."""

_ADDRESS = re.compile(r"(?:The site is|Still) at (http://\S+) ")
_COUNT = re.compile(r"\d+ pages in")
_TIME = re.compile(r"^\d\d:\d\d:\d\d", re.MULTILINE)
_DURATION = re.compile(r"\bin \d+(?: ms|\.\d s)$", re.MULTILINE)


class Running:
    """A preview server that runs.

    Args:
        root: the site's folder, in which it is started.
        arguments: options of `journal serve`; without a port among them, it takes the next free one.
        code: the folder that has the package `generator`.
        output: where it prints to, if nobody is to read it.
        prefix: a command that runs it.
        variables: more of its environment, of which nothing else is this process's but the PATH.
    """

    def __init__(
        self,
        root: Path,
        *arguments: str,
        code: Path = CHECKOUT,
        output: IO[bytes] | None = None,
        prefix: Sequence[str] = (),
        **variables: str,
    ) -> None:
        self.root = root
        port = () if "--port" in arguments else ("--port", "0")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(root.parent),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(code),
            "PYTHONFAULTHANDLER": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **variables,
        }
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "generator", "serve", *port, *arguments],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.PIPE,
            # In one stream, so that lines are in the order in which an author sees them.
            stderr=subprocess.STDOUT,
        )
        self._streams: list[EventReader] = []
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with self.process.stdout or io.BytesIO() as stream:
            for line in stream:
                self._lines.append(line.decode())

    @property
    def said(self) -> str:
        """All that it has printed by now."""
        return "".join(self._lines)

    @property
    def told(self) -> str:
        """The same, with stars in place of when it was, how long it took, and how many pages there are."""
        return _COUNT.sub("* pages in", _DURATION.sub("in *", _TIME.sub("*", self.said)))

    @property
    def url(self) -> str:
        """Where it says the site is, as it said last."""
        return _ADDRESS.findall(self.said)[-1]

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    def wait_for(self, text: str, *, count: int = 1, patience_s: float = PATIENCE_S) -> None:
        """Wait until it has printed a text so many times."""
        try:
            wait_until(lambda: self.told.count(text) >= count or not self.is_alive, patience_s=patience_s)
            self._reader.join(0 if self.is_alive else PATIENCE_S)
            is_said = self.told.count(text) >= count
        except AssertionError:
            is_said = False
        assert is_said, f"{text!r} was not printed {count} times, but:\n{self.said}"

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def ask(self, target: str, *, host: str = "") -> tuple[int, str]:
        """Ask for a page as a browser does; gives the status and the page, without the tag of the script."""
        status, body, _ = self.fetch(target, host=host)
        return status, TAG.sub(b"", body).decode()

    def fetch(self, target: str, *, host: str = "") -> tuple[int, bytes, dict[str, str]]:
        """Ask, and give all that came: status, bytes and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", target, headers={"Host": host or f"localhost:{self.port}"})
            response = connection.getresponse()
            return response.status, response.read(), {name.lower(): value for name, value in response.getheaders()}
        finally:
            connection.close()

    def follow(self, page: str) -> EventReader:
        """Listen to what is told of a page, as the page's own script does; closed with the server."""
        tag = TAG.search(self.fetch(page)[1])
        assert tag is not None, f"{page} has no script"
        address, version = (
            tag.group().partition(b'data-%s="' % name)[2].partition(b'"')[0].decode()
            for name in (b"stream", b"version")
        )
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        target = f"{address}?page={quote(page, safe='')}&version={quote(version)}"
        head = f"Host: localhost:{self.port}\r\nAccept: text/event-stream\r\n"
        connection.sendall(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        stream = EventReader(connection)
        self._streams.append(stream)
        return stream

    def has(self, target: str, text: str) -> bool:
        """Tell whether a page has a text."""
        return text in self.ask(target)[1]

    def wait_for_page(self, target: str, text: str, *, patience_s: float = PATIENCE_S) -> None:
        """Wait until a page has a text."""
        try:
            wait_until(lambda: self.has(target, text), patience_s=patience_s)
        except AssertionError:
            raise AssertionError(f"{target} has no {text!r}; printed was:\n{self.said}") from None

    def end(self, number: int = signal.SIGINT) -> int:
        """Send a signal, wait for the end, and give the exit code; negative if it was the signal that ended it."""
        self.process.send_signal(number)
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            # Ended so, it prints what its threads were doing.
            self.process.send_signal(signal.SIGABRT)
            self.process.wait(PATIENCE_S)
            self._reader.join(PATIENCE_S)
            raise AssertionError(f"it did not end:\n{self.said}") from None
        self._reader.join(PATIENCE_S)
        return code

    def close(self) -> None:
        """End the process, whatever state it is in."""
        for stream in self._streams:
            stream.close()
        try:
            if self.is_alive:
                self.end()
        finally:
            if self.is_alive:
                self.process.kill()
                self.process.wait(PATIENCE_S)
            self._reader.join(PATIENCE_S)


@contextmanager
def running(
    root: Path,
    *arguments: str,
    code: Path = CHECKOUT,
    prefix: Sequence[str] = (),
    patience_s: float = PATIENCE_S,
    **variables: str,
) -> Iterator[Running]:
    """Run `journal serve` as long as a test needs it, which is given it once the site is there."""
    server = Running(root, *arguments, code=code, prefix=prefix, **variables)
    try:
        server.wait_for("(Ctrl-C to stop)", patience_s=patience_s)
        yield server
    finally:
        server.close()


JOURNAL = """\
== site.yaml ==
title: Notes
description: What I learn.
== content/entries/README.md ==
# Welcome

I write down what I learn.
== content/checklists/backend.yaml ==
title: Backend
skills:
  - id: flask
    title: Flask
    state: planned
  - id: docker
    title: Docker
    state: learning
== content/entries/long.md ==
---
date: 2020-03-01
tags: [python]
skills: [flask]
---
# A long one

The first paragraph.

<details><summary>More</summary>

What was hidden.

</details>

"""


def write_journal(root: Path, *, entry_count: int = 40) -> SiteSpace:
    """Write a small journal; `content/entries/long.md` is several screens long, and its paragraphs are numbered."""
    space = SiteSpace(root, JOURNAL)
    paragraphs = (f"Paragraph {number} of a long text, with more words.\n" for number in range(60))
    space.write("content/entries/long.md", (root / "content/entries/long.md").read_text() + "\n".join(paragraphs))
    for number in range(1, entry_count):
        day = f"{2020 - number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        head = f"---\ndate: {day}\ntags: [python, web]\n---\n# Entry {number}\n"
        space.write(f"content/entries/entry-{number}.md", f"{head}\nWords of entry {number}.\n\nMore of it.\n")
    return space


def copy_generator(folder: Path) -> SiteSpace:
    """Copy the generator, with what Python has compiled of it, to where it may be edited and run from."""
    for name in ("generator", "templates"):
        shutil.copytree(CHECKOUT / name, folder / name)
    return SiteSpace(folder)
