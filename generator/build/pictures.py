"""Knows how large the pictures of a site are, without looking at one a second time.

World.
Knows where sizes are remembered; does not know the formats of pictures, nor which of them are shown.
"""

from collections.abc import Mapping
from itertools import compress

import msgspec

from generator.build.inputs import Inputs, decode_or_none
from generator.digest import Digest, digest_value
from generator.errors import SitePath
from generator.publish.store import Store
from generator.renewal import Column, renew
from generator.sources.images import IMAGE_ENDINGS, read_image_size
from generator.sources.tree import SourceFile

KIND = "image"
CONTENT_FOLDER = "content/"


class _Size(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a picture; zeros where its size cannot be told."""

    width: int
    height: int


_UNKNOWN = _Size(0, 0)


class Pictures(msgspec.Struct, frozen=True, eq=False):
    """How large the pictures below `content/` are."""

    sizes: Mapping[SitePath, tuple[int, int]]
    """Width and height in pixels, of those whose size can be told."""
    names: Mapping[SitePath, Digest]
    flags: Column[bool]
    """For each file of the site whether it is a picture."""
    files: tuple[SourceFile, ...]


def measure_images(inputs: Inputs, store: Store, last: Pictures | None = None) -> Pictures:
    """Measure each picture; with the last build's at hand, only those that are new."""
    flags = renew(_is_picture, last.flags if last else None, inputs.site.tree.files)
    files = tuple(compress(inputs.site.tree.files, flags.values))
    if last is not None and files == last.files:
        return msgspec.structs.replace(last, flags=flags)
    names = {file.path: digest_value((inputs.code, file.digest)) for file in files}
    return Pictures(_measure(names, inputs, store), names, flags, files)


def _measure(names: Mapping[SitePath, Digest], inputs: Inputs, store: Store) -> dict[SitePath, tuple[int, int]]:
    stored = store.get_many(KIND, names.values()) if names else {}
    found: dict[Digest, bytes] = {}
    sizes: dict[SitePath, tuple[int, int]] = {}
    for path, name in names.items():
        size = decode_or_none(stored.get(name), _Size)
        if size is None:
            size = _Size(*(read_image_size(inputs.root, path) or (0, 0)))
            found[name] = msgspec.msgpack.encode(size)
        if size != _UNKNOWN:
            sizes[path] = (size.width, size.height)
    if found:
        store.put_many(KIND, found.items())
    return sizes


def retain_images(pictures: Pictures, store: Store) -> None:
    """Drop the sizes of pictures that are gone, once there are many."""
    store.retain(KIND, pictures.names.values())


def _is_picture(file: SourceFile) -> bool:
    return file.path.startswith(CONTENT_FOLDER) and file.path.lower().endswith(IMAGE_ENDINGS)
