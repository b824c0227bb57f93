"""Pictures for tests, with all that cameras and programs write into them.

Does not know what becomes of them.
"""

from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

CANARIES = ("CANARY-CAMERA", "CANARY-ARTIST", "CANARY-XMP", "CANARY-IPTC", "CANARY-TEXT", "CANARY-ICC", "CANARY-PLACE")
"""What is written into the files, and may be in nothing that is published."""

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b"<place>CANARY-XMP 51.5007 -0.1246</place></x:xmpmeta>"
)
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x10\x1c\x02\x5a\x00\x0bCANARY-IPTC"


def make_image(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Draw four corners of different colours, so that every turn shows, over a soft ground."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    half = (width // 2, height // 2)
    for corner, colour in (
        ((0, 0), (200, 30, 30)),
        ((width - half[0], 0), (30, 160, 30)),
        ((0, height - half[1]), (30, 30, 200)),
    ):
        image.paste(colour, (*corner, corner[0] + half[0], corner[1] + half[1]))
    return image.convert(mode)


def make_exif(orientation: int) -> bytes:
    """Write what a telephone writes: who, with what, and where."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    exif[0x013B] = "CANARY-ARTIST"
    exif[0x0112] = orientation
    exif[0x010E] = "CANARY-TEXT"
    exif[0x02BC] = XMP
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 2.5), 3: "W", 4: (0.0, 7.0, 28.6), 29: "CANARY-PLACE"})
    return exif.tobytes()


def make_profile() -> bytes:
    """Make a colour profile with a name."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # In the part of the head that nothing reads.
    profile[100:110] = b"CANARY-ICC"
    return bytes(profile)


def encode(image: Image.Image, kind: str, *, moves: bool = False, **options: object) -> bytes:
    """Write a picture, or one that moves."""
    written = BytesIO()
    if moves:
        other = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        image.save(written, kind, save_all=True, append_images=[other], duration=100, loop=0, **options)
    else:
        image.save(written, kind, **options)
    return written.getvalue()


def with_exif(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """Write a picture with all that its format has room for."""
    options: dict[str, object] = {"exif": make_exif(orientation), "icc_profile": make_profile()}
    if kind in {"jpeg", "webp", "png"}:
        options["xmp"] = XMP
    if kind == "jpeg":
        options |= {"comment": b"CANARY-TEXT", "quality": 95, "subsampling": 0}
    if kind == "webp":
        options |= {"lossless": True, "exact": True}
    if kind == "png":
        options["pnginfo"] = make_text_chunks()
    data = encode(image, kind, **options)
    if kind == "jpeg":
        data = data[:2] + b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC + data[2:] + b"CANARY-TEXT"
    return data


def make_text_chunks() -> PngImagePlugin.PngInfo:
    """Write words in each of the ways that PNG knows."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "CANARY-TEXT plain")
    info.add_text("Comment", "CANARY-TEXT packed", zip=True)
    info.add_itxt("Location", "CANARY-TEXT ünï", "en", "Location")
    info.add_itxt("Copyright", "CANARY-TEXT packed ünï", "en", "Copyright", zip=True)
    return info
