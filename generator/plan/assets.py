"""The theme's files and the files that writing refers to, as outputs.

A theme's file has the digest of its content in its name, so that a browser may keep it for ever.
Knows names and contents; does not read anything.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.digest import Digest, digest_bytes, digest_value
from generator.errors import SitePath
from generator.model.permalink import Url, output_path
from generator.model.pictures import Picture, list_variants
from generator.plan.outputs import Asset, Recipe

ASSETS_FOLDER = "assets/"

_CSS_URL = re.compile(r"""(url\(\s*["']?)(?!data:|https?:|/|#)([^"')\s]+)""", re.IGNORECASE)


class ThemeFile(msgspec.Struct, frozen=True):
    """A file below `templates/assets/`, of the site or of the package."""

    name: str
    """Below `assets/`: `journal.css`, `fonts/serif.woff2`."""
    digest: Digest
    path: SitePath
    is_packaged: bool
    text: str = ""
    """Of a stylesheet, whose addresses of other assets are to be written anew."""


def plan_theme_files(files: Sequence[ThemeFile]) -> tuple[Asset, ...]:
    """Give every file of the theme an address with its digest; stylesheets come last, for they name the others."""
    plain = [file for file in files if not file.name.endswith(".css")]
    outputs = {file.name: _digested_name(file.name, file.digest) for file in plain}
    assets = [_make_asset(file, file.digest, outputs[file.name]) for file in plain]
    for file in files:
        if file.name.endswith(".css"):
            data = _rewrite(file, outputs).encode()
            digest = digest_bytes(data)
            assets.append(_make_asset(file, digest, _digested_name(file.name, digest), data))
    return tuple(assets)


def theme_urls(assets: Sequence[Asset]) -> Mapping[str, str]:
    """Map the names of the theme's files to their addresses."""
    return {asset.owner: f"/{asset.output}" for asset in assets}


def _digested_name(name: str, digest: Digest) -> SitePath:
    stem, dot, extension = name.rpartition(".")
    return SitePath(f"{ASSETS_FOLDER}{stem or name}.{digest.hex()[:8]}{dot if stem else ''}{extension if stem else ''}")


def _make_asset(file: ThemeFile, digest: Digest, output: SitePath, data: bytes | None = None) -> Asset:
    return Asset(output, digest, file.name, file.path, file.is_packaged, data)


def _rewrite(file: ThemeFile, outputs: Mapping[str, SitePath]) -> str:
    """Put the digested names of other assets into a stylesheet; what is no asset stays as it is."""
    folder = posixpath.dirname(file.name)

    def replace(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(folder, match.group(2)))
        if name not in outputs:
            return match.group()
        own = posixpath.join(ASSETS_FOLDER, folder)
        return match.group(1) + posixpath.relpath(outputs[name], own)

    return _CSS_URL.sub(replace, file.text)


def plan_files(
    files: Sequence[tuple[SitePath, Url]],
    digests: Mapping[SitePath, Digest],
    pictures: Mapping[SitePath, Picture],
    imaging: Digest,
) -> tuple[Asset, ...]:
    """Publish each file that something published refers to: pictures as they are made anew, all others as they are.

    Args:
        files: with the address that each would have.
        digests: of the files' contents.
        pictures: what is known of those that are pictures.
        imaging: names all that pictures are made with.
    """
    planned: dict[tuple[SitePath, Digest, SitePath], Asset] = {}
    for path, url in files:
        picture = pictures.get(path)
        if picture is None:
            planned[output_path(url), digests[path], path] = Asset(output_path(url), digests[path], path, path)
            continue
        for asset in _plan_picture(path, url, picture, imaging):
            # The same picture in two files is the same one as it is published.
            planned.setdefault((asset.output, asset.digest, SitePath("")), asset)
    return tuple(planned.values())


def _plan_picture(path: SitePath, url: Url, picture: Picture, imaging: Digest) -> Iterator[Asset]:
    if picture.fault:
        return
    for variant in list_variants(picture, url):
        recipe = Recipe(picture.form, variant.width, variant.height)
        yield Asset(
            output_path(variant.url), digest_value((imaging, picture.digest, recipe)), path, path, recipe=recipe
        )
