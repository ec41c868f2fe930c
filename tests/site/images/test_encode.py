"""Nothing that a camera wrote leaves: not the place, not the maker, not a caption, in no format."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

import pytest
from PIL import Image

from generator.public.view import ResponsiveImage
from generator.site.images.album import Album
from tests.support import photographs
from tests.support.photographs import SECRETS

PICTURES: Mapping[str, bytes] = {
    "photo.jpg": photographs.photograph(),
    "small.jpg": photographs.photograph(300, 200),
    "screen.png": photographs.screenshot(),
    "small.png": photographs.screenshot(120, 80),
    "photo.webp": photographs.webp(),
    "film.gif": photographs.film("GIF"),
    "film.webp": photographs.film("WEBP"),
    "film.png": photographs.film("PNG"),
    "grey.png": photographs.saved(photographs.scene(900, 600, "L"), "PNG", exif=photographs.exif()),
    "palette.png": photographs.saved(photographs.scene(900, 600, "P"), "PNG", exif=photographs.exif()),
}


def unpacked(data: bytes) -> bytes:
    """The bytes, and what is packed in a PNG's chunks of text."""
    texts = [data]
    for mark in (b"zTXt", b"iTXt"):
        for part in data.split(mark)[1:]:
            for at in range(40):
                try:
                    texts.append(zlib.decompressobj().decompress(part[at:]))
                except zlib.error:
                    continue
    return b"\n".join(texts)


def published(name: str, data: bytes) -> dict[str, bytes]:
    """All files that a page would need to show the picture and to link to it."""
    album = Album({name: data})
    assert isinstance(album.responsive(name, ""), ResponsiveImage)
    assert isinstance(album.full_size(name), str)
    assert album.files
    return {address: made for address, (_, made) in album.files.items()}


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_that_was_written_into_a_picture_leaves(name: str) -> None:
    data = PICTURES[name]
    assert any(secret in unpacked(data) for secret in SECRETS), "the picture has nothing to hide"
    for address, made in published(name, data).items():
        assert [secret for secret in SECRETS if secret in unpacked(made)] == [], address
        with Image.open(io.BytesIO(made)) as picture:
            assert not picture.getexif(), address
            assert not {"xmp", "exif", "icc_profile", "comment", "photoshop"} & picture.info.keys(), address
            assert photographs.GPS not in picture.getexif(), address


def test_the_place_stood_in_the_photograph() -> None:
    with Image.open(io.BytesIO(PICTURES["photo.jpg"])) as picture:
        assert picture.getexif().get_ifd(photographs.GPS)[photographs.LATITUDE][0] == 41


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_the_right_way_up(orientation: int) -> None:
    """The red corner stands at the top left of the sensor; where it goes is what the number means."""
    data = photographs.photograph(orientation=orientation)
    turned = orientation > 4
    for address, made in published("photo.jpg", data).items():
        with Image.open(io.BytesIO(made)) as picture:
            assert (picture.height > picture.width) == turned, address
            right = orientation in (2, 3, 6, 7)
            low = orientation in (3, 4, 7, 8)
            spot = (picture.width * (7 if right else 1) // 8, picture.height * (7 if low else 1) // 8)
            red, green, blue = picture.convert("RGB").getpixel(spot)  # type: ignore[misc]  # three bands
            assert (red > 200, green < 60, blue < 60) == (True, True, True), (address, orientation)


def test_the_second_view_of_a_phone_is_left_behind() -> None:
    both = photographs.saved(
        photographs.scene(900, 600),
        "MPO",
        save_all=True,
        append_images=[photographs.scene(90, 60)],
        exif=photographs.exif(),
    )
    made = published("photo.jpg", both)
    assert all(b"Canary-Maker" not in data for data in made.values())
    assert any(address.endswith(".avif") for address in made)


def test_a_wide_gamut_becomes_srgb() -> None:
    """Red and green change places in this profile: what is shown is what its owner saw."""
    plain = Image.new("RGB", (600, 400), (255, 0, 0))
    data = photographs.saved(plain, "PNG", icc_profile=photographs.profile())
    for made in published("photo.png", data).values():
        with Image.open(io.BytesIO(made)) as picture:
            assert "icc_profile" not in picture.info
            red, green, _ = picture.convert("RGB").getpixel((300, 200))  # type: ignore[misc]  # three bands
            assert green > 230
            assert red < 60
