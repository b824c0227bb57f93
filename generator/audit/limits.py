"""What GitHub Pages takes: names, kinds, modes and sizes of what is in the folder.

The limits are those of docs.github.com/pages and of the actions that hand a site over, as of 2026.
Knows files by what the file system says; does not know what is in them.
"""

import re
import stat
from collections.abc import Iterable, Iterator

import msgspec

from generator.audit.findings import Finding, warn

_MEGABYTE = 1_000_000
_WARN_BYTES = 900 * _MEGABYTE
_LIMIT_BYTES = 1_000 * _MEGABYTE
_REFUSE_BYTES = 10_000 * _MEGABYTE
_NAME_BYTES = 255
_NOT_IN_NAMES = re.compile(r'[:*?"<>|\\\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?\Z", re.IGNORECASE)
_MODES = {True: 0o755, False: 0o644}
"""By whether it is a folder."""


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A file or folder, as the file system describes it."""

    path: str
    mode: int
    """With its kind, as `st_mode` has it."""
    size_bytes: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return stat.S_ISREG(self.mode)


def check_limits(seen: Iterable[Seen], *, has_modes: bool = True) -> Iterator[Finding]:
    """Find what Pages does not take.

    Args:
        seen: everything below the folder.
        has_modes: whether the file system keeps modes; Windows has none.
    """
    everything = tuple(seen)
    folded: dict[str, str] = {}
    for each in everything:
        yield from _check_kind(each)
        yield from _check_name(each.path)
        if has_modes and (each.is_file or each.is_folder):
            yield from _check_mode(each)
        other = folded.setdefault(each.path.casefold(), each.path)
        if other != each.path:
            hint = "only one of them can be in a folder on macOS and Windows"
            yield Finding(f"differs only by case from {other}", each.path, hint=hint)
    yield from _check_size(sum(each.size_bytes for each in everything if each.is_file))
    files = {each.path for each in everything if each.is_file}
    if "404.html" not in files:
        yield Finding("there is no 404.html; GitHub would show its own page for addresses that do not exist", "")
    if "index.html" not in files:
        yield Finding("there is no index.html; the site's own address would lead to nothing", "")


def is_too_large(seen: Iterable[Seen]) -> bool:
    """Tell whether there is so much that it is not even read."""
    return sum(each.size_bytes for each in seen if each.is_file) >= _REFUSE_BYTES


def _check_kind(each: Seen) -> Iterator[Finding]:
    if stat.S_ISLNK(each.mode):
        yield Finding("is a symbolic link, which Pages does not take", each.path, hint="put the file itself there")
    elif not (each.is_file or each.is_folder):
        yield Finding("is neither a file nor a folder", each.path)


def _check_name(path: str) -> Iterator[Finding]:
    name = path.rpartition("/")[2]
    if found := _NOT_IN_NAMES.search(name):
        yield Finding(f"has {found[0]!r} in its name, which Pages or some systems refuse", path, hint="rename it")
    if name.endswith((".", " ")):
        yield Finding("ends in a dot or a space, which Windows takes away", path, hint="rename it")
    if _DEVICES.match(name):
        yield Finding("is the name of a device on Windows", path, hint="rename it")
    if len(name.encode("utf-8", "surrogateescape")) > _NAME_BYTES:
        yield Finding(f"has a name of more than {_NAME_BYTES} bytes", path, hint="give it a shorter one")
    if re.search(r"[\ud800-\udfff]", name):
        yield Finding("has a name that is not UTF-8", path, hint="rename it")


def _check_mode(each: Seen) -> Iterator[Finding]:
    mode = stat.S_IMODE(each.mode)
    wanted = _MODES[each.is_folder]
    if mode & wanted & 0o555 != wanted & 0o555:
        message = f"cannot be read by everyone: its mode is {mode:04o}, not {wanted:04o}"
        yield Finding(message, each.path, hint=f"chmod {wanted:o} it, or build again")
    elif mode != wanted:
        yield warn(f"its mode is {mode:04o}, not {wanted:04o}", each.path, hint=f"chmod {wanted:o} it")


def _check_size(size_bytes: int) -> Iterator[Finding]:
    said = f"the site has {size_bytes / 1e6:,.0f} MB"
    if size_bytes >= _REFUSE_BYTES:
        yield Finding(f"{said}; more than 10 GB cannot be handed over at all", "")
    elif size_bytes > _LIMIT_BYTES:
        yield Finding(f"{said}; Pages takes 1 GB", "", hint="large pictures and videos are better kept elsewhere")
    elif size_bytes >= _WARN_BYTES:
        yield warn(f"{said}; Pages takes 1 GB", "")
