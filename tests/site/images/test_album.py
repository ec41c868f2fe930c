from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.core.messages import Message
from generator.public.view import ResponsiveImage
from generator.site.images import cache, encode
from generator.site.images.album import Album
from generator.site.markdown.link_targets import picture_path
from tests.support import photographs
from tests.support.hypothesis_profile import examples
from tests.support.pngs import png


def shown(name: str, data: bytes) -> tuple[ResponsiveImage, dict[str, bytes]]:
    album = Album({name: data})
    made = album.responsive(name, "A scene")
    assert isinstance(made, ResponsiveImage), made
    return made, {address: file for address, (_, file) in album.files.items()}


def trouble(name: str, data: bytes) -> Message:
    made = Album({name: data}).responsive(name, "")
    assert isinstance(made, Message)
    return made.having(file=picture_path(name))


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def test_a_photograph_is_offered_in_several_widths_none_larger_than_it_is() -> None:
    made, files = shown("trip/Lake View.jpg", photographs.photograph(2400, 1600))
    assert [source.type for source in made.sources] == ["image/avif", "image/webp"]
    for source in made.sources:
        assert [choice.width for choice in source.choices] == [480, 800, 1200, 1600]
        assert all(size(files[choice.address])[0] == choice.width for choice in source.choices)
    assert made.size == size(files[made.address]) == (1200, 800)
    assert made.address.startswith("images/trip-lake-view-1200.")
    assert made.address.endswith(".jpg")
    wide = {choice.width: len(files[choice.address]) for choice in made.sources[0].choices}
    assert sorted(wide.values()) == [wide[width] for width in (480, 800, 1200, 1600)]
    assert wide[1200] < len(files[made.address])


def test_a_picture_is_never_enlarged() -> None:
    made, _ = shown("photo.jpg", photographs.photograph(700, 500))
    assert made.size == (700, 500)
    assert {choice.width for source in made.sources for choice in source.choices} == {480, 700}


@pytest.mark.parametrize(
    ("name", "data"), [("icon.png", photographs.screenshot(479, 479)), ("light.png", png(900, 600))]
)
def test_small_and_light_pictures_are_served_as_they_are(name: str, data: bytes) -> None:
    made, files = shown(name, data)
    assert made.sources == ()
    assert list(files) == [made.address]


def test_what_would_be_heavier_is_left_out() -> None:
    """Sixteen flat colours in stripes: PNG holds them in next to nothing, other formats do not."""
    stripes = Image.new("P", (1000, 700))
    stripes.putpalette([value for colour in range(16) for value in (colour * 16, 255 - colour * 16, 90)])
    stripes.putdata([(x * 7919 + y // 3) % 16 for y in range(700) for x in range(1000)])
    made, files = shown("stripes.png", photographs.saved(stripes, "PNG"))
    fallback = len(files[made.address])
    for source in made.sources:
        same = [choice for choice in source.choices if choice.width == made.size[0]]
        assert all(len(files[choice.address]) < fallback for choice in same)


def chart(width: int, height: int) -> bytes:
    """Rings with soft edges in a few plain colours, as programs draw them."""
    large = Image.new("RGB", (2 * width, 2 * height), "white")
    pen = ImageDraw.Draw(large)
    for ring in range(16):
        x, y, radius = ring * 7919 % (2 * width), ring * 104729 % (2 * height), 40 + ring * 31 % 260
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(20, 60, 4 * ring), width=5)
    return photographs.saved(large.resize((width, height)).quantize(16, dither=Image.Dither.NONE), "PNG")


def test_a_drawing_of_plain_colours_stays_exact_and_is_never_made_heavier() -> None:
    data = chart(1400, 800)
    made, files = shown("chart.png", data)
    assert made.size == (1400, 800)
    assert len(files[made.address]) <= len(data)
    (source,) = made.sources
    assert source.type == "image/webp"
    widest = source.choices[-1]
    assert widest.width == 1400
    assert len(files[widest.address]) < len(files[made.address])
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(files[widest.address])) as after:
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_screenshot_full_of_shades_is_offered_lossy_and_narrow() -> None:
    """An exact copy of it weighs too much to be the only one."""
    shades = Image.effect_noise((1400, 800), 40).quantize(200)
    made, files = shown("shades.png", photographs.saved(shades, "PNG"))
    exact = len(files[made.address])
    lightest = min(len(files[choice.address]) for source in made.sources for choice in source.choices)
    assert lightest * 4 < exact


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_looks_the_same_afterwards(mode: str) -> None:
    if mode == "I;16":
        deep = Image.new("I;16", (600, 400), 0x8040)
        data, expected = photographs.saved(deep, "PNG"), (128, 128, 128, 255)
    else:
        data = photographs.saved(
            photographs.scene(600, 400, "RGBA").convert(mode, dither=Image.Dither.NONE), "PNG"
        )
        with Image.open(io.BytesIO(data)) as before:
            expected = before.convert("RGBA").getpixel((75, 50))  # type: ignore[assignment]  # four bands
    made, files = shown("a.png", data)
    for file in files.values():
        with Image.open(io.BytesIO(file)) as picture:
            got = picture.convert("RGBA").getpixel((picture.width // 8, picture.height // 8))
            assert all(abs(a - b) <= 12 for a, b in zip(got, expected, strict=True)), (made, got, expected)  # type: ignore[arg-type]  # four bands


def test_what_is_clear_stays_clear() -> None:
    clear = photographs.scene(800, 600, "RGBA")
    clear.paste((0, 0, 0, 0), (200, 150, 600, 450))
    palette = photographs.scene(800, 600, "P")
    palette.paste(7, (200, 150, 600, 450))
    for data in (photographs.saved(clear, "PNG"), photographs.saved(palette, "PNG", transparency=7)):
        _, files = shown("a.png", data)
        for address, file in files.items():
            with Image.open(io.BytesIO(file)) as picture:
                middle = picture.convert("RGBA").getpixel((picture.width // 2, picture.height // 2))
                assert middle[3] == 0, address  # type: ignore[index]  # four bands


def test_a_printers_colours_become_a_screens() -> None:
    _, files = shown("a.jpg", photographs.saved(photographs.scene(900, 600, "CMYK"), "JPEG"))
    for file in files.values():
        with Image.open(io.BytesIO(file)) as picture:
            assert picture.mode == "RGB"
            red, green, blue = picture.getpixel((20, 20))  # type: ignore[misc]  # three bands
            assert red > 200 > 80 > max(green, blue)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_film_plays_as_it_did_and_has_a_still_for_those_who_want_less_motion(kind: str) -> None:
    made, files = shown(f"film.{kind.lower()}", photographs.film(kind))
    (still,) = made.sources
    assert still.media == "(prefers-reduced-motion: reduce)"
    with Image.open(io.BytesIO(files[made.address])) as film:
        assert (film.format, film.n_frames, film.info["loop"]) == ("WEBP", 3, 0)  # type: ignore[attr-defined]  # of what moves
        durations = []
        for number in range(3):
            film.seek(number)
            film.load()
            durations.append(film.info["duration"])
        assert durations == [50, 120, 70]
    with Image.open(io.BytesIO(files[still.choices[0].address])) as alone:
        assert getattr(alone, "n_frames", 1) == 1


# --- what cannot be shown -----------------------------------------------------------------------------


def test_what_the_name_says_is_what_the_file_must_be() -> None:
    told = trouble("trip/lake.jpg", png())
    assert told.text == "content/images/trip/lake.jpg isn't a JPEG image, despite its name."
    assert told.hint == "Rename it to trip/lake.png."
    assert "HEIC" in (trouble("lake.jpg", b"\0\0\0\x18ftypheic\0\0\0\0").hint or "")
    assert (
        trouble("lake.tiff", b"II").text
        == "content/images/lake.tiff is a type of file that can't be published."
    )
    assert trouble("lake.png", b"").text == "content/images/lake.png isn't a PNG image, despite its name."


def test_a_picture_cut_off_is_broken() -> None:
    data = photographs.photograph()
    assert trouble("lake.jpg", data[: len(data) // 2]).text == "content/images/lake.jpg is damaged."


def bomb(width: int, height: int) -> bytes:
    """A header that promises more than there is."""
    data = bytearray(png(2, 2))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize("side", [8000, 9600, 30000, 2**31 - 1])
def test_a_bomb_is_not_unpacked(side: int) -> None:
    assert (
        trouble("lake.png", bomb(side, side)).text
        == "content/images/lake.png has more than 60 million pixels."
    )


def test_a_film_of_endless_frames_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.images.decode.MAX_ANIMATION_PIXELS", 320 * 200 * 2)
    assert "The frames of " in trouble("film.gif", photographs.film("GIF")).text


WHOLE = {
    "a.png": photographs.screenshot(40, 30),
    "a.jpg": photographs.photograph(40, 30),
    "a.gif": photographs.film("GIF"),
    "a.webp": photographs.film("WEBP"),
}


@examples(120)
@given(st.sampled_from(["a.png", "a.jpg", "a.gif", "a.webp"]), st.data())
def test_no_bytes_are_a_crash(name: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, min(len(damaged), 600) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    made = Album({name: bytes(damaged[:cut])}).responsive(name, "")
    assert isinstance(made, ResponsiveImage | Message)


# --- the same bytes, and only once ----------------------------------------------------------------------


def test_a_picture_comes_out_the_same_each_time_in_any_thread() -> None:
    data = photographs.photograph(900, 600)
    first = shown("a.jpg", data)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(shown("a.jpg", data))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [first, first]


def test_what_was_drawn_once_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {"a.jpg": photographs.photograph(), "b.png": png(), "film.gif": photographs.film("GIF")}

    def every(album: Album) -> tuple[object, ...]:
        album.prepare(raw)
        return *(album.responsive(name, "x") for name in raw), album.full_size("a.jpg"), album.files

    fresh = every(Album(raw, tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(encode, "encode", refuse)
    monkeypatch.setattr(encode, "encode_full_size", refuse)
    assert every(Album(raw, tmp_path)) == fresh


def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {"a.jpg": photographs.photograph()}
    fresh = Album(raw, tmp_path).responsive("a.jpg", "")
    for damage in (
        b"",
        b"{}",
        b'{"words": 1, "sizes": []}\n',
        b'{"words": {"files": [1]}, "sizes": [2]}\n12',
    ):
        monkeypatch.setattr("generator.core.cache.cache_get", lambda *_, data=damage: data)
        assert Album(raw, tmp_path).responsive("a.jpg", "") == fresh


def test_without_avif_there_is_webp_and_a_word_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.images.album.has_avif", lambda: False)
    monkeypatch.setattr(cache, "has_avif", lambda: False)
    album = Album({"a.jpg": photographs.photograph()})
    assert not album.lacks_avif
    made = album.responsive("a.jpg", "")
    assert isinstance(made, ResponsiveImage)
    assert [source.type for source in made.sources] == ["image/webp"]
    assert album.lacks_avif


def test_only_what_is_asked_for_is_read() -> None:
    class Watched(dict[str, bytes]):
        def __getitem__(self, name: str) -> bytes:
            assert name != "secret.jpg"
            return super().__getitem__(name)

    album = Album(Watched({"a.png": png(), "secret.jpg": b""}))
    album.prepare(["a.png", "never-there.png"])
    album.responsive("a.png", "")
    assert "secret.jpg" in album
    assert len(album.files) == 1
