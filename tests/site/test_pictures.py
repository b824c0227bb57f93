"""Pictures on a whole site: made anew, each once, and nothing of the files they are made from is published."""

import base64
import hashlib
import re
import struct
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from generator.build import rendering
from generator.build.making import Group, Made, make_group
from tests.imaging.samples import CANARIES, encode, make_exif, make_image, make_profile, with_exif
from tests.imaging.test_drawings import INKSCAPE
from tests.imaging.test_moving import make_moving
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
base_url: https://user.github.io/notes
== content/entries/one.md ==
---
date: 2020-01-01
---
# One

![A photo](shot.jpg) and [the same](shot.jpg).
== content/entries/two.md ==
---
date: 2020-01-02
---
# Two

Words.
"""


def add_late_text(data: bytes) -> bytes:
    """Put words into a PNG behind its points, where many that read only the beginning do not look."""
    words = b"tEXtAuthor\0CANARY-TEXT"
    chunk = (len(words) - 4).to_bytes(4, "big") + words + zlib.crc32(words).to_bytes(4, "big")
    return data[:-12] + chunk + data[-12:] + b"CANARY-TEXT after the end"


def add_thumbnail(image: Image.Image) -> bytes:
    """Put a small picture into the Exif of a JPEG, which has words of its own and often shows what was cut off."""
    small = encode(image.resize((16, 12)), "jpeg", comment=b"CANARY-PLACE")
    pointers = struct.pack("<HHII HHII", 0x0201, 4, 1, 8 + 6 + 2 + 24 + 4, 0x0202, 4, 1, len(small))
    tiff = (
        b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14) + struct.pack("<H", 2) + pointers + bytes(4) + small
    )
    return encode(image, "jpeg", exif=b"Exif\0\0" + tiff)


CORPUS = {
    **{f"turned-{turn}.jpg": with_exif(make_image(800, 600), "jpeg", turn) for turn in range(1, 9)},
    **{f"turned-{turn}.png": with_exif(make_image(80, 60), "png", turn) for turn in (1, 6)},
    **{f"turned-{turn}.webp": with_exif(make_image(80, 60), "webp", turn) for turn in (1, 3, 8)},
    **{f"turned-{turn}.tiff": with_exif(make_image(80, 60), "tiff", turn) for turn in (1, 6)},
    "photo.avif": encode(make_image(80, 60), "avif", exif=make_exif(1), icc_profile=make_profile()),
    "grey.jpg": with_exif(make_image(800, 600, "L"), "jpeg", 1),
    "NAME.JPEG": with_exif(make_image(90, 60), "jpeg", 1),
    "no-ending": with_exif(make_image(70, 60), "jpeg", 6),
    "two-in-one.jpg": encode(make_image(60, 60), "mpo", exif=make_exif(1)) + with_exif(make_image(9, 9), "jpeg"),
    "scan.bmp": encode(make_image(60, 80), "bmp"),
    "moves.gif": make_moving("gif"),
    "moves.webp": make_moving("webp"),
    "moves.png": make_moving("png"),
    "drawing.svg": INKSCAPE.encode(),
    "still.gif": encode(make_image(60, 40).quantize(), "gif", comment=b"CANARY-TEXT"),
    "late.png": add_late_text(encode(make_image(60, 40), "png")),
    "thumbnail.jpg": add_thumbnail(make_image(90, 70)),
}
"""Files as cameras, telephones and editors write them."""

EXACT = (".png", ".webp", ".tiff", ".bmp")


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a photograph."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/shot.jpg", with_exif(make_image(1600, 1200), "jpeg", 6))
    return space


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each output that is made."""
    outputs: list[str] = []

    def make(group: Group, *rest: object) -> tuple[Made, ...]:
        outputs.extend(asset.output for asset in group)
        return make_group(group, *rest)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(rendering, "make_group", make)
    return outputs


def list_files(space: SiteSpace) -> dict[str, bytes]:
    """Read all that is published."""
    files = (path for path in space.public.rglob("*") if path.is_file())
    return {path.relative_to(space.public).as_posix(): path.read_bytes() for path in files}


def disguise(word: bytes) -> set[bytes]:
    """Write a word in all the ways in which it could stand in a file."""
    shifted = {base64.b64encode(b"x" * shift + word + b"xx")[4:-4] for shift in range(3)}
    return {word, word.decode().encode("utf-16-le"), word.decode().encode("utf-16-be"), word.hex().encode(), *shifted}


def unpack(data: bytes) -> bytes:
    """Give a file with all that is packed in it, wherever that begins."""
    found = [data]
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)):
        try:
            found.append(zlib.decompressobj().decompress(data[start:]))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_nothing_that_a_camera_wrote_is_published(tmp_path: Path) -> None:
    """Of twenty and more files with names, places, words and profiles in all forms no byte of these is in the output."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/one.md", "".join(f"![{name}]({name})\n[{name}]({name})\n" for name in CORPUS))
    for name, data in CORPUS.items():
        space.write(f"content/entries/{name}", data)
    assert sum(any(canary.encode() in unpack(data) for canary in CANARIES) for data in CORPUS.values()) >= 20
    built = space.build()
    assert (built.is_published, built.problems) == (True, "")
    words = set().union(*(disguise(canary.encode()) for canary in (*CANARIES, "51.5007")))
    for name, data in list_files(space).items():
        seen = unpack(data)
        assert not [word for word in words if word in seen], name
        assert data not in CORPUS.values(), name
        if not name.endswith((".html", ".xml", ".json", ".txt", ".css", ".js", ".svg")):
            image = Image.open(BytesIO(data))
            assert not image.getexif(), name
            assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & image.info.keys(), name


@pytest.mark.parametrize("name", [name for name in CORPUS if name.startswith(("turned", "grey", "no-", "scan"))])
def test_what_is_published_shows_what_the_file_showed(tmp_path: Path, name: str) -> None:
    """Turned as it was shown; what was exact is exact, or so near that nobody sees it."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/one.md", f"![a]({name})\n")
    space.write(f"content/entries/{name}", CORPUS[name])
    space.build()
    shown = Image.open(BytesIO(CORPUS[name]))
    original = ImageOps.exif_transpose(shown) if shown.format != "TIFF" else shown
    largest = max(space.public.glob("*.webp"), key=lambda path: int(path.stem.rpartition("-")[2]))
    published = Image.open(BytesIO(largest.read_bytes()))
    assert published.size == original.size
    difference = ImageChops.difference(published.convert("RGB"), original.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) < (2 if name.endswith(EXACT) else 4)


def test_page_offers_three_widths(tmp_path: Path) -> None:
    """With how much room it takes; a link leads to the largest, a feed has one whole address."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/shot.jpg", with_exif(make_image(1600, 1200), "jpeg", 1))
    space.build()
    names = sorted(path.name for path in space.public.glob("shot*"))
    stem = names[0].partition("-")[0]
    assert names == [f"{stem}-1280.webp", f"{stem}-1600.webp", f"{stem}-640.webp"]
    assert [Image.open(BytesIO((space.public / name).read_bytes())).size for name in names] == [
        (1280, 960),
        (1600, 1200),
        (640, 480),
    ]
    page = space.parse("one/index.html").tree
    (image,) = page.findall(".//main//img")
    assert image.attrib == {
        "src": f"/notes/{stem}-1280.webp",
        "srcset": ", ".join(f"/notes/{stem}-{width}.webp {width}w" for width in (640, 1280, 1600)),
        "sizes": "(min-width: 48rem) 40rem, 100vw",
        "width": "1600",
        "height": "1200",
        "alt": "A photo",
        "loading": "lazy",
        "decoding": "async",
    }
    assert f'href="/notes/{stem}-1600.webp"' in space.read("one/index.html")
    feed = space.read("feed.xml")
    assert f"https://user.github.io/notes/{stem}-1280.webp" in feed
    assert "srcset" not in feed


def list_pictures(made: list[str]) -> list[str]:
    """Leave the cards out of what was made."""
    return [path for path in made if not path.startswith("cards/")]


def test_each_picture_is_made_once(space: SiteSpace, made: list[str]) -> None:
    """For each content: not for another text, name or place, nor after a cleaning or a branch that was visited."""
    space.build()
    assert len(list_pictures(made)) == 2
    space.edit("content/entries/two.md", "Words.", "Words. ![](again.jpg)")
    space.write("content/entries/again.jpg", (space.root / "content/entries/shot.jpg").read_bytes())
    assert space.build().copied == {path.name for path in space.public.glob("again*")}
    space.rename("content/entries/shot.jpg", "content/entries/other.jpg")
    space.edit("content/entries/one.md", "(shot.jpg) and [the same](shot.jpg)", "(other.jpg)")
    space.build()
    for path in space.public.glob("*.webp"):
        path.unlink()
    assert len(space.build().copied) == 4
    assert len(list_pictures(made)) == 2
    space.write("content/entries/other.jpg", with_exif(make_image(300, 200), "jpeg"))
    space.build()
    assert len(list_pictures(made)) == 3


def test_incremental_equals_clean(space: SiteSpace) -> None:
    """Whatever happens to pictures, the site is the one that a clean build makes, on any number of cores."""
    space.build()
    edits: list[Callable[[], object]] = [
        lambda: space.write("content/entries/shot.jpg", with_exif(make_image(700, 500), "jpeg", 3)),
        lambda: space.write("content/entries/shot.jpg", encode(make_image(700, 500), "png")),
        lambda: space.edit("content/entries/two.md", "Words.", "![](moves.gif) ![](d.svg)"),
        lambda: space.write("content/entries/shot.jpg", with_exif(make_image(2000, 1500), "jpeg", 1)),
        lambda: space.edit("content/entries/one.md", "![A photo](shot.jpg) and", "See"),
    ]
    space.write("content/entries/moves.gif", make_moving("gif"))
    space.write("content/entries/d.svg", INKSCAPE)
    for edit in edits:
        edit()
        space.build()
        incremental = list_files(space)
        space.build(is_clean=True, jobs=2)
        assert list_files(space) == incremental
        assert space.build().did_nothing


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.jpg", b"no picture", "is broken, or of a format that is not known"),
        ("a.jpg", with_exif(make_image(80, 60), "jpeg")[:-400], "is broken"),
        ("a.png", encode(make_image(80, 60), "png")[:-40], "is broken"),
        ("a.svg", b"<svg><g></svg>", "is no drawing that can be read: mismatched tag in line 1"),
        ("a.gif", make_moving("gif")[:700], "is broken"),
        (
            "a.jpg",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            "cannot be published, as what a camera wrote into it could not be removed",
        ),
        ("a.heic", b"", "cannot be published, as what a camera wrote into it could not be removed"),
        (
            "a.png",
            encode(Image.new("1", (10_000, 9_000)), "png"),
            "has 10,000 by 9,000 pixels, more than the 80,000,000 that a picture may have",
        ),
    ],
    ids=["other", "half", "half exact", "drawing", "moving", "locked inside", "locked", "bomb"],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_picture_that_cannot_be_published_is_a_problem(
    space: SiteSpace, name: str, data: bytes, fault: str, *, jobs: int
) -> None:
    """In the line that refers to it; the published site stays as it was."""
    space.build()
    before = list_files(space)
    space.write(f"content/entries/{name}", data)
    space.edit("content/entries/two.md", "Words.", f"Words.\n\nAnd ![a]({name}).")
    built = space.build(jobs=jobs)
    assert not built.is_published
    place = "content/entries/two.md:8:10: error: "
    assert built.problems.startswith(f"{place}the picture content/entries/{name} {fault}\n    8 | And ![a]({name}).\n")
    assert list_files(space) == before
    checked = space.journal("check", "--date", "2020-06-01")
    assert f"{place}the picture content/entries/{name} {fault}" in checked.err + checked.out
    assert "Traceback" not in checked.err


def test_broken_picture_for_previews_is_told_at_its_field(space: SiteSpace) -> None:
    """It is referred to in the front matter."""
    space.write("content/entries/a.jpg", b"")
    space.edit("content/entries/two.md", "date: 2020-01-02\n", "date: 2020-01-02\nimage: a.jpg\n")
    assert space.build().problems.startswith(
        "content/entries/two.md:3:8: error: the picture content/entries/a.jpg is broken, or of a format"
    )


def test_what_nobody_refers_to_may_be_broken(space: SiteSpace) -> None:
    """It is not published."""
    space.write("content/entries/a.heic", b"")
    space.write("content/entries/b.png", b"")
    assert space.build().is_published


def test_nothing_to_do_loads_nothing(space: SiteSpace) -> None:
    """Neither does a changed text: opening pictures is left to builds that have a new one."""
    assert space.journal("build").code == 0
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try: main()\nfinally: print([name for name in sys.modules if name == 'PIL'])"
    )
    assert space.run(sys.executable, "-c", code, "build").out.endswith("[]\n")
    space.edit("content/entries/two.md", "Words.", "Other words.")
    assert space.run(sys.executable, "-c", code, "build").out.endswith("[]\n")
    space.write("content/entries/shot.jpg", with_exif(make_image(300, 200), "jpeg"))
    assert space.run(sys.executable, "-c", code, "build").out.endswith("['PIL']\n")


SKILLS = """\
title: Backend
skills:
  - {title: Flask, state: done}
  - {title: Django}
"""


def list_metas(space: SiteSpace, path: str) -> dict[str, str]:
    """Give what a page says to those who share it."""
    metas = space.parse(path).tree.findall(".//head/meta")
    named = ((meta.get("property") or meta.get("name"), meta.get("content")) for meta in metas)
    return {name: content for name, content in named if name and name.startswith(("og:image", "twitter:"))}


def test_each_page_has_a_card(space: SiteSpace) -> None:
    """Entries and skills their own, an entry with a picture that, all others the site's; each is there, as it is said."""
    space.write("content/checklists/backend.yaml", SKILLS)
    space.edit("content/entries/two.md", "date: 2020-01-02\n", "date: 2020-01-02\nimage: shot.jpg\n")
    space.build()
    cards = {}
    for page in ("index.html", "one/index.html", "two/index.html", "skills/flask/index.html", "journal/index.html"):
        metas = list_metas(space, page)
        address = metas["og:image"]
        assert metas["twitter:image"] == address
        assert metas["twitter:card"] == "summary_large_image"
        assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
        assert metas["og:image:alt"]
        path = address.removeprefix("https://user.github.io/notes/")
        image = Image.open(BytesIO((space.public / path).read_bytes()))
        assert (image.format, image.size) == ("JPEG" if page == "two/index.html" else "PNG", (1200, 630))
        cards[page] = path
    assert cards["index.html"] == cards["journal/index.html"] == "cards/site.png"
    assert len(set(cards.values())) == 4


def test_site_without_an_address_has_no_cards(space: SiteSpace) -> None:
    """A picture without a whole address is shown by nobody."""
    space.edit("site.yaml", "base_url: https://user.github.io/notes\n", "")
    space.build()
    assert list_metas(space, "one/index.html") == {}
    assert not (space.public / "cards").exists()


def test_each_card_is_made_once(space: SiteSpace, made: list[str]) -> None:
    """For what it shows: not for another text of its entry, nor again on another day, or after a cleaning."""
    space.write("content/checklists/backend.yaml", SKILLS)
    space.build()
    first = [path for path in made if path.startswith("cards/")]
    assert len(first) == len(set(first)) == 5
    space.edit("content/entries/two.md", "Words.", "Other words.")
    assert not {path for path in space.build().copied if path.startswith("cards/")}
    space.remove("public")
    space.build(date="2020-06-02")
    assert [path for path in made if path.startswith("cards/")] == first
    space.edit("content/entries/two.md", "# Two", "# Second")
    built = space.build()
    assert len([path for path in made if path.startswith("cards/")]) == 6
    assert {path.partition("/")[0] for path in built.copied} == {"cards"}
    assert len([path for path in built.removed if path.startswith("cards/")]) == 1


def test_step_of_progress_changes_no_page_but_those_that_show_it(space: SiteSpace) -> None:
    """The card of the site is another, at the same address."""
    space.write("content/checklists/backend.yaml", SKILLS)
    space.build()
    space.edit("content/checklists/backend.yaml", "{title: Django}", "{title: Django, state: learning}")
    built = space.build()
    assert "cards/site.png" in built.copied
    assert not {"one/index.html", "two/index.html", "journal/index.html", "404.html"} & built.rendered


@pytest.mark.parametrize("jobs", [1, 2])
def test_cards_are_the_same_on_any_number_of_cores(tmp_path: Path, jobs: int) -> None:
    """A hundred and more of them, so that others help."""
    entries = "".join(f"== content/entries/e{number}.md ==\n# Entry {number}\n\nWords.\n" for number in range(160))
    space = SiteSpace(tmp_path / "site", SITE + entries)
    assert space.build(jobs=jobs).is_published
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (space.public / "cards").iterdir()}
    assert len(digests) == 163
    other = SiteSpace(tmp_path / "other", SITE + entries)
    other.build()
    assert digests == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (other.public / "cards").iterdir()
    }
