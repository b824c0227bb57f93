"""Knows how large the pictures of a site are, without looking at one a second time.

World.
Knows where sizes are remembered; does not know the formats of pictures, nor which of them are shown.
"""

import msgspec

from generator.build.inputs import Inputs, decode_or_none
from generator.digest import Digest, digest_value
from generator.errors import SitePath
from generator.publish.store import Store
from generator.sources.images import IMAGE_ENDINGS, read_image_size

KIND = "image"
CONTENT_FOLDER = "content/"


class _Size(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a picture; zeros where its size cannot be told."""

    width: int
    height: int


_UNKNOWN = _Size(0, 0)


def measure_images(inputs: Inputs, store: Store) -> dict[SitePath, tuple[int, int]]:
    """Give the width and height of each picture below `content/` whose size can be told."""
    names = _name_images(inputs)
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


def retain_images(inputs: Inputs, store: Store) -> None:
    """Drop the sizes of pictures that are gone, once there are many."""
    store.retain(KIND, _name_images(inputs).values())


def _name_images(inputs: Inputs) -> dict[SitePath, Digest]:
    return {
        file.path: digest_value((inputs.code, file.digest))
        for file in inputs.site.tree.files
        if file.path.startswith(CONTENT_FOLDER) and file.path.lower().endswith(IMAGE_ENDINGS)
    }
