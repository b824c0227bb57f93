"""What is packed is found and unpacked, wherever it begins, and nothing can be unpacked without end."""

import gzip
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli  # type: ignore[import-untyped]  # it has no annotations
import pytest

from generator.audit import unpacking
from generator.audit.unpacking import unpack

TEXT = b"some words to pack " * 9


def make_archive(data: bytes) -> bytes:
    """Make a ZIP archive of two members."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("first.txt", b"first")
        archive.writestr("folder/second.txt", data)
    return written.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, make_archive])
@pytest.mark.parametrize("before", [b"", b"\x89PNG other bytes x\x9c"])
def test_packed_bytes_are_found_wherever_they_begin(pack: Callable[[bytes], bytes], before: bytes) -> None:
    """Behind other bytes, and behind a sign that packs nothing."""
    layers = [layer for _, layer in unpack(before + pack(TEXT) + b"after")]
    assert TEXT in layers
    places = [place for place, layer in unpack(before + pack(TEXT)) if layer in {TEXT, b"first"}]
    assert places[0] == len(before)


def test_brotli_is_known_by_the_name() -> None:
    """It has no sign of its own."""
    assert list(unpack(brotli.compress(TEXT), "page.html.BR")) == [(0, TEXT)]
    assert list(unpack(brotli.compress(TEXT), "page.html")) == []
    assert list(unpack(b"no brotli", "page.html.br")) == []


def test_what_is_packed_twice_is_unpacked_twice() -> None:
    """An archive of packed files, but not without end."""
    assert TEXT in [layer for _, layer in unpack(make_archive(gzip.compress(TEXT)))]
    long = TEXT * 9999
    packed = gzip.compress(gzip.compress(long))
    assert long in [layer for _, layer in unpack(packed, depth=2)]
    assert long not in [layer for _, layer in unpack(packed, depth=1)]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_of_a_broken_stream_the_beginning_is_given(pack: Callable[[bytes], bytes]) -> None:
    """Up to the fault, as the pixels of a picture, which are one stream in many pieces."""
    text = b"".join(str(number).encode() for number in range(9999))
    packed = pack(text)
    (layer,) = (layer for _, layer in unpack(packed[:6000] + b"\xff" * 200))
    assert len(layer) > 4000
    assert text.startswith(layer[:4000])


@pytest.mark.parametrize("name", ["a.gz", "a.br"])
def test_bombs_are_unpacked_as_far_as_the_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few bytes can be made to unpack to all memory there is."""
    monkeypatch.setattr(unpacking, "MAX_BYTES", 10_000)
    packed = gzip.compress(bytes(5_000_000)) if name == "a.gz" else brotli.compress(bytes(5_000_000))
    (layer,) = (layer for _, layer in unpack(packed, name))
    assert 10_000 <= len(layer) <= (10_000 if name == "a.gz" else 5_000_000)
