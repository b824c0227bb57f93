"""Gathers everything that a build depends on: files, the generator's own code, git's head, the date.

World.
Knows where things lie; does not know what they mean.
"""

import sys
from collections.abc import Callable, Collection
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from generator.digest import Digest, digest_bytes, digest_value
from generator.errors import Problem, SitePath
from generator.publish.store import Store
from generator.sources.git import head_of, is_shallow_clone
from generator.sources.retree import read_again, read_tree_again
from generator.sources.tree import SourceFile, TreeMemory, TreeReading, read_tree

SETTINGS_PATH = SitePath("site.yaml")
TEMPLATES_FOLDER = "templates/"
SITE_NAMES = ("site.yaml", "content", "templates")
PACKAGE_NAMES = ("templates",)

CODE_FOLDER = Path(__file__).parent.parent
"""Where the generator's own code lies."""

T = TypeVar("T")

_LIBRARIES = (
    "babel",
    "jinja2",
    "latex2mathml",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pagefind_bin",
    "pygments",
    "pymdownx",
    "yaml",
)
"""Whose versions may change an output."""

_DISTRIBUTIONS = MappingProxyType({"PIL": "pillow", "pymdownx": "pymdown_extensions", "yaml": "pyyaml"})
"""Of libraries that are called otherwise where they are installed from."""

_MEMORY_NAMES = ("tree of the site", "tree of the package")


class Inputs(msgspec.Struct, frozen=True):
    """What a build is made from, before anything of it is understood."""

    root: Path
    package_root: Path
    """The folder that has the package's `templates/`."""
    site: TreeReading
    package: TreeReading
    code: Digest
    """Of the generator, the libraries it renders with, and the version of Python."""
    imaging: Digest
    """Of all that pictures are made with."""
    head: str
    """Git's commit; empty without git."""
    is_shallow: bool
    """Whether git's history is cut off; the rest may be fetched without another commit."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with reading the files."""
        return self.site.problems + self.package.problems

    @property
    def digest(self) -> Digest:
        """The name of all of it; says nothing of where or when."""
        git = (self.head, self.is_shallow)
        trees = (self.site.tree.content_digest, self.package.tree.content_digest)
        return digest_value((*trees, self.code, self.imaging, *git))

    def template_files(self) -> dict[str, tuple[SourceFile, bool]]:
        """Give each file of the theme by its name below `templates/`, and whether it is the package's.

        A site's own file takes the place of the package's.
        """
        found: dict[str, tuple[SourceFile, bool]] = {}
        for reading, is_packaged in ((self.package, True), (self.site, False)):
            for file in reading.tree.below(TEMPLATES_FOLDER):
                found[file.path.removeprefix(TEMPLATES_FOLDER)] = file, is_packaged
        return found

    def is_same(self, other: "Inputs") -> bool:
        """Tell whether a build of these and of those gives the same, by identity: one was read again from the other."""
        return (self.head, self.is_shallow) == (other.head, other.is_shallow) and all(
            now.tree is before.tree and now.problems is before.problems
            for now, before in ((self.site, other.site), (self.package, other.package))
        )

    def without_bytes(self) -> "Inputs":
        """Let go of the bytes of files that were just read, once all that is to be made of them is made."""
        return msgspec.structs.replace(
            self,
            site=msgspec.structs.replace(self.site, fresh={}),
            package=msgspec.structs.replace(self.package, fresh={}),
        )


def gather_inputs(root: Path, store: Store, *, skip: tuple[str, ...] = ()) -> Inputs:
    """Read the site's folder and the package's templates; what nobody wrote to since last time is not opened.

    Args:
        root: the site's folder.
        store: remembers what the files' digests were.
        skip: folders below `root` that are outputs and not sources.
    """
    package_root = find_package_root()
    site = read_tree(root, _recall(store, 0), only=SITE_NAMES, skip=skip)
    package = read_tree(package_root, _recall(store, 1), only=PACKAGE_NAMES)
    code, imaging = digest_code(), digest_imaging()
    return Inputs(root, package_root, site, package, code, imaging, head_of(root), is_shallow_clone(root))


def gather_again(
    last: Inputs,
    *,
    skip: tuple[str, ...] = (),
    dirty: Collection[str] | None = None,
    packaged_dirty: Collection[str] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Inputs | None:
    """Read both folders again; what is as it was is the same object.

    The generator's code is taken to be what it was: a process goes on with what it has loaded.

    Args:
        last: what was gathered for the last build.
        skip: as for `gather_inputs`.
        dirty: the paths in the site's folder that may be others now; all may be if left out.
        packaged_dirty: likewise in the package's folder.
        is_wanted: asked now and then; as soon as it says no, the reading of all there is ends and gives nothing.
    """
    site = _read_again(last.root, last.site, dirty, only=SITE_NAMES, skip=skip, is_wanted=is_wanted)
    package = _read_again(
        last.package_root, last.package, packaged_dirty, only=PACKAGE_NAMES, skip=(), is_wanted=is_wanted
    )
    if site is None or package is None:
        return None
    git = {"head": head_of(last.root), "is_shallow": is_shallow_clone(last.root)}
    return msgspec.structs.replace(last, site=site, package=package, **git)


def _read_again(
    root: Path,
    last: TreeReading,
    dirty: Collection[str] | None,
    *,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    is_wanted: Callable[[], bool],
) -> TreeReading | None:
    if dirty is None:
        return read_tree_again(root, last, only=only, skip=skip, is_wanted=is_wanted)
    return read_again(root, last, dirty, only=only, skip=skip) if dirty else last


def remember_inputs(inputs: Inputs, store: Store) -> None:
    """Keep the files' digests for the next build."""
    for name, reading in zip(_MEMORY_NAMES, (inputs.site, inputs.package), strict=True):
        store.put_named(name, msgspec.msgpack.encode(reading.memory))


def _recall(store: Store, index: int) -> TreeMemory | None:
    payload = store.get_named(_MEMORY_NAMES[index])
    return decode_or_none(payload, TreeMemory)


def decode_or_none(payload: bytes | None, type_: type[T]) -> T | None:
    """Read what an earlier build kept; what this version cannot read was not kept."""
    if payload is None:
        return None
    try:
        return msgspec.msgpack.decode(payload, type=type_)
    except (msgspec.DecodeError, ValueError):
        return None


def find_package_root() -> Path:
    """Find the folder with the package's `templates/`: the package itself, or the checkout round it."""
    return CODE_FOLDER if (CODE_FOLDER / "templates").is_dir() else CODE_FOLDER.parent


def digest_code() -> Digest:
    """Name the generator's own code and the libraries that have a part in every page."""
    own = tuple(
        (path.relative_to(CODE_FOLDER).as_posix(), digest_bytes(path.read_bytes()))
        for path in sorted(CODE_FOLDER.rglob("*.py"))
    )
    return digest_value((own, tuple(_version_of(library) for library in _LIBRARIES), sys.version_info[:3]))


def digest_imaging() -> Digest:
    """Name what pictures are made with: a new version of anything else makes none of them anew."""
    paths = (*sorted((CODE_FOLDER / "imaging").rglob("*")), CODE_FOLDER / "model/pictures.py")
    own = tuple(
        (path.relative_to(CODE_FOLDER).as_posix(), digest_bytes(path.read_bytes()))
        for path in paths
        if path.is_file() and path.suffix != ".pyc"
    )
    return digest_value((own, _version_of("PIL")))


def version_extensions(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the versions of the libraries that extensions of Python-Markdown come from; their order is the names'."""
    return tuple(_version_of(name.partition(":")[0].partition(".")[0]) for name in names)


def _version_of(library: str) -> str:
    """Read a library's version from its folder of metadata: `importlib.metadata` costs as much as a small build."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return ""
    distribution = _DISTRIBUTIONS.get(library, library)
    for folder in Path(spec.origin).parent.parent.iterdir():
        if folder.suffix == ".dist-info" and folder.name.lower().startswith(f"{distribution}-"):
            return folder.name
    return str(Path(spec.origin).stat().st_mtime_ns)


def find_today(date: str, zone: ZoneInfo) -> str:
    """Give the build's date: the one asked for, or the day it is in the site's time zone."""
    return date or datetime.now(zone).date().isoformat()
