"""A site for tests: written from one text, edited, built, and looked at.

Does not know what any test expects.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import html5lib
import msgspec

import generator
from generator.build.stages import Build, BuildOptions, build_site
from generator.errors import GeneratorError, format_problem

DATE = "2020-06-01"
"""The day on which all tests build, unless they say otherwise."""

CHECKOUT = Path(generator.__file__).parent.parent

_HEAD = re.compile(r"^== (\S.*) ==\n", re.MULTILINE)


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did, in the words that tests compare."""

    is_published: bool
    """False if the build ended in problems."""
    rendered: frozenset[str] = frozenset()
    reasons: dict[str, str] = {}
    """Why each rendered page was rendered."""
    copied: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    problems: str = ""
    """All problems as they are printed."""
    withheld: tuple[str, ...] = ()

    @property
    def did_nothing(self) -> bool:
        """Whether the build left the published site alone, because there was nothing to do."""
        return self.is_published and not (self.rendered or self.copied or self.removed)


class Ended(msgspec.Struct, frozen=True):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


class SiteSpace:
    """A folder with a site in it."""

    def __init__(self, root: Path, text: str = "") -> None:
        """Write the files of `text`, each below a line `== path ==`."""
        self.root = root
        self.public = root / "public"
        root.mkdir(parents=True, exist_ok=True)
        for path, content in split_files(text).items():
            self.write(path, content)

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, as an editor does: in place."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place in a file that reads `old`."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()

    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""
        target = self.root / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(target)

    def build(self, *, date: str = DATE, jobs: int = 1, **options: Any) -> Built:
        """Build in this process; the options are those of `BuildOptions`."""
        try:
            build = build_site(self.root, BuildOptions(date=date, jobs=jobs, **options), _be_quiet)
        except GeneratorError as error:
            return Built(is_published=False, problems=_print(error.problems))
        return _describe(build)

    def journal(self, *args: str, **environment: str) -> Ended:
        """Run the real command in this folder, with nothing of this process's environment but the PATH."""
        return self.run(sys.executable, "-m", "generator", *args, **environment)

    def run(self, *command: str, data: bytes = b"", **environment: str) -> Ended:
        """Run any program in this folder, and give it something to read."""
        clean = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root.parent),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(CHECKOUT),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        done = subprocess.run(
            command, cwd=self.root, env=clean | environment, input=data, capture_output=True, timeout=60, check=False
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def read(self, output: str) -> str:
        """Read a file of the published site."""
        return (self.public / output).read_text(encoding="utf-8", errors="surrogateescape")

    def parse(self, output: str) -> "PageView":
        """Read a page of the published site as a browser does; one that is not valid HTML fails the test."""
        return PageView(self.read(output))

    def outputs(self) -> set[str]:
        """List the files of the published site."""
        return set(list_files(self.public))

    def digest(self, folder: str = "public") -> str:
        """Name all that is in a folder: paths, modes and bytes."""
        return tree_digest(self.root / folder)

    def states(self, folder: str = ".") -> dict[str, tuple[int, int, int]]:
        """Say for every file and folder which one it is and when it was last written to."""
        found = {}
        for path in sorted((self.root / folder).rglob("*")):
            state = path.lstat()
            found[path.relative_to(self.root).as_posix()] = (state.st_ino, state.st_mtime_ns, state.st_mode)
        return found

    def leftovers(self) -> list[str]:
        """List what lies about beside the output folder that a finished build does not leave."""
        return sorted(path.name for path in self.root.glob(".public*") if path.name != ".public.journal")


class PageView:
    """A page of HTML, asked by tests."""

    def __init__(self, text: str) -> None:
        """Parse strictly: the first error of HTML is raised."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree = parser.parse(text)

    def texts(self, path: str) -> list[str]:
        """Give the text of each element at a path of ElementTree, such as `.//h1`."""
        return [" ".join("".join(element.itertext()).split()) for element in self.tree.findall(path)]

    def attributes(self, path: str, name: str) -> list[str]:
        """Give an attribute of each element at a path that has it."""
        return [element.get(name) for element in self.tree.findall(path) if element.get(name) is not None]

    def addresses(self) -> list[str]:
        """Give everything that the page links to or shows."""
        return self.attributes(".//*[@href]", "href") + self.attributes(".//*[@src]", "src")


def split_files(text: str) -> dict[str, str]:
    r"""Divide a text at its lines `== path ==`.

    >>> split_files("== a ==\nx\n== b/c ==\ny\n")
    {'a': 'x\n', 'b/c': 'y\n'}
    """
    first, *parts = _HEAD.split(text)
    assert not first.strip(), f"what stands before the first `== path ==` belongs to no file: {first!r}"
    return dict(zip(parts[::2], parts[1::2], strict=True))


def list_files(folder: Path) -> list[str]:
    """List the files below a folder."""
    return sorted(os.path.relpath(f"{place}/{name}", folder) for place, _, names in os.walk(folder) for name in names)


def tree_digest(folder: Path) -> str:
    """Name all that is in a folder: paths, modes and bytes; empty if there is none."""
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = b"folder" if path.is_dir() else path.read_bytes()
        head = f"{path.relative_to(folder).as_posix()}\0{path.lstat().st_mode:o}\0{len(content)}\0"
        digest.update(head.encode() + content)
    return digest.hexdigest()


def _describe(build: Build) -> Built:
    return Built(
        is_published=True,
        rendered=frozenset(path for path, _ in build.rendered),
        reasons=dict(build.rendered),
        copied=frozenset(build.copied),
        removed=frozenset(build.removed),
        problems=_print(build.problems),
        withheld=tuple(f"{item.place}: {item.reason}" for item in build.withheld),
    )


def _print(problems: Any) -> str:
    return "".join(f"{format_problem(problem)}\n" for problem in problems)


def _be_quiet(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""
