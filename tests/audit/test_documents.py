"""What documents and films say of whoever made them is found."""

import zipfile
import zlib
from io import BytesIO

import pytest

from generator.audit.documents import find_properties

XMP = b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>"


def make_office(name: str, text: str) -> bytes:
    """Make an office document."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, text)
    return written.getvalue()


def box(name: bytes, data: bytes) -> bytes:
    """Make a box of QuickTime."""
    return (len(data) + 8).to_bytes(4, "big") + name + data


FILM = box(b"ftyp", b"isom\0\0\0\0")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n<< /Author (Ada \\(me\\)) /Creator (Writer) >>", ('an author: "Ada (me)"', 'a program: "Writer"')),
        (b"%PDF-1.7\n<< /Author <FEFF00410064 0061> >>", ('an author: "Ada"',)),
        (b"%PDF-1.7\nstream\n" + zlib.compress(b"<< /Author(Ada) >>") + b"\nendstream", ('an author: "Ada"',)),
        (b"%PDF-1.7\nstream\n" + XMP, ('an author: "Ada"',)),
        (b"%PDF-1.7\n<< /Author () /Title (Ada) >>", ()),
        (
            make_office(
                "docProps/core.xml", "<a><dc:creator>Ada</dc:creator><cp:lastModifiedBy>Bo</cp:lastModifiedBy></a>"
            ),
            ('an author: "Ada"', 'who changed it last: "Bo"'),
        ),
        (make_office("meta.xml", "<meta:initial-creator>Ada</meta:initial-creator>"), ('an author: "Ada"',)),
        (FILM + box(b"moov", box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+51.5007-000.1246/"))), ("a place (GPS)",)),
        (FILM + box(b"moov", b"mdtacom.apple.quicktime.location.ISO6709 +51.5007-000.1246/"), ("a place (GPS)",)),
        (FILM + box(b"moov", b"com.apple.quicktime.make com.apple.quicktime.model"), ("a camera",)),
        (FILM + box(b"moov", b""), ()),
        (b"ID3\x03\0\0\0\0\0\x20TPE1\0\0\0\x04\0\0\0Ada", ("an author",)),
        (b"just text that says /Author (Ada)", ()),
        (b"", ()),
    ],
)
def test_properties_are_found(data: bytes, found: tuple[str, ...]) -> None:
    """Plain, in hexadecimal, packed, and in each kind of file; nothing of other files."""
    assert find_properties(data) == found


def test_broken_documents_say_what_they_say() -> None:
    """A file that ends in the middle is looked into as far as it goes."""
    whole = make_office("docProps/core.xml", "<dc:creator>Ada</dc:creator>")
    for end in range(0, len(whole), 7):
        find_properties(whole[:end])
    assert find_properties(b"%PDF-1.7 /Author <4164613> /Author (Bo") == ('an author: "Ada"',)
