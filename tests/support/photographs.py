"""Pictures made for tests: photographs with all that a camera and its owner write into them."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, PngImagePlugin

SECRETS = (
    b"Canary-Maker",
    b"canary-xmp",
    b"canary-caption",
    b"canary-comment",
    b"canary-icc",
    b"canary-text",
)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>canary-xmp</rdf></x:xmpmeta>'
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x13\x1c\x02\x78\x00\x0ecanary-caption\x00"
LATITUDE, GPS = 2, 0x8825


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A photograph's worth of soft shades, always the same; red at the top left."""
    grain = Image.frombytes("L", (64, 64), bytes((n * n * 7919 >> 5) % 256 for n in range(64 * 64)))
    grey = Image.blend(Image.radial_gradient("L"), grain.resize((256, 256), Image.Resampling.BICUBIC), 0.1)
    grey = grey.resize((width, height))
    made = Image.merge(
        "RGB",
        (
            grey,
            Image.linear_gradient("L").resize((width, height)),
            grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        ),
    )
    made.paste((250, 10, 10), (0, 0, width // 4, height // 4))
    return made.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """What a phone writes: its maker, which way is up, and the place to the metre."""
    made = Image.Exif()
    made[0x010F] = "Canary-Maker"
    made[0x0112] = orientation
    location = made.get_ifd(GPS)
    location[1], location[LATITUDE] = "N", (41.0, 52.0, 43.21)
    return made.tobytes()


def profile() -> bytes:
    """A profile in which red and green have changed places, under a name that is not sRGB's."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    first, second = (made.index(tag, 128) for tag in (b"rXYZ", b"gXYZ"))
    made[first : first + 4], made[second : second + 4] = b"gXYZ", b"rXYZ"
    return bytes(made).replace("sRGB".encode("utf-16-be"), "Mine".encode("utf-16-be"))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photograph(width: int = 620, height: int = 430, orientation: int = 1) -> bytes:
    """A JPEG with EXIF, XMP, IPTC, a comment and a profile."""
    data = saved(
        scene(width, height),
        "JPEG",
        exif=exif(orientation),
        xmp=XMP,
        comment=b"canary-comment",
        icc_profile=b"canary-icc no profile at all",
    )
    segment = b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC
    return data[:2] + segment + data[2:] + b"canary-text after the end"


def screenshot(width: int = 620, height: int = 430) -> bytes:
    """A PNG with texts, EXIF and XMP."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "canary-text", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(scene(width, height), "PNG", pnginfo=notes, exif=exif())


def webp(width: int = 620, height: int = 430) -> bytes:
    return saved(scene(width, height), "WEBP", exif=exif(), xmp=XMP, icc_profile=b"canary-icc")


def film(kind: str, frames: int = 3) -> bytes:
    """A picture that moves, with a comment where the format has one."""
    every = [scene(320, 200).rotate(30 * number) for number in range(frames)]
    more: dict[str, object] = (
        {"comment": b"canary-comment"} if kind == "GIF" else {"exif": exif(), "xmp": XMP}
    )
    return saved(
        every[0], kind, save_all=True, append_images=every[1:], duration=[50, 120, 70], loop=0, **more
    )
