"""Where an address of the site leads: which file GitHub Pages answers it with.

Knows the host's rules: a folder is its `index.html`, a file may be asked for without its `.html`, case matters, and what
is percent-encoded is decoded first. Does not know what refers to what.
"""

import posixpath
import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote_to_bytes, urlsplit

import msgspec

from generator.errors import suggest

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ENCODED = re.compile(r"%(?![0-9a-fA-F]{2})")
_FORBIDDEN = re.compile(r"[\s\\]")
_INDEX = re.compile(r"(?<![^/])index\.html\Z")
_NEAR_COUNT = 400
"""Among how many names one that was meant is looked for; more would take seconds."""


class Base(msgspec.Struct, frozen=True):
    """Where the site will be."""

    origin: str = ""
    """Scheme and host, such as `https://example.org`; empty if nobody says."""
    path: str = ""
    """The base path, such as `/repo`; empty at the root of a host."""


def make_base(url: str) -> Base:
    """Take a site's address apart.

    >>> make_base("https://user.github.io/repo/"), make_base("/repo/")
    (Base(origin='https://user.github.io', path='/repo'), Base(origin='', path='/repo'))
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
    return Base(origin, parts.path.rstrip("/"))


class Target(msgspec.Struct, frozen=True):
    """What an address leads to; exactly one of the first three is not empty."""

    file: str = ""
    """A file of the site."""
    outside: str = ""
    """An address that is none of the site's, without its fragment."""
    fault: str = ""
    """Why it leads to nothing."""
    hint: str = ""
    fragment: str = ""
    """What stands behind `#`, decoded."""


class Resolver:
    """Looks addresses up among the files of a site."""

    def __init__(self, files: Iterable[str], base: Base) -> None:
        """Take the paths of all files, and where they will be."""
        self.base = base
        self._files = frozenset(files)
        self._found: dict[tuple[str, str], Target] = {}

    def resolve(self, address: str, path: str) -> Target:
        """Find what an address leads to.

        Args:
            address: the address.
            path: the file that it stands in; relative addresses count from there.
        """
        # An address in full leads to the same from everywhere.
        folder = "" if address.startswith("/") or _SCHEME.match(address) else path
        key = (address, folder)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._resolve(address, path)
        return found

    def _resolve(self, address: str, path: str) -> Target:
        base = self.base
        if address.startswith("//"):
            address = f"{base.origin.partition(':')[0] or 'https'}:{address}"
        if _FORBIDDEN.search(address):
            return Target(fault="has a space or a backslash in it", hint="write a space as %20, and / for a backslash")
        plain, _, encoded = address.partition("#")
        fragment = unquote_to_bytes(encoded).decode("utf-8", "replace")
        scheme = _SCHEME.match(plain)
        if scheme:
            return self._resolve_absolute(plain, fragment, scheme[1].lower())
        plain = plain.partition("?")[0]
        if not plain:
            return Target(path, fragment=fragment)
        if plain.startswith("/"):
            return self._resolve_rooted(plain, fragment)
        here = f"{base.path}/{posixpath.dirname(path)}/".replace("//", "/")
        return self._resolve_rooted(here + plain, fragment)

    def _resolve_absolute(self, plain: str, fragment: str, scheme: str) -> Target:
        if scheme == "file":
            return Target(fault="is a file on one machine", hint="link to where it is published")
        if scheme not in {"http", "https"}:
            return Target(outside=plain)
        try:
            parts = urlsplit(plain)
        except ValueError as error:
            return Target(fault=f"is no address: {error}")
        if not parts.hostname:
            return Target(fault="is no address: it has no host")
        base = self.base
        is_ours = bool(base.origin) and f"{parts.scheme}://{parts.netloc}".lower() == base.origin
        if not is_ours or not f"{parts.path}/".startswith(f"{base.path}/"):
            return Target(outside=plain)
        return self._resolve_rooted(parts.path or "/", fragment)

    def _resolve_rooted(self, plain: str, fragment: str) -> Target:
        base_path = self.base.path
        if _ENCODED.search(plain):
            return Target(fault="has a % that encodes nothing", hint="write a percent sign as %25")
        try:
            decoded = unquote_to_bytes(plain).decode("utf-8")
        except UnicodeDecodeError:
            return Target(fault="is not UTF-8 when it is decoded")
        is_folder = decoded.endswith(("/", "/.", "/.."))
        normal = posixpath.normpath(decoded)
        if not f"{normal}/".startswith(f"{base_path}/"):
            return Target(fault=f"leads out of the site, which is at {base_path}/", hint=self._hint_base(plain))
        relative = normal[len(base_path) :].strip("/")
        for candidate in _list_candidates(relative, is_folder=is_folder):
            if candidate in self._files:
                return Target(candidate, fragment=fragment)
        wanted = f"{relative}/index.html".lstrip("/") if is_folder or not posixpath.splitext(relative)[1] else relative
        return Target(fault=f"leads to nothing: there is no {wanted}", hint=self._hint(relative, is_folder=is_folder))

    def _hint_base(self, plain: str) -> str:
        moved = f"{self.base.path}{plain}"
        is_there = ".." not in plain and bool(self._resolve_rooted(moved, "").file)
        return f'did you mean "{moved}"?' if is_there else ""

    def _hint(self, relative: str, *, is_folder: bool) -> str:
        wanted = f"{relative}/" if is_folder else relative
        if meant := self._by_folded.get(wanted.casefold().rstrip("/")):
            return f'case matters to the host: "{self.base.path}/{meant}" exists'
        folder, name = posixpath.split(relative)
        beside: dict[str, str] = {}
        elsewhere = ""
        for each in self._addresses:
            other_folder, other_name = posixpath.split(each.rstrip("/"))
            if other_folder == folder and len(beside) < _NEAR_COUNT:
                beside[other_name] = each
            elif other_name == name:
                elsewhere = elsewhere or each
        # Whole paths would look alike for the folders that they share.
        said = suggest(name, beside).split('"')
        found = beside[said[1]] if len(said) > 1 else elsewhere
        return f'did you mean "{self.base.path}/{found}"?' if found else ""

    @cached_property
    def _addresses(self) -> list[str]:
        """What a link would name, below the base path."""
        names = (_INDEX.sub("", name) for name in sorted(self._files))
        return [name for name in names if name]

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {name.casefold().rstrip("/"): name for name in self._addresses}


def _list_candidates(relative: str, *, is_folder: bool) -> tuple[str, ...]:
    """Name the files that the host looks for, in its order."""
    if not relative:
        return ("index.html",)
    index = f"{relative}/index.html"
    return (index,) if is_folder else (relative, f"{relative}.html", index)
