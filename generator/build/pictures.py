"""Knows what the pictures of a site are, without looking at one a second time.

World.
Knows where that is remembered; does not know the formats of pictures, nor which of them are shown.
"""

import os
from collections.abc import Mapping
from itertools import compress

import msgspec

from generator.build.inputs import Inputs, decode_or_none
from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, SitePath
from generator.model.pictures import Form, Picture
from generator.publish.store import Store
from generator.renewal import Column, renew
from generator.sources.text import is_markdown
from generator.sources.tree import SourceFile, read_bytes

KIND = "image"
CONTENT_FOLDER = "content/"

_WRITING_ENDINGS = (".yaml", ".yml", ".txt", ".py", ".json")
"""Of files that are none, whatever they begin with."""

_MOST_BYTES = 128 * 1024 * 1024
"""A larger file is not read to see what is in it."""


class _Seen(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file; nothing of one that is no picture."""

    picture: Picture | None


class Pictures(msgspec.Struct, frozen=True, eq=False):
    """What the pictures below `content/` are."""

    found: Mapping[SitePath, Picture]
    names: Mapping[SitePath, Digest]
    """Of all files that were looked at."""
    flags: Column[bool]
    """For each file of the site whether it may be a picture."""
    files: tuple[SourceFile, ...]


def find_pictures(inputs: Inputs, store: Store, last: Pictures | None = None) -> Pictures:
    """Find out what each picture is; with the last build's at hand, only of those that are new."""
    flags = renew(_may_be_picture, last.flags if last else None, inputs.site.tree.files)
    files = tuple(compress(inputs.site.tree.files, flags.values))
    if last is not None and files == last.files:
        return msgspec.structs.replace(last, flags=flags)
    names = {file.path: digest_value((inputs.imaging, file.digest, _ending_of(file))) for file in files}
    return Pictures(_examine_all(files, names, inputs, store), names, flags, files)


def _ending_of(file: SourceFile) -> str:
    return file.path.rpartition(".")[2].lower()


def _examine_all(
    files: tuple[SourceFile, ...], names: Mapping[SitePath, Digest], inputs: Inputs, store: Store
) -> dict[SitePath, Picture]:
    stored = store.get_many(KIND, names.values()) if names else {}
    new: dict[Digest, bytes] = {}
    found: dict[SitePath, Picture] = {}
    for file in files:
        name = names[file.path]
        seen = decode_or_none(stored.get(name), _Seen)
        if seen is None:
            seen = _Seen(_examine(inputs, file))
            if seen.picture is None or seen.picture.digest:
                new[name] = msgspec.msgpack.encode(seen)
        if seen.picture is not None:
            found[file.path] = seen.picture
    if new:
        store.put_many(KIND, new.items())
    return found


def _examine(inputs: Inputs, file: SourceFile) -> Picture | None:
    # Loads Pillow, and nearly every build knows its pictures from the last one.
    from generator.imaging.measuring import HEAD_BYTES, examine, is_picture  # noqa: PLC0415

    if not is_picture(file.path, _read_head(f"{inputs.root}/{file.path}", HEAD_BYTES)):
        return None
    if file.size_bytes > _MOST_BYTES:
        message = f"has {file.size_bytes:,} bytes, more than the {_MOST_BYTES:,} that a picture may have"
        return Picture(Form.RASTER, file.digest, fault=message, hint="make it smaller")
    try:
        data = read_bytes(inputs.root, file)
    except GeneratorError as error:
        # Without a digest it is not remembered: the next time it may be read.
        return Picture(Form.RASTER, Digest(b""), fault=error.problems[0].message)
    return examine(file.path, data, file.digest)


def _read_head(name: str, size_bytes: int) -> bytes:
    """Read the beginning of a file; nothing of one that is gone by now."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(size_bytes)
    except OSError:
        return b""


def retain_images(pictures: Pictures, store: Store) -> None:
    """Drop what is known of pictures that are gone, once there are many."""
    store.retain(KIND, pictures.names.values())


def _may_be_picture(file: SourceFile) -> bool:
    path = file.path
    return path.startswith(CONTENT_FOLDER) and not is_markdown(path) and not path.lower().endswith(_WRITING_ENDINGS)
